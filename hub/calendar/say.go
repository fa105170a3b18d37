package calendar

import (
	"fmt"
	"time"

	"yizhan/hub"
)

var weekdays = []string{"星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"}

// Weekday is 星期一 … 星期日; "" for what is no day.
func Weekday(d hub.Day) string {
	t, ok := d.Time()
	if !ok {
		return ""
	}
	return weekdays[t.Weekday()]
}

// Date is 3月12日, with the year only if it is another than today's; "" for what is
// no day. A today that is no day counts as another year.
func Date(d, today hub.Day) string {
	t, ok := d.Time()
	if !ok {
		return ""
	}
	s := fmt.Sprintf("%d月%d日", int(t.Month()), t.Day())
	if now, ok := today.Time(); ok && now.Year() == t.Year() {
		return s
	}
	return fmt.Sprintf("%d年%s", t.Year(), s)
}

// DateWeek is 11月23日 星期一, with the year only if it is another than today's.
func DateWeek(d, today hub.Day) string {
	s := Date(d, today)
	if s == "" {
		return ""
	}
	return s + " " + Weekday(d)
}

// LongDate is 2025年3月12日: for births and papers.
func LongDate(d hub.Day) string { return Date(d, "") }

// Both is a day in both calendars: 2025年3月12日 农历 二月十三; without the second
// outside the table, "" for what is no day.
func Both(d hub.Day) string {
	s := LongDate(d)
	if l, ok := LunarOf(d); ok {
		s += " 农历 " + l.Text()
	}
	return s
}

// Clock is a time of day in China: 8:06, 24 hours.
func Clock(t time.Time) string {
	t = t.In(hub.China)
	return fmt.Sprintf("%d:%02d", t.Hour(), t.Minute())
}
