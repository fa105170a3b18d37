package names

import (
	"fmt"
	"time"

	"yizhan/hub"
)

// birthday is a day as year<<9 | month<<5 | day in four bytes; 0 is unknown.
type birthday int32

func birthdayOf(d hub.Day) birthday {
	t, ok := d.Time()
	if !ok {
		return 0
	}
	return birthday(t.Year()<<9 | int(t.Month())<<5 | t.Day())
}

func (b birthday) parts() (year, month, day int) { return int(b >> 9), int(b >> 5 & 15), int(b & 31) }

func (b birthday) day() hub.Day {
	if b == 0 {
		return ""
	}
	y, m, d := b.parts()
	return hub.Day(fmt.Sprintf("%04d-%02d-%02d", y, m, d))
}

// How near two birth dates are.
const (
	birthFar     = iota
	birthMaybe   // one is unknown, or the lunar date may have been written as the solar one
	birthSlipped // one day or one year off, or day and month exchanged
	birthSame
)

// lunarLag is the most days by which a date is late when its lunar month and day
// are read as solar ones: New Year falls at latest on 21 February.
const lunarLag = 52

func birthNear(a, b birthday) int {
	switch {
	case a == 0 || b == 0:
		return birthMaybe
	case a == b:
		return birthSame
	}
	ay, am, ad := a.parts()
	by, bm, bd := b.parts()
	days := a.number() - b.number()
	switch {
	case days == 1 || days == -1:
		return birthSlipped
	case ay == by && am == bd && ad == bm:
		return birthSlipped
	case am == bm && ad == bd && (ay-by == 1 || by-ay == 1):
		return birthSlipped
	case days <= lunarLag && days >= -lunarLag:
		return birthMaybe
	}
	return birthFar
}

// number counts days, so that two can be subtracted.
func (b birthday) number() int {
	y, m, d := b.parts()
	return int(time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}
