package care

import (
	"cmp"

	"yizhan/hub"
	"yizhan/hub/form"
)

// Outing is a group in the yard, or why it could not go out. Minutes of the day, -1 where
// nothing was noted.
type Outing struct {
	Ref
	Day   hub.Day `form:"day"`
	Group hub.ID  `form:"group"` // zero: everybody
	From  int     `form:"from"`
	To    int     `form:"to"`
	Why   string  `form:"why"` // rain, wind, smog, cold, hot, ill, other; "" it was out
}

// AsOuting decodes a record; a time that was not noted is -1.
func AsOuting(reg *form.Registry, rec hub.Record) Outing {
	v := Outing{From: -1, To: -1}
	decode(reg, rec, &v)
	return v
}

// Open says whether it is out there now.
func (o Outing) Open() bool { return o.From >= 0 && o.To < o.From }

// Of says whether an outing was one of a group's.
func (o Outing) Of(group hub.ID) bool { return o.From >= 0 && (o.Group.IsZero() || o.Group == group) }

// OutdoorMinutes is how long a child of a group was out: the outings of its group as far
// as it was in the house, each minute once though two screens noted it; up to now for one
// that is not over. Who stays inside was not out at all.
func OutdoorMinutes(day Day, own CareDay, group hub.ID, all []Outing, now int) (sum int) {
	if day.In < 0 || own.Inside != "" {
		return 0
	}
	left := now
	if day.Out >= 0 {
		left = min(left, day.Out)
	}
	var out []Outing
	for _, o := range all {
		if o.Of(group) {
			out = append(out, o)
		}
	}
	hub.SortStable(out, func(a, b Outing) int { return cmp.Compare(a.From, b.From) })
	upto := day.In
	for _, o := range out {
		to := left
		if !o.Open() {
			to = min(to, o.To)
		}
		from := max(o.From, upto)
		sum += max(0, to-from)
		upto = max(upto, to)
	}
	return sum
}
