package page

import (
	"slices"
	"strconv"

	"yizhan/hub"
)

// Clock asks what day and time it is: the box lost its clock, or is not sure.
type Clock struct {
	Frame
	Day   string // 2026年11月22日
	Week  string // 星期日
	Lunar string // 农历十月十四
	Time  string // 8:06
	Known string // who has told the time, where nobody needs to be asked
	Next  string // where to go afterwards, a local path
}

func (Clock) Page() string { return "clock" }

// Doubted marks the days of a fortnight that a wrong clock noted.
func Doubted(marks []DayMark, days []hub.Day) {
	for i, m := range marks {
		for _, d := range days {
			t, ok := d.Time()
			if ok && strconv.Itoa(t.Day()) == m.Day && m.State != "" {
				marks[i].Doubt, marks[i].Word = true, m.Word+"，日期可能不对"
			}
		}
	}
}

// Doubts says whether some day of a child's fortnight is doubtful.
func (c Child) Doubts() bool {
	return slices.ContainsFunc(c.Days, func(m DayMark) bool { return m.Doubt })
}

// WallGone asks when children left, if that is noted later.
type WallGone struct {
	Frame
	Child Person
	Value string   // as Kid.Value
	By    string   // id of who fetched them, as far as it was said
	Times []Choice // likely ones; the first is now
	Time  Time     // any other
	Prev  string
}

func (WallGone) Page() string { return "wall-gone" }
