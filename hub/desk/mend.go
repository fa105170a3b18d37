package desk

import (
	"context"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// DayFix is what is true of a child's day after all: the whole of it, not only
// what was wrong.
type DayFix struct {
	Request hub.ID
	Child   hub.ID
	Day     hub.Day
	In, Out int    // minutes of the day; -1: did not happen
	InBy    hub.ID // zero: nobody knows
	OutBy   hub.ID // zero: as noted, or the stranger who is noted
	Absent  string // code of the form; "" with In noted, or where no reason is known
	Reason  string // why it is mended; never empty
}

// CorrectDay mends a day afterwards, with a reason. What was noted before stays in
// the history.
func (d *Desk) CorrectDay(ctx context.Context, actor hub.Actor, f DayFix) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActCorrect); err != nil {
		return hub.Outcome{}, err
	}
	if err := d.checkFix(f); err != nil {
		return hub.Outcome{}, err
	}
	people, err := d.people(ctx, f.Child)
	if err != nil {
		return hub.Outcome{}, err
	}
	values := form.Values{
		"in": minuteOrNil(f.In), "in_by": nil, "out": minuteOrNil(f.Out), "absent": orNil(f.Absent),
		"reason": f.Reason, "site": actor.Site,
	}
	if id, ok := d.counterpart(ctx, people, f.InBy); ok && f.In >= 0 {
		values["in_by"] = id
	}
	id, ok := d.counterpart(ctx, people, f.OutBy)
	switch {
	case f.Out < 0:
		values["out_by"], values["stranger"] = nil, nil
	case ok:
		values["out_by"], values["stranger"] = id, nil
	case !f.OutBy.IsZero():
		return hub.Outcome{}, hub.E(hub.CodeForbidden, "wall.not-on-list")
	}
	return d.append(ctx, actor, f.Request, d.forms.EditOnce("day", f.Child, string(f.Day), values))
}

func (d *Desk) checkFix(f DayFix) error {
	_, isDay := f.Day.Time()
	future := f.Day > d.Today() || f.Day == d.Today() && max(f.In, f.Out) > d.Minute()
	switch {
	case !isDay:
		return hub.E(hub.CodeInvalid, "wall.day")
	case f.Reason == "":
		return hub.E(hub.CodeInvalid, "day.reason").In("reason")
	case f.Out >= 0 && f.Out < f.In:
		return hub.E(hub.CodeInvalid, "day.order").In("time")
	case f.Out >= 0 && f.In < 0:
		return hub.E(hub.CodeInvalid, "wall.not-here").In("time")
	case future:
		return hub.E(hub.CodeInvalid, "day.future").In("time")
	}
	return nil
}

func minuteOrNil(minute int) any {
	if minute < 0 {
		return nil
	}
	return minute
}

// DayHistory is who noted and changed what of a child's day, oldest first.
func (d *Desk) DayHistory(ctx context.Context, actor hub.Actor, child hub.ID, day hub.Day) ([]hub.Entry, error) {
	if err := d.allow(actor, hub.ActWall); err != nil {
		return nil, err
	}
	all, err := d.log.History(ctx, child)
	if err != nil {
		return nil, err
	}
	if all, err = d.corrected(ctx, all); err != nil {
		return nil, err
	}
	record := hub.DeriveID("day", child, string(day))
	var out []hub.Entry
	for _, e := range slices.Backward(all) {
		e.Changes = slices.DeleteFunc(slices.Clone(e.Changes), func(c hub.Changed) bool { return c.Record != record })
		if len(e.Changes) > 0 {
			out = append(out, e)
		}
	}
	return out, nil
}

// Instead says who really brought or fetched, right after a tap on the open wall
// assumed the usual one: the rest of the act stays.
func (d *Desk) Instead(ctx context.Context, actor hub.Actor, request, commit, person hub.ID) (hub.Outcome, error) {
	act, err := d.log.Entry(ctx, commit)
	if err != nil {
		return hub.Outcome{}, err
	}
	if err := d.allow(actor, d.undoing(act)); err != nil {
		return hub.Outcome{}, err
	}
	def, _ := d.forms.Get("day")
	in, _ := def.Field("in")
	out, _ := def.Field("out")
	var edits []hub.Edit
	for _, c := range act.Changes {
		if c.Kind != "day" || c.To == nil || c.No != in.No && c.No != out.No {
			continue
		}
		rec, err := d.record(ctx, "day", c.Record)
		if err != nil {
			return hub.Outcome{}, err
		}
		if !form.Equal(rec.Fields[c.No], c.To) {
			return hub.Outcome{}, hub.E(hub.CodeConflict, "desk.changed-since")
		}
		values := form.Values{}
		if c.No == in.No {
			values["in_by"], err = d.bringer(ctx, c.Subject, person)
		} else {
			values["out_by"], err = d.fetcher(ctx, c.Subject, person, care.AsDay(d.forms, rec))
		}
		if err != nil {
			return hub.Outcome{}, err
		}
		edits = append(edits, d.forms.EditOnce("day", c.Subject, c.Period, values))
	}
	return d.append(ctx, actor, request, edits...)
}
