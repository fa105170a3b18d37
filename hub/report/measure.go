package report

import (
	"bytes"
	"cmp"
	"slices"

	"yizhan/hub"
	"yizhan/hub/form"
)

// Measurer says what counts: it makes facts of the records of one child, site or worker.
// It is a pure function of them, and the order in which they come says nothing.
//
// The days are those that the records say. A last day (enrolment.to, group.to, contract.to)
// is included; the day on which somebody or something went (withdrawn_on, left_on) is not:
// a level is what is there at the end of a day. What says no day at all was always so.
type Measurer struct {
	forms *form.Registry
}

// NewMeasurer makes a Measurer that reads records by some forms.
func NewMeasurer(forms *form.Registry) *Measurer { return &Measurer{forms} }

// Measure is one thing that is counted, and how it is called.
type Measure struct {
	Name  string
	Title string
	Level bool // how many there are; else how much happened
}

// Measures lists what is counted, and whether it is a level.
func (m *Measurer) Measures() map[string]bool {
	out := make(map[string]bool, len(measures))
	for _, one := range measures {
		out[one.Name] = one.Level
	}
	return out
}

// MeasureTitle is what a measure is called; "" for one that is not known.
func MeasureTitle(name string) string {
	for _, one := range measures {
		if one.Name == name {
			return one.Title
		}
	}
	return ""
}

// Kinds are those of which every record of a subject is read.
func (m *Measurer) Kinds() []hub.Kind {
	return slices.Concat(childKinds, siteKinds, staffKinds, anyKinds)
}

// Monthly are kinds that are once a day.
func (m *Measurer) Monthly() []hub.Kind { return []hub.Kind{"day", "duty"} }

// anyKinds are those whose subject is a child, or the site where nobody says whose they are.
var anyKinds = []hub.Kind{"class-here", "quiz"}

// Facts are what the records of a subject say. See hub.Measurer.
func (m *Measurer) Facts(subject hub.ID, month string, recs []hub.Record) []hub.Fact {
	var t counting
	switch {
	case slices.ContainsFunc(recs, func(r hub.Record) bool { return r.Kind == "child" }):
		m.child(&t, subject, month, recs)
	case slices.ContainsFunc(recs, func(r hub.Record) bool { return r.Kind == "staff" }):
		m.staff(&t, month, recs)
	case month == "":
		m.site(&t, subject, recs)
	}
	return t.facts()
}

// The days at both ends of time.
const (
	ever    = hub.Day("2000-01-01") // of what no record says since when
	forever = hub.Day("9999-12-31") // of what no record says until when
)

// shown is the record that shows a fact.
type shown struct {
	kind hub.Kind
	id   hub.ID
}

func by(rec hub.Record) shown { return shown{rec.Kind, rec.ID} }

// span is some days, of which until is not one any more.
type span struct {
	from, until hub.Day
	by          shown
}

type spans []span

// spanOf is from one day to another; a day that is not said leaves that end open. ok is
// false where a day is none, or the end comes before the beginning.
func spanOf(from, until hub.Day, by shown) (span, bool) {
	s := span{cmp.Or(from, ever), cmp.Or(until, forever), by}
	return s, isDay(s.from) && isDay(s.until) && s.from < s.until
}

// add appends a span that has days.
func (s *spans) add(from, until hub.Day, by shown) {
	if one, ok := spanOf(from, until, by); ok {
		*s = append(*s, one)
	}
}

// union is the days of any of them, each once; who shows a run of days is who began it.
func (s spans) union() (out spans) {
	s = slices.Clone(s)
	hub.Sort(s, func(a, b span) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.until, a.until), a.by.compare(b.by))
	})
	for _, one := range s {
		if n := len(out); n > 0 && one.from <= out[n-1].until {
			out[n-1].until = max(out[n-1].until, one.until)
			continue
		}
		out = append(out, one)
	}
	return out
}

// and is the days of both, shown by s.
func (s spans) and(o spans) (out spans) {
	for _, a := range s.union() {
		for _, b := range o.union() {
			out.add(max(a.from, b.from), min(a.until, b.until), a.by)
		}
	}
	return out
}

// without is the days that are not of some others.
func (s spans) without(from, until hub.Day) (out spans) {
	for _, one := range s {
		out.add(one.from, min(one.until, from), one.by)
		out.add(max(one.from, until), one.until, one.by)
	}
	return out
}

// has says whether a day is one of them.
func (s spans) has(day hub.Day) bool {
	return slices.ContainsFunc(s, func(one span) bool { return one.from <= day && day < one.until })
}

func (a shown) compare(b shown) int {
	return cmp.Or(cmp.Compare(a.kind, b.kind), bytes.Compare(a.id[:], b.id[:]))
}

// place is where something counts.
type place struct {
	lane hub.Lane
	site hub.ID
}

// stay is some days at a place.
type stay struct {
	span
	place
}

type stays []stay

// spans are the days, wherever.
func (s stays) spans() spans {
	out := make(spans, len(s))
	for i, one := range s {
		out[i] = one.span
	}
	return out
}

// on is where somebody is on a day; ok is false where nobody here knows.
func (s stays) on(day hub.Day) (at place, ok bool) {
	for _, one := range s {
		if one.from <= day && day < one.until {
			return one.place, true
		}
	}
	return place{}, false
}

// laneOf is the township of a site, as far as somebody was there.
func (s stays) laneOf(site hub.ID) (hub.Lane, bool) {
	for _, one := range s {
		if one.site == site {
			return one.lane, true
		}
	}
	return "", false
}

// counting collects facts.
type counting struct{ out []hub.Fact }

// level counts value on the days of when, where somebody stays on them.
func (t *counting) level(measure string, value int64, at stays, when spans) {
	for _, s := range at {
		for _, w := range when {
			from, until := max(s.from, w.from), min(s.until, w.until)
			if from >= until {
				continue
			}
			t.note(measure, from, value, s.place, w.by)
			if until < forever {
				t.note(measure, until, -value, s.place, w.by)
			}
		}
	}
}

// flow counts what happened on a day.
func (t *counting) flow(measure string, day hub.Day, value int64, at place, by shown) {
	if isDay(day) {
		t.note(measure, day, value, at, by)
	}
}

func (t *counting) note(measure string, day hub.Day, value int64, at place, by shown) {
	if value != 0 {
		t.out = append(t.out, hub.Fact{Measure: measure, Lane: at.lane, Site: at.site, Day: day, Value: value, Kind: by.kind, Record: by.id})
	}
}

// facts is what was collected, in order; what cancels out is left out.
func (t *counting) facts() []hub.Fact {
	hub.Sort(t.out, func(a, b hub.Fact) int {
		return cmp.Or(cmp.Compare(a.Measure, b.Measure), cmp.Compare(a.Day, b.Day), cmp.Compare(a.Lane, b.Lane),
			bytes.Compare(a.Site[:], b.Site[:]), shown{a.Kind, a.Record}.compare(shown{b.Kind, b.Record}))
	})
	var out []hub.Fact
	for _, f := range t.out {
		if n := len(out); n > 0 {
			same := out[n-1]
			if same.Value = f.Value; same == f {
				out[n-1].Value += f.Value
				continue
			}
		}
		out = append(out, f)
	}
	return slices.DeleteFunc(out, func(f hub.Fact) bool { return f.Value == 0 })
}

func isDay(d hub.Day) bool { _, ok := d.Time(); return ok && len(d) == len(forever) }

// after is the day after a last day; "" stays open.
func after(last hub.Day) hub.Day {
	if !isDay(last) || last >= forever {
		return ""
	}
	return last.Add(1)
}
