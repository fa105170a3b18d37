package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
)

// DayTold is what the family of a child may be told of a day of its own: of all the
// records that people said to be this child's.
func (d *Desk) DayTold(ctx context.Context, actor hub.Actor, child hub.ID, day hub.Day) (care.DayTold, error) {
	if err := d.allow(actor, hub.ActLook); err != nil {
		return care.DayTold{}, err
	}
	g, err := d.sameness(ctx)
	if err != nil {
		return care.DayTold{}, err
	}
	recs, err := d.log.OfAll(ctx, g.all(child), "child", "day", "care-day", "growth", "dosing", "enrolment")
	if err != nil {
		return care.DayTold{}, err
	}
	return d.dayTold(ctx, living(recs), day)
}

// dayTold gathers it from a child's records.
func (d *Desk) dayTold(ctx context.Context, recs []hub.Record, day hub.Day) (care.DayTold, error) {
	out := care.DayTold{Day: care.Day{In: -1, Out: -1}, Care: care.CareDay{Slept: -1, Woke: -1}}
	group := hub.ID{}
	for _, rec := range recs {
		on := rec.Period == string(day)
		switch {
		case rec.Kind == "day" && on && out.Day.In < 0:
			out.Day = care.AsDay(d.forms, rec)
		case rec.Kind == "care-day" && on && out.Care.ID.IsZero():
			out.Care = care.AsCareDay(d.forms, rec)
		case rec.Kind == "growth" && on && out.Growth.ID.IsZero():
			out.Growth = care.As[care.Growth](d.forms, rec)
		case rec.Kind == "dosing":
			if one := care.AsDosing(d.forms, rec); one.Day == day && one.Went != "" {
				out.Doses = append(out.Doses, one)
			}
		case rec.Kind == "enrolment":
			if e := care.As[care.Enrolment](d.forms, rec); e.On(day) {
				group = e.Group
			}
		}
	}
	hub.Sort(out.Doses, func(a, b care.Dosing) int { return a.At - b.At })
	if out.Day.In < 0 {
		return out, nil
	}
	all, err := d.outings(ctx, out.Day.Site, day)
	now := 24 * 60
	if day == d.Today() {
		now = d.Minute()
	}
	out.Outdoor = care.OutdoorMinutes(out.Day, out.Care, group, all, now)
	return out, err
}

// CannotEat is what a child must not eat or be given, the most dangerous first.
func (d *Desk) CannotEat(ctx context.Context, actor hub.Actor, child hub.ID) ([]care.CannotEat, error) {
	if err := d.allow(actor, hub.ActLook); err != nil {
		return nil, err
	}
	g, err := d.sameness(ctx)
	if err != nil {
		return nil, err
	}
	recs, err := d.log.OfAll(ctx, g.all(child), "child", "cannot-eat")
	return care.AsCannotEat(d.forms, living(recs)), err
}
