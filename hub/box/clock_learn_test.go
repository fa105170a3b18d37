package box

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/kiosk/station"
)

// broken opens a station again on a board that has lost its time.
func (r *region) broken(n int) (*Box, *clock) {
	r.t.Helper()
	dir := r.stations[n].cfg.Data
	r.must(r.stations[n].Close())
	c := (&board{wall: time.Unix(30, 0), runs: 30 * time.Second}).clock()
	r.stations[n] = r.open(Config{Data: dir, Clock: c})
	return r.stations[n], c
}

func (r *region) fixes(b *Box) (n int) {
	r.t.Helper()
	r.must(b.store.Each(r.ctx, "clock-fix", func(hub.Record) error { n++; return nil }))
	return n
}

// hears gives a box what another holds, the way the exchange does.
func (r *region) hears(b, from *Box) {
	r.t.Helper()
	commits, _, err := from.store.Since(r.ctx, b.Lane(), nil, 1000, 1<<20)
	r.must(err)
	proofs, err := from.store.Proofs(r.ctx, b.Lane())
	r.must(err)
	_, err = b.log().Accept(r.ctx, commits, proofs)
	r.must(err)
}

// What others sign tells a box that has lost its time how late it is at least; what it
// wrote before is corrected on record, once.
func TestATimeIsLearnedFromWhatOthersSign(t *testing.T) {
	r := newRegion(t)
	b, c := r.broken(1)
	c.wants(t, "switched on", earliest, hub.ClockUnknown, true)
	child := r.register(b, "王小满", "13812345678")
	r.register(r.stations[0], "赵小满", "13912345678")
	r.hears(b, r.stations[0])
	b.askPeers(r.ctx, c)
	c.wants(t, "one neighbour has spoken, three weeks on", earliest.Add(fewMayMove), hub.ClockPeer, false)
	if n := r.fixes(b); n != 1 {
		t.Errorf("%d corrections on record", n)
	}
	r.must(give(r.ctx, b, r.county)) // the county writes in no township's lane; its time is asked for
	b.learnTime(r.ctx, c, r.clock.at, hub.ClockCounty, sourceCounty)
	c.wants(t, "the county has spoken", r.clock.at, hub.ClockCounty, false)
	b.learnTime(r.ctx, c, r.clock.at.Add(time.Hour), hub.ClockCounty, sourceCounty)
	if n := r.fixes(b); n != 2 {
		t.Errorf("%d corrections: one for each source that knew better", n)
	}
	entries, err := b.desk.History(r.ctx, r.head(b), child)
	r.must(err)
	if at := entries[len(entries)-1].At; at.Wall.Sub(r.clock.at).Abs() > time.Second || at.Quality != hub.ClockCounty {
		t.Errorf("the child was registered at %v, quality %d", at.Wall, at.Quality)
	}
}

// A clock that is believed listens to no peer, and one that is ahead is not moved back.
func TestABelievedClockIsNotMovedByPeers(t *testing.T) {
	r := newRegion(t)
	b, c := r.broken(1)
	r.register(r.stations[0], "赵小满", "13912345678")
	c.learn(on(9, 16), hub.ClockConfirmed, sourceStaff) // months ahead
	r.hears(b, r.stations[0])
	b.askPeers(r.ctx, c)
	c.wants(t, "staff had spoken", on(9, 16), hub.ClockConfirmed, false)
}

// A server says what time it is; a portal that leads elsewhere says nothing.
func TestTheDateOfAServer(t *testing.T) {
	at := on(9, 16)
	date := func(code int) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if r.Method != http.MethodHead || r.URL.Path != "/healthz" {
				t.Errorf("%s %s", r.Method, r.URL.Path)
			}
			w.Header().Set("Date", at.UTC().Format(http.TimeFormat))
			w.Header().Set("Location", "http://portal.example/")
			w.WriteHeader(code)
		}
	}
	for code, want := range map[int]bool{http.StatusOK: true, http.StatusFound: false, http.StatusServiceUnavailable: false} {
		server := httptest.NewServer(date(code))
		got, ok := dateOf(t.Context(), server.URL+"/")
		server.Close()
		if ok != want || ok && got.Sub(at).Abs() > time.Minute {
			t.Errorf("%d: %v, %t", code, got, ok)
		}
	}
	if _, ok := dateOf(t.Context(), "http://127.0.0.1:1"); ok {
		t.Error("nobody answers, and says a time")
	}
}

