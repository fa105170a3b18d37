package desk_test

import (
	"slices"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// wrongDays is a house whose box woke up three days behind: arrivals of the 23rd
// stand under the 20th, beside what was really noted on the 20th before.
func wrongDays(t *testing.T) (h *house, early, late hub.ID) {
	h = newHouse(t)
	early, late = h.enrolled("王梓涵", hub.ID{}, granny("李秀英", "13812345678")), h.enrolled("赵小满", hub.ID{}, granny("周桂花", "13912345678"))
	h.clock.set(monday.Add(-3), 8, 0) // the 20th, as it was
	h.clock.boot = [8]byte{1}
	must[hub.Outcome](t)(h.Arrive(t.Context(), h.wall, h.tap(early)))
	h.clock.set(monday.Add(-3), 17, 0) // the 23rd: off for three nights, on from where it was
	h.clock.boot, h.clock.quality = [8]byte{2}, hub.ClockPersisted
	must[hub.Outcome](t)(h.Leave(t.Context(), h.wall, h.tap(early)))
	must[hub.Outcome](t)(h.Arrive(t.Context(), h.wall, h.tap(late)))
	return h, early, late
}

// learned tells the house that it is three days later.
func (h *house) learned() []care.ClockDoubt {
	h.t.Helper()
	was := h.clock.Now()
	better := desk.BetterTime{Site: h.site, Was: was, Off: 72 * time.Hour, Quality: hub.ClockCounty}
	for range 2 { // told twice, it is on record once
		if err := h.NoteClock(h.t.Context(), hub.LaneLocal, better); err != nil {
			h.t.Fatal(err)
		}
	}
	h.clock.set(hub.DayOf(was.Wall).Add(3), 17, 0)
	h.clock.quality = hub.ClockCounty
	return must[[]care.ClockDoubt](h.t)(h.Doubts(h.t.Context(), h.site))
}

func (h *house) dayOf(child hub.ID, day hub.Day) care.Day {
	h.t.Helper()
	rec, err := h.log.Record(h.t.Context(), "day", hub.DeriveID("day", child, string(day)))
	if hub.CodeOf(err) == hub.CodeNotFound {
		return care.Day{In: -1, Out: -1}
	}
	return care.AsDay(form.Builtin(), must[hub.Record](h.t)(rec, err))
}

func TestAWrongClockRaisesOneCard(t *testing.T) {
	h, early, late := wrongDays(t)
	doubts := h.learned()
	if len(doubts) != 1 || doubts[0].Day != monday.Add(-3) || doubts[0].Likely != monday || doubts[0].Notes != 2 {
		t.Fatalf("doubts %+v, want the 20th, likely the 23rd, of two notes", doubts)
	}
	if e, l := h.dayOf(early, monday.Add(-3)), h.dayOf(late, monday.Add(-3)); e.In != 8*60 || e.Out != 17*60 || l.In != 17*60 {
		t.Errorf("the fix itself moved a fact: %+v %+v", e, l)
	}
	trail := must[[]hub.Entry](t)(h.DayHistory(t.Context(), h.wall, early, monday.Add(-3)))
	if len(trail) != 2 || hub.DayOf(trail[0].At.Wall) != monday.Add(-3) || hub.DayOf(trail[1].At.Wall) != monday {
		t.Errorf("the history says %v: the first was right, the second is corrected", trail)
	}
	again := h.learned() // nothing new was written under a wrong clock
	if len(again) != 1 {
		t.Errorf("%d cards", len(again))
	}
}

func TestADayMovesWithItsHistory(t *testing.T) {
	h, early, late := wrongDays(t)
	doubt := h.learned()[0]
	request := hub.NewID()
	for range 2 {
		must[hub.Outcome](t)(h.MoveDay(t.Context(), h.head, request, doubt.ID, monday))
	}
	wrong, right := h.dayOf(early, monday.Add(-3)), h.dayOf(early, monday)
	if wrong.In != 8*60 || wrong.Out != -1 {
		t.Errorf("on the 20th she came at eight and nobody noted her leaving: %+v", wrong)
	}
	if right.In != -1 || right.Out != 17*60 || right.Site != h.site || right.OutBy.IsZero() {
		t.Errorf("on the 23rd she left at five: %+v", right)
	}
	if wrong, right := h.dayOf(late, monday.Add(-3)), h.dayOf(late, monday); wrong.In != -1 || right.In != 17*60 || right.InBy.IsZero() {
		t.Errorf("the other: on the 20th %+v, on the 23rd %+v", wrong, right)
	}
	if left := must[[]care.ClockDoubt](t)(h.Doubts(t.Context(), h.site)); len(left) != 0 {
		t.Errorf("still asked: %+v", left)
	}
	if trail := must[[]hub.Entry](t)(h.DayHistory(t.Context(), h.wall, late, monday.Add(-3))); len(trail) != 2 {
		t.Errorf("the wrong day keeps %d entries, want the tap and the correction", len(trail))
	}
}

// What stands on the right day already is nobody's to overwrite.
func TestADayMovesAroundWhatIsThere(t *testing.T) {
	h, _, late := wrongDays(t)
	doubt := h.learned()[0]
	h.clock.set(monday, 18, 0)
	must[hub.Outcome](t)(h.CorrectDay(t.Context(), h.head, desk.DayFix{Request: hub.NewID(), Child: late, Day: monday, In: 9 * 60, Out: -1, Reason: "补记"}))
	must[hub.Outcome](t)(h.MoveDay(t.Context(), h.head, hub.NewID(), doubt.ID, monday))
	if got := h.dayOf(late, monday); got.In != 9*60 {
		t.Errorf("nine o'clock became %d", got.In)
	}
}

func TestADoubtfulDayMayBeRight(t *testing.T) {
	h, early, _ := wrongDays(t)
	doubt := h.learned()[0]
	if _, err := h.DayIsRight(t.Context(), h.wall, hub.NewID(), doubt.ID); hub.CodeOf(err) != hub.CodeSignedOut {
		t.Errorf("without a PIN: %v", err)
	}
	elsewhere := h.head
	elsewhere.Site = hub.NewID()
	if _, err := h.MoveDay(t.Context(), elsewhere, hub.NewID(), doubt.ID, monday); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("of another site: %v", err)
	}
	if _, err := h.MoveDay(t.Context(), h.head, hub.NewID(), doubt.ID, monday.Add(1)); hub.CodeOf(err) != hub.CodeInvalid {
		t.Errorf("to a day that is not yet: %v", err)
	}
	must[hub.Outcome](t)(h.DayIsRight(t.Context(), h.head, hub.NewID(), doubt.ID))
	if got := h.dayOf(early, monday.Add(-3)); got.Out != 17*60 {
		t.Errorf("it stays: %+v", got)
	}
	if _, err := h.MoveDay(t.Context(), h.head, hub.NewID(), doubt.ID, monday); hub.CodeOf(err) != hub.CodeConflict {
		t.Errorf("settled otherwise already: %v", err)
	}
	if left := must[[]care.ClockDoubt](t)(h.Doubts(t.Context(), h.site)); len(left) != 0 {
		t.Errorf("still asked: %+v", left)
	}
}

