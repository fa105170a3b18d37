package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/form"
)

// BirthCheck is what somebody found out about a line of a list of births.
type BirthCheck struct {
	Request hub.ID
	Row     hub.ID
	State   string // code of the form
	Child   hub.ID // of known: which; zero: nobody said
}

// CheckBirth notes what was found out.
func (d *Desk) CheckBirth(ctx context.Context, actor hub.Actor, c BirthCheck) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActRegister); err != nil {
		return hub.Outcome{}, err
	}
	if c.State == "" {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "afield.state").In("state")
	}
	rec, err := d.log.Record(ctx, "birth-row", c.Row)
	if err != nil {
		return hub.Outcome{}, err
	}
	return d.append(ctx, actor, c.Request, d.forms.Edit("birth-row", rec.ID, rec.Subject, form.Values{"state": c.State, "child": orNil(c.Child), "day": d.Today()}))
}
