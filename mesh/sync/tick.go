package sync

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"yizhan/hub"
)

const (
	maxPatience      = 5 * time.Minute
	receiptsPerFrame = 200
)

// tick sends what has been gathered and says how long the writer may sleep.
func (s *session) tick(ctx context.Context) (time.Duration, error) {
	now := time.Now()
	s.mu.Lock()
	due := !s.gather.IsZero() && !s.gather.After(now)
	if due {
		s.gather = time.Time{}
	}
	turn := append([]hub.Lane(nil), s.turn...)
	s.mu.Unlock()
	if due {
		if err := s.smallTalk(ctx, turn); err != nil {
			return 0, err
		}
	}
	if err := s.askFiles(ctx); err != nil {
		return 0, err
	}
	return s.sleepFor(now)
}

// smallTalk tells the peer what it does not know of us yet, lane by lane. It may go by
// views of a moment ago; what has come since is looked at in the next round, whether or
// not anything else happens until then.
func (s *session) smallTalk(ctx context.Context, turn []hub.Lane) error {
	if err := s.sendLists(); err != nil {
		return err
	}
	views := make([]view, len(turn))
	for i, name := range turn {
		v, err := s.e.views.recent(ctx, name, s.gatherFor()/2)
		if err != nil {
			return err
		}
		if views[i] = v; !s.e.views.current(v) {
			s.soon()
		}
		if err := s.report(ctx, v); err != nil {
			return err
		}
	}
	return s.sendReceipts(ctx, views)
}

// sleepFor is how long nothing can be due. Idle connections end here.
func (s *session) sleepFor(now time.Time) (time.Duration, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.queue) > 0 {
		return 0, nil
	}
	for _, sent := range s.pending {
		if now.Sub(sent.at) > ackAfter {
			s.fit(ackAfter)
			return 0, errors.New("sync: a batch was not acknowledged")
		}
	}
	wait := stillAfter
	until := func(t time.Time) {
		if !t.IsZero() {
			wait = min(wait, max(t.Sub(now), time.Millisecond))
		}
	}
	until(s.gather)
	until(s.filesAt(now))
	for _, l := range s.lanes {
		until(l.release(now, s.relay()))
		if l.dirty && l.ready && len(s.pending) < window {
			wait = time.Millisecond
		}
		until(l.resync)
		if !l.resync.IsZero() && !l.resync.After(now) {
			s.gather = now
			wait = time.Millisecond
		}
	}
	if s.how.dialled && !s.how.lasting && s.bye == "" {
		if end := s.used.Add(s.e.cfg.Timing.Idle); end.After(now) {
			until(end)
		} else {
			s.bye = byeIdle
			s.queue = append(s.queue, Frame{typeBye, &Bye{Reason: byeIdle}})
			wait = 0
		}
	}
	return wait, nil
}

// report tells the peer what it does not know of us yet: lines that moved, and,
// once nothing is on its way in this lane, the state. Where both have been quiet
// and are still unequal, a new round finds out why.
func (s *session) report(ctx context.Context, v view) error {
	name, round := v.state.Lane, false
	s.mu.Lock()
	l := s.lanes[name]
	now := time.Now()
	if !l.ready {
		round = l.round == 0 && !l.resync.IsZero() && !l.resync.After(now)
		l.resync = time.Time{}
		s.mu.Unlock()
		if round {
			return s.startRound(ctx, name)
		}
		return nil
	}
	if l.missed {
		l.missed = false
		s.courtesy(l, v)
	}
	var lines []Line
	for _, o := range origins(v.vector) {
		// A view may be older than what has been told since; a fork lowers the head.
		newer := forked(v.vector[o]) || len(missing(l.told[o], v.vector[o])) == 0
		if newer && !sameReach(v.vector[o], l.told[o]) {
			lines = append(lines, toLine(o, v.vector[o]))
		}
	}
	if len(lines) > 0 {
		s.pushLines(name, 0, lines)
		l.told = maps.Clone(v.vector)
	}
	quiet := l.sent == 0 && !l.dirty
	if quiet && l.stated != v.state {
		l.stated = v.state
		s.pushLocked(Frame{typeState, &State{Now: v.state}})
	}
	if quiet && l.again {
		round, l.again = true, false
	} else if quiet && len(l.holds) == 0 {
		round = l.suspect(now, v.state.Vector, s.e.cfg.Timing.Resync)
	} else {
		l.resync = time.Time{}
	}
	s.mu.Unlock()
	if round {
		return s.startRound(ctx, name)
	}
	s.settleWith(name, v)
	return s.askParts(ctx, name, v.state)
}

