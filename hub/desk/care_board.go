package desk

import (
	"context"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
)

// CareKid is a child that came today, with its day so far.
type CareKid struct {
	WallChild
	Care    care.CareDay
	Outdoor int // minutes in the yard today
}

// CareBoard is the day's care at a site.
type CareBoard struct {
	Site    care.Site
	Day     hub.Day
	Groups  []care.Group
	Kids    []CareKid // who came, those who went home already too; in the order of the wall
	Outings []care.Outing
}

// Care reads how the day of the children in the house goes.
func (d *Desk) Care(ctx context.Context, actor hub.Actor, site hub.ID, day hub.Day) (CareBoard, error) {
	if err := d.allow(actor, hub.ActCare); err != nil {
		return CareBoard{}, err
	}
	w, err := d.Wall(ctx, actor, site, day)
	if err != nil {
		return CareBoard{}, err
	}
	b := CareBoard{Site: w.Site, Day: day, Groups: w.Groups}
	if b.Outings, err = d.outings(ctx, site, day); err != nil {
		return b, err
	}
	recs, err := d.log.FindPeriod(ctx, "care-day", string(day))
	if err != nil {
		return b, err
	}
	days := map[hub.ID]care.CareDay{}
	for _, rec := range recs {
		days[rec.Subject] = care.AsCareDay(d.forms, rec)
	}
	now := d.Minute()
	if day < d.Today() {
		now = 24 * 60
	}
	for _, c := range w.Children {
		if c.Day.In < 0 {
			continue
		}
		k := CareKid{WallChild: c, Care: care.CareDay{Slept: -1, Woke: -1}}
		if noted, ok := days[c.Child.ID]; ok {
			k.Care = noted
		}
		k.Outdoor = care.OutdoorMinutes(k.Day, k.Care, k.Enrolment.Group, b.Outings, now)
		b.Kids = append(b.Kids, k)
	}
	return b, nil
}

// outings are those of a site on a day.
func (d *Desk) outings(ctx context.Context, site hub.ID, day hub.Day) ([]care.Outing, error) {
	recs, err := d.log.Find(ctx, "outing", "day", string(day))
	if err != nil {
		return nil, err
	}
	recs = slices.DeleteFunc(recs, func(rec hub.Record) bool { return rec.Subject != site })
	out := make([]care.Outing, len(recs))
	for i, rec := range recs {
		out[i] = care.AsOuting(d.forms, rec)
	}
	return out, nil
}
