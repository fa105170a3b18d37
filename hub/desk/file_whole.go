package desk

import (
	"cmp"
	"context"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
)

// gather reads everything of a child: of all its records, where it has several. It
// begins with the leading one, or where this box cannot open that, with one it can.
// Records of another township are the county's alone to put together.
func (d *Desk) gather(ctx context.Context, actor hub.Actor, child hub.ID) (f File, err error) {
	g, err := d.sameness(ctx)
	if err != nil {
		return f, err
	}
	asked, err := d.child(ctx, child)
	if err != nil {
		return f, err
	}
	everywhere := actor.Role == hub.RoleCounty || actor.Role == hub.RoleBox
	f.Consents = map[hub.Purpose]care.Consent{}
	var children []hub.Record
	for _, id := range g.all(child) {
		recs, err := d.log.Of(ctx, id)
		if err != nil {
			return f, err
		}
		for _, rec := range living(recs) {
			if rec.Lane != asked.Lane && !everywhere {
				continue
			}
			if rec.Kind == "child" {
				children = append(children, rec)
				continue
			}
			d.file(&f, rec)
		}
	}
	if len(children) == 0 {
		return f, hub.E(hub.CodeNotFound, "desk.no-child")
	}
	hub.SortStable(children, func(a, b hub.Record) int { return boolFirst(!a.Sealed, !b.Sealed) })
	f.Sealed = slices.ContainsFunc(children, func(rec hub.Record) bool { return rec.Sealed })
	for _, rec := range children {
		f.Conflicts = append(f.Conflicts, rec.Conflict...)
		if rec.ID != children[0].ID {
			f.Same = append(f.Same, care.As[care.Child](d.forms, rec))
		}
	}
	whole := children[0]
	if len(children) > 1 {
		done, err := d.decided(ctx, whole.ID)
		if err != nil {
			return f, err
		}
		open := slices.DeleteFunc(slices.Clone(children), func(rec hub.Record) bool { return rec.Sealed && rec.ID != whole.ID })
		whole, f.Differ = d.oneChild(open, done)
	}
	f.Child = care.As[care.Child](d.forms, whole)
	f.People = onePeople(f.People)
	return f, nil
}

// living are the records of a subject where it lives now: after a hand-over to another
// township the old copies stay as they were, and are nobody's business any more.
func living(recs []hub.Record) []hub.Record {
	var home hub.Lane
	moved := map[hub.Lane]bool{}
	for _, rec := range recs {
		if rec.Kind != "child" {
			continue
		}
		moved[rec.Lane] = rec.Fields[withdrawnNo] == withdrawnMoved
		if home == "" || moved[home] || !moved[rec.Lane] {
			home = rec.Lane
		}
	}
	if len(moved) < 2 {
		return recs
	}
	return slices.DeleteFunc(slices.Clone(recs), func(rec hub.Record) bool {
		_, held := moved[rec.Lane]
		return held && rec.Lane != home
	})
}

// record is one record where its subject lives now: a hub that holds the lanes of two
// townships has a child that went from one to the other, and back, in both.
func (d *Desk) record(ctx context.Context, kind hub.Kind, id hub.ID) (hub.Record, error) {
	rec, err := d.log.Record(ctx, kind, id)
	if err != nil {
		return rec, err
	}
	homes, err := d.log.Of(ctx, rec.Subject, "child")
	if err != nil || len(homes) < 2 { // of a site there are thousands of a kind
		return rec, err
	}
	recs, err := d.log.Of(ctx, rec.Subject, "child", kind)
	for _, one := range living(recs) {
		if one.Kind == kind && one.ID == id {
			return one, nil
		}
	}
	return rec, err
}

// Number and value of the field by which a child's old copy is closed; the form holds
// both (a test compares them).
const (
	withdrawnNo    = 17
	withdrawnMoved = "moved"
)

// onePeople joins adults whom two records of one child hold both: the same phone, or
// the same kin where not both are named. Whoever may not fetch by one, may not.
func onePeople(people []care.Person) (out []care.Person) {
	for _, p := range people {
		i := slices.IndexFunc(out, func(o care.Person) bool { return o.Subject != p.Subject && sameAdult(o, p) })
		if i < 0 {
			out = append(out, p)
			continue
		}
		o := &out[i]
		o.Name, o.Phone, o.IDNo = cmp.Or(o.Name, p.Name), cmp.Or(o.Phone, p.Phone), cmp.Or(o.IDNo, p.IDNo)
		o.Pickup = o.Pickup && p.Pickup
	}
	return out
}

func sameAdult(a, b care.Person) bool {
	if a.Phone != "" && b.Phone != "" {
		return a.Phone == b.Phone && (a.Kinship == b.Kinship || a.Name == b.Name)
	}
	return a.Kinship == b.Kinship && (a.Name == b.Name || a.Name == "" || b.Name == "")
}

// laterAnswer is which of two answers to one purpose counts: one that was given, the
// later one, and of one day the refusal.
func laterAnswer(a, b care.Consent) care.Consent {
	given := func(c care.Consent) bool { return c.Answer == hub.AnswerYes || c.Answer == hub.AnswerNo }
	if first := cmp.Or(boolFirst(given(a), given(b)), -cmp.Compare(a.Day, b.Day), boolFirst(a.Answer == hub.AnswerNo, b.Answer == hub.AnswerNo)); first > 0 {
		return b
	}
	return a
}

// eachPeriodOnce keeps of two records of one day the one noted first: that of the
// leading record.
func eachPeriodOnce[T any](list []T, period func(T) string) []T {
	seen := map[string]bool{}
	return slices.DeleteFunc(list, func(v T) bool {
		p := period(v)
		again := seen[p]
		seen[p] = true
		return again
	})
}
