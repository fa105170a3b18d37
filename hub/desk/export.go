package desk

import (
	"cmp"
	"context"

	"yizhan/hub"
)

// wholeCounty is the subject of an export by whoever owns the county's folder.
var wholeCounty = hub.DeriveID("look", hub.ID{}, "export")

// NoteExport lets data leave the box, if she may, and puts it on the trail of the
// site before the first byte is written; at the county, which has none, on that of
// the officer.
func (d *Desk) NoteExport(ctx context.Context, actor hub.Actor, lane hub.Lane, personal bool) error {
	if err := d.allow(actor, hub.ActExport); err != nil {
		return err
	}
	if !personal {
		return nil
	}
	return d.NoteLooks(ctx, lane, []Look{{
		Child: cmp.Or(actor.Site, actor.Staff, wholeCounty), By: actor.Staff, Day: d.Today(), Minute: d.Minute(), Pages: 1, What: "export",
	}})
}
