package calendar

import (
	"time"

	"yizhan/hub"
)

// Holidays is what the county says of a year: days off, and days that are worked for
// them (调休). Without it Saturdays and Sundays are off and no other day is, so that a
// deadline comes sooner, never later, except for days that are worked instead.
type Holidays struct {
	Off    map[hub.Day]bool
	Worked map[hub.Day]bool
}

// Works says whether a day is a working day.
func (h Holidays) Works(d hub.Day) bool {
	t, ok := d.Time()
	switch {
	case !ok || h.Worked[d]:
		return true
	case h.Off[d]:
		return false
	}
	return t.Weekday() != time.Saturday && t.Weekday() != time.Sunday
}

// After is the nth working day after a day: the last day of a deadline that begins
// with the day after. An invalid day stays as it is.
func (h Holidays) After(d hub.Day, n int) hub.Day {
	if _, ok := d.Time(); !ok {
		return d
	}
	for n > 0 {
		if d = d.Add(1); h.Works(d) {
			n--
		}
	}
	return d
}
