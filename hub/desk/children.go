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
	Sites    map[hub.ID]bool     // nil: all
	Category string              // "": all
	Among    []hub.ID            // found by name, best first; nil: all
	Offset   int
	Limit    int
}

// Children is a page of the children that are known here, and how many there are:
// in the order found where the list is a search, else as they were registered.
func (d *Desk) Children(ctx context.Context, actor hub.Actor, f ChildFilter) (list []care.Child, total int, err error) {
	if err := d.allow(actor, hub.ActLook); err != nil {
		return nil, 0, err
	}
	take := func(rec hub.Record) error {
		c := care.As[care.Child](d.forms, rec)
		if !f.wants(c) {
			return nil
		}
		if total >= f.Offset && len(list) < f.Limit {
			list = append(list, c)
		}
		total++
		return nil
	}
	if f.Among == nil {
		err = d.log.Each(ctx, "child", take)
		return list, total, err
	}
	for _, id := range f.Among {
		rec, err := d.log.Record(ctx, "child", id)
		if err != nil {
			return nil, 0, err
		}
		if err := take(rec); err != nil {
			return nil, 0, err
		}
	}
	return list, total, nil
}

func (f ChildFilter) wants(c care.Child) bool {
	return c.Withdrawn == "" &&
		(f.Sees == nil || f.Sees(c.Lane)) &&
		(f.Sites == nil || f.Sites[c.Site]) &&
		(f.Category == "" || f.Category == c.Category)
}

// CarerOf is who looks after a child every day, or whoever is named first.
func (d *Desk) CarerOf(ctx context.Context, child hub.ID) (care.Person, error) {
	people, err := d.people(ctx, child)
	if err != nil || len(people) == 0 {
		return care.Person{}, err
	}
	if i := slices.IndexFunc(people, func(p care.Person) bool { return p.Carer }); i >= 0 {
		return people[i], nil
	}
	return people[0], nil
}
