package desk

import (
	"context"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// Term is how long a class of data is kept here.
type Term struct {
	form.Class
	Set   hub.Day // when the county set its own figure; "" it is the one that releases ship
	Kinds []hub.Kind
}

// Terms lists the classes of data with the county's own figures.
func (d *Desk) Terms(ctx context.Context) ([]Term, error) {
	rules := map[string]care.RetentionRule{}
	err := d.log.Each(ctx, "retention-rule", func(rec hub.Record) error {
		r := care.As[care.RetentionRule](d.forms, rec)
		rules[r.Class] = r
		return nil
	})
	var out []Term
	for _, c := range d.forms.Classes() {
		t := Term{Class: c}
		if r, ok := rules[c.Code]; ok && c.Years > 0 && r.Years >= c.Least {
			t.Years, t.Set = r.Years, r.Day
		}
		for _, k := range d.forms.Kinds() {
			if d.forms.ClassOf(k) == c.Code {
				t.Kinds = append(t.Kinds, k)
			}
		}
		out = append(out, t)
	}
	return out, err
}

// SetTerm is the county's own figure for a class. It goes to every hub, and each
// figure that ever held stays in the history.
func (d *Desk) SetTerm(ctx context.Context, actor hub.Actor, request hub.ID, class string, years int) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActErase); err != nil {
		return hub.Outcome{}, err
	}
	i := slices.IndexFunc(d.forms.Classes(), func(c form.Class) bool { return c.Code == class && c.Years > 0 })
	if i < 0 {
		return hub.Outcome{}, hub.E(hub.CodeNotFound, "retention.class")
	}
	if c := d.forms.Classes()[i]; years < c.Least {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "retention.few", c.Title, c.Least)
	}
	id := hub.DeriveID("retention-rule", hub.ID{}, class)
	actor.Lane = hub.LanePublic
	return d.append(ctx, actor, request, d.forms.Edit("retention-rule", id, id, form.Values{"class": class, "years": years, "day": d.Today()}))
}

// HoldErase keeps a child's records for now though their time is over (暂缓): while
// there is a dispute, or a case needs them. An empty reason ends it.
func (d *Desk) HoldErase(ctx context.Context, actor hub.Actor, request, child hub.ID, why string) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActErase); err != nil {
		return hub.Outcome{}, err
	}
	c, err := d.child(ctx, child)
	if err != nil {
		return hub.Outcome{}, err
	}
	actor.Lane = c.Lane
	return d.append(ctx, actor, request, d.forms.EditOnce("erase-hold", child, "hold", form.Values{
		"on": why != "", "why": orNil(why), "day": d.Today(),
	}))
}

// Expiring is a child in one lane whose records run out.
type Expiring struct {
	Child care.Child
	Day   hub.Day    // on which the first of them do
	Stays []hub.Kind // that are kept for longer; none: all of it goes
	Hold  care.EraseHold
	recs  []hub.Record
}

// Expiring lists whose records run out by a day, the first to go first: a child that
// has left, or is too old, for as many years as each class of its records is kept. A
// child whose family has asked to erase waits for its answer instead.
func (d *Desk) Expiring(ctx context.Context, actor hub.Actor, by hub.Day) (out []Expiring, err error) {
	if err := d.allow(actor, hub.ActErase); err != nil {
		return nil, err
	}
	terms, err := d.Terms(ctx)
	if err != nil {
		return nil, err
	}
	years := map[string]int{}
	least := 0
	for _, t := range terms {
		years[t.Code] = t.Years
		if t.Years > 0 && (least == 0 || t.Years < least) {
			least = t.Years
		}
	}
	var maybe []care.Child
	err = d.log.Each(ctx, "child", func(rec hub.Record) error {
		c := care.As[care.Child](d.forms, rec)
		grown := c.Birth != "" && addYears(c.Birth, tooOld+least) <= by
		if _, town := c.Lane.Township(); town && c.Withdrawn != withdrawnAsked && (c.Withdrawn != "" || grown) {
			maybe = append(maybe, c)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, c := range maybe {
		recs, err := d.log.Of(ctx, c.ID)
		if err != nil {
			return nil, err
		}
		recs = slices.DeleteFunc(recs, func(rec hub.Record) bool { return rec.Lane != c.Lane })
		if e, ok := d.expiring(c, recs, years, by); ok {
			out = append(out, e)
		}
	}
	hub.SortStable(out, func(a, b Expiring) int { return compareDesc(string(b.Day), string(a.Day)) })
	return out, nil
}

// tooOld is the age in years up to which a child is cared for here.
const tooOld = 3

// expiring says what of a child runs out by a day. The child's own record stays while
// anything does that would be nobody's without it.
func (d *Desk) expiring(c care.Child, recs []hub.Record, years map[string]int, by hub.Day) (Expiring, bool) {
	e := Expiring{Child: c, recs: recs}
	end, ended := d.ended(c, recs)
	if !ended {
		return e, false
	}
	goes := map[hub.Kind]bool{}
	for _, rec := range recs {
		if rec.Kind == "erase-hold" {
			e.Hold = care.As[care.EraseHold](d.forms, rec)
		}
		n := years[d.forms.ClassOf(rec.Kind)]
		if n == 0 {
			continue
		}
		day := addYears(end, n)
		if day > by {
			if !slices.Contains(e.Stays, rec.Kind) {
				e.Stays = append(e.Stays, rec.Kind)
			}
			continue
		}
		goes[rec.Kind] = true
		if e.Day == "" || day < e.Day {
			e.Day = day
		}
	}
	if len(e.Stays) > 0 && c.Withdrawn == withdrawnKept {
		delete(goes, "child")
	}
	return e, len(goes) > 0
}

// ended is the last day on which a child was cared for, or was young enough to be.
func (d *Desk) ended(c care.Child, recs []hub.Record) (last hub.Day, ended bool) {
	last = c.Registered
	for _, rec := range recs {
		switch rec.Kind {
		case "day", "growth":
			last = max(last, hub.Day(rec.Period))
		case "consent":
			last = max(last, care.As[care.Consent](d.forms, rec).Day)
		case "transfer":
			t := care.As[care.Transfer](d.forms, rec)
			last = max(last, t.Day, t.Received)
		case "enrolment":
			e := care.As[care.Enrolment](d.forms, rec)
			if e.Withdrawn {
				continue
			}
			if e.To == "" || e.To > d.Today() {
				return "", false
			}
			last = max(last, e.To)
		default:
			if done, ok := d.dueDone(rec); ok && done.Day <= d.Today() {
				last = max(last, done.Day)
			}
		}
	}
	switch {
	case c.Withdrawn != "":
		return last, last != ""
	case c.Birth == "":
		return "", false
	}
	grown := addYears(c.Birth, tooOld)
	return max(last, grown), grown <= d.Today()
}

// addYears is the same day some years on; 29 February becomes 1 March.
func addYears(day hub.Day, n int) hub.Day {
	t, ok := day.Time()
	if !ok {
		return day
	}
	return hub.DayOf(t.AddDate(n, 0, 0))
}
