package calendar

import (
	"time"

	"yizhan/hub"
)

// AddWorkdays is the day n working days after one. Holidays are not known here and
// count as working days: what is due comes sooner, never later.
func AddWorkdays(d hub.Day, n int) (hub.Day, bool) {
	for n > 0 {
		t, ok := d.Add(1).Time()
		if !ok {
			return "", false
		}
		if d = d.Add(1); t.Weekday() != time.Saturday && t.Weekday() != time.Sunday {
			n--
		}
	}
	_, ok := d.Time()
	return d, ok
}
