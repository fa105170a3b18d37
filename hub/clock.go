package hub

import "time"

// Reading is one look at the clock.
type Reading struct {
	Wall    time.Time
	Quality ClockQuality
	Boot    [8]byte
}

// Clock is injected everywhere; nothing but hub/box reads the machine's own.
type Clock interface{ Now() Reading }

// China is the zone of every date on screen: UTC+8, no daylight saving since 1991.
var China = time.FixedZone("CST", 8*60*60)

// Day is a business day, YYYY-MM-DD: a field that a person confirmed, never
// derived from wall time alone. The empty Day means unknown.
type Day string

// DayOf is the calendar day in China.
func DayOf(t time.Time) Day { return Day(t.In(China).Format(time.DateOnly)) }

// Time is the day's first moment in China; ok is false if d is no day.
func (d Day) Time() (t time.Time, ok bool) {
	t, err := time.ParseInLocation(time.DateOnly, string(d), China)
	return t, err == nil && len(d) == len(time.DateOnly)
}

// Add moves a day by n; an invalid day stays as it is.
func (d Day) Add(n int) Day {
	t, ok := d.Time()
	if !ok {
		return d
	}
	return DayOf(t.AddDate(0, 0, n))
}
