package sync

import (
	"context"
	"errors"
	"fmt"
	"time"

	"yizhan/hub"
)

// storing is a batch on its way into the log. While one is written the next is unpacked
// and proven: never more than two, so that a peer's haste costs no more memory than that.
type storing struct {
	done chan struct{}
	err  error
}

// wait returns once the batch is stored, and those before it.
func (b *storing) wait() error {
	if b == nil {
		return nil
	}
	<-b.done
	return b.err
}

// store has a batch stored, and returns once the one before the last is.
func (s *session) store(ctx context.Context, f *Batch, l *lane, commits []hub.Commit, proofs map[hub.Origin]hub.OriginProof) error {
	if err := s.earlier.wait(); err != nil {
		return err
	}
	before, price := s.latest, s.price
	s.price = cost{}
	next := &storing{done: make(chan struct{})}
	s.earlier, s.latest = before, next
	go func() {
		defer close(next.done)
		next.err = survive(func() error {
			res, err := s.e.cfg.Log.Accept(context.WithoutCancel(ctx), commits, proofs)
			if err != nil {
				err = fmt.Errorf("sync: accept: %w", err)
			}
			if err := errors.Join(before.wait(), err); err != nil {
				return err
			}
			return s.stored(ctx, f, l, commits, res, price)
		})
		if next.err != nil && !s.leaving() {
			s.conn.Close() // wakes the reader
		}
	}()
	return nil
}

// stored acknowledges a batch, and charges the peer for it.
func (s *session) stored(ctx context.Context, f *Batch, l *lane, commits []hub.Commit, res Accepted, price cost) error {
	s.e.views.forget(f.Lane)
	s.accepted(l, commits, res)
	s.push(Frame{typeAck, &Ack{Number: f.Number, New: uint32(res.New), Known: uint32(res.Known), Refused: res.Refused}})
	v, err := s.e.views.recent(ctx, f.Lane, time.Hour) // whose an origin is never changes
	if err != nil {
		return err
	}
	return s.charge(ctx, s.priceOf(price.bytes, commits, res, v.owner))
}
