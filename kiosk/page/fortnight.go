package page

import (
	"fmt"
	"strconv"
	"time"

	"yizhan/hub"
	"yizhan/hub/care"
)

// marksShown are ten weekdays, and two of a weekend on which the child came.
const marksShown = 12

var weekdays = [...]string{"日", "一", "二", "三", "四", "五", "六"} // from Sunday, as time has them

// Fortnight is the attendance of the last two weeks, oldest first, and in words how
// often the child came: the days that are shown, no others. Days on which the station
// was shut are shown where something was noted: nobody was absent then, and where they
// were no weekend it is said how many there were. Nothing where nothing ever was.
func Fortnight(days []care.Day, today hub.Day, open func(hub.Day) bool) (marks []DayMark, came string) {
	noted := map[hub.Day]care.Day{}
	for _, d := range days {
		noted[hub.Day(d.Period)] = d
	}
	n, shut, any := 0, 0, false
	for day := today.Add(-13); day <= today; day = day.Add(1) {
		t, ok := day.Time()
		d, seen := noted[day]
		if !ok || !seen && !open(day) {
			if t.Weekday() != time.Saturday && t.Weekday() != time.Sunday {
				shut++
			}
			continue
		}
		m := DayMark{Day: strconv.Itoa(t.Day()), Week: weekdays[t.Weekday()], Word: "没有记"}
		switch {
		case seen && d.In >= 0:
			m.State, m.Word = Here, "来了"
		case seen && d.Absent != "":
			m.State, m.Word = Leave, "没来"
		}
		any = any || seen
		marks = append(marks, m)
	}
	if !any {
		return nil, ""
	}
	marks = marks[max(0, len(marks)-marksShown):]
	for _, m := range marks {
		if m.State == Here {
			n++
		}
	}
	came = fmt.Sprintf("这两周来了 %d 天", n)
	if shut > 0 {
		came += fmt.Sprintf("，放假、停园 %d 天", shut)
	}
	return marks, came
}
