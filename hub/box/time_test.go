package box

import (
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/box/clock"
	"yizhan/kiosk/station"
)

// board is a machine whose wall clock somebody can set, beside the counter that
// nobody can.
type board struct {
	wall time.Time
	runs time.Duration
}

func (m *board) clock() *clock.Clock {
	return clock.On(func() time.Time { return m.wall }, func() time.Duration { return m.runs })
}

func (m *board) pass(d time.Duration) { m.wall, m.runs = m.wall.Add(d), m.runs+d }

func on(day, hour int) time.Time { return time.Date(2027, 3, day, hour, 0, 0, 0, hub.China) }

func wants(t *testing.T, c *clock.Clock, when string, wall time.Time, quality hub.ClockQuality, doubt bool) {
	t.Helper()
	got := c.Now()
	if _, doubts, _ := c.Stand(); !got.Wall.Equal(wall) || got.Quality != quality || doubts != doubt {
		t.Errorf("%s: %v of quality %d, doubt %t; want %v of %d, %t", when, got.Wall, got.Quality, doubts, wall, quality, doubt)
	}
}

// broken opens a station again on a board that has lost its time.
func (r *region) broken(n int) (*Box, *clock.Clock) {
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
	wants(t, c, "switched on", clock.Earliest, hub.ClockUnknown, true)
	child := r.register(b, "王小满", "13812345678")
	r.register(r.stations[0], "赵小满", "13912345678")
	r.hears(b, r.stations[0])
	b.time.HeedClaims(r.ctx)
	wants(t, c, "one neighbour has spoken, three weeks on: it moves it by one", clock.Earliest.AddDate(0, 0, 7), hub.ClockPeer, false)
	if n := r.fixes(b); n != 1 {
		t.Errorf("%d corrections on record", n)
	}
	r.must(give(r.ctx, b, r.county)) // the county writes in no township's lane; its time is asked for
	b.time.Learn(r.ctx, r.clock.at, hub.ClockCounty, clock.SourceCounty)
	wants(t, c, "the county has spoken", r.clock.at, hub.ClockCounty, false)
	b.time.Learn(r.ctx, r.clock.at.Add(time.Hour), hub.ClockCounty, clock.SourceCounty)
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
	b.time.Learn(r.ctx, on(9, 16), hub.ClockConfirmed, clock.SourceStaff) // months ahead
	r.hears(b, r.stations[0])
	b.time.HeedClaims(r.ctx)
	wants(t, c, "staff had spoken", on(9, 16), hub.ClockConfirmed, false)
}

// One question a day, whatever is answered.
func TestTheClockIsAskedForOnceADay(t *testing.T) {
	b, _ := lone(t)
	m := &board{wall: time.Unix(30, 0), runs: time.Minute}
	c := m.clock()
	b.cfg.Clock, b.time.Clock = c, c
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
	wants(t, c, "a phone", on(9, 8), hub.ClockPeer, false)
	if err := self.TellTime(t.Context(), on(9, 9), false); err != nil {
		t.Fatal(err)
	}
	wants(t, c, "a person", on(9, 9), hub.ClockConfirmed, false)
	b.time.Learn(t.Context(), on(9, 10), hub.ClockCounty, clock.SourceNTP)
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

// A box without a battery goes on at its next start where it was, and registers
// children then as on any day.
func TestBoxWithoutABattery(t *testing.T) {
	dir, m := t.TempDir(), &board{wall: on(9, 16), runs: time.Hour}
	begin := func() *Box {
		b, err := Open(t.Context(), Config{Data: dir, Clock: m.clock()})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { b.Close() })
		return b
	}
	b := begin()
	head := b.setUp(t)
	if err := b.time.Run(stopped(t)); err != nil {
		t.Fatal(err)
	}
	b.Close()
	m.wall, m.runs = time.Unix(5, 0), 5*time.Second
	b = begin()
	if today := b.desk.Today(); today != "2027-03-09" {
		t.Errorf("it wakes up on %s", today)
	}
	b.child(t, head, "王小满", "2026-12-01")
}
