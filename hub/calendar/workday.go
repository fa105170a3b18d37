package calendar

import (
	_ "embed"
	"sync"
	"time"

	"yizhan/hub"
)

// Holidays is the days off by law and the weekend days that are worked for them (调休),
// with what each is called. Where a year is not known Saturdays and Sundays are off and
// no other day is, so that a deadline comes sooner, never later, but for days that are
// worked instead.
type Holidays struct {
	Off    map[hub.Day]string // 国庆节
	Worked map[hub.Day]string
}

// HolidaysOf is festivals as a calendar.
func HolidaysOf(all ...Festival) Holidays {
	h := Holidays{map[hub.Day]string{}, map[hub.Day]string{}}
	for _, f := range all {
		for _, d := range f.Off {
			h.Off[d] = f.Name
		}
		for _, d := range f.Worked {
			h.Worked[d] = f.Name
		}
	}
	return h
}

// The paper of 4 November 2025 (国务院办公厅关于2026年部分节假日安排的通知), as Xinhua and
// gmw.cn printed it on that day; without 农历. Certainty B: two public copies agree.
//
//go:embed notice-2026.txt
var notice2026 string

// shippedYear is the year whose paper ships.
const shippedYear = 2026

// Shipped is the festivals that every release knows, by year.
var Shipped = sync.OnceValue(func() map[int][]Festival {
	all, err := ReadNotice(shippedYear, notice2026)
	if err != nil {
		panic(err) // part of the program, proven by a test
	}
	return map[int][]Festival{shippedYear: all}
})

// Works says whether a day is a working day.
func (h Holidays) Works(d hub.Day) bool {
	t, ok := d.Time()
	if _, worked := h.Worked[d]; worked || !ok {
		return true
	}
	if _, off := h.Off[d]; off {
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
