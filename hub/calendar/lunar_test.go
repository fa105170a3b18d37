package calendar_test

import (
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/calendar"
)

// TestKnownDays are dates that almanacs print: new years, leap months, the
// ends of the table.
func TestKnownDays(t *testing.T) {
	for _, c := range []struct {
		day  hub.Day
		want string
	}{
		{"1900-01-01", "1899年腊月初一"},
		{"1900-01-31", "1900年正月初一"},
		{"1949-10-01", "1949年八月初十"},
		{"1976-09-24", "1976年闰八月初一"},
		{"1984-11-23", "1984年闰十月初一"},
		{"1984-12-22", "1984年冬月初一"},
		{"2020-01-24", "2019年腊月三十"},
		{"2020-01-25", "2020年正月初一"},
		{"2020-05-22", "2020年四月三十"},
		{"2020-05-23", "2020年闰四月初一"},
		{"2023-01-22", "2023年正月初一"},
		{"2023-03-22", "2023年闰二月初一"},
		{"2024-02-10", "2024年正月初一"},
		{"2025-01-29", "2025年正月初一"},
		{"2025-03-12", "2025年二月十三"},
		{"2025-06-25", "2025年六月初一"},
		{"2025-07-25", "2025年闰六月初一"},
		{"2025-08-23", "2025年七月初一"},
		{"2026-02-17", "2026年正月初一"},
		{"2026-11-22", "2026年十月十四"},
		{"2028-06-23", "2028年闰五月初一"},
		{"2033-08-25", "2033年八月初一"}, // many tables have 闰七月 here
		{"2033-12-22", "2033年闰冬月初一"},
		{"2034-01-20", "2033年腊月初一"},
		{"2034-02-19", "2034年正月初一"},
		{"2100-12-31", "2100年腊月初一"},
	} {
		l, ok := calendar.LunarOf(c.day)
		if !ok || l.LongText() != c.want {
			t.Errorf("%s is %s, want %s", c.day, l.LongText(), c.want)
		}
	}
}

// TestEveryDay goes round for each day of 1900 to 2100 and sees each lunar day
// follow the one before it.
func TestEveryDay(t *testing.T) {
	days := 0
	var before calendar.Lunar
	for d := time.Date(1900, 1, 1, 0, 0, 0, 0, hub.China); d.Year() <= 2100; d = d.AddDate(0, 0, 1) {
		day := hub.DayOf(d)
		l, ok := calendar.LunarOf(day)
		if !ok {
			t.Fatalf("%s has no lunar date", day)
		}
		if back, ok := l.Solar(); !ok || back != day {
			t.Fatalf("%s → %s → %s", day, l.LongText(), back)
		}
		if said, ok := calendar.ParseLunar(l.LongText()); !ok || said != l {
			t.Fatalf("%s is read as %+v", l.LongText(), said)
		}
		if days > 0 && l.Day != before.Day+1 && (l.Day != 1 || before.Day != calendar.MonthDays(before.Year, before.Month, before.Leap)) {
			t.Fatalf("%s after %s", l.LongText(), before.LongText())
		}
		before = l
		days++
	}
	if days != 73414 {
		t.Errorf("%d days looked at, want 73414", days)
	}
}

func TestOutsideTheTable(t *testing.T) {
	for _, d := range []hub.Day{"", "1899-02-09", "2101-01-29", "0001-01-01", "2025-02-30", "2025-1-1", "x"} {
		if l, ok := calendar.LunarOf(d); ok {
			t.Errorf("%q is %v", d, l)
		}
	}
	for _, d := range []hub.Day{"1899-02-10", "2101-01-28"} {
		if _, ok := calendar.LunarOf(d); !ok {
			t.Errorf("%s has no lunar date", d)
		}
	}
	for _, l := range []calendar.Lunar{
		{}, {2025, 6, 31, false}, {2025, 5, 1, true}, {2025, 13, 1, false}, {2024, 12, 30, false},
		{1898, 1, 1, false}, {2101, 1, 1, false}, {2025, 1, 0, false}, {2025, 0, 1, false},
	} {
		if d, ok := l.Solar(); ok {
			t.Errorf("%+v is %s", l, d)
		}
	}
}

func TestMonths(t *testing.T) {
	if got := calendar.MonthDays(2025, 6, true); got != 29 {
		t.Errorf("闰六月 2025 has %d days", got)
	}
	if got := calendar.MonthDays(2025, 6, false); got != 30 {
		t.Errorf("六月 2025 has %d days", got)
	}
	if got := calendar.MonthDays(2026, 6, true); got != 0 {
		t.Errorf("闰六月 2026 has %d days", got)
	}
	months := calendar.Months(2025)
	if len(months) != 13 || months[6] != (calendar.LunarMonth{Month: 6, Leap: true, Days: 29}) {
		t.Errorf("months of 2025: %v", months)
	}
	if calendar.Months(1898) != nil || calendar.Months(2101) != nil {
		t.Error("months outside the table")
	}
	leaps := 0
	for y := 1900; y <= 2100; y++ {
		if m := calendar.LeapMonth(y); m > 0 {
			leaps++
		}
	}
	if leaps != 74 { // 7 in 19 years
		t.Errorf("%d leap months in 201 years", leaps)
	}
}

func TestParseLunar(t *testing.T) {
	for text, want := range map[string]calendar.Lunar{
		"二月十三":        {0, 2, 13, false},
		"农历二月十三":      {0, 2, 13, false},
		"阴历 腊月 廿三":    {0, 12, 23, false},
		"闰六月初一":       {0, 6, 1, true},
		"正月十五":        {0, 1, 15, false},
		"冬月三十":        {0, 11, 30, false},
		"十一月二十八":      {0, 11, 28, false},
		"十二月二十":       {0, 12, 20, false},
		"2月13":        {0, 2, 13, false},
		"２月１３日":       {0, 2, 13, false},
		"2025年闰六月廿九":  {2025, 6, 29, true},
		"二〇二五年二月十三":   {2025, 2, 13, false},
		"农历2025年二月初十": {2025, 2, 10, false},
		"十月十号":        {0, 10, 10, false},
	} {
		if got, ok := calendar.ParseLunar(text); !ok || got != want {
			t.Errorf("%s: %+v %v, want %+v", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "二月", "十三", "十三月初一", "二月三十一", "二月初十一", "二月廿十", "2025年闰五月初一",
		"2025年闰六月三十", "1800年二月初一", "年月日", "二月-3", "二月+3", "三十月初一", "月初一", "二月十十", "25年二月初一"} {
		if got, ok := calendar.ParseLunar(text); ok {
			t.Errorf("%q is read as %+v", text, got)
		}
	}
}

func FuzzParseLunar(f *testing.F) {
	for _, s := range []string{"二月十三", "农历2025年闰六月初一", "腊月廿三", "2月30", "闰", "年月"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		l, ok := calendar.ParseLunar(s)
		if !ok {
			return
		}
		if again, ok := calendar.ParseLunar(l.LongText()); !ok || again != l {
			t.Fatalf("%q is %+v, said again %+v", s, l, again)
		}
	})
}

func BenchmarkLunarOf(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		calendar.LunarOf("2025-07-25")
	}
}
