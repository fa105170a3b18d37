package box

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	stdsync "sync"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/box/county"
	"yizhan/hub/trust"
	"yizhan/mesh/sync"
)

// simStations is how many a simulation may have; the county besides.
const simStations = 6

// simTown is the folders that every simulation begins with: a county and the stations
// that it has let in, as they are once all is set up. Made once, copied for each.
type simTown struct {
	dir  string
	keys [][32]byte // of the station keys, the county's first
}

func simFolder(i int) string {
	if i == 0 {
		return "county"
	}
	return fmt.Sprintf("station%d", i)
}

// newSimTown makes the folders in memory, where there is any: what a power cut does to
// a disk is another test's question.
func newSimTown(t testing.TB) *simTown {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "yizhan")
	if err != nil {
		dir = t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	town := &simTown{dir: dir}
	r := &region{t: t, ctx: t.Context(), clock: &stillClock{simToday}}
	for i := range simStations + 1 {
		b, err := Open(r.ctx, Config{Data: filepath.Join(dir, "town", simFolder(i)), AtCounty: i == 0, Clock: r.clock})
		r.must(err)
		if i == 0 {
			r.county = b
		} else {
			file, err := r.county.office.Issue(r.ctx, county.Issue{
				Grant: trust.Grant{Name: fmt.Sprintf("第%d驿站", i), Township: sudian}, TownshipName: "苏店镇", CountyName: "上党区",
			})
			r.must(err)
			_, err = b.Enroll(r.ctx, file)
			r.must(err)
			r.must(b.Close())
		}
		town.keys = append(town.keys, b.trust.Identity().Key())
	}
	r.must(r.county.Close())
	return town
}

// simVoice is what a simulation tells of: a test, or in a control somebody who wants
// to hear complaints.
type simVoice interface {
	Helper()
	Error(...any)
	Errorf(string, ...any)
	Fatal(...any)
	Failed() bool
	Logf(string, ...any)
}

// simWorld is one simulation as it runs.
type simWorld struct {
	t    simVoice
	ctx  context.Context
	plan simPlan
	dir  string
	net  *simNet
	hubs []*simHub
	keys [][32]byte // by hub; a clone has its original's
	book simBook
	late bool // a box has joined that was not there in the beginning

	// Where a control breaks what is tested; nil otherwise.
	logOf    func(h *simHub, b *Box, honest sync.Log) sync.Log
	deskOf   func(h *simHub, b *Box) deskLog
	survives func(h *simHub, to string) error
	before   func() // the audit
	forgets  bool   // screens forget a request when their box dies
	deaf     bool   // to newer lists of revoked keys

	mu    stdsync.Mutex // of the hubs' lives
	trace []string      // what each step came to
}

// runPlan runs a simulation to its end, inside a bubble. What is wrong, it tells t.
func runPlan(ctx context.Context, t simVoice, town *simTown, plan simPlan, change ...func(*simWorld)) *simWorld {
	w := &simWorld{t: t, ctx: ctx, plan: plan, net: newSimNet(plan.seed)}
	var err error
	w.dir, err = os.MkdirTemp(town.dir, "run")
	w.must(err)
	w.survives = func(h *simHub, to string) error { return copyOpen(h.dir, to) }
	for _, f := range change {
		f(w)
	}
	defer os.RemoveAll(w.dir)
	defer w.endAll()
	defer func() {
		if t.Failed() {
			t.Logf("%s\nwhat came of it:\n%s", w.plan, strings.Join(w.trace, "\n"))
		}
	}()
	for i := range w.plan.stations + 1 {
		h := w.addHub(town.keys[i], simFolder(i))
		w.must(copyFolder(filepath.Join(town.dir, "town", simFolder(i)), h.dir))
		h.start()
	}
	for i, s := range w.plan.steps {
		w.trace = append(w.trace, fmt.Sprintf("%3d %v %-12s %s", i, time.Since(bubbleEpoch).Round(time.Millisecond), s.what, w.step(s)))
		time.Sleep(s.pause)
		if t.Failed() {
			return w
		}
	}
	w.settle()
	return w
}

// addHub is a hub that is not there yet.
func (w *simWorld) addHub(key [32]byte, name string) *simHub {
	w.mu.Lock()
	defer w.mu.Unlock()
	h := &simHub{w: w, no: len(w.hubs), name: fmt.Sprintf("%d-%s", len(w.hubs), name), clock: &simClock{}}
	h.dir = h.folder()
	w.hubs = append(w.hubs, h)
	w.keys = append(w.keys, key)
	return h
}

// keyOf is a hub's station key.
func (w *simWorld) keyOf(hub int) [32]byte {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.keys[hub]
}

// everybody is the hubs that there are, for those who run beside the plan.
func (w *simWorld) everybody() []*simHub {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.hubs)
}

func (w *simWorld) endAll() {
	for _, h := range w.hubs {
		h.end()
	}
}

// must is for the goroutine of the simulation.
func (w *simWorld) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// check is for everybody else: what a life that is over says does not count.
func (w *simWorld) check(l *simLife, err error) {
	if err != nil && l.ctx.Err() == nil {
		w.t.Error(err)
	}
}

// neighbour is a station that another may meet now, -1 if there is none.
func (w *simWorld) neighbour(of *simHub) int {
	w.mu.Lock()
	var there []int
	for _, h := range w.hubs[1:] {
		if h.life != nil && h != of && w.keys[h.no] != w.keys[of.no] {
			there = append(there, h.no)
		}
	}
	w.mu.Unlock()
	if len(there) == 0 {
		return -1
	}
	return there[int(w.net.upTo(time.Duration(len(there))))]
}

// members is the hubs that were not put out.
func (w *simWorld) members() (in []*simHub) {
	for _, h := range w.hubs {
		if w.book.lost == nil || h.key() != *w.book.lost {
			in = append(in, h)
		}
	}
	return in
}

// live is the hubs that are on.
func (w *simWorld) live() (on []*simHub) {
	for _, h := range w.hubs {
		if h.life != nil {
			on = append(on, h)
		}
	}
	return on
}

// settle mends everything, waits until the hubs hold the same, and looks at what they
// hold.
func (w *simWorld) settle() {
	w.net.heal()
	for _, h := range w.hubs {
		if h.life == nil {
			h.start()
		}
		h.life.engine.Nudge()
	}
	sums := w.sums()
	for end := time.Now().Add(30 * time.Minute); !equalSums(sums); sums = w.sums() {
		if time.Now().After(end) {
			w.t.Errorf("after half an hour of good lines the hubs hold\n%s", strings.Join(sums, "\n"))
			return
		}
		time.Sleep(5 * time.Second)
	}
	if w.before != nil {
		w.before()
	}
	w.audit()
}

// sums is what every hub says that it holds of the lanes that all share.
func (w *simWorld) sums() (out []string) {
	for _, h := range w.members() {
		out = append(out, h.sum())
	}
	return out
}

func (h *simHub) sum() string {
	lanes, err := h.life.box.store.Lanes(h.w.ctx)
	h.w.must(err)
	var b strings.Builder
	for _, l := range lanes {
		if l.Lane != hub.LaneLocal && l.Lane != hub.LaneCounty && l.Commits > 0 {
			fmt.Fprintf(&b, "%s: %d commits, %d records, %v; ", l.Lane, l.Commits, l.Records, l.Digest)
		}
	}
	return b.String()
}

func equalSums(sums []string) bool {
	for _, s := range sums[1:] {
		if s != sums[0] {
			return false
		}
	}
	return true
}
