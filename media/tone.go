package media

import (
	"math"
	"time"
)

// Rate is the samples a second of everything that is played: one channel, s16.
const Rate = 16000

// Source is something to hear. Read fills dst and says how many samples there were;
// fewer than asked for is the end.
type Source interface {
	Read(dst []int16) int
}

// Siren is what the loudspeaker calls with until it is told otherwise.
type Siren int

const (
	Quiet Siren = iota
	Drill       // slower and lower, so that nobody runs
	Alarm
)

// source is the two tones of a siren, the same as those of the pages.
func (k Siren) source() Source {
	if k == Drill {
		return &tones{notes: []float64{440, 330}, each: 800 * time.Millisecond, forever: true}
	}
	return &tones{notes: []float64{960, 720}, each: 300 * time.Millisecond, forever: true}
}

// chime is what is heard of a loudspeaker that is tried: three notes upward.
func chime() Source {
	return &tones{notes: []float64{523.25, 659.26, 783.99}, each: 300 * time.Millisecond}
}

// opens and closes say to everybody in the room that the microphone hears from now on, or
// does not.
func opens() Source {
	return &tones{notes: []float64{587.33, 880}, each: 150 * time.Millisecond}
}

func closes() Source {
	return &tones{notes: []float64{880, 587.33}, each: 150 * time.Millisecond}
}

// loudness is a tone's share of full scale. A page's own siren takes 0.4 of the same
// loudspeaker: together they do not clip.
const loudness = 0.6

// tones are notes in turn, without a break in the wave between two of them.
type tones struct {
	notes   []float64 // Hz
	each    time.Duration
	forever bool

	at    int     // samples read
	phase float64 // of the fundamental, in turns
}

func (t *tones) Read(dst []int16) int {
	each := int(t.each.Seconds() * Rate)
	for i := range dst {
		n := t.at / each
		if n >= len(t.notes) && !t.forever {
			return i
		}
		dst[i] = int16(math.MaxInt16 * loudness * wave(t.phase))
		_, t.phase = math.Modf(t.phase + t.notes[n%len(t.notes)]/Rate)
		t.at++
	}
	return len(dst)
}

// wave is a hollow tone, as of a horn: the first odd partials of a square, which at 1 kHz
// stay below half the rate, and carry farther than a sine. It lies within -1 and 1.
func wave(phase float64) float64 {
	x := 2 * math.Pi * phase
	return (math.Sin(x) + math.Sin(3*x)/3 + math.Sin(5*x)/5) / 0.95
}
