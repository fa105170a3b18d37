package desk

import (
	"context"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
)

// CardFile is what a family's card opens at a phone: the child's own, and of its people
// only what they are to it.
type CardFile struct {
	Child    care.Child
	Site     care.Site // where it is looked after, or was registered; zero: not known here
	Place    bool      // it has a place there today
	Day      care.Day  // today; times are -1 until they are noted
	Brought  care.Person
	Fetched  care.Person
	Fetchers []care.Person // who may fetch today, the carer first
	Consents map[hub.Purpose]care.Consent
	Weighed  care.Growth   // the newest with a weight; zero if there is none
	Measured care.Growth   // the newest with a length
	Told     care.DayTold  // how the day goes
	Grown    []care.Growth // its measurings, the newest first
	Several  bool          // the child has further records, which this card does not open
}

// CardFile makes it of the records that a card has opened, and of no others: not even
// those that people said to be the same child's, for they may have been wrong. The
// caller notes the look.
// Errors: CodeForbidden mycard.stopped where the record is not in use.
func (d *Desk) CardFile(ctx context.Context, actor hub.Actor, child hub.ID, opened []hub.Record) (CardFile, error) {
	if err := d.allow(actor, hub.ActOwn); err != nil {
		return CardFile{}, err
	}
	f := File{Consents: map[hub.Purpose]care.Consent{}}
	opened = slices.DeleteFunc(living(opened), func(rec hub.Record) bool { return rec.Subject != child })
	for _, rec := range opened {
		d.file(&f, rec)
	}
	var err error
	if f.Child, err = d.childIn(opened); err != nil {
		return CardFile{}, err
	}
	if f.Child.Withdrawn != "" {
		return CardFile{}, hub.E(hub.CodeForbidden, "mycard.stopped")
	}
	out := CardFile{Child: f.Child, Consents: f.Consents, Day: care.Day{In: -1, Out: -1}}
	at := f.Child.Site
	for _, e := range f.Enrolments {
		if e.On(d.Today()) {
			out.Place, at = true, e.Site
		}
	}
	_, out.Fetchers = d.usualAndFetchers(f.People)
	d.cardToday(&out, f)
	d.cardGrowth(&out, f.Growth)
	if out.Told, err = d.dayTold(ctx, opened, d.Today()); err != nil {
		return CardFile{}, err
	}
	g, err := d.sameness(ctx)
	if err != nil {
		return CardFile{}, err
	}
	out.Several = len(g.all(child)) > 1
	site, err := d.log.Record(ctx, "site", at)
	if err == nil {
		out.Site = care.As[care.Site](d.forms, site)
	}
	return out, unlessMissing(err)
}

// cardToday is how the child's day stands.
func (d *Desk) cardToday(out *CardFile, f File) {
	person := func(id hub.ID) care.Person {
		i := slices.IndexFunc(f.People, func(p care.Person) bool { return p.ID == id })
		if i < 0 {
			return care.Person{}
		}
		return f.People[i]
	}
	for _, day := range f.Days {
		if day.Period == string(d.Today()) {
			out.Day, out.Brought, out.Fetched = day, person(day.InBy), person(day.OutBy)
		}
	}
}

func (d *Desk) cardGrowth(out *CardFile, all []care.Growth) {
	out.Grown = slices.Clone(all)
	hub.Sort(out.Grown, func(a, b care.Growth) int { return compareDesc(a.Period, b.Period) })
	for _, g := range all {
		if g.Weight > 0 && g.Period > out.Weighed.Period {
			out.Weighed = g
		}
		if g.Length > 0 && g.Period > out.Measured.Period {
			out.Measured = g
		}
	}
}
