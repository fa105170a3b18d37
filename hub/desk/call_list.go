package desk

import (
	"context"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/care/day"
)

// AskFrom is the minute of the day from which a site asks after who has not come.
func (d *Desk) AskFrom(s care.Site) int {
	if s.LateAfter > 0 {
		return s.LateAfter
	}
	return d.daily.Absence.AskFrom
}

// Absentees are the children of a site to ask after today: who did not come without a
// word, those of the 站长 first; then who is excused as ill without anybody having asked.
func (d *Desk) Absentees(ctx context.Context, actor hub.Actor, site hub.ID) ([]Absentee, error) {
	if err := d.allow(actor, hub.ActRegister); err != nil {
		return nil, err
	}
	w, err := d.Wall(ctx, actor, site, d.Today())
	if err != nil {
		return nil, err
	}
	return d.absentees(ctx, w)
}

// AbsenteesOf is Absentees of a wall that was read already.
func (d *Desk) AbsenteesOf(ctx context.Context, actor hub.Actor, w Wall) ([]Absentee, error) {
	if err := d.allow(actor, hub.ActRegister); err != nil {
		return nil, err
	}
	return d.absentees(ctx, w)
}

func (d *Desk) absentees(ctx context.Context, w Wall) ([]Absentee, error) {
	if w.Day != d.Today() || d.Minute() < d.AskFrom(w.Site) || w.Shut != nil {
		return nil, nil
	}
	var out []Absentee
	for _, c := range w.Children {
		a := Absentee{WallChild: c, Sick: c.Day.Absent == "sick" && c.Ill.State == ""}
		if c.Day.In >= 0 || !a.Sick && c.Day.Absent != "" && c.Day.Absent != "unknown" {
			continue
		}
		var err error
		if a.Calls, err = d.callsOf(ctx, c.Child.ID, w.Day); err != nil {
			return nil, err
		}
		if slices.ContainsFunc(a.Calls, care.Call.Reached) || c.Ill.Open() {
			continue
		}
		out = append(out, a)
	}
	if err := d.silent(ctx, w, out); err != nil {
		return nil, err
	}
	hub.SortStable(out, func(a, b Absentee) int {
		if a.Sick != b.Sick {
			return boolFirst(b.Sick, a.Sick)
		}
		return b.Silent - a.Silent
	})
	return out, nil
}

func anyOf(set map[hub.ID]bool) bool {
	for _, in := range set {
		if in {
			return true
		}
	}
	return false
}

// lookBack is how far back silent days are counted.
const lookBack = 14

// silent counts for each how long nobody has known why. A day on which nobody came at all
// was no day of care. It looks back no further than somebody was silent: mostly one day.
func (d *Desk) silent(ctx context.Context, w Wall, all []Absentee) error {
	marks := map[hub.ID][]day.Mark{}
	still := map[hub.ID]bool{}
	for _, a := range all {
		still[a.Child.ID] = !a.Sick
	}
	for n := 1; n <= lookBack && anyOf(still); n++ {
		on := w.Day.Add(-n)
		days, err := d.daysOf(ctx, on)
		if err != nil {
			return err
		}
		open := false
		for _, one := range days {
			open = open || one.Site == w.Site.ID && one.In >= 0
		}
		if !open {
			continue
		}
		for _, a := range all {
			one, noted := days[a.Child.ID]
			word := noted && one.Absent != "" && one.Absent != "unknown" || !a.Enrolment.On(on)
			m := day.Mark{Day: on, Came: noted && one.In >= 0, Word: word}
			marks[a.Child.ID] = append(marks[a.Child.ID], m)
			still[a.Child.ID] = still[a.Child.ID] && !m.Came && !m.Word
		}
	}
	for i := range all {
		a := &all[i]
		if a.Sick {
			continue
		}
		calls, err := d.callsOf(ctx, a.Child.ID, w.Day.Add(-lookBack))
		if err != nil {
			return err
		}
		of := append(marks[a.Child.ID], day.Mark{Day: w.Day})
		for _, c := range calls {
			of = append(of, day.Mark{Day: c.Day, Word: c.Reached()})
		}
		a.Silent = day.Silent(of)
		a.ToHead = d.daily.Absence.ToHead(a.Silent)
	}
	return nil
}
