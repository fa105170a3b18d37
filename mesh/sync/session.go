package sync

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"yizhan/hub"
)

const (
	window   = 2               // batches on their way without an Ack
	ackAfter = 3 * time.Minute // a peer that takes longer to store one is stuck
	maxQueue = 4096            // frames waiting; more means that the peer floods us with questions
)

// session is one connection with one peer. One goroutine reads and handles
// frames, one writes: it takes what handlers have queued, and otherwise asks the
// log for what the peer lacks.
type session struct {
	e       *Engine
	peer    Peer
	how     how
	county  bool // one of the two is the county
	conn    *tls.Conn
	line    *line
	record  *peerRecord
	born    time.Time
	greeted chan struct{} // closed when the peer's Hello has been handled
	ended   chan struct{}
	dropped atomic.Bool // nothing that the peer sends is looked at any more
	wake    chan struct{}
	price   cost // of the frame being handled; the reader's alone

	mu       sync.Mutex
	queue    []Frame
	met      bool // the peer's Hello has been handled
	lanes    map[hub.Lane]*lane
	turn     []hub.Lane // whose batch is next
	sentNo   uint64
	readNo   uint64
	pending  map[uint64]sentBatch
	lists    map[string]uint64 // what the peer is known to have
	receipts map[receiptKey]uint64
	live     []liveBatch   // own commits to push as they are
	ackTime  time.Duration // how long the peer takes to store a batch: the slowest of late
	posted   uint64        // board.version when receipts were sent
	used     time.Time     // last commit, question or answer
	gather   time.Time     // when gathered news goes out; zero: none
	bye      string        // why we leave
	files    filing
}

type sentBatch struct {
	lane    hub.Lane
	at      time.Time
	commits map[hub.ID]hub.Origin
	reach   hub.Vector
	again   bool // some are of a branch that the peer's line says nothing of
}

func newSession(e *Engine, conn *tls.Conn, peer Peer, h how) *session {
	now := time.Now()
	s := &session{
		e: e, peer: peer, how: h, county: e.cfg.Trust.County(peer.Key) || e.cfg.Trust.County(e.cfg.Self), conn: conn, line: newLine(conn), born: now, used: now,
		greeted: make(chan struct{}), ended: make(chan struct{}), wake: make(chan struct{}, 1),
		lanes: map[hub.Lane]*lane{}, pending: map[uint64]sentBatch{},
		lists: map[string]uint64{}, receipts: map[receiptKey]uint64{}, files: newFiling(),
	}
	if s.county {
		s.line.out, s.line.in = e.up, e.down
	}
	return s
}

// kept says whether s is the one that both sides keep of two simultaneous ones:
// the smaller key dialled it.
func (s *session) kept() bool {
	selfSmaller := string(s.e.cfg.Self[:]) < string(s.peer.Key[:])
	return s.how.dialled == selfSmaller
}

// run goes on until the connection ends, nil if on purpose.
func (s *session) run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer close(s.ended)
	defer cancel()
	err := survive(func() error {
		hello, err := s.hello(ctx)
		if err == nil {
			s.push(hello)
		}
		return err
	})
	if err != nil {
		return err
	}
	wrote := make(chan error, 1)
	go func() {
		err := survive(func() error { return s.write(ctx) })
		s.conn.Close() // ends the reader
		wrote <- err
	}()
	err = survive(func() error { return s.read(ctx) })
	if !s.leaving() { // a Bye is given its time
		s.conn.Close() // ends a writer that is stuck
		cancel()
	}
	werr := <-wrote
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.bye != "" && s.bye != byeFrame && s.bye != byeRefused && s.bye != byeVersion && s.bye != byeQuota {
		return nil
	}
	if errors.Is(err, errBye) || (errors.Is(err, io.EOF) && werr == nil) {
		return nil
	}
	return errors.Join(err, werr)
}

var (
	errBye     = errors.New("sync: the peer said bye")
	errDropped = errors.New("sync: the peer is no longer trusted")
)

func (s *session) read(ctx context.Context) error {
	f, err := s.line.receive(ctx)
	if err != nil { // an end before Hello is how a hub that does not trust us looks
		return hub.E(hub.CodeUnknown, "sync.unreachable").Because(fmt.Errorf("before hello: %v", err))
	}
	hello, ok := f.Body.(*Hello)
	if !ok {
		s.leave(byeFrame)
		return fmt.Errorf("%w: type %d before hello", errFrame, f.Type)
	}
	if err := s.greet(ctx, hello); err != nil {
		return err
	}
	close(s.greeted)
	for {
		before := s.line.taken
		f, err := s.line.receive(ctx)
		if err == nil && s.dropped.Load() {
			return errDropped
		}
		if err == nil {
			s.seen()
			s.price = cost{bytes: s.line.taken - before}
			if err = s.handle(ctx, f); err == nil {
				err = s.charge(ctx)
			}
		}
		if errors.Is(err, errFrame) || errors.Is(err, errPack) {
			s.leave(byeFrame)
		}
		if err != nil {
			return err
		}
	}
}

