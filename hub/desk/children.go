package desk

import (
	"context"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
)

// ChildFilter says which children a list is about.
type ChildFilter struct {
	Sees     func(hub.Lane) bool // nil: all
	Lane     hub.Lane            // "": all
	Site     hub.ID              // zero: all
	Category string              // "": all
	Among    []hub.ID            // found by name, best first; nil: all
	Offset   int
	Limit    int // 0: all
}

func (f ChildFilter) wants(l *line) bool {
	return (f.Sees == nil || f.Sees(l.lane)) &&
		(f.Lane == "" || f.Lane == l.lane) &&
		(f.Site.IsZero() || f.Site == l.site) &&
		(f.Category == "" || f.Category == l.category)
}

// Listed is a child in a list, with who looks after it.
type Listed struct {
	Child care.Child
	Carer care.Person // zero where nobody is known
}

// Children is a page of the children on a roll, where it begins, and how many the
// filter wants.
func (d *Desk) Children(ctx context.Context, actor hub.Actor, roll *Roll, f ChildFilter) (list []Listed, from, total int, err error) {
	if err := d.allow(actor, hub.ActLook); err != nil {
		return nil, 0, 0, err
	}
	ids, from, total := roll.Page(f)
	for _, id := range ids {
		recs, err := d.log.Of(ctx, id, "child", "person")
		if err != nil {
			return nil, 0, 0, err
		}
		children := care.All[care.Child](d.forms, "child", recs)
		if len(children) == 0 {
			continue // erased since the page was chosen
		}
		c := children[len(children)-1] // after a hand-over the newer lane's comes last
		if f.Sees == nil || f.Sees(c.Lane) {
			list = append(list, Listed{c, carerOf(care.All[care.Person](d.forms, "person", recs))})
		}
	}
	return list, from, total, nil
}

// carerOf is who looks after a child every day, else who answers for it, else
// whoever is named first.
func carerOf(people []care.Person) care.Person {
	people = slices.DeleteFunc(people, func(p care.Person) bool { return p.Withdrawn })
	for _, is := range []func(care.Person) bool{
		func(p care.Person) bool { return p.Carer },
		func(p care.Person) bool { return p.Guardian },
		func(care.Person) bool { return true },
	} {
		if i := slices.IndexFunc(people, is); i >= 0 {
			return people[i]
		}
	}
	return care.Person{}
}
