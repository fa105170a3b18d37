package day

import "yizhan/hub"

// Slot is one of a day's two looks at a child.
type Slot string

const (
	Morning Slot = "am" // 晨检
	Noon    Slot = "pm" // 午检
)

// SlotAt is the look that a minute of the day belongs to.
func (r *Rules) SlotAt(minute int) Slot {
	if minute < r.Check.NoonFrom {
		return Morning
	}
	return Noon
}

// Period is the once-per period of a look: 2026-11-23 am.
func (s Slot) Period(d hub.Day) string { return string(d) + " " + string(s) }

// Missing says whether who is here and was not looked at is to be asked about by now.
func (r *Rules) Missing(minute int) bool {
	if r.SlotAt(minute) == Noon {
		return minute >= r.Check.NoonMissingAt
	}
	return minute >= r.Check.MissingAt
}
