package desk_test

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/care/day"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// One tap in the morning says both; an arrival that was not looked at, the noon check and
// the rest of a class are taps of their own, and who saw something first is not overruled.
func TestWell(t *testing.T) {
	h := newHouse(t)
	a := h.enrolled("王梓涵", hub.ID{}, granny("李秀英", "13812340421"))
	b := h.enrolled("陈雨桐", hub.ID{}, granny("赵玉梅", "13812340422"))
	if _, err := h.Well(t.Context(), h.wall, h.tap(a)); code(err) != "check.not-here" {
		t.Errorf("looked at before it came: %v", err)
	}
	tap := h.tap(a)
	tap.Well = true
	before := h.commits()
	in := must[hub.Outcome](t)(h.Arrive(t.Context(), h.wall, tap))
	if c := h.tile(a); !c.Here() || c.Check.Result != "ok" || c.Check.By != h.wall.Staff || c.Check.Minute != 7*60+30 || h.commits() != before+1 {
		t.Errorf("one tap: %+v, %d commits", c.Check, h.commits()-before)
	}
	must[hub.Outcome](t)(h.Arrive(t.Context(), h.wall, h.tap(b)))
	if c := h.tile(b); c.Check.Done() {
		t.Errorf("nobody looked: %+v", c.Check)
	}
	h.clock.set(monday, 9, 29)
	if n := must[desk.Board](t)(h.Board(t.Context(), h.wall, h.site)).Unseen; n != 0 {
		t.Errorf("at 9:29 %d are missing", n)
	}
	h.clock.set(monday, 9, 30)
	if n := must[desk.Board](t)(h.Board(t.Context(), h.wall, h.site)).Unseen; n != 1 {
		t.Errorf("at 9:30 %d are missing", n)
	}
	out := must[hub.Outcome](t)(h.Well(t.Context(), h.wall, h.tap(a, b)))
	if a, b := h.tile(a), h.tile(b); a.Check.Minute != 7*60+30 || b.Check.Minute != 9*60+30 {
		t.Errorf("all who are left: %d, %d", a.Check.Minute, b.Check.Minute)
	}
	must[hub.Outcome](t)(h.Undo(t.Context(), h.wall, hub.NewID(), out.Commit))
	if h.tile(b).Check.Done() || !h.tile(a).Check.Done() {
		t.Error("taking back takes what it noted")
	}
	h.clock.set(monday, 14, 30)
	if h.tile(a).Check.Done() {
		t.Error("the noon check is another")
	}
	must[hub.Outcome](t)(h.Well(t.Context(), h.wall, h.tap(a)))
	if c := h.tile(a); c.Check.Period != day.Noon.Period(monday) {
		t.Errorf("noon: %+v", c.Check)
	}
	h.clock.set(monday, 14, 40)
	must[hub.Outcome](t)(h.Undo(t.Context(), h.wall, hub.NewID(), in.Commit))
	if h.tile(a).Here() {
		t.Error("the arrival with its look is the open wall's to take back")
	}
}

func odd(h *house, child hub.ID, then string) desk.Odd {
	return desk.Odd{Request: hub.NewID(), Child: child, Day: monday, Minute: h.Minute(), Touch: []string{"forehead"}, Look: []string{"skin"},
		Ask: []string{"vomit"}, Find: []string{"small"}, Tenths: 378, Then: then}
}

