package station

import (
	"slices"
	"strings"
	"time"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// placing is a place that is being taken or given back: what was tapped so far.
type placing struct {
	Mode, Group, Start string // Start is a day
	Reason, Day        string
	Told               string // the class whose age was asked about
	From               int    // which days are shown
}

func placeDraft(child hub.ID) string { return "place/" + child.String() }

// placing is the child of the path and what was tapped so far.
func (v *visit) placing() (desk.File, *placing, error) {
	file, err := v.file()
	if err != nil {
		return file, nil, err
	}
	var d placing
	ok, err := v.draft(placeDraft(file.Child.ID), &d)
	if err != nil {
		return file, nil, err
	}
	if !ok {
		d = placing{}
		if e, now := v.s.place(file); now {
			d.Mode, d.Group = e.Mode, e.Group.String()
		}
	}
	return file, &d, nil
}

func (v *visit) keepPlace(file desk.File, d *placing) error {
	as := leaf{What: "办入托", Who: file.Child.Called(), At: v.URL.Path}
	if strings.HasSuffix(as.At, "/leave") || v.PathValue("what") == "last" {
		as.What = "办离开"
	}
	return v.keepDraft(placeDraft(file.Child.ID), as, d)
}

func (v *visit) dropPlace(file desk.File) error { return v.dropDraft(placeDraft(file.Child.ID)) }

// otherDay is the tile that leads to a page of days.
const otherDay = "other"

// dayTiles are a few days, today, the days beside it and next Monday, with one more
// tile for all others.
func (s *Station) dayTiles(chosen string, days ...hub.Day) []page.Choice {
	var all []page.Choice
	on := false
	for _, d := range slices.Compact(days) { // tomorrow may be that Monday
		is := string(d) == chosen
		on = on || is
		c := page.Choice{Value: string(d), Text: s.sayDay(d), On: is}
		if d > s.Desk.Today().Add(1) {
			c.Text = "下周一 " + c.Text
		}
		all = append(all, c)
	}
	other := page.Choice{Value: otherDay, Text: "别的日子"}
	if chosen != "" && !on {
		other.Text, other.On = s.sayDay(hub.Day(chosen)), true
	}
	return append(all, other)
}

// nextMonday is the first one after today.
func nextMonday(today hub.Day) hub.Day {
	for d := today.Add(1); ; d = d.Add(1) {
		if t, ok := d.Time(); !ok || t.Weekday() == time.Monday {
			return d
		}
	}
}

// dayShow is a page of days: the first day of a place, or the last.
func (s *Station) dayShow(v *visit) error {
	file, d, err := v.placing()
	if err != nil {
		return err
	}
	back, question := childAt(file.Child.ID)+"/enrol", "从哪天起？"
	if v.PathValue("what") == "last" {
		back, question = childAt(file.Child.ID)+"/leave", "最后一天是哪天？"
	}
	f := v.childFrame(file, "哪一天")
	f.Help, f.Back = "enrol", back
	p := page.Choose{Frame: f, Action: v.URL.Path, Question: question, Field: "day", Prev: back, More: true, From: d.From}
	first := s.Desk.Today().Add(d.From - daysBefore)
	for i := range daysShown {
		day := first.Add(i)
		c := page.Choice{Value: string(day), Text: s.sayDay(day), Small: calendar.Weekday(day), On: string(day) == d.Start}
		p.Tiles = append(p.Tiles, c)
	}
	return v.render(p)
}

// A page of days begins a week ago.
const (
	daysShown  = 16
	daysBefore = 7
	daysAhead  = 12 * daysShown // after that the pages begin again
)

func (s *Station) dayTake(v *visit) error {
	file, d, err := v.placing()
	if err != nil {
		return err
	}
	if v.form.Text("go") == "more" {
		if d.From += daysShown; d.From > daysAhead {
			d.From = -daysAhead / 2
		}
		if err := v.keepPlace(file, d); err != nil {
			return err
		}
		return v.see(v.URL.Path)
	}
	day := hub.Day(v.form.Text("day"))
	if _, ok := day.Time(); !ok {
		return hub.E(hub.CodeInvalid, "birth.none")
	}
	to := "/enrol"
	if d.From = 0; v.PathValue("what") == "last" {
		d.Day, to = string(day), "/leave"
	} else {
		d.Start = string(day)
	}
	if err := v.keepPlace(file, d); err != nil {
		return err
	}
	return v.see(childAt(file.Child.ID) + to)
}
