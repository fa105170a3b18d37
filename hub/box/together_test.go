package box

import (
	"context"
	"fmt"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/box/county"
	"yizhan/hub/claim"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/store"
	"yizhan/hub/store/postgres/pgtest"
	"yizhan/hub/trust"
)

// second is the folder of another process of the county: its identity, and nothing else.
func (r *region) second(name string) string {
	r.t.Helper()
	dir := filepath.Join(r.t.TempDir(), name)
	for _, sub := range []string{"keys", "trust"} {
		r.must(os.CopyFS(filepath.Join(dir, sub), os.DirFS(filepath.Join(r.county.cfg.Data, sub))))
	}
	return dir
}

// moved is the same browser at another process of the county.
func (o *officer) moved(to *region) *officer {
	there := *o
	there.r = to
	return &there
}

// both does the same at two processes at once, and says how often it went well and with
// what it was refused otherwise.
func (r *region) both(act func(b *Box) error, boxes ...*Box) (done int, refused []string) {
	r.t.Helper()
	var wg sync.WaitGroup
	errs := make([]error, len(boxes))
	for i, b := range boxes {
		wg.Go(func() { errs[i] = act(b) })
	}
	wg.Wait()
	for _, err := range errs {
		if err == nil {
			done++
		} else {
			refused = append(refused, err.Error())
		}
	}
	return done, refused
}

// Several processes of a county on one database are one county: to the officer who is
// logged in, to whoever guesses, to a station, and to what may be done once only. One that
// is killed takes nothing with it.
func TestProcessesOnOneDatabase(t *testing.T) {
	database := pgtest.Database(t)
	r := newRegionOn(t, database)
	other := *r
	other.county = r.open(Config{Data: r.second("second"), AtCounty: true, Clock: r.clock, Database: database})
	server := httptest.NewServer(other.county.pages())
	t.Cleanup(server.Close)
	other.url = server.URL
	a, b := r.county, other.county
	for _, box := range []*Box{a, b} {
		ctx, stop := context.WithCancel(r.ctx)
		done := make(chan error, 1)
		go func() { done <- box.follow(ctx) }()
		t.Cleanup(func() { stop(); r.must(<-done) })
	}

	// Logged in at one, she goes on at the other; out is out at both.
	zhao := r.officer("赵敏", hub.RoleCounty, "")
	there := zhao.moved(&other)
	there.get("/overview").on("/overview")
	there.get("/me").says("赵敏")
	if open, err := b.gate.Sessions(r.ctx, onlyLogin(t, b, "赵敏"), ""); err != nil || len(open) != 1 {
		t.Errorf("%d sessions are open, %v", len(open), err)
	}
	r.must(b.office.AddOfficer(r.ctx, "赵敏", password, hub.RoleCounty, "")) // a new password, at the other
	zhao.get("/overview")
	if zhao.at.Path == "/overview" {
		t.Error("her sessions ended at one process, and the other lets her go on")
	}
	zhao.login("赵敏", password).on("/overview")

	// Five wrong passwords are five at all of them together.
	for i := range 5 {
		[]*region{r, &other}[i%2].browser().login("赵敏", "猜错了猜错了猜错了")
	}
	for _, at := range []*region{r, &other} {
		if o := at.browser().login("赵敏", password); o.at.Path == "/overview" {
			t.Error("after five wrong ones the right one opens at once")
		}
	}
	there.get("/overview").on("/overview") // who is in stays in
	r.must(a.gate.Unlock(r.ctx, "赵敏"))

	// A station is heard by one, and by the other; each shows what came to either.
	nandong := r.stations[0]
	first := r.register(nandong, "王梓涵", "13812340421")
	r.must(give(r.ctx, nandong, a))
	r.must(give(r.ctx, a, nandong))
	within(t, "the other process shows the child", func() bool { return strings.Contains(there.get("/children").body, "王梓涵") })
	r.register(nandong, "马浩然", "13812340422")
	r.must(give(r.ctx, nandong, b))
	r.must(give(r.ctx, b, nandong))
	within(t, "the first process shows it too", func() bool { return strings.Contains(zhao.get("/children").body, "马浩然") })
	township := nandong.Lane()
	if at, here, home := r.digestOf(a, township), r.digestOf(b, township), r.digestOf(nandong, township); at != here || at != home {
		t.Errorf("digests %v, %v, the station's %v", at, here, home)
	}

	// Numbers are given by both at once: none twice, none left out.
	const letters = 12
	var mu sync.Mutex
	numbers := map[string]bool{}
	_, refused := r.both(func(b *Box) error {
		for i := range letters {
			got, _, err := b.desk.TakeLetter(r.ctx, desk.Letter{Request: hub.NewID(), Kind: "web-complaint", Values: form.Values{
				"about": "food", "said": fmt.Sprint("菜不新鲜 ", i)}})
			if err != nil {
				return err
			}
			mu.Lock()
			numbers[got.Number] = true
			mu.Unlock()
		}
		return nil
	}, a, b)
	sorted := slices.Sorted(maps.Keys(numbers))
	if len(refused) > 0 || len(sorted) != 2*letters || !strings.HasSuffix(sorted[0], "00001") || !strings.HasSuffix(sorted[len(sorted)-1], fmt.Sprintf("%05d", 2*letters)) {
		t.Errorf("%d numbers: %q, refused %q", len(sorted), sorted, refused)
	}

	r.closedOnce(a, b, "2026-11-22")
	r.paidOnce(a, b, nandong, first)

	// Who is put out at one is out at the other.
	r.learnAll()
	gone := r.stations[2].trust.Identity().Key()
	r.must(a.office.Revoke(r.ctx, hub.Actor{Role: hub.RoleAdmin, Lane: hub.LaneCounty}, gone, "2026-11-23"))
	r.must(b.shareLists(r.ctx))
	if list, _ := b.trust.Members().Revocations(); !listed(list, gone) {
		t.Error("the other process goes on with a box that was put out")
	}

	r.letIn(a, b)
	r.killed(database, zhao, b)
}

