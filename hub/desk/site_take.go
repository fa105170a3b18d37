package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/form"
)

// TakeSites makes sites those of another box: of the one in the place of a box that is
// gone. What that box was given when it joined, and nobody has used, it gives up.
func (d *Desk) TakeSites(ctx context.Context, actor hub.Actor, request hub.ID, box [32]byte, take, give []hub.ID) error {
	if err := d.allow(actor, hub.ActSite); err != nil {
		return err
	}
	var edits []hub.Edit
	for _, id := range take {
		edits = append(edits, d.forms.Edit("site", id, id, form.Values{"hub": box[:]}))
	}
	for _, id := range give {
		edits = append(edits, d.forms.Edit("site", id, id, form.Values{"hub": nil}))
	}
	_, err := d.append(ctx, actor, request, edits...)
	return err
}
