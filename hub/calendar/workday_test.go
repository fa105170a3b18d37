package calendar_test

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/calendar"
)

func TestWorkdays(t *testing.T) {
	golden := calendar.Holidays{
		Off:    map[hub.Day]bool{"2026-10-01": true, "2026-10-02": true, "2026-10-05": true, "2026-10-06": true, "2026-10-07": true},
		Worked: map[hub.Day]bool{"2026-10-10": true},
	}
	for _, c := range []struct {
		holidays calendar.Holidays
		from     hub.Day
		n        int
		want     hub.Day
	}{
		{calendar.Holidays{}, "2026-11-23", 0, "2026-11-23"},
		{calendar.Holidays{}, "2026-11-23", 3, "2026-11-26"},
		{calendar.Holidays{}, "2026-11-20", 1, "2026-11-23"},
		{calendar.Holidays{}, "2026-11-21", 5, "2026-11-27"},
		{golden, "2026-09-30", 1, "2026-10-08"},
		{golden, "2026-10-09", 1, "2026-10-10"},
		{golden, "2026-10-10", 1, "2026-10-12"},
		{golden, "no day", 3, "no day"},
	} {
		if got := c.holidays.After(c.from, c.n); got != c.want {
			t.Errorf("%d working days after %s: %s, want %s", c.n, c.from, got, c.want)
		}
	}
}
