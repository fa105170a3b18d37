package page_test

import (
	"fmt"
	"testing"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/kiosk/page"
)

// What is said is what is shown: weekends count where they are shown, and a day
// that fell off the front does not.
func TestFortnightCountsWhatItShows(t *testing.T) {
	const monday = hub.Day("2026-11-23")
	came := func(days ...hub.Day) (out []care.Day) {
		for _, d := range days {
			out = append(out, care.Day{Ref: care.Ref{Period: string(d)}, In: 8 * 60, Out: -1})
		}
		return out
	}
	all := func(n int) (days []hub.Day) {
		for i := range n {
			days = append(days, monday.Add(-i))
		}
		return days
	}
	open := func(d hub.Day) bool { t, _ := d.Time(); return t.Weekday()%6 != 0 }
	for _, c := range []struct {
		name         string
		days         []care.Day
		shown, count int
	}{
		{"never", nil, 0, 0},
		{"today", came(monday), 10, 1},
		{"a Saturday", came("2026-11-21"), 11, 1},
		{"every day", came(all(14)...), 12, 12},
		{"long ago", came("2026-10-01"), 0, 0},
		{"absent only", []care.Day{{Ref: care.Ref{Period: string(monday)}, In: -1, Out: -1, Absent: "illness"}}, 10, 0},
	} {
		marks, said := page.Fortnight(c.days, monday, open)
		if n := len(marks); n > 0 && (marks[n-1].Week != "一" || marks[n-1].Day != "23") {
			t.Errorf("%s: today is %+v", c.name, marks[n-1])
		}
		here := 0
		for _, m := range marks {
			if m.State == page.Here {
				here++
			}
		}
		want := fmt.Sprintf("这两周来了 %d 天", c.count)
		if c.shown == 0 {
			want = ""
		}
		if len(marks) != c.shown || here != c.count || said != want {
			t.Errorf("%s: %d shown, %d came, %q", c.name, len(marks), here, said)
		}
	}
}

// Days on which the station was shut are no gaps: they are left out, and counted in words.
func TestFortnightOfAHoliday(t *testing.T) {
	const after = hub.Day("2026-10-09") // a Friday
	open := func(d hub.Day) bool { return d < "2026-10-01" || d > "2026-10-07" }
	days := []care.Day{{Ref: care.Ref{Period: "2026-09-30"}, In: 480, Out: -1}, {Ref: care.Ref{Period: "2026-10-03"}, In: 480, Out: -1}, {Ref: care.Ref{Period: "2026-10-08"}, In: 480, Out: -1}}
	marks, came := page.Fortnight(days, after, open)
	if len(marks) != 8 || came != "这两周来了 3 天，放假、停园 5 天" {
		t.Errorf("%d marks, %s", len(marks), came)
	}
}
