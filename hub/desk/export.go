package desk

import (
	"cmp"
	"context"

	"yizhan/hub"
	"yizhan/hub/form"
)

// wholeCounty is the subject of an export by whoever owns the county's folder.
var wholeCounty = hub.DeriveID("look", hub.ID{}, "export")

// NoteExport lets data leave the box, if she may, and puts it on the trail of the
// site before the first byte is written; at the county, which has none, on that of
// the officer. Purpose is a code of the form of looks, "" where nobody was asked.
func (d *Desk) NoteExport(ctx context.Context, actor hub.Actor, lane hub.Lane, personal bool, purpose string) error {
	if err := d.allow(actor, hub.ActExport); err != nil {
		return err
	}
	if !personal {
		return nil
	}
	return d.noteTaking(ctx, lane, d.lookNow(actor, trailOf(actor), "export"), form.Values{"purpose": orNil(purpose)})
}

// NoteAudit puts it on the trail that the report of who looked left the county.
func (d *Desk) NoteAudit(ctx context.Context, actor hub.Actor, lane hub.Lane) error {
	if err := d.allow(actor, hub.ActAudit); err != nil {
		return err
	}
	return d.noteTaking(ctx, lane, d.lookNow(actor, trailOf(actor), "export"), form.Values{"purpose": "check"})
}

// NoteLogins puts it on the trail that the list of who logged in left the county.
func (d *Desk) NoteLogins(ctx context.Context, actor hub.Actor, lane hub.Lane) error {
	if err := d.allow(actor, hub.ActLogins); err != nil {
		return err
	}
	return d.noteTaking(ctx, lane, d.lookNow(actor, trailOf(actor), "export"), form.Values{"purpose": "check"})
}

// trailOf is the subject of what concerns no single child: the site, the officer, or
// the county.
func trailOf(actor hub.Actor) hub.ID { return cmp.Or(actor.Site, actor.Staff, wholeCounty) }

// lookNow is a look of this minute.
func (d *Desk) lookNow(actor hub.Actor, subject hub.ID, what string) Look {
	return Look{Child: subject, By: actor.Staff, Day: d.Today(), Minute: d.Minute(), Pages: 1, What: what}
}

// noteTaking puts one look on the trail with what is to be said of it.
func (d *Desk) noteTaking(ctx context.Context, lane hub.Lane, l Look, more form.Values) error {
	_, err := d.log.Append(ctx, hub.Draft{Request: hub.NewID(), Lane: lane, Edits: []hub.Edit{d.lookEdit(l, more)}})
	return err
}
