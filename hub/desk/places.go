package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// Places is how many children one class takes. A zero Group opens a class of the type.
type Places struct {
	Group  hub.ID
	Type   string
	Places int
}

// Groups lists the open classes of a site.
func (d *Desk) Groups(ctx context.Context, site hub.ID) ([]care.Group, error) {
	return d.groups(ctx, site)
}

// SetPlaces changes the places of a site's classes, opens new ones and closes those
// that are left without a place, in one commit. A class keeps at least as many
// places as it has children. The Outcome is zero where nothing changes.
func (d *Desk) SetPlaces(ctx context.Context, actor hub.Actor, request, site hub.ID, list []Places) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActSite); err != nil {
		return hub.Outcome{}, err
	}
	open, err := d.groups(ctx, site)
	if err != nil {
		return hub.Outcome{}, err
	}
	known := map[hub.ID]care.Group{}
	for _, g := range open {
		known[g.ID] = g
	}
	var edits []hub.Edit
	for _, p := range list {
		class, _ := d.rules.Class(p.Type)
		if class.Most > 0 && p.Places > class.Most || p.Places < 0 {
			return hub.Outcome{}, hub.E(hub.CodeInvalid, "group.full", class.Name, class.Most).In("groups")
		}
		g, old := known[p.Group]
		switch {
		case !old && p.Places > 0:
			id := hub.DeriveID("group", request, p.Type)
			edits = append(edits, d.groupEdit(id, site, Group{Name: class.Name, Type: p.Type, Places: p.Places}))
		case old && g.Places != p.Places:
			taken, err := d.held(ctx, g.ID)
			if err != nil {
				return hub.Outcome{}, err
			}
			if p.Places < taken {
				return hub.Outcome{}, hub.E(hub.CodeInvalid, "group.taken", g.Name, taken).In("groups")
			}
			values := form.Values{"places": p.Places}
			if today := d.Today(); g.From < today { // what is put right on the first day was never so
				values["was"] = d.placesWere(g, today)
			}
			if p.Places == 0 {
				values["closed"] = true
			}
			edits = append(edits, d.forms.Edit("group", g.ID, g.Subject, values))
		}
	}
	if len(edits) == 0 {
		return hub.Outcome{}, nil
	}
	return d.append(ctx, actor, request, edits...)
}

// mostPlacesWere is how many changes a class remembers: what the form allows.
const mostPlacesWere = 50

// placesWere is what the places of a class were until today: of several changes in one
// day, what they were before it.
func (d *Desk) placesWere(g care.Group, today hub.Day) (rows []form.Row) {
	for _, was := range g.Before(d.forms) {
		if was.Until == today {
			g.Places = was.Places
			continue
		}
		rows = append(rows, form.Row{"until": was.Until, "places": was.Places})
	}
	rows = append(rows, form.Row{"until": today, "places": g.Places})
	return rows[max(0, len(rows)-mostPlacesWere):]
}

// held is how many places of a class are taken today.
func (d *Desk) held(ctx context.Context, group hub.ID) (int, error) {
	recs, err := d.log.Find(ctx, "enrolment", "group", group)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, e := range care.All[care.Enrolment](d.forms, "enrolment", recs) {
		if e.On(d.Today()) {
			n++
		}
	}
	return n, nil
}