func (s *session) handle(ctx context.Context, f Frame) error {
	if d := s.e.drop; d != nil && d(false, f) {
		return nil
	}
	switch b := f.Body.(type) {
	case *List:
		return s.onList(b)
	case *Sums:
		return s.onSums(ctx, b)
	case *Lines:
		return s.onLines(ctx, b)
	case *State:
		return s.onState(ctx, b)
	case *Proofs:
		return s.onProofs(b)
	case *Batch:
		return s.onBatch(ctx, b)
	case *Ack:
		return s.onAck(b)
	case *Want:
		return s.onWant(b)
	case *Receipts:
		return s.onReceipts(ctx, b)
	case *Ask:
		return s.onAsk(b)
	case *Piece:
		return s.onPiece(ctx, b)
	case *Having:
		return s.onHaving(b)
	case *Bye:
		return s.onBye(b)
	case *Hello:
		return fmt.Errorf("%w: a second hello", errFrame)
	}
	return nil // Still, and optional frames of later releases
}

// write sends until ctx ends or the session leaves.
func (s *session) write(ctx context.Context) error {
	timer := time.NewTimer(stillAfter)
	defer timer.Stop()
	for {
		f, wait, err := s.next(ctx)
		if err != nil {
			return err
		}
		if f.Type != 0 {
			if d := s.e.drop; d != nil && d(true, f) {
				continue
			}
			if f.Type == typeBye { // the reader may have ended already
				return s.line.send(context.WithoutCancel(ctx), f)
			}
			if err := s.line.send(ctx, f); err != nil {
				return err
			}
			continue
		}
		timer.Reset(wait)
		select {
		case <-ctx.Done():
			if f, ok := s.pop(); ok && f.Type == typeBye {
				return s.line.send(context.WithoutCancel(ctx), f)
			}
			return nil
		case <-s.wake:
		case <-timer.C:
			if wait == stillAfter {
				s.push(Frame{typeStill, &Still{}})
			}
		}
	}
}

// next is the frame to send now, or how long to wait for one.
func (s *session) next(ctx context.Context) (f Frame, wait time.Duration, err error) {
	if f, ok := s.pop(); ok {
		return f, 0, nil
	}
	if f, err = s.batch(ctx); err != nil || f.Type != 0 {
		return f, 0, err
	}
	if wait, err = s.tick(ctx); err != nil {
		return f, 0, err
	}
	if f, ok := s.pop(); ok { // a tick may have queued something
		return f, 0, nil
	}
	f, pause, err := s.piece(ctx)
	return f, min(wait, pause), err
}

func (s *session) pop() (Frame, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.queue) == 0 {
		return Frame{}, false
	}
	f := s.queue[0]
	s.queue[0] = Frame{}
	s.queue = s.queue[1:]
	return f, true
}

// push queues frames for the writer.
func (s *session) push(fs ...Frame) {
	s.mu.Lock()
	s.pushLocked(fs...)
	s.mu.Unlock()
}

func (s *session) pushLocked(fs ...Frame) {
	if len(s.queue)+len(fs) > maxQueue {
		s.conn.Close()
		return
	}
	s.queue = append(s.queue, fs...)
	s.poke()
}

// poke wakes the writer. It never blocks.
func (s *session) poke() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// leave sends Bye as the last frame and ends the session; the first reason stands.
func (s *session) leave(reason string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.bye != "" {
		return
	}
	s.bye = reason
	s.queue = append([]Frame{{typeBye, &Bye{Reason: reason}}}, s.queue...)
	s.poke()
	// A peer that reads nothing must not keep us.
	time.AfterFunc(2*time.Second, func() { s.conn.Close() })
}

func (s *session) leaving() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.bye != ""
}

func (s *session) seen() {
	s.e.mu.Lock()
	s.record.seen = time.Now()
	s.e.mu.Unlock()
}

func (s *session) onBye(b *Bye) error {
	switch b.Reason {
	case byeVersion, byeRefused, byeFrame, byeQuota:
		return fmt.Errorf("sync: the peer ended it: %s", b.Reason)
	}
	return errBye
}

// onList takes a list that replaces ours. A bad one is refused alone: what a
// list says is the county's word, not the peer's.
func (s *session) onList(l *List) error {
	s.mu.Lock()
	s.lists[l.Name] = max(s.lists[l.Name], l.Number)
	s.mu.Unlock()
	if l.Number <= s.e.cfg.Trust.Lists()[l.Name] {
		return nil
	}
	if err := s.e.cfg.Trust.TakeList(l.Name, l.Signed); err != nil {
		s.e.log.Warn("sync: list refused", "list", l.Name, "number", l.Number, "peer", short(s.peer.Key), "err", err)
		return nil
	}
	s.e.Review()
	for _, other := range s.e.open() {
		other.soon()
	}
	return nil
}

// soon has the writer look for gathered news.
func (s *session) soon() {
	s.mu.Lock()
	s.soonLocked()
	s.mu.Unlock()
}

func (s *session) soonLocked() {
	if s.gather.IsZero() {
		s.gather = time.Now().Add(s.gatherFor())
	}
	s.poke() // to look at the new time, and at what became ready or dirty
}
