package desk

import (
	"context"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/names"
)

// Twice are two children that may be one.
type Twice struct{ One, Other care.Child }

// Duplicates lists the children of a site that may have been registered twice, and
// about whom nobody has decided. Twins of one family are no duplicates.
func (d *Desk) Duplicates(ctx context.Context, actor hub.Actor, site hub.ID) ([]Twice, error) {
	if err := d.allow(actor, hub.ActLook); err != nil {
		return nil, err
	}
	children, err := d.ChildrenOf(ctx, site)
	if err != nil {
		return nil, err
	}
	var out []Twice
	for _, c := range children {
		t, err := d.Traits(ctx, c.ID)
		if err != nil {
			return nil, err
		}
		said, err := d.verdicts(ctx, c.ID)
		if err != nil {
			return nil, err
		}
		alike, err := d.alikeTo(ctx, t, said)
		if err != nil {
			return nil, err
		}
		for _, k := range alike {
			again := slices.ContainsFunc(out, func(p Twice) bool { return p.One.ID == k.Child.ID && p.Other.ID == c.ID })
			if !again && k.Likeness != care.Twins {
				out = append(out, Twice{c, k.Child})
			}
		}
	}
	return out, nil
}

// alikeTo compares a known child with those that sound like it.
func (d *Desk) alikeTo(ctx context.Context, t care.Traits, said map[hub.ID]string) ([]Kin, error) {
	entry := names.Entry{Subject: t.ID, Name: t.Name, Nick: t.Nick, Birth: t.Birth}
	for _, p := range t.Phones {
		entry.PhoneTails = append(entry.PhoneTails, p[max(0, len(p)-4):])
	}
	var among []care.Traits
	for _, like := range d.alike.Similar(entry, alikeLimit) {
		other, err := d.Traits(ctx, like.Subject)
		if hub.CodeOf(err) == hub.CodeNotFound { // the directory is a moment behind
			continue
		}
		if err != nil {
			return nil, err
		}
		among = append(among, other)
	}
	decided := func(id hub.ID) bool { return said[id] != "" }
	var out []Kin
	for _, m := range care.Matches(t, among, names.SameSound, decided) {
		c, err := d.child(ctx, m.Child)
		if err != nil {
			return nil, err
		}
		if c.Withdrawn == "" {
			out = append(out, Kin{Child: c, Likeness: m.Likeness})
		}
	}
	return out, nil
}
