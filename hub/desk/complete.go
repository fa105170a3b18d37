package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// Complete is the end of a registration whose child turned out to be known (这是同
// 一个孩子): what was entered fills the gaps of the known child and changes nothing
// that is written there. The Outcome is zero where there was nothing to fill.
func (d *Desk) Complete(ctx context.Context, actor hub.Actor, child hub.ID, r Registration) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActRegister); err != nil {
		return hub.Outcome{}, err
	}
	if err := d.tidy(&r); err != nil {
		return hub.Outcome{}, err
	}
	known, err := d.child(ctx, child)
	if err != nil {
		return hub.Outcome{}, err
	}
	people, err := d.people(ctx, child)
	if err != nil {
		return hub.Outcome{}, err
	}
	var edits []hub.Edit
	if gaps := childGaps(known, r); len(gaps) > 0 {
		edits = append(edits, d.forms.Edit("child", child, child, gaps))
	}
	for i, p := range r.People {
		edits = append(edits, d.personGaps(child, hub.DeriveID("person", r.Request, string(rune('a'+i))), people, p)...)
	}
	edits = append(edits, d.rowEdits(child, r)...)
	if len(edits) == 0 {
		return hub.Outcome{}, nil
	}
	return d.append(ctx, actor, r.Request, edits...)
}

// rowEdits notes on the line of the list of births that led here which child it is.
func (d *Desk) rowEdits(child hub.ID, r Registration) []hub.Edit {
	if r.Row.IsZero() {
		return nil
	}
	return []hub.Edit{d.forms.Edit("birth-row", r.Row, r.Row, form.Values{"state": BirthKnown, "child": child, "day": d.Today()})}
}

// childGaps is what a registration knows and the child's record lacks. A real name
// takes the place of 张某之女.
func childGaps(known care.Child, r Registration) form.Values {
	values := form.Values{}
	for _, f := range []struct {
		name     string
		has, new string
	}{
		{"nick", known.Nick, r.Nick}, {"sex", known.Sex, r.Sex},
		{"birth", string(known.Birth), string(r.Birth)}, {"birth_said", known.BirthSaid, r.BirthSaid},
		{"address", known.Address, r.Address}, {"id_no", known.IDNo, r.IDNo}, {"birth_cert", known.BirthCert, r.BirthCert},
	} {
		if f.has == "" && f.new != "" {
			values[f.name] = f.new
		}
	}
	if known.VillageName == "" && r.VillageName != "" {
		values["village"], values["village_name"] = orNil(r.Village), r.VillageName
	}
	if r.Name != "" && !r.Unnamed && (known.Name == "" || known.Unnamed) {
		values["name"] = r.Name
		if known.Unnamed {
			values["unnamed"] = false
		}
	}
	return compact(values)
}

// personGaps adds an adult, or what is new of one who is known by her kinship.
func (d *Desk) personGaps(child, id hub.ID, known []care.Person, p Person) []hub.Edit {
	for _, k := range known {
		if k.Kinship != p.Kinship {
			continue
		}
		values := form.Values{}
		if k.Name == "" && p.Name != "" {
			values["name"] = p.Name
		}
		if k.Phone == "" && p.Phone != "" {
			values["phone"] = p.Phone
		}
		if len(values) == 0 {
			return nil
		}
		return []hub.Edit{d.forms.Edit("person", k.ID, child, values)}
	}
	return []hub.Edit{d.personEdit(id, child, p)}
}

// RegisteredBy is the child that a request has registered: the answer to a form
// that comes twice. ok is false if it has registered none.
func (d *Desk) RegisteredBy(ctx context.Context, request hub.ID) (child hub.ID, ok bool, err error) {
	if request.IsZero() {
		return hub.ID{}, false, nil
	}
	child = hub.DeriveID("child", request, "register")
	_, err = d.log.Record(ctx, "child", child)
	if hub.CodeOf(err) == hub.CodeNotFound {
		return hub.ID{}, false, nil
	}
	return child, err == nil, err
}
