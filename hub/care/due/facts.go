package due

import (
	"cmp"
	"slices"

	"yizhan/hub"
)

// Facts is what is known of one subject, as far as rules look.
type Facts struct {
	Subject    hub.ID
	Kind       hub.Kind // child, staff, site
	Born       hub.Day
	Registered hub.Day
	Expecting  bool               // a family that expects a child
	Stays      []Stay             // in care, in any order; not those that were taken back
	InCare     int                // of a site: the children that have a place today
	Shut       func(hub.Day) bool // of a site: the days on which it looks after nobody; nil: none
	Works      func(hub.Day) bool // whether it is a working day; nil: all but Saturdays and Sundays
	Done       []Done             // in any order
	Put        []Put
}

// Stay is a time in care; To is the last day, "" while it goes on.
type Stay struct{ From, To hub.Day }

// Done is one record.
type Done struct {
	Kind  hub.Kind
	Code  string
	Day   hub.Day
	Until hub.Day
	Name  string   // of a record that stands for itself: 灭火器 走廊楼梯
	Off   bool     // nothing was done, and nothing need be: the clinic said so, the thing is gone
	Not   []string // codes of its form's cadence that do not apply after it
}

// Put is an item that was put off: up to and including Until.
type Put struct {
	Item   string
	Until  hub.Day
	Reason string
}

// view is facts on a day, in figures.
type view struct {
	*Facts
	rules      *Rules
	today      date
	born       date
	registered date
	since      date // the present time in care began; unknown: there is none
	awayFrom   date // it came back: the last day before
	here       bool // has a place today
	old        bool // past the age at which things are asked
	picked     map[string]string
	days       []date // of Done
	begun      *view  // as it stood on the day of registration; made when it is asked for
}

func (r *Rules) view(f *Facts, today date) *view {
	v := &view{Facts: f, rules: r, today: today, born: dateOf(f.Born), registered: dateOf(f.Registered)}
	v.days = make([]date, len(f.Done))
	for i := range f.Done {
		v.days[i] = dateOf(f.Done[i].Day)
	}
	v.stays()
	v.old = f.Kind == "child" && v.born != unknown && today >= r.childTo.after(v.born)
	v.picked = r.pick(f.Done)
	return v
}

// stays finds the present time in care, or the coming one: times between which less
// than Away has passed are one.
func (v *view) stays() {
	type stay struct{ from, to date }
	const forGood = date(1 << 30)
	all := make([]stay, 0, len(v.Stays))
	for _, s := range v.Stays {
		one := stay{dateOf(s.From), cmp.Or(dateOf(s.To), forGood)}
		if one.from != unknown && one.from <= one.to {
			all = append(all, one)
		}
	}
	hub.Sort(all, func(a, b stay) int { return cmp.Or(int(a.from-b.from), int(a.to-b.to)) })
	var last date
	for _, s := range all {
		switch {
		case last == unknown:
			v.since = s.from
		case s.from >= v.rules.away.after(last):
			if last >= v.today { // the time that runs now is the one that is asked about
				continue
			}
			v.since, v.awayFrom = s.from, last
		}
		v.here = v.here || s.from <= v.today && v.today <= s.to
		last = max(last, s.to)
	}
	if last < v.today {
		v.since, v.awayFrom = unknown, unknown
	}
}

// pick says which of two vaccines for one disease is asked for: the one that was begun
// first, else the usual one.
func (r *Rules) pick(done []Done) map[string]string {
	var first map[string]hub.Day
	var picked map[string]string
	for i := range done {
		rule := r.byCode[done[i].Code]
		if done[i].Kind != "dose" || rule == nil || rule.either == "" {
			continue
		}
		if first == nil {
			first, picked = map[string]hub.Day{}, map[string]string{}
		}
		day, begun := first[rule.either]
		if !begun || done[i].Day < day || done[i].Day == day && rule.pick < picked[rule.either] {
			first[rule.either], picked[rule.either] = done[i].Day, rule.pick
		}
	}
	return picked
}

// concerns says whether a rule is for this subject at all.
func (v *view) concerns(r *Rule) bool {
	if r.either != "" && cmp.Or(v.picked[r.either], v.rules.usual[r.either]) != r.pick {
		return false
	}
	if r.Subject == "child" && r.For != ForExpecting && v.Expecting {
		return false
	}
	switch r.For {
	case ForCare:
		return v.here || v.InCare > 0
	case ForComing:
		return v.since != unknown
	case ForExpecting:
		return v.Expecting
	}
	return true
}

// start is the date that a rule counts from; unknown: it cannot be said.
func (v *view) start(r *Rule) date {
	switch r.Of {
	case FromBirth:
		return v.born
	case FromRegistered:
		return v.registered
	case FromEnrolled:
		return v.since
	case FromReturned:
		if v.awayFrom != unknown {
			return v.since
		}
	}
	return unknown
}

// closes says whether a record is one that ends items of the rule.
func (r *Rule) closes(d *Done) bool {
	if r.Also != "" && d.Kind == r.Also {
		return true
	}
	return d.Kind == r.Closes.Kind && (len(r.Closes.Is) == 0 || slices.Contains(r.Closes.Is, d.Code))
}
