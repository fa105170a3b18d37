package report

import (
	"cmp"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
)

// How long something lasts, in months.
const (
	guidedFor   = 12
	managedFor  = 6
	checkedFor  = 6
	attendedFew = 10 // days of a month
)

// entries are the kinds that keep a health archive up, with the field of their day; "" it
// is their period.
var entries = []struct {
	kind  hub.Kind
	field string
}{
	{"growth", ""}, {"health-check", "day"}, {"visit", "day"}, {"development-check", "day"}, {"eye-mouth", "day"},
	{"warning-signs", "day"}, {"health-file", "opened"}, {"health-file", "looked"},
}

// archive is the health archives: that there is one, and that somebody keeps it up.
func (c *childhood) archive() {
	var opened, kept, checked spans
	for _, rec := range c.living(c.file, "health-file") {
		if from := c.day(rec, "opened"); from != "" {
			opened.add(from, "", by(rec))
		}
	}
	for _, e := range entries {
		for _, rec := range c.living(c.file, e.kind) {
			day := hub.Day(rec.Period)
			if e.field != "" {
				day = c.day(rec, e.field)
			}
			kept.last(day, managedFor, by(rec))
			if e.kind == "health-check" {
				checked.last(day, checkedFor, by(rec))
			}
		}
	}
	c.level("child.archive.36m", 1, c.at, opened.and(c.small))
	c.inCare("enrolled.archive", opened.union())
	c.inCare("enrolled.archive.6m", kept.and(opened))
	c.inCare("enrolled.check.6m", checked.union())
}

// last adds what lasts some months from a day on.
func (s *spans) last(day hub.Day, months int, by shown) {
	if isDay(day) {
		s.add(day, calendar.AddMonths(day, months), by)
	}
}

// guided is when somebody had guided the family within twelve months: it came to a class,
// heard half of a recording, or was visited or told something at home or here.
func (c *childhood) guided() (out spans) {
	c.contacts(func(day hub.Day, rec hub.Record) { out.last(day, guidedFor, by(rec)) })
	return out.union()
}

func (c *childhood) contacts(visit func(day hub.Day, rec hub.Record)) {
	for _, kind := range []hub.Kind{"class-here", "replay", "home-visit", "guidance", "newborn-visit", "pregnancy-visit"} {
		for _, rec := range c.living(c.file, kind) {
			switch kind {
			case "class-here":
				if c.text(rec, "role") == "" {
					continue
				}
			case "replay":
				if !care.As[care.Replay](c.forms, rec).Half() {
					continue
				}
			case "home-visit":
				if found := c.text(rec, "found"); found != "" && found != "home" {
					continue // nobody was there
				}
			}
			visit(c.day(rec, "day"), rec)
		}
	}
}

// expecting is the families that expect a child, and who was screened.
func (c *childhood) expecting(home care.Child) {
	var expecting, screened spans
	for _, rec := range c.living(c.file, "pregnancy") {
		if from := c.day(rec, "day"); from != "" {
			expecting.add(from, c.day(rec, "born"), by(rec))
			c.at1("pregnancy", from, rec)
		}
	}
	if home.Category == "expecting" {
		expecting = append(expecting, c.known...)
	} else if isDay(home.Birth) {
		expecting = expecting.without(home.Birth, forever)
	}
	for _, rec := range c.living(c.file, "screening") {
		if result := c.text(rec, "result"); rec.Period == "sma" && result != "refused" {
			screened.add(cmp.Or(c.day(rec, "day"), forever), "", by(rec))
			c.at1("sma.done", c.day(rec, "day"), rec)
		}
	}
	expecting = expecting.union().and(c.knownOrEver(home))
	c.level("child.expecting", 1, c.at, expecting)
	c.level("child.expecting.sma", 1, c.at, screened.and(expecting))
}

