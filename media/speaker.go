package media

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"yizhan/media/device"
)

// Speaker is the box's own loudspeaker. What is wanted of it stands here and outlives
// any child: one that dies, or hangs with its sound system, is put away and the next one
// goes on. Nobody who wants something waits for the sound.
type Speaker struct {
	start Starter
	woken chan struct{}
	health

	mu     sync.Mutex
	siren  Siren
	wanted *playing  // nil: silence
	rings  time.Time // until when what was wanted last may still be heard
	volume int       // percent; of a siren it is always all
}

// playing is one thing that is wanted, until it has been heard or is wanted no more.
type playing struct {
	Source
	heard chan error   // nil: goes on for ever, and through every trouble
	at    atomic.Int64 // samples of it that were heard
}

// ErrSiren is the error of what is not played because a siren calls.
var ErrSiren = errors.New("media: a siren calls")

// NewSpeaker needs a way to start a child (Command) for each time that there is something
// to hear.
func NewSpeaker(start Starter, log *slog.Logger) *Speaker {
	return &Speaker{start: start, health: health{log: log}, woken: make(chan struct{}, 1), volume: 100}
}

// Siren calls with k from now on; said again, it changes nothing.
func (s *Speaker) Siren(k Siren) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if k == s.siren {
		return
	}
	s.siren = k
	if k == Quiet {
		s.want(nil)
	} else {
		s.want(&playing{Source: k.source()})
	}
}

// Try plays a few notes and returns when they have been played; its errors are those of
// State.Trouble. A siren that sounds is trial enough, and one that begins ends the trial
// with ErrSiren.
func (s *Speaker) Try(ctx context.Context) error {
	p := &playing{Source: chime(), heard: make(chan error, 1)}
	s.mu.Lock()
	if s.wanted != nil {
		s.mu.Unlock()
		return s.State().Trouble
	}
	s.want(p)
	s.mu.Unlock()
	select {
	case err := <-p.heard:
		return err
	case <-ctx.Done():
		s.finish(p, ctx.Err())
		s.fails(errors.Join(ErrSilent, ctx.Err()))
		return s.State().Trouble
	}
}

// Play plays a source in the place of whatever is played, and returns when it has been
// heard, or is not: ErrSiren where a siren calls, which is never interrupted, or begins;
// context.Canceled where something else is played, or ctx ended; else what State.Trouble
// says. What was interrupted does not come back. Read is called on the loudspeaker's own
// time and must not wait.
func (s *Speaker) Play(ctx context.Context, what Source) error {
	return s.hears(ctx, &playing{Source: what, heard: make(chan error, 1)})
}

func (s *Speaker) hears(ctx context.Context, p *playing) error {
	if !s.begin(p) {
		return ErrSiren
	}
	select {
	case err := <-p.heard:
		return err
	case <-ctx.Done():
		s.finish(p, nil)
		return ctx.Err()
	}
}

// begin has something played unless a siren calls.
func (s *Speaker) begin(p *playing) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.siren != Quiet {
		return false
	}
	s.want(p)
	return true
}

// Volume is how loud everything but a siren is played, 0 to 100.
func (s *Speaker) Volume() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.volume
}

// SetVolume is heard within a second.
func (s *Speaker) SetVolume(percent int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.volume = min(max(percent, 0), 100)
}

// sounds says that a microphone beside the loudspeaker would hear it: what is wanted may
// begin at any moment, a siren with which something is wrong does not.
func (s *Speaker) sounds() bool {
	works := s.State().Works
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.wanted == nil {
		return time.Now().Before(s.rings)
	}
	return works || s.wanted.heard != nil
}

// want puts p in the place of what was wanted; the lock is held.
func (s *Speaker) want(p *playing) {
	if old := s.wanted; old != nil && old.heard != nil {
		if p != nil && p.heard == nil {
			old.heard <- ErrSiren
		} else {
			old.heard <- context.Canceled
		}
	}
	if s.wanted != nil {
		s.rings = time.Now().Add(behind)
	}
	s.wanted = p
	select {
	case s.woken <- struct{}{}:
	default:
	}
}

// finish ends what was wanted, if it is wanted still.
func (s *Speaker) finish(p *playing, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.wanted != p {
		return
	}
	s.wanted, s.rings = nil, time.Now().Add(behind)
	if p.heard != nil {
		p.heard <- err
	}
}

// gain is what samples are multiplied by; to the ear half of the volume is a quarter of
// the wave.
func (s *Speaker) gain(p *playing) float64 {
	if p.heard == nil {
		return 1
	}
	v := float64(s.Volume()) / 100
	return v * v
}

func (s *Speaker) current() *playing {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.wanted
}

// Run makes what is wanted heard until ctx ends. There is a child only while there is
// something to hear.
func (s *Speaker) Run(ctx context.Context) error {
	var pause pause
	for ctx.Err() == nil {
		p := s.current()
		if p == nil {
			select {
			case <-ctx.Done():
			case <-s.woken:
			}
			continue
		}
		began := time.Now()
		err := s.play(ctx)
		if err == nil || ctx.Err() != nil {
			continue
		}
		s.fails(err)
		if p.heard != nil {
			s.finish(p, err)
			continue
		}
		pause.after(ctx, began)
	}
	return nil
}

// play has one child play until nothing is wanted any more.
func (s *Speaker) play(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	l, err := dial(ctx, s.start, device.Open)
	if err != nil {
		return err
	}
	defer l.child.Close()
	defer s.rests()
	return l.feed(ctx, s)
}
