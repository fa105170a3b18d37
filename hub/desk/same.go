package desk

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
)

// groups are the children who are known under several records: one counts, the
// leading one, and what the others hold is shown with it. The records stay as they
// are, so that a group can be taken apart again.
type groups struct {
	lead map[hub.ID]hub.ID   // a record that counts under another → the leading one
	of   map[hub.ID][]hub.ID // the leading record → all of its group, itself first
}

// leading is the record under which a record counts: itself, for most.
func (g groups) leading(child hub.ID) hub.ID {
	if lead, ok := g.lead[child]; ok {
		return lead
	}
	return child
}

// all is every record of a child, the leading one first.
func (g groups) all(child hub.ID) []hub.ID {
	child = g.leading(child)
	if of := g.of[child]; len(of) > 0 {
		return of
	}
	return []hub.ID{child}
}

// counts says whether a record stands for its child in lists and figures.
func (g groups) counts(child hub.ID) bool {
	_, under := g.lead[child]
	return !under
}

// Leads are the records that count under another one, and under which.
func (d *Desk) Leads(ctx context.Context) (map[hub.ID]hub.ID, error) {
	g, err := d.sameness(ctx)
	return g.lead, err
}

// sameness reads what people said of records that are one child. Two who are said to
// be the same and, on the other record or by another station, to be two, are two.
func (d *Desk) sameness(ctx context.Context) (groups, error) {
	g := groups{lead: map[hub.ID]hub.ID{}, of: map[hub.ID][]hub.ID{}}
	recs, err := d.log.Find(ctx, "pair", "verdict", verdictSame)
	if err != nil || len(recs) == 0 {
		return g, err
	}
	joined, chosen := map[hub.ID][]hub.ID{}, map[hub.ID]hub.ID{} // chosen: by the pair's one side
	for _, p := range care.All[care.Pair](d.forms, "pair", recs) {
		said, err := d.verdictOn(ctx, p.Subject, p.Other)
		if err != nil {
			return g, err
		}
		if said.verdict == verdictSame {
			joined[p.Subject] = append(joined[p.Subject], p.Other)
			joined[p.Other] = append(joined[p.Other], p.Subject)
			chosen[p.Subject] = said.lead
		}
	}
	seen := map[hub.ID]bool{}
	for id := range joined {
		if seen[id] {
			continue
		}
		members, leads := walk(id, joined, chosen, seen)
		if err := d.group(ctx, &g, members, leads); err != nil {
			return g, err
		}
	}
	return g, nil
}

// walk is everybody who is joined to id over any number of steps, and whom people
// chose to lead.
func walk(id hub.ID, joined map[hub.ID][]hub.ID, chosen map[hub.ID]hub.ID, seen map[hub.ID]bool) (members, leads []hub.ID) {
	seen[id] = true
	for todo := []hub.ID{id}; len(todo) > 0; {
		at := todo[0]
		todo = todo[1:]
		members = append(members, at)
		if lead := chosen[at]; !lead.IsZero() && !slices.Contains(leads, lead) {
			leads = append(leads, lead)
		}
		for _, next := range joined[at] {
			if !seen[next] {
				seen[next] = true
				todo = append(todo, next)
			}
		}
	}
	return members, leads
}

// group adds the records of one child, as far as they are here and count.
func (d *Desk) group(ctx context.Context, g *groups, members, leads []hub.ID) error {
	var known []care.Child
	for _, id := range members {
		c, err := d.child(ctx, id)
		if hub.CodeOf(err) == hub.CodeNotFound && err != nil {
			continue // another township's: it counts there
		}
		if err != nil {
			return err
		}
		if c.Withdrawn == "" {
			known = append(known, c)
		}
	}
	if len(known) < 2 {
		return nil
	}
	hub.Sort(known, func(a, b care.Child) int {
		if len(leads) == 1 { // people chose, and nobody else
			if first := boolFirst(a.ID == leads[0], b.ID == leads[0]); first != 0 {
				return first
			}
		}
		return compareLeads(a, b)
	})
	lead := known[0].ID
	for _, c := range known {
		g.of[lead] = append(g.of[lead], c.ID)
		if c.ID != lead {
			g.lead[c.ID] = lead
		}
	}
	return nil
}

// compareLeads puts first who leads where nobody was asked: the one in care, then
// the one registered first. It is the same on every hub, with keys or without.
func compareLeads(a, b care.Child) int {
	inCare := func(c care.Child) bool { return c.Category == "care" || c.Category == "temporary" }
	registered := func(c care.Child) hub.Day { return cmp.Or(c.Registered, "9999-12-31") }
	return cmp.Or(boolFirst(inCare(a), inCare(b)), cmp.Compare(registered(a), registered(b)), bytes.Compare(a.ID[:], b.ID[:]))
}

// recordsOf are the records of a child of some kinds, over its whole group, those of
// the leading one first.
func (d *Desk) recordsOf(ctx context.Context, g groups, child hub.ID, kinds ...hub.Kind) (out []hub.Record, err error) {
	for _, id := range g.all(child) {
		recs, err := d.log.Of(ctx, id, kinds...)
		if err != nil {
			return nil, err
		}
		out = append(out, living(recs)...)
	}
	return out, nil
}
