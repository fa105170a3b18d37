package desk

import (
	"context"

	"yizhan/hub"
)

// NoteExport lets data leave the box, if she may, and puts it on the trail of the
// site before the first byte is written.
func (d *Desk) NoteExport(ctx context.Context, actor hub.Actor, lane hub.Lane, personal bool) error {
	if err := d.allow(actor, hub.ActExport); err != nil {
		return err
	}
	if !personal {
		return nil
	}
	return d.NoteLooks(ctx, lane, []Look{{
		Child: actor.Site, By: actor.Staff, Day: d.Today(), Minute: d.Minute(), Pages: 1, What: "export",
	}})
}
