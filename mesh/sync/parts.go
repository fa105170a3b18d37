package sync

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"yizhan/hub"
	"yizhan/hub/codec"
)

const (
	maxWant  = 500
	askAgain = time.Minute // a part that the peer has not either
)

// askParts asks the peer for parts that are missing here although their consent
// has come. Vectors say nothing of them: the header travelled long ago.
func (s *session) askParts(ctx context.Context, name hub.Lane, now LaneState) error {
	s.mu.Lock()
	l := s.lanes[name]
	came := l.diverged && l.state != l.lackedOf // the consent has reached the peer since
	asked := l.lacked == now && !came && time.Since(l.lackedAt) < askAgain
	l.lacked, l.lackedOf, l.lackedAt = now, l.state, time.Now()
	if came {
		clear(l.asked)
	}
	s.mu.Unlock()
	if asked {
		return nil
	}
	ids, err := s.e.cfg.Log.Lacking(ctx, name, maxWant)
	if err != nil {
		return fmt.Errorf("sync: lacking: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	maps.DeleteFunc(l.asked, func(_ hub.ID, at time.Time) bool { return time.Since(at) > askAgain })
	ids = slices.DeleteFunc(ids, func(id hub.ID) bool { _, asked := l.asked[id]; return asked })
	if len(ids) == 0 {
		return nil
	}
	for _, id := range ids {
		l.asked[id] = time.Now()
	}
	s.pushLocked(Frame{typeWant, &Want{Lane: name, IDs: ids}})
	return nil
}

func (s *session) onWant(f *Want) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	l := s.openLane(f.Lane)
	if l == nil {
		return nil
	}
	if len(f.IDs) > maxWant || len(l.wanted) > 4*maxWant {
		return fmt.Errorf("%w: %d commits wanted", errFrame, len(f.IDs))
	}
	l.wanted = append(l.wanted, f.IDs...)
	l.dirty = true
	s.poke()
	return nil
}

// parts are the next wanted commits of the lane that have a part here.
func (s *session) parts(ctx context.Context, name hub.Lane) (out []hub.Commit, more bool, err error) {
	s.mu.Lock()
	ids := s.lanes[name].wanted
	s.lanes[name].wanted = nil
	s.mu.Unlock()
	if len(ids) == 0 {
		return nil, false, nil
	}
	v, err := s.e.views.get(ctx, name)
	if err != nil {
		return nil, false, err
	}
	size := 0
	for i, id := range ids {
		if size > s.batchBytes() || len(out) == MaxBatchCommits {
			s.mu.Lock()
			s.lanes[name].wanted = append(ids[i:], s.lanes[name].wanted...)
			s.mu.Unlock()
			return out, true, nil
		}
		c, err := s.e.cfg.Log.Commit(ctx, id)
		if hub.CodeOf(err) == hub.CodeNotFound {
			continue
		}
		if err != nil {
			return nil, false, fmt.Errorf("sync: commit: %w", err)
		}
		_, ofLane := v.owner[c.Header.Origin]
		if ofLane && slices.ContainsFunc(c.Parts, func(p []byte) bool { return p != nil }) {
			out, size = append(out, c), size+codec.Size(c)
		}
	}
	return out, false, nil
}
