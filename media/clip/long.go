package clip

import "time"

// Long says what a sound of a lesson is: such a one may last longer than a sentence, and
// its bytes and length are its caller's business. ok is false where it is no sound that a
// browser can play, or is torn.
func Long(body []byte) (s Sound, ok bool) {
	s, ok = parse(body)
	return s, ok && s.Length >= Shortest && s.Length < time.Hour
}
