package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/form"
)

// Come and Go note by tile who of the staff is in the house (谁在岗).
func (d *Desk) Come(ctx context.Context, actor hub.Actor, request, staff hub.ID, day hub.Day, minute int) (hub.Outcome, error) {
	return d.duty(ctx, actor, request, staff, day, form.Values{"in": minute, "out": nil, "site": actor.Site})
}

func (d *Desk) Go(ctx context.Context, actor hub.Actor, request, staff hub.ID, day hub.Day, minute int) (hub.Outcome, error) {
	return d.duty(ctx, actor, request, staff, day, form.Values{"out": minute})
}

func (d *Desk) duty(ctx context.Context, actor hub.Actor, request, staff hub.ID, day hub.Day, values form.Values) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActWall); err != nil {
		return hub.Outcome{}, err
	}
	return d.append(ctx, actor, request, d.forms.EditOnce("duty", staff, string(day), values))
}
