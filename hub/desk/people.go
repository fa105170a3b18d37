package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// AddPerson notes an adult of a child: guardian, carer, somebody who may fetch.
func (d *Desk) AddPerson(ctx context.Context, actor hub.Actor, request, child hub.ID, p Person) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActRegister); err != nil {
		return hub.Outcome{}, err
	}
	if err := tidyPerson(&p); err != nil {
		return hub.Outcome{}, err
	}
	if p.Pickup && !p.Adult {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "pickup.handover-age", d.rules.PickupYears).In("adult")
	}
	return d.append(ctx, actor, request, d.personEdit(hub.NewID(), child, p))
}

// WithdrawPerson takes an adult off a child's list; the history keeps her.
func (d *Desk) WithdrawPerson(ctx context.Context, actor hub.Actor, request, person hub.ID) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActCorrect); err != nil {
		return hub.Outcome{}, err
	}
	rec, err := d.record(ctx, "person", person)
	if err != nil {
		return hub.Outcome{}, err
	}
	return d.append(ctx, actor, request,
		d.forms.Edit("person", person, rec.Subject, form.Values{"withdrawn": true, "pickup": false}))
}

// people reads the adults of a child who still count, over all its records.
func (d *Desk) people(ctx context.Context, child hub.ID) ([]care.Person, error) {
	g, err := d.sameness(ctx)
	if err != nil {
		return nil, err
	}
	return d.peopleIn(ctx, g, child)
}

func (d *Desk) peopleIn(ctx context.Context, g groups, child hub.ID) ([]care.Person, error) {
	recs, err := d.recordsOf(ctx, g, child, "person")
	return d.adults(recs), err
}

// adults are those of a child's records who still count.
func (d *Desk) adults(recs []hub.Record) []care.Person {
	var out []care.Person
	for _, p := range care.All[care.Person](d.forms, "person", recs) {
		if !p.Withdrawn {
			out = append(out, p)
		}
	}
	return onePeople(out)
}

// MayFetch lists who may fetch a child today, whoever usually does first.
func (d *Desk) MayFetch(ctx context.Context, child hub.ID) ([]care.Person, error) {
	people, err := d.people(ctx, child)
	if err != nil {
		return nil, err
	}
	_, fetchers := d.usualAndFetchers(people)
	return fetchers, nil
}