// knownOrEver is the days until the record was taken off the list: a family counts before
// its child is born.
func (c *childhood) knownOrEver(home care.Child) (out spans) {
	until := forever
	for _, k := range c.known {
		until = k.until
	}
	if home.Withdrawn != "" && len(c.known) == 0 {
		return nil
	}
	out.add(ever, until, shown{})
	return out
}

// at1 counts a record on its day, at its station.
func (c *childhood) at1(measure string, day hub.Day, rec hub.Record) {
	if at, ok := c.where(day, rec); ok {
		c.flow(measure, day, 1, at, by(rec))
	}
}

// where is the station that a record names, or where the child was on its day.
func (c *childhood) where(day hub.Day, rec hub.Record) (at place, ok bool) {
	at, ok = c.at.on(day)
	if site := c.ref(rec, "site"); !site.IsZero() {
		if lane, known := c.at.laneOf(site); known {
			at.lane, ok = lane, true
		}
		at.site = site
	}
	return at, ok
}

// happened is what was done with the child and its family, day by day.
func (c *childhood) happened(home care.Child, from hub.Day) {
	if at, ok := c.at.on(from); ok && home.Category != "expecting" {
		c.flow("child.registered", from, 1, at, shown{"child", home.ID})
	}
	for _, s := range c.enrolled {
		if c.begins(s) {
			c.flow("enrolment.begun", s.from, 1, s.place, s.by)
		}
	}
	for _, rec := range c.living(c.file, "growth") {
		c.at1("growth", hub.Day(rec.Period), rec)
	}
	for _, kind := range []hub.Kind{"home-visit", "guidance", "health-check", "development-check"} {
		for _, rec := range c.living(c.file, kind) {
			if kind == "home-visit" && c.text(rec, "found") != "" && c.text(rec, "found") != "home" {
				continue
			}
			c.at1(string(kind), c.day(rec, "day"), rec)
		}
	}
	c.lessons()
}

// begins says whether a stay is the beginning of a place, and not the rest of one.
func (c *childhood) begins(s stay) bool {
	for _, e := range c.enrolments() {
		if e.ID == s.by.id {
			return e.From == s.from
		}
	}
	return false
}

func (c *childhood) lessons() {
	for _, rec := range c.living(c.file, "class-here") {
		if c.text(rec, "role") != "" {
			c.at1("class.here", c.day(rec, "day"), rec)
		}
	}
	for _, rec := range c.living(c.file, "quiz") {
		q := care.As[care.Quiz](c.forms, rec)
		if q.Asked > 0 {
			c.at1("quiz.answered", q.Day, rec)
		}
		if q.Passed() {
			c.at1("quiz.passed", q.Day, rec)
		}
	}
}

// attendance is the days of a month.
func (c *childhood) attendance(month string) {
	var days []care.Day
	for _, rec := range c.file["day"] {
		days = append(days, care.AsDay(c.forms, rec))
	}
	hub.Sort(days, func(a, b care.Day) int { return cmp.Compare(a.Period, b.Period) })
	came := 0
	care36, small := c.enrolled.spans(), c.small
	for _, d := range days {
		day := hub.Day(d.Period)
		if !isDay(day) || !strings.HasPrefix(d.Period, month) {
			continue
		}
		at, ok := c.at.on(day)
		if !d.Site.IsZero() {
			if lane, known := c.at.laneOf(d.Site); known {
				at.lane, ok = lane, true
			}
			at.site = d.Site
		}
		if !ok {
			continue
		}
		rec := shown{"day", d.ID}
		switch {
		case d.In >= 0:
			c.flow("day.present", day, 1, at, rec)
			if !care36.has(day) || !small.has(day) {
				continue
			}
			if came++; came == 1 {
				c.flow("month.attended.1d", day, 1, at, rec)
			}
			if came == attendedFew {
				c.flow("month.attended.10d", day, 1, at, rec)
			}
		case d.Absent != "":
			c.flow("day.absent", day, 1, at, rec)
			if d.Absent == "sick" {
				c.flow("day.absent.sick", day, 1, at, rec)
			}
		}
	}
}
