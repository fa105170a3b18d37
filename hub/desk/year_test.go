package desk_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/care/due"
	"yizhan/hub/care/due/naive"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// year is twelve months of a station lived through its Desk, and a diary beside it that
// knows nothing of records: what was done on which day, what was taken back, what was
// put off. What the Desk lists as due is held, day by day, against what a naive reader
// of the diary says.
type year struct {
	*house
	t      *testing.T
	r      *rand.Rand
	oracle naive.Oracle
	diary  map[hub.ID]*due.Facts
	order  []hub.ID
	places map[hub.ID]hub.ID // child: the enrolment that runs
	slow   map[hub.ID]int    // who does one in so many things on a day that it is open
	today  hub.Day

	acts, undone, put, compared, open int
	seen                              map[string]bool // codes that were ever open
}

// From a first of September over a leap day to the next.
const yearFrom, yearDays = hub.Day("2027-09-01"), 366

func newYear(t *testing.T, seed uint64) *year {
	y := &year{house: newHouse(t), t: t, r: rand.New(rand.NewPCG(seed, 2027)), oracle: naive.New(),
		diary: map[hub.ID]*due.Facts{}, places: map[hub.ID]hub.ID{}, slow: map[hub.ID]int{}, seen: map[string]bool{}}
	y.at(yearFrom)
	y.Told(hub.News{})
	y.shuts()
	y.enter(y.site, &due.Facts{Kind: "site", Shut: shutThen}, 6)
	y.enter(y.head.Staff, &due.Facts{Kind: "staff"}, 10)
	for _, code := range []string{"health", "carer"} {
		y.do(y.head.Staff, "certificate/"+code, y.today.Add(40+y.r.IntN(200)))
	}
	y.do(y.site, "contract", y.today.Add(90))
	y.do(y.site, "site-insurance", y.today.Add(200))
	y.do(y.site, "site-certificate/food", y.today.Add(61))
	for range 3 {
		y.device(hub.NewID(), y.today.Add(20+y.r.IntN(200)), "good")
	}
	return y
}

// device is an extinguisher: until when it is good, and whether it still hangs there.
func (y *year) device(id hub.ID, to hub.Day, state string) {
	y.sheetOf("equipment", id, y.site, form.Values{"what": "extinguisher", "where": "hall", "number": 1, "built": yearFrom.Add(-300), "to": to, "state": state})
	f := y.diary[y.site]
	f.Done = slices.DeleteFunc(f.Done, func(d due.Done) bool { return d.Code == id.String() })
	f.Done = append(f.Done, due.Done{Kind: "equipment", Code: id.String(), Day: yearFrom.Add(-300), Until: to, Off: state == "gone"})
	y.acts++
}

// shuts has the county publish the holidays of two years, and the station a week of its
// own, as they come in from elsewhere.
func (y *year) shuts() {
	y.sheetOf("holidays", hub.NewID(), hub.NewID(), form.Values{"year": 2027, "days": "国庆节：10月1日至7日放假。10月9日上班。"})
	y.sheetOf("holidays", hub.NewID(), hub.NewID(), form.Values{"year": 2028, "days": "春节：1月25日至31日放假。1月23日上班。"})
	y.sheetOf("closure", hub.NewID(), y.site, form.Values{"from": "2028-03-06", "to": "2028-03-14", "why": "repair", "told": true})
}

// shutThen says once more when the station is shut, from a list of its own.
func shutThen(day hub.Day) bool {
	for _, s := range []struct {
		from, to hub.Day
		shut     bool
	}{{"2027-10-01", "2027-10-07", true}, {"2027-10-09", "2027-10-09", false}, {"2028-01-25", "2028-01-31", true}, {"2028-01-23", "2028-01-23", false}, {"2028-03-06", "2028-03-14", true}} {
		if s.from <= day && day <= s.to {
			return s.shut
		}
	}
	t, _ := day.Time()
	return strings.HasPrefix(t.Weekday().String(), "S")
}

// sheetOf is a record as it comes in from a neighbour: the Desk hears of it by news alone.
func (y *year) sheetOf(kind hub.Kind, id, subject hub.ID, values form.Values) hub.Outcome {
	return y.comesIn(form.Builtin().Edit(kind, id, subject, values))
}

