package calendar_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"yizhan/hub"
	"yizhan/hub/calendar"
)

func TestAge(t *testing.T) {
	for _, c := range []struct {
		birth, on    hub.Day
		months, days int
		text, family string
	}{
		{"2026-11-22", "2026-11-22", 0, 0, "0 天", "0 天"},
		{"2026-11-10", "2026-11-22", 0, 12, "12 天", "12 天"},
		{"2026-02-01", "2026-03-01", 1, 28, "28 天", "28 天"},
		{"2026-01-01", "2026-01-31", 0, 30, "30 天", "30 天"},
		{"2026-01-01", "2026-02-01", 1, 31, "1 月龄", "1 个月"},
		{"2025-03-12", "2026-11-22", 20, 620, "20 月龄", "1 岁 8 个月"},
		{"2025-03-12", "2026-11-11", 19, 609, "19 月龄", "1 岁 7 个月"},
		{"2025-03-31", "2025-04-29", 0, 29, "29 天", "29 天"},
		{"2025-03-31", "2025-04-30", 1, 30, "1 月龄", "1 个月"},
		{"2025-01-31", "2025-02-28", 1, 28, "28 天", "28 天"},
		{"2025-01-31", "2025-03-30", 1, 58, "1 月龄", "1 个月"},
		{"2025-01-31", "2025-03-31", 2, 59, "2 月龄", "2 个月"},
		{"2024-02-29", "2025-02-27", 11, 364, "11 月龄", "11 个月"},
		{"2024-02-29", "2025-02-28", 12, 365, "12 月龄", "1 岁"},
		{"2024-02-29", "2028-02-28", 47, 1460, "3 岁 11 个月", "3 岁 11 个月"},
		{"2024-02-29", "2028-02-29", 48, 1461, "4 岁", "4 岁"},
		{"2023-11-22", "2026-11-21", 35, 1095, "35 月龄", "2 岁 11 个月"},
		{"2023-11-22", "2026-11-22", 36, 1096, "36 月龄", "3 岁"},
	} {
		a, ok := calendar.AgeOn(c.birth, c.on)
		if !ok || a.Months != c.months || a.Days != c.days || a.Text() != c.text || a.FamilyText() != c.family {
			t.Errorf("%s on %s: %+v %s / %s, want %d months %d days %s / %s",
				c.birth, c.on, a, a.Text(), a.FamilyText(), c.months, c.days, c.text, c.family)
		}
	}
	for _, c := range [][2]hub.Day{{"2026-11-23", "2026-11-22"}, {"", "2026-11-22"}, {"2026-11-22", ""}, {"2026-02-30", "2026-11-22"}} {
		if a, ok := calendar.AgeOn(c[0], c[1]); ok {
			t.Errorf("%s on %s: %+v", c[0], c[1], a)
		}
	}
}

// TestAgeFillsUpOnAddMonths ties the two: the nth month is full exactly from
// AddMonths(birth, n) on.
func TestAgeFillsUpOnAddMonths(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := time.Date(2000, 1, 1, 0, 0, 0, 0, hub.China)
		birth := hub.DayOf(start.AddDate(0, 0, rapid.IntRange(0, 20000).Draw(t, "day")))
		n := rapid.IntRange(1, 60).Draw(t, "months")
		full := calendar.AddMonths(birth, n)
		on, _ := calendar.AgeOn(birth, full)
		eve, _ := calendar.AgeOn(birth, full.Add(-1))
		if on.Months != n || eve.Months != n-1 {
			t.Fatalf("born %s, %d months on %s: %d, the day before %d", birth, n, full, on.Months, eve.Months)
		}
	})
}

func TestCorrected(t *testing.T) {
	for _, c := range []struct {
		birth     hub.Day
		gestation int
		on        hub.Day
		want      string
	}{
		{"2026-03-12", 32 * 7, "2026-09-12", "矫正 4 月龄"},
		{"2026-03-12", 32*7 + 3, "2026-05-10", "矫正 6 天"},
		{"2026-03-12", 32 * 7, "2026-05-06", ""}, // due on 7 May
		{"2026-03-12", 37 * 7, "2026-09-12", ""},
		{"2026-03-12", 40 * 7, "2026-09-12", ""},
		{"2026-03-12", 3, "2026-09-12", ""},
		{"", 32 * 7, "2026-09-12", ""},
	} {
		got := ""
		if a, ok := calendar.Corrected(c.birth, c.gestation, c.on); ok {
			got = a.CorrectedText()
		}
		if got != c.want {
			t.Errorf("born %s at %d days, on %s: %q, want %q", c.birth, c.gestation, c.on, got, c.want)
		}
	}
}

func TestDatesInWords(t *testing.T) {
	for got, want := range map[string]string{
		calendar.DateWeek("2026-11-23", "2026-11-22"): "11月23日 星期一",
		calendar.DateWeek("2025-11-23", "2026-11-22"): "2025年11月23日 星期日",
		calendar.Date("2026-03-01", "2026-11-22"):     "3月1日",
		calendar.LongDate("2026-03-01"):               "2026年3月1日",
		calendar.Both("2025-03-12"):                   "2025年3月12日 农历 二月十三",
		calendar.Both("1850-03-12"):                   "1850年3月12日",
		calendar.Date("2026-02-30", "2026-11-22"):     "",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	for _, c := range []struct{ hour, minute int }{{8, 6}, {0, 0}, {18, 4}} {
		at := time.Date(2026, 11, 22, c.hour, c.minute, 0, 0, hub.China).UTC()
		if got, want := calendar.Clock(at), fmt.Sprintf("%d:%02d", c.hour, c.minute); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
