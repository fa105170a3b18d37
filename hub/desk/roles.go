package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// Role is what an adult is to a child besides kin: a grandmother may hold all.
type Role string

const (
	Guardian Role = "guardian" // 监护人
	Carer    Role = "carer"    // 平时带
	Pickup   Role = "pickup"   // 可以接
	Away     Role = "away"     // 在外务工
	Adult    Role = "adult"    // somebody made sure that she is 18
)

// SetRole says whether an adult of a child holds a role. Nobody may fetch a child
// who is not known to be 18: then the question comes back, and the worker notes
// first that she is.
func (d *Desk) SetRole(ctx context.Context, actor hub.Actor, request, child, person hub.ID, role Role, on bool) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActCorrect); err != nil {
		return hub.Outcome{}, err
	}
	p, err := d.person(ctx, child, person)
	if err != nil {
		return hub.Outcome{}, err
	}
	if role == Pickup && on {
		p.Pickup, p.Guardian = true, false // a guardian's age is the law's business, a listed person's ours
		if err := d.rules.CheckPickup(p, d.Today()); err != nil {
			return hub.Outcome{}, err.In("adult")
		}
	}
	values := form.Values{string(role): on}
	if role == Adult && on {
		if id, err := care.CheckIdentity(p.IDNo); err == nil && !d.rules.Adult(id.Birth, d.Today()) {
			return hub.Outcome{}, hub.E(hub.CodeInvalid, "pickup.young", d.rules.PickupYears).In("adult")
		}
	}
	if role == Adult && !on {
		values["pickup"] = false
	}
	return d.append(ctx, actor, request, d.forms.Edit("person", person, child, values))
}

// SetCarer says who looks after a child from day to day (实际照护人): the adult of that
// kinship, who is added if there is none; whoever did so before does no more.
func (d *Desk) SetCarer(ctx context.Context, actor hub.Actor, request, child hub.ID, kinship string) (hub.Outcome, error) {
	return d.setKin(ctx, actor, request, child, kinship, func(p care.Person, is bool) form.Values {
		if p.Carer == is {
			return nil
		}
		return form.Values{"carer": is}
	})
}

// SetAway says whether a parent works elsewhere (在外务工).
func (d *Desk) SetAway(ctx context.Context, actor hub.Actor, request, child hub.ID, kinship string, away bool) (hub.Outcome, error) {
	return d.setKin(ctx, actor, request, child, kinship, func(p care.Person, is bool) form.Values {
		if !is || p.Away == away {
			return nil
		}
		return form.Values{"away": away}
	})
}

// setKin changes the adults of a child; is says whether one has the kinship.
func (d *Desk) setKin(ctx context.Context, actor hub.Actor, request, child hub.ID, kinship string,
	change func(p care.Person, is bool) form.Values) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActCorrect); err != nil {
		return hub.Outcome{}, err
	}
	kin, ok := care.KinByCode(kinship)
	if !ok {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "form.type", "是孩子的").In("carer")
	}
	people, err := d.people(ctx, child)
	if err != nil {
		return hub.Outcome{}, err
	}
	var edits []hub.Edit
	found := false
	for _, p := range people {
		is := p.Kinship == kinship && !found
		found = found || is
		if values := change(p, is); values != nil {
			edits = append(edits, d.forms.Edit("person", p.ID, child, values))
		}
	}
	if !found {
		values := change(care.Person{}, true)
		if values == nil {
			values = form.Values{}
		}
		values["kinship"], values["guardian"] = kinship, orNil(kin.Parent())
		edits = append(edits, d.forms.Edit("person", hub.DeriveID("person", request, kinship), child, compact(values)))
	}
	return d.append(ctx, actor, request, edits...)
}