func (y *year) comesIn(edit hub.Edit) hub.Outcome {
	out := must[hub.Outcome](y.t)(y.log.Append(y.t.Context(), hub.Draft{Request: hub.NewID(), Lane: hub.LaneLocal, Author: y.head.Staff, Edits: []hub.Edit{edit}}))
	y.Told(hub.News{Commit: out.Commit, Kinds: []hub.Kind{edit.Kind}, Subjects: []hub.ID{edit.Subject}})
	return out
}

func (y *year) at(day hub.Day) {
	y.today = day
	y.clock.set(day, 8, 0)
}

func (y *year) enter(id hub.ID, f *due.Facts, slow int) {
	f.Subject, y.diary[id], y.slow[id] = id, f, slow
	y.order = append(y.order, id)
}

// registers a family: a child, or one that is expected (no birth).
func (y *year) registers(birth hub.Day) hub.ID {
	n := len(y.order)
	r := desk.Registration{Request: hub.NewID(), Name: fmt.Sprintf("孩%c%c", '一'+rune(n), '丁'+rune(7*n)), Sex: "1", Birth: birth, Category: "home", Site: y.site,
		People: []desk.Person{granny(fmt.Sprintf("奶%c", '万'+rune(n)), fmt.Sprintf("138%08d", 35504000+n))}, Surely: true, AnyBirth: true}
	if birth == "" {
		r.Category, r.Sex = "expecting", ""
	}
	child := must[desk.Registered](y.t)(y.Register(y.t.Context(), y.head, r)).Child
	y.enter(child, &due.Facts{Kind: "child", Born: birth, Registered: y.today, Expecting: birth == ""}, 2+y.r.IntN(40))
	return child
}

// comes takes a place from a day on, leaves gives it back.
func (y *year) comes(child hub.ID, from hub.Day) {
	request := hub.NewID()
	must[hub.Outcome](y.t)(y.Enrol(y.t.Context(), y.head, desk.Enrolling{Request: request, Child: child, Mode: "full", From: from, Anyway: true}))
	y.places[child] = hub.DeriveID("enrolment", request, "enrol")
	f := y.diary[child]
	f.Stays = append(f.Stays, due.Stay{From: from})
}

func (y *year) leaves(child hub.ID) {
	f := y.diary[child]
	stay := &f.Stays[len(f.Stays)-1]
	if stay.From > y.today {
		return
	}
	must[hub.Outcome](y.t)(y.EndEnrolment(y.t.Context(), y.head, hub.NewID(), y.places[child], y.today, "moved"))
	stay.To = y.today
	delete(y.places, child)
}

// do notes an item as done today; until is of papers and of what was agreed.
func (y *year) do(id hub.ID, item string, until hub.Day) hub.Outcome {
	y.t.Helper()
	code, what, _ := strings.Cut(item, "/")
	rule, ok := y.DueRules().Rule(code)
	if !ok {
		y.t.Fatalf("no rule %s", code)
	}
	if what == "" {
		what = rule.Closes.Written()
	}
	y.acts++
	switch {
	case code == "visit-newborn" && y.r.IntN(3) > 0: // the sheet is filled in, and nobody notes it again
		return y.sheet(id, "newborn-visit")
	case rule.Group == "sheet" || rule.Group == "measure" || code == "newborn-again":
		return y.sheet(id, rule.Closes.Kind)
	}
	var out hub.Outcome
	if rule.Group == "class" { // a class is held, not noted
		out = must[hub.Outcome](y.t)(y.NoteClass(y.t.Context(), y.head, desk.HeldClass{ClassPlan: desk.ClassPlan{Request: hub.NewID(), Kind: what, Title: "x", Day: y.today}, Heads: -1}))
	} else {
		out = must[hub.Outcome](y.t)(y.NoteDue(y.t.Context(), y.head, desk.DueDone{Request: hub.NewID(), Subject: id, Item: item, Day: y.today, Until: until}))
	}
	f := y.diary[id]
	f.Done = append(f.Done, due.Done{Kind: rule.Closes.Kind, Code: what, Day: y.today, Until: until})
	return out
}

// sheet is a form of a subject as it comes in from a neighbour: the Desk hears of it by
// news alone. What has to stand in it is the form's own business, not this year's.
func (y *year) sheet(id hub.ID, kind hub.Kind) hub.Outcome {
	spec, _ := y.DueRules().Record(kind)
	values := form.Values{}
	if spec.Day != due.ByPeriod {
		values[spec.Day] = y.today
	}
	done := due.Done{Kind: kind, Day: y.today}
	switch kind {
	case "growth":
		values["weight"] = 9000
		if y.r.IntN(4) == 0 {
			done.Until = y.today.Add(30)
			values["again"] = done.Until
		}
	case "newborn-visit":
		if y.r.IntN(4) > 0 {
			done.Until = y.today.Add(7)
			values["next"] = done.Until
		}
	}
	out := y.comesIn(form.Builtin().EditOnce(kind, id, string(y.today), values))
	f := y.diary[id]
	f.Done = append(f.Done, done)
	return out
}

