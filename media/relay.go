package media

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"yizhan/hub"
	"yizhan/hub/class"
	"yizhan/media/ring"
)

// Stream is a neighbour's class as it comes in.
type Stream interface {
	// Next waits for a whole frame, which is the stream's until the next call.
	Next() ([]byte, error)
	Close() error
}

// Relay is a neighbour's class at this box: one stream comes in, and everybody who follows
// the class here, telephones and the loudspeaker, listens to that one. It is a class.Sound
// without a microphone.
type Relay struct {
	pull  func(context.Context) (Stream, class.Format, error)
	quiet func() bool
	most  int
	log   *slog.Logger

	mu      sync.Mutex
	ring    *ring.Ring // nil: nothing has come yet
	codec   codec
	frames  int
	trouble error
	over    bool
}

// NewRelay needs a way to ask for the stream, from now on each time, and to know whether
// none is to be expected, because the class is paused; most may listen here.
func NewRelay(pull func(context.Context) (Stream, class.Format, error), quiet func() bool, most int, log *slog.Logger) *Relay {
	return &Relay{pull: pull, quiet: quiet, most: most, log: log, trouble: errNothingYet}
}

var _ class.Sound = (*Relay)(nil)

var (
	errNothingYet = hub.E(hub.CodeNotFound, "class.far-waiting")
	errNotHere    = hub.E(hub.CodeForbidden, "class.far")
)

// How soon a stream that broke is asked for again: at once, then ever later.
const (
	pullSoon = 500 * time.Millisecond
	pullLate = 8 * time.Second
	pullHung = 6 * time.Second // without a frame: the link hangs
)

// Run has the stream come in until ctx ends. A link that breaks is tried again: who
// listens here stays, and hears what is said from then on.
func (r *Relay) Run(ctx context.Context) error {
	defer r.close()
	again := pullSoon
	for ctx.Err() == nil {
		n, err := r.run(ctx)
		if ctx.Err() != nil {
			return nil
		}
		r.fails(err)
		if n > 0 {
			again = pullSoon
		}
		select {
		case <-ctx.Done():
		case <-time.After(again):
		}
		again = min(2*again, pullLate)
	}
	return nil
}

// run has one stream come in, and says how many frames came.
func (r *Relay) run(ctx context.Context) (n int, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s, format, err := r.pull(ctx)
	if err != nil {
		return 0, err
	}
	var came atomic.Bool
	go func() {
		tick := time.NewTicker(pullHung)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			if !came.Swap(false) && !r.quiet() {
				s.Close()
			}
		}
	}()
	defer context.AfterFunc(ctx, func() { s.Close() })()
	defer s.Close()
	to, err := r.begin(format)
	if err != nil {
		return 0, err
	}
	for {
		frame, err := s.Next()
		if err != nil {
			return n, err
		}
		came.Store(true)
		n++
		to.Publish(frame)
		r.mu.Lock()
		r.frames++
		r.trouble = nil
		r.mu.Unlock()
	}
}

// begin is where frames of that format go. Who listens to frames of another one, because
// the neighbour has another encoder since, has to listen anew.
func (r *Relay) begin(f class.Format) (*ring.Ring, error) {
	c, err := codecOf(f)
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ring != nil && r.codec.name != c.name {
		r.ring.Close()
		r.ring = nil
	}
	if r.ring == nil {
		r.codec, r.ring = c, newRing(c, r.most)
	}
	return r.ring, nil
}

// fails keeps why nothing comes; it is logged when it begins.
func (r *Relay) fails(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.trouble == nil {
		r.log.Info("a neighbour's class is not heard any more; asked for again", "cause", err)
	}
	switch {
	case hub.CodeOf(err) == hub.CodeFull:
		r.trouble = err
	case r.frames > 0:
		r.trouble = hub.E(hub.CodeUnknown, "class.far-lost").Because(err)
	}
}

func (r *Relay) close() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.over = true
	if r.ring != nil {
		r.ring.Close()
	}
}

// Listen gives what comes in from now on.
func (r *Relay) Listen() (class.Listener, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ring == nil || r.over {
		return nil, errNothingYet
	}
	l, err := r.ring.Listen()
	if err != nil {
		return nil, hub.E(hub.CodeFull, "class.full").Because(err)
	}
	return l, nil
}

// State is how it comes in: there is no microphone, and nothing is recorded here.
func (r *Relay) State() class.SoundState {
	r.mu.Lock()
	defer r.mu.Unlock()
	s := class.SoundState{Trouble: r.trouble, Left: Longest}
	if r.ring != nil {
		s.Format, s.Recorded, s.Listeners = r.codec.format(), r.codec.lasts(r.frames), r.ring.Listeners()
	}
	return s
}

// What a microphone does is done where the class is held.
func (r *Relay) Try() error         { return errNotHere }
func (r *Relay) TryEnd()            {}
func (r *Relay) Replay() error      { return errNotHere }
func (r *Relay) Begin(hub.ID) error { return errNotHere }
func (r *Relay) Pause()             {}
func (r *Relay) Resume() error      { return errNotHere }
func (r *Relay) End()               {}
