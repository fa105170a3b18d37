package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/names"
)

// Twice are two children that may be one.
type Twice struct{ One, Other care.Child }

// Duplicates lists the children of a site that may have been registered twice, and
// about whom nobody has decided. Twins of one family are no duplicates. It is one
// look into the directory; records are read of those alone who look alike.
func (d *Desk) Duplicates(ctx context.Context, actor hub.Actor, site hub.ID) ([]Twice, error) {
	if err := d.allow(actor, hub.ActLook); err != nil {
		return nil, err
	}
	g, err := d.sameness(ctx)
	if err != nil {
		return nil, err
	}
	var out []Twice
	for _, p := range d.alike.PairsAt(site) {
		if !g.counts(p.A) || !g.counts(p.B) {
			continue // the leading records are compared
		}
		t, like, err := d.compare(ctx, p.A, p.B)
		if err != nil {
			return nil, err
		}
		if (t.One.Site == site || t.Other.Site == site) && (like == care.Likely || like == care.Certain) {
			out = append(out, t)
		}
	}
	return out, nil
}

// compare says what two records are to each other, where both are here and nobody
// has decided about them; else Other.
func (d *Desk) compare(ctx context.Context, one, other hub.ID) (t Twice, like care.Likeness, err error) {
	said, err := d.verdictOn(ctx, one, other)
	if err != nil || said.verdict != "" {
		return t, care.Other, err
	}
	var traits [2]care.Traits
	for i, id := range []hub.ID{one, other} {
		c, err := d.child(ctx, id)
		if hub.CodeOf(err) == hub.CodeNotFound && err != nil { // the directory is a moment behind
			return t, care.Other, nil
		}
		if err != nil {
			return t, care.Other, err
		}
		if c.Withdrawn != "" {
			return t, care.Other, nil
		}
		if traits[i], err = d.Traits(ctx, id); err != nil {
			return t, care.Other, err
		}
		t.One, t.Other = t.Other, c
	}
	like, _ = care.Compare(traits[0], traits[1], names.SameSound)
	return t, like, nil
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