func TestOdd(t *testing.T) {
	h := newHouse(t)
	child := h.enrolled("王梓涵", hub.ID{}, granny("李秀英", "13812340421"))
	if _, err := h.NoteOdd(t.Context(), h.wall, odd(h, child, "watch")); code(err) != "check.not-here" {
		t.Errorf("not here yet: %v", err)
	}
	tap := h.tap(child)
	tap.Well = true
	must[hub.Outcome](t)(h.Arrive(t.Context(), h.wall, tap))
	for what, change := range map[string]func(*desk.Odd){
		"nothing is done": func(o *desk.Odd) { o.Then = "" },
		"nothing is odd":  func(o *desk.Odd) { o.Touch, o.Look, o.Ask, o.Find, o.Tenths = nil, nil, nil, nil, 0 },
		"a made-up sign":  func(o *desk.Odd) { o.Look = []string{"tail"} },
		"50 degrees":      func(o *desk.Odd) { o.Tenths = 500 },
	} {
		o := odd(h, child, "watch")
		change(&o)
		if _, err := h.NoteOdd(t.Context(), h.wall, o); err == nil {
			t.Errorf("%s: noted", what)
		}
	}
	stranger := h.wall
	stranger.Role = hub.RoleTownship
	if _, err := h.NoteOdd(t.Context(), stranger, odd(h, child, "watch")); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("somebody of the township: %v", err)
	}
	out := must[hub.Outcome](t)(h.NoteOdd(t.Context(), h.wall, odd(h, child, "watch")))
	if c := h.tile(child); c.Check.Result != "odd" || c.Check.Then != "watch" || c.Ill.State != "" {
		t.Errorf("watched: %+v", c)
	}
	if n := must[day.Next](t)(h.FeverOf(t.Context(), h.wall, child)); n != (day.Next{Step: day.FeverWait, At: 7*60 + 40}) {
		t.Errorf("37.8 once: %+v", n)
	}
	must[hub.Outcome](t)(h.Undo(t.Context(), h.wall, hub.NewID(), out.Commit))
	if c := h.tile(child); c.Check.Result != "ok" || must[day.Next](t)(h.FeverOf(t.Context(), h.wall, child)).Step != day.FeverMeasure {
		t.Errorf("taken back: %+v", c.Check)
	}

	// The second one, ten minutes on, brings it to the room, with what was seen.
	must[hub.Outcome](t)(h.NoteOdd(t.Context(), h.wall, odd(h, child, "watch")))
	h.clock.set(monday, 7, 40)
	again := desk.Odd{Request: hub.NewID(), Child: child, Day: monday, Minute: h.Minute(), Tenths: 381, Then: "room"}
	must[hub.Outcome](t)(h.NoteOdd(t.Context(), h.wall, again))
	c := h.tile(child)
	if c.Check.Then != "room" || len(c.Check.Look) != 1 || c.Ill.State != "room" || c.Ill.Room != 7*60+40 {
		t.Errorf("in the room: %+v", c)
	}
	if b := must[desk.Board](t)(h.Board(t.Context(), h.wall, h.site)); b.InRoom != 1 {
		t.Errorf("%+v", b)
	}
	if _, err := h.IllOf(t.Context(), h.wall, child); hub.CodeOf(err) != hub.CodeSignedOut {
		t.Errorf("what it has stands open: %v", err)
	}
	ill := must[desk.Ill](t)(h.IllOf(t.Context(), h.head, child))
	if ill.Fever.Step != day.FeverRoom || len(ill.Temps) != 2 || ill.Temps[1].Tenths != 381 || ill.Illness.Until != monday.Add(2) || ill.Illness.NeedsProof {
		t.Errorf("%+v", ill)
	}
}

