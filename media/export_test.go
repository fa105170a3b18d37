package media

import (
	"log/slog"
	"time"
)

// Decode is for tests, which hear what a file says.
var Decode = decode

// Unframer is for tests, which hear a class.
var Unframer = unframer

// OpenFor has classes of a studio end soon.
func (s *Studio) OpenFor(d time.Duration) { s.longest = d }

// WithoutMP3 has a studio encode as on a box without libmp3lame.
func (s *Studio) WithoutMP3() {
	s.encoder = func(*slog.Logger) (codec, encoder) { return codecIMA, &blocks{} }
}

// WithMP3 undoes WithoutMP3.
func (s *Studio) WithMP3() { s.encoder = newEncoder }
