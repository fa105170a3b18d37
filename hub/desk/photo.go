package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// purposePhoto is what a family agrees to before its child is photographed.
const purposePhoto hub.Purpose = "photo"

// MayPhotograph says whether a child's photo would be taken, before anybody holds a
// telephone up: whoever may correct what is written may, once the family has said yes.
// Errors: CodeSignedOut, CodeForbidden, CodeNotFound.
func (d *Desk) MayPhotograph(ctx context.Context, actor hub.Actor, child hub.ID) error {
	if err := d.allow(actor, hub.ActCorrect); err != nil {
		return err
	}
	if _, err := d.child(ctx, child); err != nil {
		return err
	}
	rec, err := d.log.Record(ctx, "consent", hub.DeriveID("consent", child, string(purposePhoto)))
	if err := unlessMissing(err); err != nil {
		return err
	}
	if care.As[care.Consent](d.forms, rec).Answer != hub.AnswerYes {
		return hub.E(hub.CodeForbidden, "photo.consent")
	}
	return nil
}

// Photograph keeps a child's picture, whose bytes lie beside the log; a former one is
// replaced.
func (d *Desk) Photograph(ctx context.Context, actor hub.Actor, request, child hub.ID, p form.Picture) (hub.Outcome, error) {
	if err := d.MayPhotograph(ctx, actor, child); err != nil {
		return hub.Outcome{}, err
	}
	return d.append(ctx, actor, request, d.forms.Edit("child", child, child, form.Values{"photo": p}))
}

// DropPhoto takes a child's picture back; the peg stands there again.
func (d *Desk) DropPhoto(ctx context.Context, actor hub.Actor, request, child hub.ID) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActCorrect); err != nil {
		return hub.Outcome{}, err
	}
	if _, err := d.child(ctx, child); err != nil {
		return hub.Outcome{}, err
	}
	return d.append(ctx, actor, request, d.forms.Edit("child", child, child, form.Values{"photo": nil}))
}

// Photo is a child's picture, for the tiles of the open 登记台 too.
// Errors: CodeNotFound where there is none.
func (d *Desk) Photo(ctx context.Context, actor hub.Actor, child hub.ID) (form.Picture, error) {
	if !actor.May(hub.ActLook) || actor.Open {
		if err := d.allow(actor, hub.ActWall); err != nil {
			return form.Picture{}, err
		}
	}
	c, err := d.child(ctx, child)
	if err != nil {
		return form.Picture{}, err
	}
	p, ok := c.Picture()
	if !ok {
		return p, hub.E(hub.CodeNotFound, "photo.none")
	}
	return p, nil
}
