package station

import (
	"errors"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
)

// registration is what the Desk is told.
func (d *registering) registration(v *visit) desk.Registration {
	r := desk.Registration{
		Request: d.Request, Sex: d.Sex, Category: "home", Site: v.site.ID,
		Village: d.Village.Code, VillageName: d.Village.Name, People: d.people(),
		Family: d.Family, NotSame: d.NotSame, TwinOf: d.TwinOf, AnyBirth: d.AnyBirth, Row: d.Row,
	}
	switch d.As {
	case asNick:
		r.Nick = d.Name.Text
	case asUnnamed:
		if d.Name.Text != "" {
			r.Name, r.Unnamed = care.NameUnnamed(d.Name.Text, d.Sex), true
		}
	default:
		r.Name = d.Name.Text
	}
	if d.Expecting {
		r.Category, r.Sex = "expecting", ""
		return r
	}
	if day, said, ok := d.day(); ok {
		r.Birth, r.BirthSaid = day, said
	}
	return r
}

// people are the adults that were named: who looks after the child, parents who
// are away, and whoever answers the phone. A brother's or sister's are taken over.
func (d *registering) people() []desk.Person {
	if len(d.People) > 0 {
		return d.People
	}
	var all []desk.Person
	person := func(code string) *desk.Person {
		for i := range all {
			if all[i].Kinship == code {
				return &all[i]
			}
		}
		kin, _ := care.KinByCode(code)
		all = append(all, desk.Person{Kinship: code, Guardian: kin.Parent()})
		return &all[len(all)-1]
	}
	if d.Kin != "" {
		carer := person(d.Kin)
		carer.Carer, carer.Pickup, carer.Name = true, true, d.Carer.Text
		carer.Adult = grownUp(d.Kin)
	}
	for _, parent := range d.Away {
		person(parent).Away = true
	}
	if d.Phone != "" {
		person(d.whose()).Phone = d.Phone
	}
	return all
}

// grownUp says whether the kinship alone tells that somebody is 18: a parent (GB/T
// 4761 5) who brings the child, a grandparent (6).
func grownUp(kin string) bool {
	k, _ := care.KinByCode(kin)
	return k.GB == "5" || k.GB == "6"
}

// whose phone it is, unless she says otherwise: who looks after the child.
func (d *registering) whose() string {
	switch {
	case d.Whose != "":
		return d.Whose
	case d.Kin != "":
		return d.Kin
	}
	return "mother"
}

// called is the name on the pages.
func (d *registering) called() string {
	switch {
	case d.Name.Text == "":
		return "宝宝"
	case d.As == asUnnamed:
		return care.NameUnnamed(d.Name.Text, d.Sex)
	}
	return d.Name.Text
}

// checked says what is the matter with some fields of a registration that may be
// half done: the rules are the Desk's.
func (s *Station) checked(v *visit, d *registering, fields ...string) error {
	r := d.registration(v)
	err := s.Desk.Check(&r)
	many, ok := errors.AsType[hub.Errors](err)
	if !ok {
		return err
	}
	return slices.DeleteFunc(many, func(e *hub.Error) bool { return !slices.Contains(fields, e.Field) }).Or()
}
