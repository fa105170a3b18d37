package care

import (
	"time"

	"yizhan/hub"
)

// ClockFix is a better time that a box learned while it ran; Period is boot and
// quality. Offset is what has to be added to what its clock had said before.
type ClockFix struct {
	Ref
	Boot    []byte  `form:"boot"`
	Offset  int     `form:"offset"` // milliseconds
	Quality int     `form:"quality"`
	Day     hub.Day `form:"day"`
	Minute  int     `form:"minute"`
}

// ClockDoubt is a day under which a box with a wrong clock noted something; Period
// is day and boot.
type ClockDoubt struct {
	Ref
	Day     hub.Day `form:"day"`
	Likely  hub.Day `form:"likely"`
	Boot    []byte  `form:"boot"`
	Quality int     `form:"quality"`
	Notes   int     `form:"notes"`   // arrivals, leavings and absences
	Verdict string  `form:"verdict"` // right, moved; "" nobody has said
	Moved   hub.Day `form:"moved"`
}

// ClockMatters is the least that a correction is put on record for: a tap's minute
// is no more exact.
const ClockMatters = 2 * time.Minute

// Corrected is a reading as it would have been, had the box known then what it
// learned later in the same boot. Each fix corrects what was read while the clock
// was worse than its source, and counts from the reading just before it: they add
// up, in any order. A reading that no fix is about stays as it is.
func Corrected(at hub.Reading, fixes []ClockFix) hub.Reading {
	best := at.Quality
	for _, f := range fixes {
		quality := hub.ClockQuality(f.Quality)
		if string(f.Boot) != string(at.Boot[:]) || quality <= at.Quality {
			continue
		}
		at.Wall = at.Wall.Add(time.Duration(f.Offset) * time.Millisecond)
		best = max(best, quality)
	}
	at.Quality = best
	return at
}
