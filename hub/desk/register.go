package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// Registration is what the quick path asks, and what an import knows more.
// Everything but the category may be empty and waits under 待补.
type Registration struct {
	Request hub.ID // the same request registers once

	Name, Nick  string
	Unnamed     bool   // Name was made from the family's: 张某之女
	Sex         string // GB/T 2261.1
	Birth       hub.Day
	BirthSaid   string
	Category    string // care, temporary, home, expecting
	Village     string
	VillageName string
	Address     string
	IDNo        string
	BirthCert   string
	Note        string
	Peg         string
	Site        hub.ID
	People      []Person

	Consent *ConsentSheet // answered in the same act; nil: 待签

	Family   hub.ID   // a brother or sister's; zero: none known
	NotSame  []hub.ID // children that look alike, and a person said are others
	Surely   bool     // a person has said that this is a new child, whatever it looks like
	TwinOf   hub.ID   // one that looks alike, and a person said is the twin
	AnyBirth bool     // a person confirmed a birth that is more than three years ago
	Row      hub.ID   // the line of the list of births that led here; zero: none
}

// Person is an adult as entered.
type Person struct {
	Name, Kinship, Phone, IDNo string
	Guardian, Carer, Pickup    bool
	Away, Adult                bool
}

// Registered is a new child.
type Registered struct {
	Child hub.ID
	hub.Outcome
}

// AlikeError says that children who are already known may be this one. A person
// decides; the registration comes again with NotSame or TwinOf.
type AlikeError struct{ Children []care.Match }

func (*AlikeError) Error() string { return "desk: this child may be known already" }

// Unwrap makes it a question to a person.
func (*AlikeError) Unwrap() error { return hub.E(hub.CodeQuestion, "register.alike") }

// Register makes a child known (登记), in one commit.
func (d *Desk) Register(ctx context.Context, actor hub.Actor, r Registration) (Registered, error) {
	if err := d.allow(actor, hub.ActRegister); err != nil {
		return Registered{}, err
	}
	if err := d.tidy(&r); err != nil {
		return Registered{}, err
	}
	if r.Consent != nil {
		if err := checkSheet(*r.Consent); err != nil {
			return Registered{}, err
		}
	}
	// The child's id comes from the request, so that a double tap or an unknown
	// outcome cannot make two, and is not mistaken for a child known before.
	child := hub.DeriveID("child", r.Request, "register")
	if _, err := d.log.Record(ctx, "child", child); hub.CodeOf(err) == hub.CodeNotFound && !r.Surely {
		if err := d.askAlike(ctx, r); err != nil {
			return Registered{}, err
		}
	} else if err != nil && hub.CodeOf(err) != hub.CodeNotFound {
		return Registered{}, err
	}
	if !r.TwinOf.IsZero() {
		twin, err := d.child(ctx, r.TwinOf)
		if err != nil {
			return Registered{}, err
		}
		r.Family = twin.FamilyID()
	}
	out, err := d.append(ctx, actor, r.Request, d.registrationEdits(child, r)...)
	return Registered{child, out}, err
}

// registrationEdits is the commit of a registration.
func (d *Desk) registrationEdits(child hub.ID, r Registration) []hub.Edit {
	values := form.Values{
		"category": r.Category, "unnamed": orNil(r.Unnamed), "site": orNil(r.Site),
		"name": orNil(r.Name), "nick": orNil(r.Nick), "sex": orNil(r.Sex), "birth": orNil(r.Birth),
		"birth_said": orNil(r.BirthSaid), "village": orNil(r.Village), "village_name": orNil(r.VillageName),
		"address": orNil(r.Address), "id_no": orNil(r.IDNo), "birth_cert": orNil(r.BirthCert),
		"note": orNil(r.Note), "peg": orNil(r.Peg), "registered": d.Today(),
	}
	if !r.Family.IsZero() {
		values["family"] = r.Family[:]
	}
	edits := []hub.Edit{d.forms.Edit("child", child, child, compact(values))}
	for _, p := range r.People {
		edits = append(edits, d.personEdit(hub.NewID(), child, p))
	}
	if r.Consent != nil {
		sheet := *r.Consent
		sheet.Child = child
		edits = append(edits, d.consentEdits(sheet)...)
	}
	if !r.TwinOf.IsZero() {
		edits = append(edits, d.pairEdit(child, r.TwinOf, "twins"))
	}
	for _, other := range r.NotSame {
		edits = append(edits, d.pairEdit(child, other, "different"))
	}
	return append(edits, d.rowEdits(child, r)...)
}

func (d *Desk) personEdit(id, child hub.ID, p Person) hub.Edit {
	return d.forms.Edit("person", id, child, compact(form.Values{
		"name": orNil(p.Name), "kinship": orNil(p.Kinship), "phone": orNil(p.Phone), "id_no": orNil(p.IDNo),
		"guardian": orNil(p.Guardian), "carer": orNil(p.Carer), "pickup": orNil(p.Pickup),
		"away": orNil(p.Away), "adult": orNil(p.Adult),
	}))
}

func (d *Desk) pairEdit(child, other hub.ID, verdict string) hub.Edit {
	return d.forms.EditOnce("pair", child, other.String(), form.Values{"other": other, "verdict": verdict})
}

// orNil turns a zero value into "not said".
//
//go:noinline
func orNil[T comparable](v T) any {
	var zero T
	if v == zero {
		return nil
	}
	return v
}

// compact drops what was not said: a new record needs no cleared fields.
func compact(values form.Values) form.Values {
	for name, v := range values {
		if v == nil {
			delete(values, name)
		}
	}
	return values
}
