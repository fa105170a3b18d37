package calendar

import (
	"math/bits"
	"time"

	"yizhan/hub"
)

// Lunar is a day of the 农历. Year is the common year in which the lunar year
// begins (2025 is 乙巳); 0 where nobody said it.
type Lunar struct {
	Year  int
	Month int // 1 正月 … 12 腊月
	Day   int // 1 初一 … 30 三十
	Leap  bool
}

// LunarMonth is one month of a lunar year, for tiles.
type LunarMonth struct {
	Month int
	Leap  bool
	Days  int // 29 or 30
}

// firstDay is 正月初一 of FirstYear.
var firstDay = time.Date(1899, time.February, 10, 0, 0, 0, 0, hub.China)

// yearStarts[i] is the number of days from firstDay to the year FirstYear+i.
var yearStarts = func() (starts [len(lunarYears) + 1]int) {
	for i, w := range lunarYears {
		starts[i+1] = starts[i] + 29*monthCount(w) + bits.OnesCount32(w&0x1fff)
	}
	return starts
}()

func monthCount(word uint32) int {
	if word>>13 != 0 {
		return 13
	}
	return 12
}

// LeapMonth is the number of a lunar year's leap month (闰六月: 6), 0 for none and
// for years outside the table.
func LeapMonth(year int) int {
	if year < FirstYear || year > LastYear {
		return 0
	}
	return int(lunarYears[year-FirstYear] >> 13)
}

// Months lists a lunar year's 12 or 13 months in order; nil outside the table.
func Months(year int) []LunarMonth {
	if year < FirstYear || year > LastYear {
		return nil
	}
	word := lunarYears[year-FirstYear]
	leap := int(word >> 13)
	months := make([]LunarMonth, 0, 13)
	add := func(month int, isLeap bool) {
		months = append(months, LunarMonth{month, isLeap, 29 + int(word>>len(months)&1)})
	}
	for month := 1; month <= 12; month++ {
		add(month, false)
		if month == leap {
			add(month, true)
		}
	}
	return months
}

// MonthDays is 29 or 30, 0 for a month that is not in the year.
func MonthDays(year, month int, leap bool) int {
	for _, m := range Months(year) {
		if m.Month == month && m.Leap == leap {
			return m.Days
		}
	}
	return 0
}

// LunarOf is the lunar date of a day; ok is false outside 1899-02-10 … 2101-01-28
// and for what is no day.
func LunarOf(d hub.Day) (l Lunar, ok bool) {
	t, ok := d.Time()
	if !ok {
		return Lunar{}, false
	}
	n := int(t.Sub(firstDay) / (24 * time.Hour))
	if t.Before(firstDay) || n >= yearStarts[len(yearStarts)-1] {
		return Lunar{}, false
	}
	i := t.Year() - FirstYear // or the one before, until the lunar new year
	if i >= len(lunarYears) || yearStarts[i] > n {
		i--
	}
	n -= yearStarts[i]
	for _, m := range Months(FirstYear + i) {
		if n < m.Days {
			return Lunar{FirstYear + i, m.Month, n + 1, m.Leap}, true
		}
		n -= m.Days
	}
	return Lunar{}, false
}

// Solar is the day of a lunar date; ok is false where the date does not exist
// (三十 of a short month, a leap month that the year has not) or lies outside the table.
func (l Lunar) Solar() (d hub.Day, ok bool) {
	if l.Year < FirstYear || l.Year > LastYear {
		return "", false
	}
	n := yearStarts[l.Year-FirstYear]
	for _, m := range Months(l.Year) {
		if m.Month == l.Month && m.Leap == l.Leap {
			if l.Day < 1 || l.Day > m.Days {
				return "", false
			}
			return hub.DayOf(firstDay.AddDate(0, 0, n+l.Day-1)), true
		}
		n += m.Days
	}
	return "", false
}
