package desk

import (
	"context"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/care/due"
)

// DueOne is one thing to do, with whom it is about: a child, a worker, else the site.
type DueOne struct {
	due.Item
	Child *care.Child // nil: it is about no child
	Staff *care.Staff
}

// Due lists what is soon, due or late at a site on a day: of its children, its workers
// and the house. At a health centre it is what is the health centre's to do, of all
// children of its township whom this hub can read. Child by child, pressing first.
func (d *Desk) Due(ctx context.Context, actor hub.Actor, site hub.ID, day hub.Day) ([]DueOne, error) {
	if err := d.allow(actor, hub.ActLook); err != nil {
		return nil, err
	}
	rec, err := d.log.Record(ctx, "site", site)
	if err != nil {
		return nil, err
	}
	return d.dueFor(ctx, care.As[care.Site](d.forms, rec), day)
}

func (d *Desk) dueFor(ctx context.Context, at care.Site, day hub.Day) ([]DueOne, error) {
	if at.Role == string(hub.HubHealth) {
		return d.dueOfTownship(ctx, at, day)
	}
	return d.dueAt(ctx, at, day)
}

// dueOfTownship is what the health centre has to do, at all stations.
func (d *Desk) dueOfTownship(ctx context.Context, centre care.Site, day hub.Day) ([]DueOne, error) {
	recs, err := d.log.Find(ctx, "site", "township", centre.Township)
	if err != nil {
		return nil, err
	}
	var out []DueOne
	for _, s := range care.All[care.Site](d.forms, "site", recs) {
		items, err := d.dueAt(ctx, s, day)
		if err != nil {
			return nil, err
		}
		for _, one := range items {
			if s.ID == centre.ID && one.Child == nil || one.Rule.Who == due.ByHealth {
				out = append(out, one)
			}
		}
	}
	return out, nil
}

// dueAt is everything of one site.
func (d *Desk) dueAt(ctx context.Context, at care.Site, day hub.Day) ([]DueOne, error) {
	children, inCare, err := d.dueOfChildren(ctx, at.ID, day)
	if err != nil {
		return nil, err
	}
	out := children
	staff, err := d.dueOfStaff(ctx, at.ID, day)
	if err != nil {
		return nil, err
	}
	house, err := d.keptFacts(ctx, "site", at.ID)
	if err != nil {
		return nil, err
	}
	house.InCare = inCare
	opening, err := d.Opening(ctx, at)
	if err != nil {
		return nil, err
	}
	house.Shut, house.Works = func(day hub.Day) bool { return !opening.On(day) }, opening.holidays.Works
	for _, item := range d.DueRules().List(&house, day) {
		out = append(out, DueOne{Item: item})
	}
	return append(out, staff...), nil
}

func inCareOn(f *due.Facts, day hub.Day) bool {
	return slices.ContainsFunc(f.Stays, func(s due.Stay) bool { return s.From <= day && (s.To == "" || day <= s.To) })
}

func (d *Desk) dueOfStaff(ctx context.Context, site hub.ID, day hub.Day) (out []DueOne, err error) {
	staff, err := d.Staff(ctx, site)
	if err != nil {
		return nil, err
	}
	works, err := d.works(ctx)
	if err != nil {
		return nil, err
	}
	for _, s := range staff {
		worker, err := d.keptFacts(ctx, "staff", s.ID)
		if err != nil {
			return nil, err
		}
		worker.Works = works
		for _, item := range d.DueRules().List(&worker, day) {
			out = append(out, DueOne{Item: item, Staff: &s})
		}
	}
	return out, nil
}

// DueOf is what is to be done of one child, and the doses of the schedule as they
// stand. The caller notes the look.
func (d *Desk) DueOf(ctx context.Context, actor hub.Actor, child hub.ID, day hub.Day) (c care.Child, items, doses []due.Item, err error) {
	if err := d.allow(actor, hub.ActLook); err != nil {
		return c, nil, nil, err
	}
	c, f, err := d.dueFile(ctx, child)
	if err != nil {
		return c, nil, nil, err
	}
	return c, d.DueRules().List(f, day), d.DueRules().Table(f, day, "dose"), nil
}

// dueFile is a child and its facts, of all its records.
func (d *Desk) dueFile(ctx context.Context, child hub.ID) (care.Child, *due.Facts, error) {
	c, err := d.child(ctx, child)
	if err != nil {
		return c, nil, err
	}
	g, err := d.sameness(ctx)
	if err != nil {
		return c, nil, err
	}
	recs, err := d.log.OfAll(ctx, g.all(child), append(d.dueKinds("child"), "child")...)
	if err != nil {
		return c, nil, err
	}
	works, err := d.works(ctx)
	return c, d.childDue(c, living(recs), works), err
}
