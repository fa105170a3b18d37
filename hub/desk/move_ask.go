package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// Leaving is a child that goes to another station: of this township, or of another,
// where the county finds the station.
type Leaving struct {
	Request  hub.ID
	Child    hub.ID
	To       hub.ID // a station of this township; zero with Township
	Township string // code of another one
	ToName   string // as it was chosen: 石坡驿站, 荫城镇
	AgreedBy hub.ID // who of the family agreed that the file goes along; zero: nobody, it stays
}

// AskTransfer notes that a child goes (转站). It stays where it is until the other
// side has taken it. Where the family does not want the file to go along, the child
// leaves without it, and its record is closed here.
func (d *Desk) AskTransfer(ctx context.Context, actor hub.Actor, l Leaving) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActEnrol); err != nil {
		return hub.Outcome{}, err
	}
	child, err := d.child(ctx, l.Child)
	if err != nil {
		return hub.Outcome{}, err
	}
	id := hub.DeriveID("transfer", l.Request, "ask")
	before, err := d.Transfer(ctx, actor, l.Child)
	switch {
	case err != nil:
		return hub.Outcome{}, err
	case before.Open() && before.ID != id:
		return hub.Outcome{}, hub.E(hub.CodeConflict, "move.already", before.ToName)
	case (child.Withdrawn != "" || child.Site != actor.Site) && before.ID != id:
		return hub.Outcome{}, hub.E(hub.CodeConflict, "move.gone")
	case l.To.IsZero() == (l.Township == "") || l.To == child.Site:
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "move.where")
	}
	from, err := d.siteName(ctx, child.Site, l.Township != "")
	if err != nil {
		return hub.Outcome{}, err
	}
	values := form.Values{
		"state": "asked", "from": orNil(child.Site), "from_name": orNil(from), "to": orNil(l.To), "to_name": orNil(l.ToName),
		"township": orNil(l.Township), "day": d.Today(), "agreed_by": orNil(l.AgreedBy),
	}
	if !l.AgreedBy.IsZero() {
		return d.append(ctx, actor, l.Request, d.forms.Edit("transfer", id, child.ID, compact(values)))
	}
	values["state"] = "alone"
	edits, err := d.closings(ctx, child, l.To)
	if err != nil {
		return hub.Outcome{}, err
	}
	return d.append(ctx, actor, l.Request, append(edits, d.forms.Edit("transfer", id, child.ID, compact(values)))...)
}

// closings end every record of a child that leaves without its file; but for what the
// station that it goes to has of its own.
func (d *Desk) closings(ctx context.Context, child care.Child, to hub.ID) (edits []hub.Edit, err error) {
	group, err := d.goingFrom(ctx, child.ID, child.Lane)
	if err != nil {
		return nil, err
	}
	for _, id := range group {
		c, err := d.child(ctx, id)
		if err != nil {
			return nil, err
		}
		if c.Site == to {
			continue
		}
		some, err := d.leavings(ctx, id, form.Values{"withdrawn": withdrawnMoved})
		if err != nil {
			return nil, err
		}
		edits = append(edits, some...)
	}
	return edits, nil
}

// siteName is what a station is called; from outside, with its township.
func (d *Desk) siteName(ctx context.Context, site hub.ID, outside bool) (string, error) {
	rec, err := d.log.Record(ctx, "site", site)
	if err != nil {
		return "", unlessMissing(err)
	}
	s := care.As[care.Site](d.forms, rec)
	if outside {
		return s.TownshipName + s.Name, nil
	}
	return s.Name, nil
}

// leavings end a child's places and change its record.
func (d *Desk) leavings(ctx context.Context, child hub.ID, values form.Values) (edits []hub.Edit, err error) {
	recs, err := d.log.Of(ctx, child, "enrolment")
	if err != nil {
		return nil, err
	}
	for _, e := range care.All[care.Enrolment](d.forms, "enrolment", living(recs)) {
		if !e.Withdrawn && (e.To == "" || e.To > d.Today()) {
			edits = append(edits, d.forms.Edit("enrolment", e.ID, child, form.Values{"to": max(e.From, d.Today()), "ended": "moved"}))
		}
	}
	return append(edits, d.forms.Edit("child", child, child, values)), nil
}

// Transfer is a child's newest transfer; zero if it never had one.
func (d *Desk) Transfer(ctx context.Context, actor hub.Actor, child hub.ID) (t care.Transfer, err error) {
	if err := d.allow(actor, hub.ActLook); err != nil {
		return t, err
	}
	recs, err := d.log.Of(ctx, child, "transfer")
	if err != nil {
		return t, err
	}
	for _, one := range care.All[care.Transfer](d.forms, "transfer", recs) {
		if one.State != "" {
			t = one // the later row: of the lane that it came to
		}
	}
	return t, nil
}

// CancelTransfer takes a transfer back that the other side has not received (不转了).
func (d *Desk) CancelTransfer(ctx context.Context, actor hub.Actor, request, child hub.ID) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActEnrol); err != nil {
		return hub.Outcome{}, err
	}
	t, err := d.Transfer(ctx, actor, child)
	switch {
	case err != nil:
		return hub.Outcome{}, err
	case t.State == "cancelled":
		return hub.Outcome{}, nil
	case t.State == "handed":
		return hub.Outcome{}, hub.E(hub.CodeConflict, "move.at-county")
	case t.State != "asked":
		return hub.Outcome{}, hub.E(hub.CodeConflict, "move.received", t.ToName)
	}
	return d.append(ctx, actor, request, d.forms.Edit("transfer", t.ID, child, form.Values{"state": "cancelled"}))
}

// Neighbours are the stations of the township besides a site, by name.
func (d *Desk) Neighbours(ctx context.Context, actor hub.Actor) (out []care.Site, err error) {
	if err := d.allow(actor, hub.ActLook); err != nil {
		return nil, err
	}
	seen := map[hub.ID]bool{actor.Site: true}
	err = d.log.Each(ctx, "site", func(rec hub.Record) error {
		s := care.As[care.Site](d.forms, rec)
		if s.Lane == actor.Lane && !seen[s.ID] && (s.Role == "station" || s.Role == "") {
			seen[s.ID] = true
			out = append(out, s)
		}
		return nil
	})
	hub.Sort(out, func(a, b care.Site) int { return compareDesc(b.Name, a.Name) })
	return out, err
}
