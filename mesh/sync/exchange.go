package sync

import (
	"context"
	"time"

	"yizhan/hub"
)

// wait returns once the peer's Hello has been handled.
func (s *session) wait(ctx context.Context) error {
	select {
	case <-s.greeted:
		return nil
	case <-s.ended:
		return hub.E(hub.CodeUnknown, "sync.unreachable")
	case <-ctx.Done():
		return ctx.Err()
	}
}

// exchange asks how every shared lane stands and waits for all answers.
func (s *session) exchange(ctx context.Context) (complete bool, err error) {
	if err := s.wait(ctx); err != nil {
		return false, err
	}
	s.mu.Lock()
	turn := append([]hub.Lane(nil), s.turn...)
	s.mu.Unlock()
	for _, name := range turn {
		if err := s.inquire(ctx, name); err != nil {
			return false, err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, l := range s.lanes {
		if !l.complete {
			return false, nil
		}
	}
	return true, nil
}

// inquire sends our state of a lane and waits for the peer's.
func (s *session) inquire(ctx context.Context, name hub.Lane) error {
	v, err := s.e.views.get(ctx, name)
	if err != nil {
		return err
	}
	answered := make(chan struct{})
	s.mu.Lock()
	l := s.lanes[name]
	l.stated = v.state
	l.asking = append(l.asking, answered)
	s.used = time.Now()
	s.pushLocked(Frame{typeState, &State{Now: v.state, Ask: true}})
	s.mu.Unlock()
	select {
	case <-answered:
		return nil
	case <-s.ended:
		return hub.E(hub.CodeUnknown, "sync.unreachable")
	case <-ctx.Done():
		return ctx.Err()
	}
}