// live is a day of one subject: some of what is open is done, some put off, some noted
// by mistake and taken back.
func (y *year) live(id hub.ID) {
	f := y.diary[id]
	want := y.expected(f)
	for _, code := range slices.Sorted(maps.Keys(want)) {
		state, _, _ := strings.Cut(want[code], " ")
		if state == fmt.Sprint(due.Soon) || y.r.IntN(y.slow[id]) > 0 || code == "grown" {
			continue
		}
		if y.r.IntN(12) == 0 {
			until := y.today.Add(1 + y.r.IntN(14))
			must[hub.Outcome](y.t)(y.Snooze(y.t.Context(), y.head, desk.Snoozing{Request: hub.NewID(), Subject: id, Item: code, Until: until, Reason: "ill"}))
			f.Put = slices.DeleteFunc(f.Put, func(p due.Put) bool { return p.Item == code })
			f.Put = append(f.Put, due.Put{Item: code, Until: until})
			y.put++
			continue
		}
		if device, ok := strings.CutPrefix(code, "equipment/"); ok {
			which, _ := hub.ParseID(device)
			y.device(which, y.today.Add(100), []string{"good", "gone"}[y.r.IntN(2)])
			continue
		}
		until := hub.Day("")
		switch rule, _ := y.DueRules().Rule(strings.SplitN(code, "/", 2)[0]); {
		case slices.Contains([]hub.Kind{"insurance", "certificate", "contract"}, rule.Closes.Kind):
			until = y.today.Add(365)
		case rule.Closes.Kind == "health-check" && y.r.IntN(3) == 0, rule.Closes.Kind == "home-visit":
			until = y.today.Add(10 + y.r.IntN(60))
		}
		before := len(f.Done)
		out := y.do(id, code, until)
		if y.r.IntN(25) == 0 {
			must[hub.Outcome](y.t)(y.Undo(y.t.Context(), y.head, hub.NewID(), out.Commit))
			f.Done = f.Done[:before]
			y.undone++
		}
	}
}

// expected is what the diary says of one subject: state, and until when it was put off.
func (y *year) expected(f *due.Facts) map[string]string {
	var states map[string]due.State
	here := false
	switch f.Kind {
	case "child":
		states = y.oracle.Child(f, y.today)
		here = y.here(f)
	case "staff":
		states, here = y.oracle.Staff(f, y.today), true
	default:
		f.InCare = 0
		for _, other := range y.diary {
			if other.Kind == "child" && y.here(other) {
				f.InCare++
			}
		}
		states, here = y.oracle.House(f, y.today), f.InCare > 0
	}
	sheets, _ := y.oracle.Sheets(form.Builtin(), f, here, y.today)
	maps.Copy(states, sheets)
	old := map[string]bool{}
	if f.Kind == "child" {
		old = y.oracle.Old(f)
	}
	out := map[string]string{}
	for code, state := range states {
		out[code] = fmt.Sprint(state)
		if state == due.Late && old[code] {
			out[code] += " old"
			y.seen["what was before"] = true
		}
		for _, p := range f.Put {
			if p.Item == code && p.Until >= y.today {
				out[code] += " until " + string(p.Until)
			}
		}
	}
	return out
}

func (y *year) here(f *due.Facts) bool {
	return slices.ContainsFunc(f.Stays, func(s due.Stay) bool { return s.From <= y.today && (s.To == "" || y.today <= s.To) })
}

