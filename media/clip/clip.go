// Package clip reads what a spoken sentence says of itself: which kind of file it is
// and how long it lasts. It parses headers only, decodes nothing, and refuses what the
// browser of a kiosk may not play.
package clip

import (
	"time"

	"yizhan/hub"
)

// MaxBytes is the most that a sentence may weigh: half a minute of a telephone's
// compressed sound has 0.5 MB at most, ten seconds of a WAV file 0.9 MB.
const MaxBytes = 1 << 20

// Shortest and Longest bound a sentence: prompts are written to be spoken in 20 s, and
// dialect may take its time.
const (
	Shortest = 500 * time.Millisecond
	Longest  = 40 * time.Second
)

// Kind is a kind of sound file, and its code in records.
type Kind string

const (
	WAV Kind = "wav" // PCM
	MP3 Kind = "mp3" // MPEG 1, 2 or 2.5, layer 3
	M4A Kind = "m4a" // MPEG-4 with one track, of sound
)

// MIME is what a browser is told.
func (k Kind) MIME() string {
	switch k {
	case WAV:
		return "audio/wav"
	case MP3:
		return "audio/mpeg"
	case M4A:
		return "audio/mp4"
	}
	return "application/octet-stream"
}

// Sound is what the header of a file says.
type Sound struct {
	Kind   Kind
	Length time.Duration
}

// Read says what a file is. Errors, all for people: CodeTooLarge; CodeInvalid where it
// is no sound that can be played, is torn, or lasts too short or too long.
func Read(body []byte) (Sound, error) {
	if len(body) > MaxBytes {
		return Sound{}, hub.E(hub.CodeTooLarge, "clip.large").In("file")
	}
	s, ok := parse(body)
	switch {
	case !ok && s.Kind == "":
		return Sound{}, hub.E(hub.CodeInvalid, "clip.kind").In("file")
	case !ok:
		return Sound{}, hub.E(hub.CodeInvalid, "clip.torn").In("file")
	case s.Length < Shortest:
		return Sound{}, hub.E(hub.CodeInvalid, "clip.short").In("file")
	case s.Length > Longest:
		return Sound{}, hub.E(hub.CodeInvalid, "clip.long", int(Longest.Seconds())).In("file")
	}
	return s, nil
}

// parse tries the kinds in turn. A kind without ok is one whose beginning was known and
// whose rest was not.
func parse(body []byte) (Sound, bool) {
	for _, try := range []func([]byte) (Sound, bool){wav, m4a, mp3} {
		if s, ok := try(body); ok || s.Kind != "" {
			return s, ok
		}
	}
	return Sound{}, false
}

// lasting is samples at a rate, as time; a figure beyond any day counts as a day.
func lasting(samples, rate uint64) time.Duration {
	const day = 24 * 60 * 60
	if rate == 0 {
		return 0
	}
	if samples/rate >= day {
		return day * time.Second
	}
	return time.Duration(samples * uint64(time.Second/time.Microsecond) / rate * uint64(time.Microsecond))
}
