package media

import "time"

// Decode is for tests, which hear what a file says.
var Decode = decode

// OpenFor has classes of a studio end soon.
func (s *Studio) OpenFor(d time.Duration) { s.longest = d }
