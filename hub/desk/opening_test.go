package desk_test

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

func (h *house) closes(from, to hub.Day) hub.Outcome {
	h.t.Helper()
	return must[hub.Outcome](h.t)(h.Fill(h.t.Context(), h.head, desk.Sheet{Request: hub.NewID(), Kind: "closure", Values: form.Values{"from": from, "to": to, "why": "weather", "told": true}}))
}

func (h *house) shut(day hub.Day) *desk.Shut {
	h.t.Helper()
	return must[desk.Opening](h.t)(h.OpeningAt(h.t.Context(), h.site)).Shut(day)
}

// A station is open on its days of the week, not on holidays, on days worked for them,
// not while it has closed; and says why.
func TestOpening(t *testing.T) {
	h := newHouse(t)
	must[hub.Outcome](t)(h.SetWeek(t.Context(), h.head, hub.NewID(), h.site, []string{"1", "2", "3", "4", "5", "6"}))
	out := h.closes("2026-11-30", "2026-12-02")
	for _, c := range []struct {
		day  hub.Day
		want string // "" open
	}{
		{"2026-11-20", ""}, {"2026-11-21", ""}, {"2026-11-22", "week"},
		{"2026-09-30", ""}, {"2026-10-01", "国庆节"}, {"2026-10-03", "国庆节"}, {"2026-10-08", ""}, {"2026-10-11", "week"},
		{"2026-09-20", ""}, // a Sunday that is worked
		{"2026-11-29", "week"}, {"2026-11-30", "weather"}, {"2026-12-02", "weather"}, {"2026-12-03", ""},
		{"2027-10-01", ""}, // nobody has said
	} {
		got := ""
		if s := h.shut(c.day); s != nil {
			if got = s.Festival + s.Why; got == "" {
				got = "week"
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.day, got, c.want)
		}
	}
	must[hub.Outcome](t)(h.Undo(t.Context(), h.head, hub.NewID(), out.Commit))
	if h.shut("2026-12-01") != nil {
		t.Error("the closure was taken back")
	}
	carer := h.head
	carer.Role = hub.RoleCarer
	if _, err := h.SetWeek(t.Context(), carer, hub.NewID(), h.site, []string{"1"}); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("a carer sets the week: %v", err)
	}
	if _, err := h.SetWeek(t.Context(), h.head, hub.NewID(), h.site, nil); hub.CodeOf(err) != hub.CodeInvalid {
		t.Errorf("a station that never opens: %v", err)
	}
}

// The county's year takes the place of the one that ships, whole; deadlines are counted by
// it; and who may not, or writes nonsense, changes nothing.
func TestHolidaysAreTheCountys(t *testing.T) {
	h := newHouse(t)
	county := hub.Actor{Staff: hub.NewID(), Role: hub.RoleCounty, Lane: hub.LaneCounty}
	set := func(actor hub.Actor, year int, text string) error {
		_, err := h.SetHolidays(t.Context(), actor, hub.NewID(), year, text)
		return err
	}
	const paper = "国庆节：10月1日至3日放假，共3天。10月10日（周六）上班。"
	for _, c := range []struct {
		actor hub.Actor
		year  int
		text  string
		want  hub.Code
	}{
		{h.head, 2026, paper, hub.CodeForbidden}, {h.wall, 2026, paper, hub.CodeSignedOut}, {county, 2024, paper, hub.CodeInvalid}, {county, 2029, paper, hub.CodeInvalid},
		{county, 2027, paper, hub.CodeInvalid}, // 10 October 2027 is no Saturday
		{county, 2026, "没有", hub.CodeInvalid},
	} {
		if err := set(c.actor, c.year, c.text); hub.CodeOf(err) != c.want {
			t.Errorf("%d by %s: %v, want %s", c.year, c.actor.Role, err, c.want)
		}
	}
	due := func() hub.Day {
		h.clock.set("2026-09-30", 9, 0)
		out := must[hub.Outcome](t)(h.Fill(t.Context(), h.head, desk.Sheet{Request: hub.NewID(), Kind: "repair", Values: form.Values{"what": "floor", "danger": false}}))
		table := must[desk.SheetTable](t)(h.Sheets(t.Context(), h.head, "repair", desk.SheetFilter{}))
		b := must[desk.Blank](t)(h.Blank(t.Context(), h.head, desk.Sheet{Kind: "repair", Record: table.Rows[0].Record.ID}))
		must[hub.Outcome](t)(h.Undo(t.Context(), h.head, hub.NewID(), out.Commit))
		if b.Due != table.Rows[0].Due {
			t.Errorf("the page says %s, the list %s", b.Due, table.Rows[0].Due)
		}
		return b.Due
	}
	if got := due(); got != "2026-10-13" { // the 8th, 9th, 10th, 12th, 13th
		t.Errorf("five working days after 30 September: %s", got)
	}
	year := hub.DeriveID("holidays", hub.ID{}, "2026") // as it comes from the county, in a lane that this box does not write
	must[hub.Outcome](t)(h.log.Append(t.Context(), hub.Draft{Request: hub.NewID(), Lane: hub.LaneLocal, Edits: []hub.Edit{
		h.Forms().Edit("holidays", year, year, form.Values{"year": 2026, "days": paper, "day": monday})}}))
	if got := due(); got != "2026-10-09" { // the 5th to the 9th
		t.Errorf("with the county's own year: %s", got)
	}
	if h.shut("2026-02-17") != nil {
		t.Error("of the shipped year something is left")
	}
}

