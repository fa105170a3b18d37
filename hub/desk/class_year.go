package desk

import (
	"context"
	"fmt"
	"strings"
	"time"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/lesson"
)

// PlanYear proposes what a year asks for (care.Rules' YearClasses) and is not planned yet,
// in one act that Undo takes back: days from tomorrow on on which the site is open, never two a day; lessons
// in the order of the ages that the children there have then, none twice. Months that are
// over are left out, and what was called off is not proposed again. Outcome.Records are the
// classes; none: all is planned. All of them are the lecturer's, "" nobody's yet.
func (d *Desk) PlanYear(ctx context.Context, actor hub.Actor, request hub.ID, year int, lecturer string) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActTeach); err != nil {
		return hub.Outcome{}, err
	}
	p, err := d.yearPlan(ctx, actor, year)
	if err != nil {
		return hub.Outcome{}, err
	}
	var edits []hub.Edit
	for month := 1; month <= 12; month++ {
		for _, y := range d.rules.YearClasses {
			c, ok := p.propose(y, month)
			if !ok {
				continue
			}
			c.Lecturer = lecturer
			values, err := d.classValues(actor, c)
			if err != nil {
				return hub.Outcome{}, err
			}
			values["state"] = "planned"
			edits = append(edits, d.forms.Edit("class", c.Class, actor.Site, compact(values)))
		}
	}
	return d.append(ctx, actor, request, edits...)
}

// yearPlan is what has to be known to plan a year.
type yearPlan struct {
	d        *Desk
	site     care.Site
	year     int
	today    hub.Day
	open     Opening
	children []care.Child
	facts    map[hub.ID][]hub.Record
	planned  map[string]int // by kind and month
	refused  map[hub.ID]bool
	days     map[hub.Day]bool
	taught   map[string]hub.Day // lessons, by when last
	places   string
}

func (d *Desk) yearPlan(ctx context.Context, actor hub.Actor, year int) (*yearPlan, error) {
	p := &yearPlan{d: d, year: year, today: d.Today(), facts: map[hub.ID][]hub.Record{}, planned: map[string]int{},
		refused: map[hub.ID]bool{}, days: map[hub.Day]bool{}, taught: map[string]hub.Day{}}
	rec, err := d.log.Record(ctx, "site", actor.Site)
	if err != nil {
		return nil, err
	}
	p.site = care.As[care.Site](d.forms, rec)
	if p.open, err = d.Opening(ctx, p.site); err != nil {
		return nil, err
	}
	if p.children, err = d.ChildrenOf(ctx, actor.Site); err != nil {
		return nil, err
	}
	recs, err := d.log.Households(ctx, "child", "site", actor.Site, "pregnancy")
	if err != nil {
		return nil, err
	}
	for _, r := range recs {
		p.facts[r.Subject] = append(p.facts[r.Subject], r)
	}
	recs, err = d.log.Find(ctx, "class", "site", actor.Site)
	for _, r := range recs {
		c := care.AsClass(d.forms, r)
		if c.Title == "" {
			continue // its plan was taken back: it may be proposed again
		}
		p.refused[c.ID] = true
		if c.Off() {
			continue
		}
		p.planned[monthOf(c.Kind, c.Day)]++
		p.days[c.Day] = true
		p.taught[c.Lesson] = max(p.taught[c.Lesson], c.Day)
		if c.Place != "" {
			p.places = c.Place
		}
	}
	return p, err
}

// monthOf is a kind of class in the month of a day.
func monthOf(kind string, day hub.Day) string {
	return kind + " " + string(day[:min(len(day), len("2026-11"))])
}

// propose is one class of a month; ok is false where there is nothing to propose.
func (p *yearPlan) propose(y care.YearClass, month int) (c ClassPlan, ok bool) {
	asked := false
	for _, m := range y.Months {
		asked = asked || m == month
	}
	first := hub.Day(fmt.Sprintf("%04d-%02d-01", p.year, month))
	key := monthOf(y.Kind, first)
	// Once a month and kind on every box, so that two boxes that plan the year plan one.
	id := hub.DeriveID("class", p.site.ID, key)
	if !asked || p.planned[key] > 0 || p.refused[id] {
		return c, false
	}
	day, ok := p.day(first, y.Day)
	if !ok {
		return c, false
	}
	c = ClassPlan{Class: id, Kind: y.Kind, Title: y.Topic(month), Day: day, Start: y.Start, Way: y.Way, Place: p.places}
	if y.Lessons != "" {
		l := p.lesson(lesson.Class(y.Lessons), day)
		if l == nil {
			return c, false
		}
		c.Lesson, p.taught[l.Key] = l.Key, day
	}
	p.planned[key]++
	p.days[day] = true
	return c, true
}

// day is the first open one of a month from a day on that has no class yet; where there is
// none, the last one before it.
func (p *yearPlan) day(first hub.Day, from int) (hub.Day, bool) {
	fits := func(day hub.Day) bool {
		return strings.HasPrefix(string(day), string(first[:len("2026-11")])) && day > p.today && p.open.On(day) && !p.days[day]
	}
	for day := first.Add(from - 1); day < first.Add(31); day = day.Add(1) {
		if fits(day) {
			return day, true
		}
	}
	for day := first.Add(from - 2); day >= first; day = day.Add(-1) {
		if fits(day) {
			return day, true
		}
	}
	return "", false
}

// lesson is that which fits most of the families on a day, of those that were not taught
// for longest; nil: there is none at all.
func (p *yearPlan) lesson(of lesson.Class, day hub.Day) *lesson.Lesson {
	var best *lesson.Lesson
	most := -1
	fresh := func(l *lesson.Lesson) bool {
		t, taught := p.taught[l.Key].Time()
		on, _ := day.Time()
		return !taught || on.Sub(t) > 350*24*time.Hour
	}
	for _, l := range p.d.Lessons().Of(of) {
		n := p.fit(l, day)
		if !fresh(l) {
			n = -1 // only where there is no other
		}
		if n > most || best == nil {
			best, most = l, n
		}
	}
	if best != nil && most < 0 { // all were taught: the one that is longest ago
		for _, l := range p.d.Lessons().Of(of) {
			if p.taught[l.Key] < p.taught[best.Key] {
				best = l
			}
		}
	}
	return best
}

// fit is how many families a lesson is meant for on a day.
func (p *yearPlan) fit(l *lesson.Lesson, day hub.Day) (n int) {
	c := &care.Class{Kind: string(l.Class), Day: day, From: l.From, To: l.To}
	for _, child := range p.children {
		if _, ok := p.d.fits(c, &child, p.facts[child.ID]); ok {
			n++
		}
	}
	return n
}
