package box_test

import (
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/box"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/store"
)

// refill is a township whose one busy station is dead, box and all: what it wrote lies
// at its neighbour, sealed, and at the county. Each story begins with copies of those
// two, as they were on the day of the fire.
type refill struct {
	*township
	records int64    // in the township
	names   []string // of all children, sorted
	inCare  []string // of the newest, who are in care there
	newest  hub.ID
	stories int
}

const (
	burned    = "柳沟驿站"
	refillers = 30 // children in care
)

// newRefill writes n records, and lets neighbour and county have them.
func newRefill(t testing.TB, n int) *refill {
	t.Helper()
	r := &refill{township: newTownship(t)}
	r.fill(n)
	hubs := []*process{r.county.start(), r.a.start(), r.b.start()}
	r.same(hubs...)
	r.records = r.a.status().Lanes[hub.TownshipLane(town)].Records
	for _, p := range hubs {
		p.end()
	}
	if err := os.RemoveAll(r.a.dir); err != nil {
		t.Fatal(err)
	}
	return r
}

// fill is what a station with n records has written: of 33 records three are a child's
// file, with its people and what its family answered, and the others its days, weighings
// and now and then somebody off the list who fetched it. What was said of a day is as
// long as people write.
func (r *refill) fill(n int) {
	t, ctx := r.t, r.t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	b, err := box.Open(ctx, box.Config{Data: r.a.dir})
	must(err)
	defer b.Close()
	sites, err := b.Sites(ctx)
	must(err)
	site := sites[0]
	made, err := b.Desk().SetUp(ctx, hub.Actor{Role: hub.RoleBox, Lane: b.Lane()}, desk.Setup{
		Request: hub.NewID(), Site: site.ID, Worker: desk.Worker{Name: "张桂兰", Role: hub.RoleHead},
		SiteFacts: desk.SiteFacts{Name: site.Name, Role: "station", Kinds: []string{"village"}, Township: site.Township, TownshipName: site.TownshipName, Hub: site.Hub},
	})
	must(err)
	head := hub.Actor{Role: hub.RoleHead, Site: site.ID, Staff: made.Worker, Lane: b.Lane()}
	today := b.Desk().Today()
	var rows []desk.Registration
	var children []hub.ID
	for i := range max(n/33, refillers) {
		c := nthChild(i)
		r.names = append(r.names, c.name)
		rows = append(rows, desk.Registration{
			Request: hub.NewID(), Name: c.name, Sex: "2", Birth: hub.DayOf(c.birth), Category: "home", Site: site.ID, VillageName: "韩店村",
			People: []desk.Person{
				{Name: "李秀英", Kinship: "maternal-grandmother", Phone: c.phone, Carer: true, Pickup: true, Adult: true},
				{Name: "王" + c.name[len(c.name)-6:], Kinship: "mother", Phone: c.phone, Guardian: true},
			},
		})
	}
	for batch := range slices.Chunk(rows, 500) {
		got, err := b.Desk().Import(ctx, head, desk.Import{Request: hub.NewID(), Rows: batch, Day: today})
		must(err)
		children = append(children, got.Children...)
	}
	for i, child := range children[len(children)-refillers:] {
		r.inCare = append(r.inCare, r.names[len(children)-refillers+i])
		_, err := b.Desk().Enrol(ctx, head, desk.Enrolling{Request: hub.NewID(), Child: child, Mode: "full", From: today.Add(-200), Anyway: true})
		must(err)
	}
	r.newest = children[len(children)-1]
	slices.Sort(r.names)
	for i := 0; ; {
		lanes, err := b.Store().Lanes(ctx)
		must(err)
		at := slices.IndexFunc(lanes, func(l store.LaneSum) bool { return l.Lane == b.Lane() })
		left := n - int(lanes[at].Records)
		if left <= 0 {
			return
		}
		var drafts []hub.Draft
		for range min(left, 1000) {
			drafts = append(drafts, hub.Draft{Lane: b.Lane(), Author: made.Worker, Edits: []hub.Edit{daily(children[i%len(children)], site.ID, made.Worker, today, i, i/len(children))}})
			i++
		}
		_, err = b.Store().AppendAll(ctx, drafts)
		must(err)
	}
}

