package desk

import (
	"cmp"
	"context"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/outside"
)

// OutsideAsk says whose lines of a system are meant. A station's head has those of her own
// site, whatever is asked.
type OutsideAsk struct {
	System hub.ID
	Site   hub.ID              // zero: of all
	Sees   func(hub.Lane) bool // of an officer; nil: every lane
}

// OutsideOne is one child, site or worker in one system outside.
type OutsideOne struct {
	Subject hub.ID
	Name    string
	Apart   string // what tells a child from another of this name at this station
	Site    hub.ID
	Lane    hub.Lane
	Entry   outside.Entry
	Line    []outside.Value // as it would be written now
	Stand   outside.Stand
	Changed []string // keys of the columns, of StandChanged
	facts   outside.Facts
}

// OutsideList is all whom a system keeps or should keep, what is to be done first, then by
// site and name. The caller notes a look where it shows more than names.
// Errors: CodeForbidden; CodeNotFound outside.none.
func (d *Desk) OutsideList(ctx context.Context, actor hub.Actor, ask OutsideAsk) (OutsideSystem, []OutsideOne, error) {
	sys, all, err := d.outsiders(ctx, actor, ask, hub.ID{})
	all = slices.DeleteFunc(all, func(o OutsideOne) bool { return o.Stand == outside.StandNone })
	d.tellApart(all, d.Today())
	hub.SortStable(all, func(a, b OutsideOne) int {
		return cmp.Or(slices.Index(outside.Stands, a.Stand)-slices.Index(outside.Stands, b.Stand),
			cmp.Compare(a.Site.String(), b.Site.String()), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Subject.String(), b.Subject.String()))
	})
	return sys, all, err
}

// OutsideOf is one of them. Errors: CodeNotFound outside.nobody besides.
func (d *Desk) OutsideOf(ctx context.Context, actor hub.Actor, ask OutsideAsk, subject hub.ID) (OutsideSystem, OutsideOne, error) {
	sys, all, err := d.outsiders(ctx, actor, ask, subject)
	if err != nil {
		return sys, OutsideOne{}, err
	}
	for _, o := range all {
		if o.Subject == subject && o.Stand != outside.StandNone {
			return sys, o, nil
		}
	}
	return sys, OutsideOne{}, hub.E(hub.CodeNotFound, "outside.nobody")
}

// gathering is a reading of all that lines are made of.
type gathering struct {
	*Desk
	ctx   context.Context
	actor hub.Actor
	ask   OutsideAsk
	sys   OutsideSystem
	today hub.Day
	sites map[hub.ID]outside.Facts
	heads map[hub.ID]hub.Record
}

// outsiders reads them; only is the one that is wanted, zero: all.
func (d *Desk) outsiders(ctx context.Context, actor hub.Actor, ask OutsideAsk, only hub.ID) (sys OutsideSystem, out []OutsideOne, err error) {
	if err := d.allow(actor, hub.ActExport); err != nil {
		return sys, nil, err
	}
	if sys, err = d.Outside(ctx, ask.System); err != nil {
		return sys, nil, err
	}
	if !actor.Site.IsZero() {
		ask.Site, ask.Sees = actor.Site, func(l hub.Lane) bool { return l == actor.Lane }
	}
	g := gathering{Desk: d, ctx: ctx, actor: actor, ask: ask, sys: sys, today: d.Today(), sites: map[hub.ID]outside.Facts{}, heads: map[hub.ID]hub.Record{}}
	subjects := []hub.ID{only}
	if only.IsZero() {
		if subjects, err = g.subjects(); err != nil {
			return sys, nil, err
		}
	}
	if err := g.readHeads(); err != nil {
		return sys, nil, err
	}
	return g.lines(subjects)
}