// On a day on which the station is shut nobody is asked after, whoever comes; on the day
// after it those days count for nothing.
func TestNobodyIsAbsentWhereItIsShut(t *testing.T) {
	h := newHouse(t)
	lost := h.enrolled("王梓涵", hub.ID{}, granny("李秀英", "13812340421"))
	here := h.enrolled("马浩然", hub.ID{}, granny("孙桂花", "13812340423"))
	list := func() []desk.Absentee { return must[[]desk.Absentee](t)(h.Absentees(t.Context(), h.head, h.site)) }
	come := func(day hub.Day) {
		h.clock.set(day, 9, 40)
		must[hub.Outcome](t)(h.Arrive(t.Context(), h.wall, h.tap(here)))
	}
	come(monday)
	if all := list(); len(all) != 1 || all[0].Child.ID != lost {
		t.Fatalf("on an open day: %+v", all)
	}
	out := h.closes(monday, monday.Add(3))
	if all := list(); len(all) != 0 {
		t.Errorf("it is shut, though somebody came: %+v", all)
	}
	h.clock.set(monday.Add(1), 10, 0)
	b := must[desk.Board](t)(h.Board(t.Context(), h.wall, h.site))
	if all := list(); len(all) != 0 || b.Silent != 0 || b.Shut == nil || b.Shut.Why != "weather" {
		t.Errorf("it is shut: %+v, %+v", all, b)
	}
	come(monday.Add(4))
	if all := list(); len(all) != 1 || all[0].Silent != 2 { // Monday and Friday: on the others nobody came
		t.Errorf("after it: %+v", all)
	}
	h.clock.set(monday.Add(1), 10, 0)
	must[hub.Outcome](t)(h.Undo(t.Context(), h.head, hub.NewID(), out.Commit))
	if all := list(); len(all) != 2 {
		t.Errorf("on an open day on which nobody came both are asked after: %+v", all)
	}
}

// What the house has to do falls due on no day on which nobody is there.
func TestNothingFallsDueWhereItIsShut(t *testing.T) {
	h := newHouse(t)
	h.enrolled("王梓涵", hub.ID{}, granny("李秀英", "13812340421"))
	daily := func(day hub.Day) (n int) {
		h.clock.set(day, 9, 0)
		for _, one := range must[[]desk.DueOne](t)(h.Due(t.Context(), h.head, h.site, day)) {
			if one.Code == "disinfection.daily" {
				n++
			}
		}
		return n
	}
	h.closes(monday.Add(1), monday.Add(2))
	for n, want := range []int{1, 0, 0, 1, 1, 0, 0, 1} { // from Monday on; then a weekend
		if got := daily(monday.Add(n)); got != want {
			t.Errorf("%s: asked for %d times, want %d", monday.Add(n), got, want)
		}
	}
}

// A form that counts in working days goes by the holidays, also when the county's year comes
// while the list is held.
func TestARhythmInWorkingDays(t *testing.T) {
	def, err := form.Parse([]byte(`kind: x-140427-clean
version: 1
title: 洗玩具
group: 照护
subject: child
retention: work
write: [head]
fields:
  - {no: 1, name: on, label: 哪天, type: day, required: true, privacy: internal}
cadence:
  - {code: again, title: 再洗一遍, every: 2 workdays}
`))
	if err != nil {
		t.Fatal(err)
	}
	forms := form.Builtin().Own()
	if refused := forms.Learn([]*form.Definition{def}); len(refused) > 0 {
		t.Fatal(refused)
	}
	h := newHouseOf(t, forms)
	h.Told(hub.News{}) // from here on lists are held
	child := h.enrolled("王小满", hub.ID{}, granny("李秀英", "13800000001"))
	h.clock.set("2026-09-30", 9, 0)
	must[hub.Outcome](t)(h.Fill(t.Context(), h.head, desk.Sheet{Request: hub.NewID(), Kind: def.Kind, Subject: child, Values: form.Values{"on": hub.Day("2026-09-30")}}))
	asked := func(day hub.Day) (on hub.Day) {
		h.clock.set(day, 9, 0)
		for _, one := range must[[]desk.DueOne](t)(h.Due(t.Context(), h.head, h.site, day)) {
			if one.Code == "x-140427-clean.again" {
				on = one.Day
			}
		}
		return on
	}
	for day, want := range map[hub.Day]hub.Day{"2026-10-06": "", "2026-10-08": "", "2026-10-09": "2026-10-09", "2026-10-12": "2026-10-09"} {
		if got := asked(day); got != want {
			t.Errorf("on %s asked for since %q, want %q", day, got, want)
		}
	}
	if asked("2026-10-08") != "" {
		t.Error("asked for before the second working day")
	}
	year := hub.DeriveID("holidays", hub.ID{}, "2026")
	out := must[hub.Outcome](t)(h.log.Append(t.Context(), hub.Draft{Request: hub.NewID(), Lane: hub.LaneLocal, Edits: []hub.Edit{
		h.Forms().Edit("holidays", year, year, form.Values{"year": 2026, "days": "国庆节：10月1日至3日放假，共3天。10月10日（周六）上班。", "day": monday})}}))
	h.Told(hub.News{Commit: out.Commit, Kinds: []hub.Kind{"holidays"}, Subjects: []hub.ID{year}})
	if got := asked("2026-10-08"); got != "2026-10-06" {
		t.Errorf("by the county's year asked for since %q", got)
	}
}
