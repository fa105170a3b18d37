package sync

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"yizhan/hub"
)

// batch is the next batch that the peer lacks, if one may go now; before the
// first commit of an origin that is new to the peer go the proofs.
func (s *session) batch(ctx context.Context) (Frame, error) {
	if f := s.pushLive(); f.Type != 0 {
		return f, nil
	}
	for {
		name, ok := s.pick()
		if !ok {
			return Frame{}, nil
		}
		if !s.e.cfg.Trust.MayRead(s.peer.Key, name) {
			s.leave(byeRefused)
			f, _ := s.pop()
			return f, nil
		}
		commits, more, err := s.since(ctx, name)
		if err != nil {
			return Frame{}, err
		}
		if len(commits) == 0 {
			s.satisfied(name)
			if commits, more, err = s.parts(ctx, name); err != nil {
				return Frame{}, err
			}
		}
		if len(commits) > 0 {
			return s.pack(ctx, name, commits, more)
		}
	}
}

// since asks the log for what is free to go. The view that tells whose origins are
// may be a second old; a new origin has it read again.
func (s *session) since(ctx context.Context, name hub.Lane) ([]hub.Commit, bool, error) {
	v, err := s.e.views.recent(ctx, name, s.e.cfg.Timing.Gather)
	for {
		if err != nil {
			return nil, false, err
		}
		commits, more, err := s.ask(ctx, name, v)
		if err != nil {
			return nil, false, fmt.Errorf("sync: since: %w", err)
		}
		stranger := func(c hub.Commit) bool { _, known := v.owner[c.Header.Origin]; return !known }
		if !slices.ContainsFunc(commits, stranger) {
			return commits, more, nil
		}
		s.e.views.forget(name) // a commit is in the log a moment before anybody says so
		v, err = s.e.views.get(ctx, name)
		if err == nil && slices.ContainsFunc(commits, stranger) {
			return nil, false, fmt.Errorf("sync: the log has commits of lane %s without a proof", name)
		}
	}
}

// ask asks the log for the newest that is wished, and for the rest if there is none
// of it: the view may be older than the log.
func (s *session) ask(ctx context.Context, name hub.Lane, v view) ([]hub.Commit, bool, error) {
	wishes, from := s.wishes(name, v), uint64(newestFrom)
	if s.batchBytes() < MaxBatchBytes {
		from = slowFrom
	}
	if first := maps.Clone(wishes); newest(v.vector, first, from) {
		commits, _, err := s.e.cfg.Log.Since(ctx, name, first, MaxBatchCommits, s.batchBytes())
		if err != nil || len(commits) > 0 {
			return commits, true, err
		}
	}
	return s.e.cfg.Log.Since(ctx, name, wishes, MaxBatchCommits, s.batchBytes())
}

// pick chooses a lane with something to send while the window is open: the county's
// word before all else, then one after the other.
func (s *session) pick() (name hub.Lane, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.pending) >= window || s.bye != "" {
		return "", false
	}
	if l := s.lanes[hub.LanePublic]; l != nil && l.ready && l.dirty {
		l.dirty = false
		return hub.LanePublic, true
	}
	for i, name := range s.turn {
		l := s.lanes[name]
		if !l.ready || !l.dirty {
			continue
		}
		s.turn = append(append(s.turn[:i:i], s.turn[i+1:]...), name)
		l.dirty = false
		return name, true
	}
	return "", false
}

// wishes is the vector to ask the log with: what the peer holds, and all of the
// origins that are not to be offered now: refused ones, and those of other hubs
// that are not free to go.
func (s *session) wishes(name hub.Lane, v view) hub.Vector {
	s.mu.Lock()
	defer s.mu.Unlock()
	l := s.lanes[name]
	out := maps.Clone(l.theirs)
	all := hub.Reach{Head: hub.Head{Seq: maxSeq}}
	for o, owner := range v.owner {
		if owner != s.e.cfg.Self && !l.free[o] {
			out[o] = all
		}
	}
	for o := range l.closed {
		out[o] = all
	}
	l.leaf(v.vector, out)
	return out
}