// One question a day, whatever is answered.
func TestTheClockIsAskedForOnceADay(t *testing.T) {
	b, _ := lone(t)
	m := &board{wall: time.Unix(30, 0), runs: time.Minute}
	b.cfg.Clock = m.clock()
	var self station.Self = screen{b}
	asks := func(want bool) {
		t.Helper()
		if may, err := self.MayAskTime(t.Context()); err != nil || may != want {
			t.Errorf("asks: %t, %v", may, err)
		}
	}
	asks(true)
	if err := self.AskedTime(t.Context()); err != nil {
		t.Fatal(err)
	}
	asks(false)
	if err := self.TellTime(t.Context(), time.Date(2099, 1, 1, 8, 0, 0, 0, hub.China), false); hub.CodeOf(err) != hub.CodeInvalid {
		t.Errorf("2099: %v", err)
	}
	if err := self.TellTime(t.Context(), on(9, 8), true); err != nil {
		t.Fatal(err)
	}
	b.cfg.Clock.(*clock).wants(t, "a phone", on(9, 8), hub.ClockPeer, false)
	if err := self.TellTime(t.Context(), on(9, 9), false); err != nil {
		t.Fatal(err)
	}
	b.cfg.Clock.(*clock).wants(t, "a person", on(9, 9), hub.ClockConfirmed, false)
	b.cfg.Clock.(*clock).learn(on(9, 10), hub.ClockCounty, sourceNTP)
	if err := self.TellTime(t.Context(), on(9, 9), false); hub.CodeOf(err) != hub.CodeConflict {
		t.Errorf("a person knows better than NTP: %v", err)
	}
}

// After a day with one copy somebody is asked for a stick. It counts the time that
// the box ran: a jump of the clock neither asks too soon nor never.
func TestADayWithOneCopy(t *testing.T) {
	r := newRegion(t)
	b, _ := r.broken(1)
	m := &board{wall: time.Unix(30, 0), runs: 30 * time.Second}
	r.must(b.Close())
	dir := b.cfg.Data
	b = r.open(Config{Data: dir, Clock: m.clock()})
	hours := func(what string, want int64) {
		t.Helper()
		st, err := b.Status(r.ctx)
		r.must(err)
		if st.AloneHours != want {
			t.Errorf("%s: %d hours, want %d", what, st.AloneHours, want)
		}
	}
	r.must(give(r.ctx, b, r.county))
	r.must(give(r.ctx, r.county, b))
	hours("the county has everything", 0)
	r.register(b, "王小满", "13812345678")
	hours("just written", 0)
	m.wall = time.Date(2099, 1, 1, 0, 0, 0, 0, hub.China)
	hours("the machine jumps to 2099", 0)
	m.pass(23 * time.Hour)
	hours("23 hours on", 23)
	r.must(b.keepAlone(r.ctx))
	r.must(b.Close())
	m.wall, m.runs = time.Unix(5, 0), 5*time.Second
	b = r.open(Config{Data: dir, Clock: m.clock()})
	hours("started again", 23)
	m.pass(2 * time.Hour)
	hours("a day", 25)
	heads, err := b.store.OwnHeads(r.ctx, b.Lane())
	r.must(err)
	r.must(b.onStick(r.ctx, heads))
	hours("on a stick", 0)
	r.register(b, "赵小满", "13912345678")
	m.pass(time.Hour)
	hours("written since", 0) // it is counted from the first look
	m.pass(time.Hour)
	hours("and an hour", 1)
	r.must(give(r.ctx, b, r.county))
	r.must(give(r.ctx, r.county, b))
	hours("the county has it", 0)
}