// Fever to return: the room, the call, fetched by who may, away until the days are over,
// back with the doctor's word alone.
func TestFeverToReturn(t *testing.T) {
	h := newHouse(t)
	child := h.enrolled("王梓涵", hub.ID{}, granny("李秀英", "13812340421"), mother("王丽"))
	other := h.enrolled("陈雨桐", hub.ID{}, granny("赵玉梅", "13812340422"))
	must[hub.Outcome](t)(h.Arrive(t.Context(), h.wall, h.tap(child)))
	o := odd(h, child, "room")
	o.Tenths = 392
	must[hub.Outcome](t)(h.NoteOdd(t.Context(), h.wall, o))
	call := desk.Called{Request: hub.NewID(), Child: child, Whom: h.person(child, "paternal-grandmother"), About: "ill", Said: "fetch"}
	if _, err := h.NoteCall(t.Context(), h.wall, call); hub.CodeOf(err) != hub.CodeSignedOut {
		t.Errorf("a call from the open wall: %v", err)
	}
	strange := call
	strange.Whom = h.person(other, "paternal-grandmother")
	if _, err := h.NoteCall(t.Context(), h.head, strange); hub.CodeOf(err) != hub.CodeNotFound {
		t.Errorf("another child's granny was called: %v", err)
	}
	must[hub.Outcome](t)(h.NoteCall(t.Context(), h.head, call))
	must[hub.Outcome](t)(h.SayIll(t.Context(), h.head, desk.IllSaid{Request: hub.NewID(), Child: child, Suspect: "hfmd", By: "station"}))
	if _, err := h.SayIll(t.Context(), h.head, desk.IllSaid{Request: hub.NewID(), Child: child, Suspect: "plague", By: "station"}); code(err) != "ill.which" {
		t.Errorf("an illness of nowhere: %v", err)
	}
	h.clock.set(monday, 8, 10)
	tap := h.tap(child)
	tap.Person = h.person(child, "mother")
	if _, err := h.Leave(t.Context(), h.wall, h.tap(other)); code(err) != "wall.not-here" {
		t.Error(err)
	}
	must[hub.Outcome](t)(h.Leave(t.Context(), h.wall, tap))
	c := h.tile(child)
	if c.Ill.State != "home" || c.Ill.Left != 8*60+10 || c.Ill.Until != monday.Add(14) || !c.Ill.NeedsProof || c.Day.OutBy != tap.Person {
		t.Errorf("fetched: %+v", c)
	}
	if ill := must[desk.Ill](t)(h.IllOf(t.Context(), h.head, child)); len(ill.Calls) != 1 || !ill.Calls[0].Reached() {
		t.Errorf("%+v", ill.Calls)
	}

	back := func() desk.Return {
		r := desk.Return{Tap: h.tap(child), Proof: true}
		r.Well = true
		return r
	}
	h.clock.set(monday.Add(9), 7, 30)
	if _, err := h.Arrive(t.Context(), h.wall, h.tap(child)); !desk.IsAway(err) {
		t.Errorf("it just comes: %v", err)
	}
	if _, err := h.Back(t.Context(), h.wall, back()); code(err) != "ill.early" {
		t.Errorf("the days are not over: %v", err)
	}
	h.clock.set(monday.Add(14), 7, 30)
	if _, err := h.Arrive(t.Context(), h.wall, h.tap(child)); !desk.IsAway(err) {
		t.Errorf("the days are over, the word is lacking: %v", err)
	}
	without := back()
	without.Proof = false
	if _, err := h.Back(t.Context(), h.wall, without); code(err) != "ill.proof" {
		t.Errorf("nobody saw a paper: %v", err)
	}
	if h.tile(child).Here() {
		t.Fatal("a refusal let it in")
	}
	out := must[hub.Outcome](t)(h.Back(t.Context(), h.wall, back()))
	if c := h.tile(child); !c.Here() || c.Ill.State != "" || c.Check.Result != "ok" {
		t.Errorf("back: %+v", c)
	}
	must[hub.Outcome](t)(h.Undo(t.Context(), h.head, hub.NewID(), out.Commit))
	if c := h.tile(child); c.Here() || c.Ill.State != "home" {
		t.Errorf("taken back: %+v", c)
	}
	h.clock.set(monday.Add(10), 7, 30)
	early := back()
	early.Early = true
	must[hub.Outcome](t)(h.Back(t.Context(), h.wall, early))
	if !h.tile(child).Here() {
		t.Error("the doctor says that it may come on the tenth day")
	}
}

// A county's own figure counts from then on, at every station.
func TestIllnessTermOfTheCounty(t *testing.T) {
	h := newHouse(t)
	child := h.enrolled("王梓涵", hub.ID{}, granny("李秀英", "13812340421"))
	county := hub.Actor{Staff: hub.NewID(), Role: hub.RoleCounty, Lane: hub.LanePublic}
	if _, err := h.SetIllness(t.Context(), h.head, hub.NewID(), "hfmd", 7); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("a station sets it: %v", err)
	}
	for _, days := range []int{-1, 101} {
		if _, err := h.SetIllness(t.Context(), county, hub.NewID(), "hfmd", days); code(err) != "ill.days" {
			t.Errorf("%d days: %v", days, err)
		}
	}
	rule := hub.DeriveID("illness-rule", hub.ID{}, "hfmd") // as it comes from the county, in a lane that this box does not write
	must[hub.Outcome](t)(h.log.Append(t.Context(), hub.Draft{Request: hub.NewID(), Lane: hub.LaneLocal, Edits: []hub.Edit{
		h.Forms().Edit("illness-rule", rule, rule, form.Values{"illness": "hfmd", "days": 10, "day": monday})}}))
	must[hub.Outcome](t)(h.SayIll(t.Context(), h.head, desk.IllSaid{Request: hub.NewID(), Child: child, Suspect: "hfmd", By: "doctor"}))
	if c := h.tile(child); c.Ill.State != "home" || c.Ill.Until != monday.Add(10) {
		t.Errorf("%+v", c.Ill)
	}
}