// letIn has a box let in at one process and call the other, at a township that the other has
// not heard of.
func (r *region) letIn(a, b *Box) {
	r.t.Helper()
	file, err := a.office.Issue(r.ctx, county.Issue{Grant: trust.Grant{Name: "下庄驿站", Township: "140404101"}, TownshipName: "下庄镇"})
	r.must(err)
	box, err := trust.Open(r.t.TempDir())
	r.must(err)
	cert, err := box.Accept(file)
	r.must(err)
	r.must(b.shareLists(r.ctx))
	r.must(b.trust.Members().Meet(box.Identity().Key(), cert.Raw))
	raw, err := b.trust.BundleFor(cert)
	r.must(err)
	if _, err := box.ApplyBundle(raw); err != nil || len(box.Bundle().Gossip) != 1 {
		r.t.Errorf("a box that was let in at one process has %d gossip keys after the other's word, %v", len(box.Bundle().Gossip), err)
	}
	r.must(b.shareLists(r.ctx))
	r.must(a.shareLists(r.ctx))
	if _, known := a.trust.Members().Get(box.Identity().Key()); !known {
		r.t.Error("a box that called one process is unknown to the other")
	}
}

// onlyLogin is the id of an officer.
func onlyLogin(t *testing.T, b *Box, name string) hub.ID {
	t.Helper()
	all, err := b.gate.Logins(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range all {
		if l.Name == name {
			return l.Person.Staff
		}
	}
	t.Fatalf("no %s among %d", name, len(all))
	return hub.ID{}
}

// closedOnce has two processes close the same day.
func (r *region) closedOnce(a, b *Box, day hub.Day) {
	r.t.Helper()
	done, refused := r.both(func(b *Box) error { return b.closeDay(r.ctx) }, a, b)
	closings, err := b.store.Closings(r.ctx)
	r.must(err)
	if done != 2 || len(closings) != 1 || closings[0].Day != day {
		r.t.Errorf("%d closed, refused %q: %+v", done, refused, closings)
	}
}

// paidOnce has two processes work out, lock and pay the same months at once.
func (r *region) paidOnce(a, b, station *Box, child hub.ID) {
	t := r.t
	t.Helper()
	_, err := station.desk.Enrol(r.ctx, r.head(station), desk.Enrolling{Request: hub.NewID(), Child: child, Mode: "full", From: "2026-11-01", Anyway: true})
	r.must(err)
	r.comes(station, child, "2026-11-18", "2026-11-19", "2026-11-20")
	r.must(give(r.ctx, station, a))
	closing, err := a.store.CloseDay(r.ctx, "2026-11-30")
	r.must(err)
	officer := func() hub.Actor { return hub.Actor{Staff: hub.NewID(), Role: hub.RoleCounty, Lane: hub.LaneCounty} }
	made, err := a.desk.SetRate(r.ctx, officer(), hub.NewID(), claim.Rate{
		Title: "按实际入托补助", Rule: "month", From: "2026-01-01", Amount: 60000, Days: 3, Age: 36, Source: "县政府 2026 第 3 号", Certainty: "A",
	})
	r.must(err)
	span := desk.Making{Programme: made.Records[0], From: "2026-11", To: "2026-11", Closing: closing}
	once := func(what, otherwise string, act func(b *Box) error) {
		t.Helper()
		if done, refused := r.both(act, a, b); done != 1 || len(refused) != 1 || !strings.Contains(refused[0], otherwise) {
			t.Fatalf("%s: %d times, refused %q", what, done, refused)
		}
	}
	once("worked out", "money.open", func(b *Box) error {
		first, last, err := b.desk.Span(r.ctx, span)
		if err != nil {
			return err
		}
		book, err := around{b}.Book(r.ctx, closing.Number, first, last)
		if err != nil {
			return err
		}
		m := span
		m.Request = hub.NewID()
		_, err = b.desk.MakeRun(r.ctx, officer(), m, book)
		return err
	})
	runs, err := b.desk.SubsidyRuns(r.ctx, span.Programme)
	r.must(err)
	once("locked", "money.locked", func(b *Box) error {
		_, err := b.desk.LockRun(r.ctx, officer(), hub.NewID(), runs[0].ID)
		return err
	})
	if _, err := a.desk.DropRun(r.ctx, officer(), hub.NewID(), runs[0].ID); hub.CodeOf(err) != hub.CodeConflict {
		t.Errorf("what is locked is thrown away: %v", err)
	}
	_, err = a.desk.NoteFund(r.ctx, officer(), hub.NewID(), desk.FundEntry{Fund: "示范资金", Year: 2026, Amount: 5_000_000, Day: "2026-11-02", Paper: "财社〔2026〕7号"})
	r.must(err)
	paid := func(b *Box) error {
		_, err := b.desk.PayRun(r.ctx, officer(), desk.Paying{Request: hub.NewID(), Run: runs[0].ID, Day: "2026-11-23", Fund: "示范资金", Voucher: "记-12", Year: 2026})
		return err
	}
	if _, refused := r.both(paid, a, b); len(refused) > 0 {
		t.Errorf("who comes second is told that it is paid: %q", refused)
	}
	lines, err := b.desk.FundBook(r.ctx)
	r.must(err)
	lines = slices.DeleteFunc(lines, func(e desk.FundEntry) bool { return e.Way != desk.FundOut })
	if len(lines) != 1 {
		t.Errorf("the book of the fund has %d payments", len(lines))
	}
}

// killed starts one more process and kills it while all are at work; those that are left go
// on in the same epoch, and know whom it let in.
func (r *region) killed(database string, zhao *officer, b *Box) {
	t := r.t
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	r.must(err)
	address := l.Addr().String()
	r.must(l.Close())
	self, err := os.Executable()
	r.must(err)
	third := exec.CommandContext(r.ctx, self, "county", "--data", r.second("third"), "--database", database, "--listen", address)
	third.Env = append(os.Environ(), "YIZHAN_AS_PROGRAM=1")
	r.must(third.Start())
	defer func() { _ = third.Process.Kill() }()
	within(t, "a third process opens", func() bool {
		res, err := http.Get("http://" + address + "/healthz")
		if err != nil {
			return false
		}
		res.Body.Close()
		return res.StatusCode == http.StatusOK
	})
	there := *r
	there.url = "http://" + address
	fresh := there.browser()
	fresh.login("赵敏", password).on("/overview")
	epoch, err := b.store.Epoch(r.ctx)
	r.must(err)

	var wg sync.WaitGroup
	wg.Go(func() { // it writes until it is gone
		for i := range 1000 {
			res, err := http.PostForm(there.url+"/login", url.Values{"name": {fmt.Sprint("没有", i)}, "password": {"x"}})
			if err != nil {
				return
			}
			res.Body.Close()
		}
	})
	stored := 0
	for i := range 10 {
		if i == 4 {
			r.must(third.Process.Kill())
		}
		_, _, err := b.desk.TakeLetter(r.ctx, desk.Letter{Request: hub.NewID(), Kind: "web-complaint", Values: form.Values{"about": "food", "said": "凉的"}})
		r.must(err)
		stored++
	}
	wg.Wait()
	_ = third.Wait()
	if now, err := b.store.Epoch(r.ctx); err != nil || now != epoch {
		t.Errorf("another's death began an epoch: %v", err)
	}
	fresh.moved(zhao.r).get("/overview").on("/overview")
	if sums, err := r.county.store.Lanes(r.ctx); err != nil || !slices.Equal(sums, mustLanes(r, b)) {
		t.Errorf("two processes on one database count differently: %v", err)
	}
}

func mustLanes(r *region, b *Box) []store.LaneSum {
	r.t.Helper()
	sums, err := b.store.Lanes(r.ctx)
	r.must(err)
	return sums
}

func listed(list trust.List, key [32]byte) bool {
	_, gone := list.Find(key)
	return gone
}

// within waits for what another process tells.
func within(t testing.TB, what string, is func() bool) {
	t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if is() {
			return
		}
	}
	t.Fatalf("never: %s", what)
}
