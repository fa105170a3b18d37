package desk

import (
	"context"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
)

// Whole is one adult of a child with the whole phone number (看全号). The caller notes
// the look.
func (d *Desk) Whole(ctx context.Context, actor hub.Actor, child, person hub.ID) (care.Person, error) {
	if err := d.allow(actor, hub.ActPhone); err != nil {
		return care.Person{}, err
	}
	return d.person(ctx, child, person)
}

// person reads an adult of this child, whichever of its records holds her.
func (d *Desk) person(ctx context.Context, child, person hub.ID) (care.Person, error) {
	rec, err := d.record(ctx, "person", person)
	if err != nil {
		return care.Person{}, err
	}
	g, err := d.sameness(ctx)
	if err != nil {
		return care.Person{}, err
	}
	if !slices.Contains(g.all(child), rec.Subject) {
		return care.Person{}, hub.E(hub.CodeNotFound, "desk.no-person")
	}
	return care.As[care.Person](d.forms, rec), nil
}