// compare holds the Desk's list of today against the diary's.
func (y *year) compare() {
	got := map[hub.ID]map[string]string{}
	for _, one := range must[[]desk.DueOne](y.t)(y.Due(y.t.Context(), y.head, y.site, y.today)) {
		id := y.site
		switch {
		case one.Child != nil:
			id = one.Child.ID
		case one.Staff != nil:
			id = one.Staff.ID
		}
		if got[id] == nil {
			got[id] = map[string]string{}
		}
		said := fmt.Sprint(one.State)
		if one.Old {
			said += " old"
		}
		if one.Until != "" {
			said += " until " + string(one.Until)
		}
		got[id][one.Code] = said
	}
	for _, id := range y.order {
		f := y.diary[id]
		want := y.expected(f)
		_, unknown := y.oracle.Sheets(form.Builtin(), f, false, y.today)
		maps.DeleteFunc(got[id], func(code, _ string) bool { return unknown[code] })
		if !maps.Equal(got[id], want) {
			y.t.Fatalf("%s of %s, born %s, in care %v\n  the list says %v\nthe diary says %v\nwith %v, put off %v", y.today, f.Kind, f.Born, f.Stays, got[id], want, f.Done, f.Put)
		}
		for code := range want {
			y.seen[code] = true
		}
		y.compared, y.open = y.compared+1, y.open+len(want)
		delete(got, id)
	}
	if len(got) > 0 {
		y.t.Fatalf("%s: the list is of somebody whom nobody knows: %v", y.today, got)
	}
}

// run lives the year; each day happens, and every third is compared (YIZHAN_LONG: each).
func (y *year) run(happens func(day int)) {
	every, days := 3, yearDays
	switch {
	case os.Getenv("YIZHAN_LONG") != "":
		every = 1
	case testing.Short():
		days = 60
	}
	for day := range days {
		y.at(yearFrom.Add(day))
		happens(day)
		for _, id := range y.order {
			y.live(id)
		}
		if day%every == 0 {
			y.compare()
		}
	}
}

// saw fails where something never came up: a year that asks nothing proves nothing.
func (y *year) saw(codes ...string) {
	if testing.Short() {
		return
	}
	for _, code := range codes {
		if !y.seen[code] {
			y.t.Errorf("%s was never due in a whole year", code)
		}
	}
	if y.acts < 500 || y.undone < 10 || y.put < 20 {
		y.t.Errorf("%d things done, %d taken back, %d put off: hardly a year", y.acts, y.undone, y.put)
	}
	y.t.Logf("%d lists with %d items compared; %d things done, %d taken back, %d put off", y.compared, y.open, y.acts, y.undone, y.put)
}

// A nursery of sixty: children come at the age of one to two and a half, some leave and
// some of those come back, after weeks or after months.
func TestAYearOfANursery(t *testing.T) {
	t.Parallel()
	y := newYear(t, 60)
	var children []hub.ID
	for range 60 {
		child := y.registers(yearFrom.Add(-360 - y.r.IntN(550)))
		y.comes(child, yearFrom.Add(y.r.IntN(60)))
		children = append(children, child)
	}
	back := map[hub.ID]hub.Day{}
	y.run(func(int) {
		for _, child := range children {
			_, here := y.places[child]
			switch {
			case here && y.r.IntN(250) == 0:
				y.leaves(child)
				back[child] = y.today.Add(5 + y.r.IntN(150))
			case !here && back[child] <= y.today && y.r.IntN(3) > 0:
				y.comes(child, y.today.Add(y.r.IntN(20)))
			}
		}
	})
	y.saw("entry-check", "entry-book", "return-check", "half-year", "recheck", "insurance", "grown", "staff-check", "certificate/health",
		"site-certificate/food", "contract", "site-insurance", "fire-check", "drill", "camera-check", "alarm-test", "extinguisher", "class-mothers", "class-staff", "background-check.yearly", "training.yearly", "measure-again", "visit-24", "signs-30", "mmr-2", "what was before")
}

// Forty families at home: newborns, children of all ages, and some who are expected and
// born in the year.
func TestAYearOfFamiliesAtHome(t *testing.T) {
	t.Parallel()
	y := newYear(t, 40)
	var expected []hub.ID
	for n := range 40 {
		switch {
		case n < 8:
			expected = append(expected, y.registers(""))
		default:
			y.registers(yearFrom.Add(-y.r.IntN(1150)))
		}
	}
	y.run(func(day int) {
		if n := day / 40; day%40 == 39 && n < len(expected) {
			child := expected[n]
			must[hub.Outcome](t)(y.Correct(t.Context(), y.head, hub.NewID(), "child", child, hub.ID{}, form.Values{"birth": y.today, "category": "home", "sex": "2"}))
			f := y.diary[child]
			f.Born, f.Expecting = y.today, false
		}
	})
	y.saw("screen-sma", "screen-hearing", "screen-metabolic", "visit-newborn", "newborn-again", "visit-m1", "hepb-1", "bcg-1", "jel-1", "signs-3", "visit-36")
}
