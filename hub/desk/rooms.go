package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
)

// Room is what a class has left for one child from one day on.
type Room struct {
	Group care.Group
	Class care.ClassType // zero for a type that only the county knows
	Taken int
	Full  *hub.Error // no place is left; nobody can answer that away
	Age   *hub.Error // too young or too old: a question
}

// Rooms looks at the classes of a site for a child that would come from a day on.
// A place that the child has there itself is free for it.
func (d *Desk) Rooms(ctx context.Context, actor hub.Actor, site, child hub.ID, from hub.Day) ([]Room, error) {
	if err := d.allow(actor, hub.ActLook); err != nil {
		return nil, err
	}
	c, err := d.child(ctx, child)
	if err != nil {
		return nil, err
	}
	groups, err := d.groups(ctx, site)
	if err != nil {
		return nil, err
	}
	out := make([]Room, 0, len(groups))
	for _, g := range groups {
		r := Room{Group: g}
		if r.Taken, err = d.takenOn(ctx, g.ID, from, child); err != nil {
			return nil, err
		}
		if class, ok := d.rules.Class(g.Type); ok {
			r.Class, r.Full = class, class.Room(r.Taken, g.Places)
			if age, ok := calendar.AgeOn(c.Birth, from); ok {
				r.Age = class.Fits(age.Months)
			}
		}
		out = append(out, r)
	}
	return out, nil
}

// takenOn counts the places of a class that others have on a day.
func (d *Desk) takenOn(ctx context.Context, group hub.ID, day hub.Day, but hub.ID) (n int, err error) {
	recs, err := d.log.Find(ctx, "enrolment", "group", group)
	if err != nil {
		return 0, err
	}
	for _, e := range care.All[care.Enrolment](d.forms, "enrolment", recs) {
		if e.On(day) && e.Subject != but {
			n++
		}
	}
	return n, nil
}
