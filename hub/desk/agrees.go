package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// Agrees asks about fields of a child that are to be corrected: a birth that makes
// it more than three, a number of the ID card that says another sex or birth than
// what is written. Questions only, which a person answers before Correct is called.
func (d *Desk) Agrees(ctx context.Context, actor hub.Actor, child hub.ID, values form.Values) error {
	if err := d.allow(actor, hub.ActLook); err != nil {
		return err
	}
	c, err := d.child(ctx, child)
	if err != nil {
		return err
	}
	var errs hub.Errors
	if birth, ok := values["birth"].(hub.Day); ok {
		c.Birth = birth
		if err := d.rules.CheckBirth(birth, d.Today()); err != nil && err.Code == hub.CodeQuestion {
			errs = append(errs, err)
		}
	}
	if sex, ok := values["sex"].(string); ok {
		c.Sex = sex
	}
	if no, ok := values["id_no"].(string); ok {
		c.IDNo = no
	}
	if id, err := care.CheckIdentity(c.IDNo); err == nil {
		errs = append(errs, id.Differs(c.Sex, c.Birth)...)
	}
	return errs.Or()
}