// A clock that was off within the day raises no card, and a boot that wrote nothing
// leaves nothing behind.
func TestASmallCorrectionAsksNobody(t *testing.T) {
	h := newHouse(t)
	child := h.enrolled("王梓涵", hub.ID{}, granny("李秀英", "13812345678"))
	fixes := func() int {
		n := 0
		if err := h.log.Each(t.Context(), "clock-fix", func(hub.Record) error { n++; return nil }); err != nil {
			t.Fatal(err)
		}
		return n
	}
	h.clock.boot, h.clock.quality = [8]byte{3}, hub.ClockPersisted
	better := desk.BetterTime{Site: h.site, Was: h.clock.Now(), Off: 20 * time.Minute, Quality: hub.ClockPeer}
	if err := h.NoteClock(t.Context(), hub.LaneLocal, better); err != nil || fixes() != 0 {
		t.Errorf("nothing was written in this boot: %v, %d fixes", err, fixes())
	}
	must[hub.Outcome](t)(h.Arrive(t.Context(), h.wall, h.tap(child)))
	if err := h.NoteClock(t.Context(), hub.LaneLocal, better); err != nil || fixes() != 1 {
		t.Errorf("%v, %d fixes", err, fixes())
	}
	if doubts := must[[]care.ClockDoubt](t)(h.Doubts(t.Context(), h.site)); len(doubts) != 0 {
		t.Errorf("twenty minutes touch no day: %+v", doubts)
	}
	trail := must[[]hub.Entry](t)(h.DayHistory(t.Context(), h.wall, child, monday))
	if !slices.ContainsFunc(trail, func(e hub.Entry) bool { return e.At.Wall.Equal(better.Was.Wall.Add(better.Off)) }) {
		t.Errorf("the history is not corrected: %v", trail)
	}
}

// Another box of the township may write what it likes about this one's clock: only
// the box itself says how far it was off.
func TestOnlyABoxItselfCorrectsItsClock(t *testing.T) {
	n := newTown(t)
	a, b := n.station("柳沟", liugou), n.station("石坡", liugou)
	n.clock.quality, n.clock.boot = hub.ClockPersisted, [8]byte{2}
	child := a.register("王梓涵", "13803550421")
	b.register("赵小满", "13912345678") // a boot that wrote nothing corrects nothing
	n.meet(a, b)
	said := func(by *node, off time.Duration) hub.Day {
		t.Helper()
		better := desk.BetterTime{Site: a.actor.Site, Was: n.clock.Now(), Off: off, Quality: hub.ClockCounty}
		if err := by.NoteClock(t.Context(), liugou, better); err != nil {
			t.Fatal(err)
		}
		fixes := 0
		if err := by.log.Each(t.Context(), "clock-fix", func(hub.Record) error { fixes++; return nil }); err != nil || fixes != 1 {
			t.Fatal(fixes, err)
		}
		n.meet(a, b)
		entries := must[[]hub.Entry](t)(a.History(t.Context(), a.actor, child))
		return hub.DayOf(entries[len(entries)-1].At.Wall)
	}
	if day := said(b, -240*time.Hour); day != monday {
		t.Errorf("the neighbour moved it to %s", day)
	}
	if day := said(a, 24*time.Hour); day != monday.Add(1) {
		t.Errorf("the box itself said the next day, and it shows %s", day)
	}
}