// A cold that kept a child at home for a day asks nothing at the door.
func TestBackFromACold(t *testing.T) {
	h := newHouse(t)
	child := h.enrolled("王梓涵", hub.ID{}, granny("李秀英", "13812340421"))
	must[hub.Outcome](t)(h.NoteCall(t.Context(), h.head, desk.Called{Request: hub.NewID(), Child: child,
		Whom: h.person(child, "paternal-grandmother"), About: "absent", Said: "sick", Signs: []string{"cough"}}))
	if c := h.tile(child); c.Day.Absent != "sick" || c.Ill.State != "home" {
		t.Errorf("told on the telephone: %+v", c)
	}
	h.clock.set(monday.Add(1), 7, 30)
	must[hub.Outcome](t)(h.Arrive(t.Context(), h.wall, h.tap(child)))
	if c := h.tile(child); !c.Here() || c.Ill.State != "" {
		t.Errorf("back: %+v", c)
	}
}

// Two of one class: the number goes up without a name, somebody calls, and is not asked
// again unless there are more.
func TestClusters(t *testing.T) {
	h := newHouse(t)
	var kids []hub.ID
	for _, name := range []string{"王一", "陈二", "马三"} {
		kids = append(kids, h.enrolled(name, hub.ID{}, granny("李秀英", "")))
	}
	say := func(child hub.ID) {
		must[hub.Outcome](t)(h.SayIll(t.Context(), h.head, desk.IllSaid{Request: hub.NewID(), Child: child, Suspect: "hfmd", By: "doctor"}))
	}
	waits := func() int { return must[desk.Board](t)(h.Board(t.Context(), h.wall, h.site)).Clusters }
	say(kids[0])
	if waits() != 0 {
		t.Error("one is no cluster")
	}
	say(kids[1])
	if waits() != 1 {
		t.Error("two of a class are")
	}
	recs := must[[]hub.Record](t)(h.log.Of(t.Context(), h.site, "cluster"))
	if len(recs) != 1 || care.As[care.Cluster](h.Forms(), recs[0]).Cases != 2 {
		t.Errorf("what goes up: %+v", recs)
	}
	if _, err := h.Clusters(t.Context(), h.wall, h.site); hub.CodeOf(err) != hub.CodeSignedOut {
		t.Errorf("on the open wall: %v", err)
	}
	if _, err := h.TellCluster(t.Context(), h.head, hub.NewID(), "hfmd", nil); code(err) != "cluster.whom" {
		t.Errorf("nobody was told: %v", err)
	}
	if _, err := h.TellCluster(t.Context(), h.head, hub.NewID(), "gut", []string{"cdc"}); code(err) != "cluster.over" {
		t.Errorf("of what is not there: %v", err)
	}
	out := must[hub.Outcome](t)(h.TellCluster(t.Context(), h.head, hub.NewID(), "hfmd", []string{"clinic", "cdc"}))
	if waits() != 0 {
		t.Error("asked again though somebody called")
	}
	must[hub.Outcome](t)(h.Undo(t.Context(), h.head, hub.NewID(), out.Commit))
	if waits() != 1 {
		t.Error("the call was taken back")
	}
	must[hub.Outcome](t)(h.TellCluster(t.Context(), h.head, hub.NewID(), "hfmd", []string{"clinic"}))
	say(kids[2])
	if waits() != 1 {
		t.Error("there are more than were told of")
	}
	must[hub.Outcome](t)(h.NotIll(t.Context(), h.head, hub.NewID(), kids[2]))
	if waits() != 0 {
		t.Error("the third was none")
	}
	h.clock.set(monday.Add(7), 7, 30)
	if waits() != 0 {
		t.Error("a week later it is over")
	}
}
