package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// Handover is a child that goes with somebody who is not on its list: a named
// exception, decided by a worker with her PIN.
type Handover struct {
	Tap
	Name, Relation, Phone string
	IDSeen, Adult         bool
	Asked                 hub.ID // the person of the child's who was called
}

// LeaveWithStranger notes the exception and the leaving in one commit.
func (d *Desk) LeaveWithStranger(ctx context.Context, actor hub.Actor, h Handover) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActStranger); err != nil {
		return hub.Outcome{}, err
	}
	if errs := d.rules.CheckHandover(care.Handover{
		Name: h.Name, Adult: h.Adult, IDSeen: h.IDSeen, Asked: h.Asked, By: actor.Staff,
	}); len(errs) > 0 {
		return hub.Outcome{}, errs
	}
	h.Name, _ = care.CheckName(h.Name) // it has just passed
	return d.tap(ctx, actor, h.Tap, func(child hub.ID, day care.Day) ([]hub.Edit, error) {
		// From the request, so that the same form sent twice is one exception.
		id := hub.DeriveID("handover", h.Request, child.String())
		switch {
		case day.Out >= 0 && day.Stranger != id:
			return nil, hub.E(hub.CodeConflict, "wall.gone-already")
		case day.In < 0:
			return nil, hub.E(hub.CodeInvalid, "wall.not-here")
		}
		asked, err := d.askedOf(ctx, child, h.Asked)
		if err != nil {
			return nil, err
		}
		home, err := d.goesHomeIll(ctx, child, h.Minute)
		return append(home,
			d.forms.Edit("handover", id, child, compact(form.Values{
				"day": h.Day, "name": orNil(h.Name), "relation": orNil(h.Relation), "phone": orNil(h.Phone),
				"id_seen": h.IDSeen, "adult": h.Adult, "asked": orNil(asked), "by": orNil(actor.Staff),
			})),
			d.forms.EditOnce("day", child, string(h.Day), form.Values{
				"out": h.Minute, "out_by": nil, "stranger": id, "site": actor.Site,
			}),
		), err
	})
}

// askedOf is who of a child's own people was called; zero if nobody was. Whoever
// does not belong to the child cannot let it go.
func (d *Desk) askedOf(ctx context.Context, child, asked hub.ID) (hub.ID, error) {
	if asked.IsZero() {
		return hub.ID{}, nil
	}
	people, err := d.people(ctx, child)
	if err != nil {
		return hub.ID{}, err
	}
	id, ok := d.counterpart(ctx, people, asked)
	if !ok {
		return hub.ID{}, hub.Errors{hub.E(hub.CodeInvalid, "pickup.handover-sure").In("asked")}
	}
	return id, nil
}

// Handover reads a named exception.
func (d *Desk) Handover(ctx context.Context, actor hub.Actor, id hub.ID) (care.Handover, error) {
	if err := d.allow(actor, hub.ActLook); err != nil {
		return care.Handover{}, err
	}
	rec, err := d.log.Record(ctx, "handover", id)
	if err != nil {
		return care.Handover{}, err
	}
	return care.As[care.Handover](d.forms, rec), nil
}