// daily is the i-th thing that was noted, one of its child's day so many days ago.
func daily(child, site, worker hub.ID, today hub.Day, i, ago int) hub.Edit {
	day := string(today.Add(-1 - ago))
	said := []rune("早上有点咳嗽奶奶说昨晚没睡好吃饭慢午睡一小时情绪好体温正常下午喝水少跟小朋友玩积木手上有小红点已经告诉家里接的时候再看看")
	text := string(slices.Concat(said[i%len(said):], said[:i%len(said)])[:20+i%40])
	switch i % 10 {
	case 0, 1:
		return form.Builtin().EditOnce("growth", child, day, form.Values{
			"weight": int64(9000 + i%5000), "length": int64(700 + i%300), "head": int64(440 + i%60), "measure": "lying", "clothes": "light", "site": site,
		})
	case 2:
		return form.Builtin().Edit("handover", hub.NewID(), child, form.Values{
			"day": hub.Day(day), "name": "王" + text[:6], "relation": "舅舅", "phone": fmt.Sprintf("137%08d", i), "by": worker, "adult": true,
		})
	case 3, 4, 5:
		return form.Builtin().EditOnce("day", child, day, form.Values{"in": int64(450 + i%60), "in_by": child, "site": site, "absent": "sick", "reason": text})
	}
	return form.Builtin().EditOnce("day", child, day, form.Values{
		"in": int64(450 + i%60), "in_by": child, "out": int64(1020 + i%60), "out_by": child, "site": site, "reason": text,
	})
}

// same waits until hubs hold the same of the township.
func (r *refill) same(hubs ...*process) {
	r.t.Helper()
	patiently(r.t, "the hubs hold the same", func() bool {
		var all []string
		for _, p := range hubs {
			all = append(all, p.digest())
		}
		return len(slices.Compact(all)) == 1
	})
}

// patiently is eventually for what takes minutes on a slow machine.
func patiently(t testing.TB, what string, is func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Minute); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if is() {
			return
		}
	}
	t.Fatalf("never: %s", what)
}

// begin makes another story's copies of county and neighbour; the county has put the
// dead box out.
func (r *refill) begin() (county, near *process) {
	r.t.Helper()
	r.stories++
	dir := filepath.Join(r.dir, fmt.Sprint("story", r.stories))
	if err := os.Mkdir(dir, 0o700); err != nil {
		r.t.Fatal(err)
	}
	copied := func(p *process, args ...string) *process {
		to := filepath.Join(dir, filepath.Base(p.dir))
		if out, err := exec.Command("cp", "-a", p.dir, to).CombinedOutput(); err != nil {
			r.t.Fatalf("%v: %s", err, out)
		}
		return newProcess(r.t, p.name, to, args...)
	}
	county, near = copied(r.county, "county"), copied(r.b, "serve", "--mesh", freeAddress(r.t))
	county.run(0, "county", "revoke", burned)
	return county, near
}

// fresh is a box out of its carton.
func (r *refill) fresh(args ...string) *process {
	return newProcess(r.t, "the new box", filepath.Join(r.dir, fmt.Sprint("story", r.stories), "fresh"), append([]string{"serve"}, args...)...)
}

// meter passes connections on, and counts what goes through both ways.
type meter struct {
	net.Listener
	bytes atomic.Int64
}

func newMeter(t testing.TB, to string) *meter {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	m := &meter{Listener: l}
	go func() {
		for {
			near, err := l.Accept()
			if err != nil {
				return
			}
			far, err := net.Dial("tcp", to)
			if err != nil {
				near.Close()
				continue
			}
			go m.pass(near, far)
			go m.pass(far, near)
		}
	}()
	return m
}

func (m *meter) pass(from, to net.Conn) {
	defer to.Close()
	_, _ = io.Copy(io.MultiWriter(to, m), from) // whoever ends it ends it
}

func (m *meter) Write(b []byte) (int, error) {
	m.bytes.Add(int64(len(b)))
	return len(b), nil
}

// mebibytes is the most that a running process ever took of the machine's memory.
func (p *process) mebibytes() (most float64) {
	p.t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		p.t.Fatal(err)
	}
	for line := range strings.Lines(string(status)) {
		_, _ = fmt.Sscanf(line, "VmHWM: %f kB", &most) // any other line
	}
	return most / 1024
}

// size is how many bytes lie in a folder.
func size(t testing.TB, dir string) (n int64) {
	t.Helper()
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		n += info.Size()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
