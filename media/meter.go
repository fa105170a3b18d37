package media

import (
	"math"
	"time"
)

// Bounds of what a microphone hears, in decibels below full scale. Somebody who speaks a
// forearm before it is at -30 to -15; a village room at rest at -65 to -50.
const (
	floorDB = -60.0 // and below it the level is 0
	quietDB = -42.0
	// clipped is a sample at the end of what figures can say.
	clipped = math.MaxInt16 - 66
)

// How long nothing but noise has to be heard to be said, how long a clip stays said, and
// how many samples of it are no click.
const (
	quietAfter = 10 * time.Second
	loudFor    = 2 * time.Second
	loudMany   = 8
)

// meter says how loud it is.
type meter struct {
	power float64       // mean square of what was heard last, full scale is 1
	heard time.Duration // since somebody spoke
	clips int           // samples, since…
	since time.Duration // … the first of them, counted in what was heard
}

// hear takes samples in.
func (m *meter) hear(samples []int16) {
	if len(samples) == 0 {
		return
	}
	sum, clips := 0.0, 0
	for _, v := range samples {
		x := float64(v) / math.MaxInt16
		sum += x * x
		if v >= clipped || v <= -clipped {
			clips++
		}
	}
	lasts := time.Duration(len(samples)) * time.Second / Rate
	now := sum / float64(len(samples))
	// The needle jumps up at once and falls within a third of a second, so that a word is seen.
	fall := math.Exp(-lasts.Seconds() / 0.3)
	m.power = max(now, m.power*fall)
	if m.heard += lasts; decibels(now) > quietDB {
		m.heard = 0
	}
	if m.since += lasts; m.since > loudFor {
		m.clips = 0
	}
	if m.clips += clips; clips > 0 {
		m.since = 0
	}
}

func decibels(power float64) float64 { return 10 * math.Log10(max(power, 1e-10)) }

// level is 0 to 100.
func (m *meter) level() int {
	return int(math.Round(100 * min(max(1-decibels(m.power)/floorDB, 0), 1)))
}

// quiet says that there was nothing but noise for a while.
func (m *meter) quiet() bool { return m.heard >= quietAfter }

// loud says that it clips.
func (m *meter) loud() bool { return m.clips >= loudMany }
