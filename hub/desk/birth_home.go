package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
)

// HomeChild is a child that is looked after at home, with its last visit.
type HomeChild struct {
	Child  care.Child
	People []care.Person
	Last   hub.Day // "" nobody was there yet
	Found  string  // code of the form; "" nothing is said
}

// AtHome lists the children of a site that have no place in care today, in one pass.
func (d *Desk) AtHome(ctx context.Context, actor hub.Actor, site hub.ID) ([]HomeChild, error) {
	if err := d.allow(actor, hub.ActLook); err != nil {
		return nil, err
	}
	children, err := d.ChildrenOf(ctx, site)
	if err != nil {
		return nil, err
	}
	recs, err := d.log.Households(ctx, "child", "site", site, "home-visit", "person", "enrolment")
	if err != nil {
		return nil, err
	}
	of := map[hub.ID][]hub.Record{}
	for _, rec := range recs {
		of[rec.Subject] = append(of[rec.Subject], rec)
	}
	var out []HomeChild
	for _, c := range children {
		h := HomeChild{Child: c, People: d.adults(of[c.ID])}
		here := false
		for _, rec := range of[c.ID] {
			switch rec.Kind {
			case "enrolment":
				here = here || care.As[care.Enrolment](d.forms, rec).On(d.Today())
			case "home-visit":
				if day := hub.Day(d.text(rec, "day")); day > h.Last {
					h.Last, h.Found = day, d.text(rec, "found")
				}
			}
		}
		if !here && c.Category != "expecting" {
			out = append(out, h)
		}
	}
	return out, nil
}
