package desk

import (
	"cmp"
	"context"

	"yizhan/hub"
)

// NoteStick lets what is sealed to other hubs leave on a stick, if she may, and puts
// it on the trail of the site before the first byte is written; at the county on
// that of the officer. Nobody on the way can open it: it is no export.
func (d *Desk) NoteStick(ctx context.Context, actor hub.Actor, lane hub.Lane) error {
	if err := d.allow(actor, hub.ActCarry); err != nil {
		return err
	}
	return d.NoteLooks(ctx, lane, []Look{{
		Child: cmp.Or(actor.Site, actor.Staff, wholeCounty), By: actor.Staff, Day: d.Today(), Minute: d.Minute(), Pages: 1, What: "stick",
	}})
}

// MayCarry says whether somebody may use a stick at all.
func (d *Desk) MayCarry(actor hub.Actor) error { return d.allow(actor, hub.ActCarry) }
