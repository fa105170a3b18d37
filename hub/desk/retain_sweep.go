package desk

import (
	"context"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
)

// SweepExpired orders to erase what has run out by today and is not held, some at a
// time; it returns how many children that were.
func (d *Desk) SweepExpired(ctx context.Context, actor hub.Actor, most int) (n int, err error) {
	due, err := d.Expiring(ctx, actor, d.Today())
	if err != nil {
		return 0, err
	}
	var drafts []hub.Draft
	for _, e := range due {
		if e.Hold.On || n == most {
			continue
		}
		some, err := d.expire(ctx, e)
		if err != nil && hub.CodeOf(err) == hub.CodeConflict {
			continue // closed to the county: once its key is here
		}
		if err != nil {
			return 0, err
		}
		drafts = append(drafts, some...)
		n++
	}
	if n == 0 {
		return 0, nil
	}
	_, err = d.appendActs(ctx, actor, "expire", hub.NewID(), drafts)
	return n, err
}

// expire is the orders for one child in one lane.
func (d *Desk) expire(ctx context.Context, e Expiring) ([]hub.Draft, error) {
	reason := "retention"
	if e.Child.Withdrawn == withdrawnMoved {
		reason = "moved"
	}
	drafts, err := d.eraseIn(ctx, e.Child.ID, e.Child.Lane, reason, e.recs, func(k hub.Kind) bool { return slices.Contains(e.Stays, k) })
	if err == nil && len(e.Stays) == 0 {
		drafts = append(drafts, d.order(hub.Erasure{Subject: e.Child.ID, Lane: hub.LaneLocal}, reason))
	}
	return drafts, err
}

// SweepProofs orders to erase what families asked and were answered, and who looked at
// children who are gone, once their years are over. It returns how many orders.
func (d *Desk) SweepProofs(ctx context.Context, actor hub.Actor) (int, error) {
	if err := d.allow(actor, hub.ActErase); err != nil {
		return 0, err
	}
	terms, err := d.Terms(ctx)
	if err != nil {
		return 0, err
	}
	years := map[string]int{}
	for _, t := range terms {
		years[t.Code] = t.Years
	}
	var drafts []hub.Draft
	err = d.log.Each(ctx, "erase-ask", func(rec hub.Record) error {
		a := care.As[care.EraseAsk](d.forms, rec)
		if day := max(a.Day, a.Answered); !a.Open() && a.State != "" && addYears(day, years["proof"]) <= d.Today() {
			drafts = append(drafts, d.order(hub.Erasure{Subject: a.ID, Lane: a.Lane}, "retention"))
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	looks, err := d.staleLooks(ctx, years["trail"])
	if err != nil {
		return 0, err
	}
	if drafts = append(drafts, looks...); len(drafts) == 0 {
		return 0, nil
	}
	_, err = d.appendActs(ctx, actor, "proofs", hub.NewID(), drafts)
	return len(drafts), err
}

// SweepGuests orders to erase the names and signatures of guests of classes, who are
// nobody's family, once their years are over, some at a time; how many came stays with the
// class. It returns how many orders.
func (d *Desk) SweepGuests(ctx context.Context, actor hub.Actor, most int) (int, error) {
	if err := d.allow(actor, hub.ActErase); err != nil {
		return 0, err
	}
	terms, err := d.Terms(ctx)
	if err != nil {
		return 0, err
	}
	years := terms[slices.IndexFunc(terms, func(t Term) bool { return t.Code == "guest" })].Years
	var drafts []hub.Draft
	err = d.log.Each(ctx, "class-here", func(rec hub.Record) error {
		h := care.As[care.ClassHere](d.forms, rec)
		if len(drafts) < most && h.Guest() && h.Day != "" && addYears(h.Day, years) <= d.Today() {
			drafts = append(drafts, d.order(hub.Erasure{Subject: h.ID, Lane: h.Lane}, "retention"))
		}
		return nil
	})
	if err != nil || len(drafts) == 0 {
		return 0, err
	}
	_, err = d.appendActs(ctx, actor, "guests", hub.NewID(), drafts)
	return len(drafts), err
}

// staleLooks is the orders for looks at whoever is not known any more, the newest of
// which is older than looks are kept. Those on the trail of a site go on with it.
func (d *Desk) staleLooks(ctx context.Context, years int) (drafts []hub.Draft, err error) {
	type trail struct {
		subject hub.ID
		lane    hub.Lane
	}
	newest := map[trail]hub.Day{}
	def, _ := d.forms.Get("look")
	field, _ := def.Field("day")
	err = d.log.Each(ctx, "look", func(rec hub.Record) error {
		day, _ := rec.Fields[field.No].(string)
		t := trail{rec.Subject, rec.Lane}
		newest[t] = max(newest[t], hub.Day(day))
		return nil
	})
	for t, day := range newest {
		if err != nil || t.lane == hub.LaneLocal || addYears(day, years) > d.Today() {
			continue
		}
		recs, oerr := d.log.Of(ctx, t.subject, "child")
		if oerr != nil {
			return nil, oerr
		}
		if len(recs) > 0 {
			continue
		}
		upto, lerr := d.log.Lam(ctx, t.lane)
		if lerr != nil {
			return nil, lerr
		}
		drafts = append(drafts, d.order(hub.Erasure{Subject: t.subject, Lane: t.lane, Kinds: []hub.Kind{"look"}, Upto: upto}, "retention"))
	}
	return drafts, err
}
