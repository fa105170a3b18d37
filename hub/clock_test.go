package hub

import (
	"testing"
	"time"
)

func TestDays(t *testing.T) {
	if got := DayOf(time.Date(2026, 11, 22, 15, 59, 59, 0, time.UTC)); got != "2026-11-22" {
		t.Errorf("one second before midnight in China: %s", got)
	}
	if got := DayOf(time.Date(2026, 11, 22, 16, 0, 0, 0, time.UTC)); got != "2026-11-23" {
		t.Errorf("midnight in China: %s", got)
	}
	for _, c := range []struct {
		day  Day
		n    int
		want Day
	}{
		{"2026-11-22", 1, "2026-11-23"},
		{"2026-12-31", 1, "2027-01-01"},
		{"2028-03-01", -1, "2028-02-29"},
		{"2026-11-22", 0, "2026-11-22"},
		{"2026-02-30", 1, "2026-02-30"}, // no day: stays
		{"", 1, ""},
	} {
		if got := c.day.Add(c.n); got != c.want {
			t.Errorf("%s and %d days: %s, want %s", c.day, c.n, got, c.want)
		}
	}
	for _, bad := range []Day{"", "2026-2-3", "2026-13-01", "2026-02-29", "20261122", "2026-11-22T00"} {
		if _, ok := bad.Time(); ok {
			t.Errorf("%q is taken for a day", bad)
		}
	}
}
