package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// Coming is a child on its way to a station.
type Coming struct {
	Transfer care.Transfer
	Child    care.Child
	Ready    bool // it can be opened here; else its key is still on the way
}

// Arrivals are the children on their way to a site, that it has to receive.
func (d *Desk) Arrivals(ctx context.Context, actor hub.Actor, site hub.ID) ([]Coming, error) {
	if err := d.allow(actor, hub.ActLook); err != nil {
		return nil, err
	}
	return d.arrivals(ctx, site)
}

func (d *Desk) arrivals(ctx context.Context, site hub.ID) (out []Coming, err error) {
	recs, err := d.log.Find(ctx, "transfer", "to", site)
	if err != nil {
		return nil, err
	}
	for _, t := range care.All[care.Transfer](d.forms, "transfer", recs) {
		here := t.State == "asked" && t.Township == "" || t.State == "handed"
		if !here {
			continue
		}
		c, err := d.child(ctx, t.Subject)
		if hub.CodeOf(err) == hub.CodeNotFound && err != nil {
			continue // its record has not come yet
		}
		if err != nil {
			return nil, err
		}
		if c.Lane == t.Lane && c.Withdrawn == "" {
			out = append(out, Coming{t, c, !c.Sealed})
		}
	}
	return out, nil
}

// ReceiveTransfer takes a child over (接收): its places elsewhere end, and from now on
// it stands in this site's lists.
func (d *Desk) ReceiveTransfer(ctx context.Context, actor hub.Actor, request, child hub.ID) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActEnrol); err != nil {
		return hub.Outcome{}, err
	}
	t, err := d.Transfer(ctx, actor, child)
	if err != nil {
		return hub.Outcome{}, err
	}
	if t.State == "received" && t.To == actor.Site {
		return hub.Outcome{}, nil // a second press
	}
	if !t.Open() || t.To != actor.Site {
		return hub.Outcome{}, hub.E(hub.CodeConflict, "move.not-here")
	}
	c, err := d.child(ctx, child)
	if err != nil {
		return hub.Outcome{}, err
	}
	if c.Sealed {
		return hub.Outcome{}, hub.E(hub.CodeConflict, "move.sealed")
	}
	edits, err := d.leavings(ctx, child, form.Values{"site": actor.Site, "category": "home"})
	if err != nil {
		return hub.Outcome{}, err
	}
	g, err := d.sameness(ctx)
	if err != nil {
		return hub.Outcome{}, err
	}
	for _, id := range g.all(child)[1:] { // further records of the same child come along
		other, err := d.child(ctx, id)
		if err == nil && other.Lane == c.Lane && (other.Site == t.From || t.Township != "") {
			edits = append(edits, d.forms.Edit("child", id, id, form.Values{"site": actor.Site}))
		}
	}
	return d.append(ctx, actor, request, append(edits,
		d.forms.Edit("transfer", t.ID, child, form.Values{"state": "received", "received_on": d.Today()}))...)
}

// OnTheWay is a child that is going, with all its records.
type OnTheWay struct {
	care.Transfer
	Records []hub.ID
	Hub     []byte // station key of the box that it goes to; nil: not known here
}

// AllOnTheWay are the children that are going to a station of the lane that they are
// in: whoever can open them gives that station their keys.
func (d *Desk) AllOnTheWay(ctx context.Context, actor hub.Actor) (out []OnTheWay, err error) {
	if err := d.allow(actor, hub.ActEnrol); err != nil {
		return nil, err
	}
	g, err := d.sameness(ctx)
	if err != nil {
		return nil, err
	}
	for _, state := range []string{"asked", "handed"} {
		recs, err := d.log.Find(ctx, "transfer", "state", state)
		if err != nil {
			return nil, err
		}
		for _, t := range care.All[care.Transfer](d.forms, "transfer", recs) {
			if t.Township != "" && t.Lane != hub.TownshipLane(t.Township) {
				continue // it has not come to the other township
			}
			way := OnTheWay{Transfer: t, Records: g.all(t.Subject)}
			rec, err := d.log.Record(ctx, "site", t.To)
			if unlessMissing(err) != nil {
				return nil, err
			}
			way.Hub = care.As[care.Site](d.forms, rec).Hub
			out = append(out, way)
		}
	}
	return out, nil
}
