package media

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"
)

// ErrSilent is the error of a device whose child does not answer, or does not come on.
var ErrSilent = errors.New("media: the sound child does not come on")

// State is how a loudspeaker or a microphone is.
type State struct {
	Works   bool  // something is heard now, were it silence
	Trouble error // a device.Trouble or ErrSilent: why what was wanted last was not heard; nil: nothing is known against it
}

// health is the state of a device. A trouble is logged when it begins, not at every
// attempt to get over it.
type health struct {
	log *slog.Logger

	mu     sync.Mutex
	state  State
	logged string
}

// State says how it is now.
func (h *health) State() State {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.state
}

// works: something is heard.
func (h *health) works() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.state, h.logged = State{Works: true}, ""
}

// rests: nothing is wanted of it.
func (h *health) rests() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.state = State{}
}

// fails says why nothing is heard.
func (h *health) fails(err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if why := err.Error(); why != h.logged {
		h.logged = why
		h.log.Warn("sound does not work", "cause", why)
	}
	h.state = State{Trouble: err}
}

// again and againMost bound the pause before a child that failed is followed by another: a
// box without a loudspeaker tries all night long, and one that is plugged in is heard soon.
const (
	again     = 2 * time.Second
	againMost = 8 * time.Second
)

// pause is the last one; it doubles while children fail soon.
type pause time.Duration

// after waits, after a child that was started then has failed.
func (p *pause) after(ctx context.Context, began time.Time) {
	if time.Since(began) > againMost+openPatience {
		*p = 0
	}
	*p = min(max(2**p, pause(again)), pause(againMost))
	select {
	case <-ctx.Done():
	case <-time.After(time.Duration(*p)):
	}
}