// satisfied is called when the log had nothing more of what was free to go.
func (s *session) satisfied(name hub.Lane) {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.lanes[name].free)
}

func (s *session) pack(ctx context.Context, name hub.Lane, commits []hub.Commit, more bool) (Frame, error) {
	packed, err := Pack(commits)
	if err != nil {
		return Frame{}, err
	}
	proofs, err := s.unproved(ctx, name, commits)
	if err != nil {
		return Frame{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sentNo++
	f := Frame{typeBatch, &Batch{Number: s.sentNo, Lane: name, Packed: packed}}
	l := s.lanes[name]
	s.note(l, commits)
	l.turn(commits, more)
	l.dirty = l.dirty || more
	if len(proofs) == 0 {
		return f, nil
	}
	s.queue = append([]Frame{f}, s.queue...) // right after the proofs
	return Frame{typeProofs, &Proofs{Lane: name, Proofs: proofs}}, nil
}

// unproved are the proofs of origins that this session has not proved yet and
// that are new to the peer.
func (s *session) unproved(ctx context.Context, name hub.Lane, commits []hub.Commit) (out []Proof, err error) {
	missing := map[hub.Origin]bool{}
	s.mu.Lock()
	l := s.lanes[name]
	for _, c := range commits {
		o := c.Header.Origin
		if !l.proved[o] {
			l.proved[o] = true
			missing[o] = l.theirs[o].Head.Seq == 0
		}
	}
	s.mu.Unlock()
	maps.DeleteFunc(missing, func(_ hub.Origin, wanted bool) bool { return !wanted })
	if len(missing) == 0 {
		return nil, nil
	}
	all, err := s.e.cfg.Log.Proofs(ctx, name)
	if err != nil {
		return nil, fmt.Errorf("sync: proofs: %w", err)
	}
	for o := range missing {
		if p, ok := all[o]; ok {
			out = append(out, Proof{Origin: o, Key: p.Key, Epoch: p.Epoch, Cert: p.Cert})
		}
	}
	return out, nil
}

func (s *session) onProofs(f *Proofs) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	l := s.openLane(f.Lane)
	if l == nil {
		return nil
	}
	for _, p := range f.Proofs {
		if len(l.proofs) >= 4096 || len(p.Cert) > 4096 {
			return fmt.Errorf("%w: too many proofs", errFrame)
		}
		l.proofs[p.Origin] = hub.OriginProof{Key: p.Key, Epoch: p.Epoch, Lane: f.Lane, Cert: p.Cert}
	}
	return nil
}

// onBatch stores a batch and then says so. A cut of the connection meanwhile does
// not undo it: the context is not the connection's.
func (s *session) onBatch(ctx context.Context, f *Batch) error {
	if f.Number != s.readNo+1 {
		return fmt.Errorf("%w: batch %d after %d", errFrame, f.Number, s.readNo)
	}
	s.readNo = f.Number
	commits, err := Unpack(f.Packed)
	if err != nil {
		return err
	}
	l, _ := s.lane(f.Lane)
	ack := &Ack{Number: f.Number}
	if l == nil || !s.mayShare(f.Lane) { // revoked since the Hellos
		for _, c := range commits {
			ack.Refused = append(ack.Refused, c.ID)
		}
		s.push(Frame{typeAck, ack})
		return nil
	}
	s.mu.Lock()
	proofs := maps.Clone(l.proofs)
	// Noted before they are stored: the news of them must not send them back.
	for _, c := range commits {
		extend(l.theirs, c.Header.Origin, c.Header.Seq, c.ID)
	}
	s.mu.Unlock()
	res, err := s.e.cfg.Log.Accept(context.WithoutCancel(ctx), commits, proofs)
	if err != nil {
		return fmt.Errorf("sync: accept: %w", err)
	}
	s.e.views.forget(f.Lane)
	ack.New, ack.Known, ack.Refused = uint32(res.New), uint32(res.Known), res.Refused
	s.accepted(l, commits, res)
	s.push(Frame{typeAck, ack})
	v, err := s.e.views.recent(ctx, f.Lane, time.Hour) // whose an origin is never changes
	if err == nil {
		s.price = s.priceOf(s.price.bytes, commits, res, v.owner)
	}
	return err
}

func (s *session) accepted(l *lane, commits []hub.Commit, res Accepted) {
	refused := make(map[hub.ID]bool, len(res.Refused))
	for _, id := range res.Refused {
		refused[id] = true
	}
	s.mu.Lock()
	for _, c := range commits {
		if !refused[c.ID] {
			extend(l.told, c.Header.Origin, c.Header.Seq, c.ID)
		}
	}
	s.used = time.Now()
	s.soonLocked()
	s.mu.Unlock()
	s.e.mu.Lock()
	s.record.received += int64(res.New)
	s.record.known += int64(res.Known)
	s.record.refused += int64(len(res.Refused))
	s.e.mu.Unlock()
	if len(refused) > 0 {
		s.e.log.Warn("sync: commits refused", "peer", short(s.peer.Key), "count", len(refused))
	}
}

func (s *session) onAck(f *Ack) error {
	s.mu.Lock()
	sent, ok := s.pending[f.Number]
	if !ok {
		s.mu.Unlock()
		return fmt.Errorf("%w: ack %d", errFrame, f.Number)
	}
	delete(s.pending, f.Number)
	took := time.Since(sent.at)
	s.ackTime = max(took, s.ackTime*3/4)
	s.fit(took)
	l := s.lanes[sent.lane]
	l.sent--
	for _, id := range f.Refused {
		if o, ours := sent.commits[id]; ours {
			l.closed[o] = true
		}
	}
	if sent.again && f.New > 0 { // of a fork: whether it lacks more, only its line tells
		l.again, l.patience = true, 0
	}
	s.soonLocked()
	s.poke()
	s.mu.Unlock()
	s.e.mu.Lock()
	s.record.sent += int64(f.New)
	s.record.turnedAway += int64(len(f.Refused))
	s.e.mu.Unlock()
	return nil
}

// gatherFor is how long small talk with this peer is gathered. The county's lines
// cost money, and what it has not heard of is what people wait for: no crowd there.
func (s *session) gatherFor() time.Duration {
	if s.county {
		return s.e.cfg.Timing.Gather
	}
	return s.e.gather()
}

// relay is how long commits of others wait: the peer's word that it has them
// comes after its Gather, the peer may be in a crowd, and where it is slow to store
// what it gets, sending it more copies would only make it slower. That has a limit:
// after a time at 64 kbit/s one slow batch must not hold up a township for minutes. It
// is called with s.mu held.
func (s *session) relay() time.Duration {
	wait := s.e.cfg.Timing.Relay + min(4*s.ackTime, slowBatch)
	if s.county {
		return wait + 2*s.e.cfg.Timing.Gather
	}
	return wait + 2*crowdFactor*s.e.cfg.Timing.Gather
}

// news has the peer told of a commit: at once if it was written here; if it came
// from another hub, after a while, unless the peer says that it has it too.
func (s *session) news(n hub.News, live liveBatch) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n.Lane != "" {
		l := s.openLane(n.Lane)
		if l != nil && live.packed != nil && l.follows(live.commit) && len(s.live) < window {
			l.complete = false
			s.live = append(s.live, live)
			s.soonLocked()
			return
		}
	}
	for name, l := range s.lanes {
		if n.Lane != "" && n.Lane != name {
			continue
		}
		l.complete = false
		if n.Own || n.Lane == "" {
			l.dirty = true
			l.missed = l.missed || n.Lane == ""
		} else if !covers(l.theirs[n.Origin], n.Seq) {
			l.wait(n.Origin, n.Seq, time.Now().Add(s.relay()))
		}
	}
	s.soonLocked()
	s.poke()
}