// sendLists sends the lists that the peer has an older one of.
func (s *session) sendLists() error {
	for name, number := range s.peersLists() {
		s.mu.Lock()
		known := s.lists[name]
		s.lists[name] = max(known, number)
		s.mu.Unlock()
		if known >= number {
			continue
		}
		signed, err := s.e.cfg.Trust.List(name)
		if err != nil {
			return fmt.Errorf("sync: list %s: %w", name, err)
		}
		s.push(Frame{typeList, &List{Name: name, Number: number, Signed: signed}})
	}
	return nil
}

// sendReceipts tells the peer who holds what, the newest only and nothing twice:
// our own word on the peer's origins, and on all origins when we are the county
// or the county is the peer; of others' words, the county's and those on the
// peer's own origins. The first time in a session our word on everything goes, so
// that a third hub can pass it on.
func (s *session) sendReceipts(ctx context.Context, views []view) error {
	trust, self := s.e.cfg.Trust, s.e.cfg.Self
	all := trust.County(self) || trust.County(s.peer.Key)
	var out []Receipt
	late := false
	for _, v := range views {
		held, soon, err := s.e.board.held(ctx, v)
		if err != nil {
			return fmt.Errorf("sync: held: %w", err)
		}
		late = late || soon
		for _, r := range held {
			mine := receiptKey{self, r.Origin}
			wanted := all || v.owner[r.Origin] == s.peer.Key || s.receipts[mine] == 0
			if wanted && v.owner[r.Origin] != self && s.receipts[mine] < r.Head.Seq {
				s.receipts[mine] = r.Head.Seq
				out = append(out, toReceipt(r))
			}
		}
	}
	if late { // said of a moment ago: the newest word goes with the next news
		s.soon()
	}
	if now := s.e.board.version(); now != s.posted {
		s.posted = now
		for _, v := range views {
			for origin, owner := range v.owner {
				out = append(out, s.passOn(origin, owner)...)
			}
		}
	}
	for len(out) > 0 {
		n := min(len(out), receiptsPerFrame)
		s.push(Frame{typeReceipts, &Receipts{Receipts: out[:n]}})
		out = out[n:]
	}
	return nil
}

// passOn is what others have said of an origin and this peer was not told yet.
func (s *session) passOn(origin hub.Origin, owner [32]byte) (out []Receipt) {
	for _, r := range s.e.board.about(origin, owner, s.peer.Key) {
		if key := (receiptKey{r.Holder, r.Origin}); s.receipts[key] < r.Head.Seq {
			s.receipts[key] = r.Head.Seq
			out = append(out, toReceipt(r))
		}
	}
	return out
}

func toReceipt(r hub.Receipt) Receipt {
	return Receipt{Holder: r.Holder, Origin: r.Origin, Seq: r.Head.Seq, ID: r.Head.ID, Sig: r.Sig}
}

// onReceipts keeps what can be believed. One that cannot be checked (its holder
// is not known here yet) is passed over; it comes again.
func (s *session) onReceipts(ctx context.Context, f *Receipts) error {
	news := map[hub.Origin]bool{} // whether the county said it
	for _, r := range f.Receipts {
		got := hub.Receipt{Holder: r.Holder, Origin: r.Origin, Head: hub.Head{Seq: r.Seq, ID: r.ID}, Sig: r.Sig}
		newer, err := s.e.board.take(got)
		if err != nil {
			s.e.log.Debug("sync: receipt passed over", "holder", short(r.Holder), "err", err)
		}
		if newer {
			news[r.Origin] = news[r.Origin] || s.e.cfg.Trust.County(r.Holder)
		}
	}
	return s.wakeFor(ctx, news)
}

// wakeFor has the sessions look that would pass on what has been said of origins of the
// lanes that this one shares. Who holds the county's own records is said to the county
// alone.
func (s *session) wakeFor(ctx context.Context, news map[hub.Origin]bool) error {
	trust, self := s.e.cfg.Trust, s.e.cfg.Self
	s.mu.Lock()
	turn := slices.Clone(s.turn)
	s.mu.Unlock()
	for _, name := range turn {
		v, err := s.e.views.recent(ctx, name, s.e.cfg.Timing.Gather)
		if err != nil {
			return err
		}
		for origin, byCounty := range news {
			owner, here := v.owner[origin]
			if !here || owner == self && trust.County(self) {
				continue
			}
			for _, other := range s.e.sharers.sharing(name) {
				if other != s && (byCounty || owner == other.peer.Key || trust.County(other.peer.Key)) {
					other.soon()
				}
			}
		}
	}
	return nil
}
