package station

import (
	"slices"
	"strings"
	"time"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// placing is a place that is being taken or given back: what was tapped so far.
type placing struct {
	Mode, Group, Start string // Start is a day
	Reason, Day        string
	Told               string // the class whose age was asked about
	Other              dating // another day than the likely ones
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

// otherDay is the tile that leads to the tiles of a date.
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

// dayShow asks for any day: the first day of a place, or the last.
func (s *Station) dayShow(v *visit) error {
	file, d, err := v.placing()
	if err != nil {
		return err
	}
	return v.render(s.dayPage(v, file, d, nil))
}

// A place begins or ends within a few years of today.
const (
	daysBefore = 3 * 365
	daysAhead  = 365
)

func (s *Station) dayPage(v *visit, file desk.File, d *placing, faults page.Errors) page.AskDay {
	today := s.Desk.Today()
	f := v.childFrame(file, "哪一天")
	f.Help, f.Errors = "enrol", faults
	p := page.AskDay{Frame: f, Action: v.URL.Path, Question: "从哪天起？", Prev: childAt(file.Child.ID) + "/enrol", Next: "就这一天", Open: "先点日子"}
	if v.PathValue("what") == "last" {
		p.Question, p.Prev = "最后一天是哪天？", childAt(file.Child.ID)+"/leave"
	}
	p.Back = p.Prev
	if d.Other == (dating{}) { // most days asked for are near
		d.Other = datingOf(today)
		d.Other.Day = ""
	}
	p.Date = d.Other.tiles(span{today.Add(-daysBefore), today.Add(daysAhead)})
	if day, _, ok := d.Other.day(); ok {
		p.Date.Far = farOff(day, today)
	} else if d.Other.tapped() && !p.Errors.Any() {
		p.Errors = faultAt(hub.E(hub.CodeInvalid, "day.none"), "day")
	}
	return p
}

func (s *Station) dayTake(v *visit) error {
	file, d, err := v.placing()
	if err != nil {
		return err
	}
	d.Other.take(v.form)
	to := v.URL.Path
	if v.form.Text("go") == "next" {
		day, _, ok := d.Other.day()
		if !ok {
			err := hub.E(hub.CodeInvalid, "day.none")
			return v.again(err, s.dayPage(v, file, d, faultAt(err, "day")))
		}
		d.Other = dating{}
		if v.PathValue("what") == "last" {
			d.Day, to = string(day), childAt(file.Child.ID)+"/leave"
		} else {
			d.Start, to = string(day), childAt(file.Child.ID)+"/enrol"
		}
	}
	if err := v.keepPlace(file, d); err != nil {
		return err
	}
	return v.see(to)
}
