package desk

import (
	"cmp"
	"context"

	"yizhan/hub"
	"yizhan/hub/form"
	"yizhan/hub/outside"
)

// OutsideSystem is a system outside as the county describes it.
type OutsideSystem struct {
	ID       hub.ID
	Template outside.Template
	State    string // draft, ready, gone
	Day      hub.Day
}

// Ready says whether stations copy by it.
func (s OutsideSystem) Ready() bool { return s.State == "ready" }

// SetOutside makes a system, or changes it. In use is only one that has columns.
// Errors: CodeForbidden; those of outside.Template.Check; CodeInvalid outside.empty.
func (d *Desk) SetOutside(ctx context.Context, actor hub.Actor, request hub.ID, s OutsideSystem) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActForms); err != nil {
		return hub.Outcome{}, err
	}
	if err := s.Template.Check(d.forms); err != nil {
		return hub.Outcome{}, err
	}
	if s.Ready() && len(s.Template.Columns) == 0 {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "outside.empty")
	}
	id := cmp.Or(s.ID, hub.DeriveID("outside-system", request, "made"))
	actor.Lane = hub.LanePublic
	return d.append(ctx, actor, request, d.forms.Edit("outside-system", id, id, compact(form.Values{
		"text": string(s.Template.Text()), "state": s.State, "day": d.Today(), "by": orNil(actor.Staff),
	})))
}

// Outsides are the systems that the county keeps up, by name; a text that this release
// cannot read is left out, and stays.
func (d *Desk) Outsides(ctx context.Context) (out []OutsideSystem, err error) {
	err = d.log.Each(ctx, "outside-system", func(rec hub.Record) error {
		if s, ok := d.outsideOf(rec); ok && s.State != "gone" {
			out = append(out, s)
		}
		return nil
	})
	hub.Sort(out, func(a, b OutsideSystem) int {
		return cmp.Or(cmp.Compare(a.Template.Name, b.Template.Name), cmp.Compare(a.ID.String(), b.ID.String()))
	})
	return out, err
}

// Outside is one of them. Errors: CodeNotFound outside.none.
func (d *Desk) Outside(ctx context.Context, id hub.ID) (OutsideSystem, error) {
	rec, err := d.log.Record(ctx, "outside-system", id)
	if err != nil && hub.CodeOf(err) != hub.CodeNotFound {
		return OutsideSystem{}, err
	}
	s, ok := d.outsideOf(rec)
	if err != nil || !ok {
		return OutsideSystem{}, hub.E(hub.CodeNotFound, "outside.none")
	}
	return s, nil
}

func (d *Desk) outsideOf(rec hub.Record) (s OutsideSystem, ok bool) {
	var r struct {
		Text  string  `form:"text"`
		State string  `form:"state"`
		Day   hub.Day `form:"day"`
	}
	d.forms.Decode(rec, &r)
	t, err := outside.Parse([]byte(r.Text), d.forms)
	return OutsideSystem{ID: rec.ID, Template: t, State: r.State, Day: r.Day}, err == nil && rec.Lane == hub.LanePublic
}