// subjects are those who may belong there, and those who stand there.
func (g *gathering) subjects() (out []hub.ID, err error) {
	seen := map[hub.ID]bool{}
	take := func(id hub.ID) {
		if !id.IsZero() && !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	kind, by := hub.Kind("child"), func(rec hub.Record) hub.ID { return rec.ID }
	switch g.sys.Template.About {
	case outside.Care:
		kind, by = "enrolment", func(rec hub.Record) hub.ID {
			if !care.As[care.Enrolment](g.forms, rec).On(g.today) {
				return hub.ID{}
			}
			return rec.Subject
		}
	case outside.Sites:
		kind = "site"
	case outside.Staff:
		kind = "staff"
	}
	if g.ask.Site.IsZero() || kind == "site" {
		err = g.log.Each(g.ctx, kind, func(rec hub.Record) error { take(by(rec)); return nil })
	} else {
		var recs []hub.Record
		recs, err = g.log.Find(g.ctx, kind, "site", g.ask.Site)
		for _, rec := range recs {
			take(by(rec))
		}
	}
	if err != nil {
		return nil, err
	}
	entries, err := g.log.Find(g.ctx, "outside-entry", "system", g.sys.ID.String())
	for _, rec := range entries {
		take(rec.Subject)
	}
	return out, err
}

// lines makes the lines of some subjects that the actor may see.
func (g *gathering) lines(subjects []hub.ID) (OutsideSystem, []OutsideOne, error) {
	about := g.sys.Template.About
	recs, err := g.log.OfAll(g.ctx, subjects, append(about.Kinds(), "outside-entry")...)
	if err != nil {
		return g.sys, nil, err
	}
	leads := map[hub.ID]hub.ID{}
	if about.OfChildren() {
		if leads, err = g.Leads(g.ctx); err != nil {
			return g.sys, nil, err
		}
	}
	of := map[hub.ID][]hub.Record{}
	for _, rec := range recs {
		of[rec.Subject] = append(of[rec.Subject], rec)
	}
	render := outside.NewRenderer(g.sys.Template, g.forms)
	var out []OutsideOne
	for _, subject := range subjects {
		one, belongs := g.one(subject, living(of[subject]))
		if one.facts == nil || g.ask.Sees != nil && !g.ask.Sees(one.Lane) || !g.ask.Site.IsZero() && one.Site != g.ask.Site {
			continue
		}
		if _, under := leads[subject]; under {
			belongs = false // the record that leads is the one that is copied
		}
		if err := g.atSite(one.Site, one.facts); err != nil {
			return g.sys, nil, err
		}
		one.Line = render.Line(one.facts, 0, g.today)
		one.Stand, one.Changed = one.Entry.Stand(one.Line, belongs)
		out = append(out, one)
	}
	return g.sys, out, nil
}

// one is who a subject is, and whether the system keeps such.
func (g *gathering) one(subject hub.ID, recs []hub.Record) (one OutsideOne, belongs bool) {
	one.Subject, one.Entry.Subject = subject, subject
	for _, rec := range recs {
		if rec.Kind == "outside-entry" && rec.Period == g.sys.ID.String() {
			one.Entry = g.entry(rec)
		}
	}
	switch g.sys.Template.About {
	case outside.Sites:
		return g.oneSite(one, recs)
	case outside.Staff:
		return g.oneWorker(one, recs)
	}
	return g.oneChild(one, recs)
}

// entry decodes what is known of a subject in a system.
func (d *Desk) entry(rec hub.Record) outside.Entry {
	var r struct {
		Number string  `form:"number"`
		There  bool    `form:"there"`
		Values string  `form:"values"`
		Batch  string  `form:"batch"`
		Row    int     `form:"row"`
		Sent   string  `form:"sent"`
		Why    string  `form:"why"`
		Day    hub.Day `form:"day"`
		By     hub.ID  `form:"by"`
	}
	d.forms.Decode(rec, &r)
	batch, _ := hub.ParseID(r.Batch) // "" is none
	return outside.Entry{ID: rec.ID, Subject: rec.Subject, Number: r.Number, There: r.There, Values: outside.Unpack(r.Values),
		Batch: batch, Row: r.Row, Sent: outside.Unpack(r.Sent), Why: r.Why, Day: r.Day, By: r.By}
}

// OutsideNext is the next one of a list that has to be done after one of them, the one itself
// left out; zero where there is none. left is how many there are besides it.
func OutsideNext(list []OutsideOne, after hub.ID) (next hub.ID, left int) {
	passed := false
	for _, o := range list {
		switch {
		case o.Subject == after:
			passed = true
		case o.Stand.Open():
			left++
			if next.IsZero() || passed {
				next, passed = o.Subject, false
			}
		}
	}
	return next, left
}
