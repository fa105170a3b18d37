package sync

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"yizhan/hub"
)

const linesPerFrame = 600 // about 30 KB

// mayShare says whether both hubs may hold a lane.
func (s *session) mayShare(name hub.Lane) bool {
	t := s.e.cfg.Trust
	return name != hub.LaneLocal && t.MayRead(s.peer.Key, name) && t.MayRead(s.e.cfg.Self, name)
}

func (s *session) hello(ctx context.Context) (Frame, error) {
	sums, err := s.e.cfg.Log.Lanes(ctx)
	if err != nil {
		return Frame{}, fmt.Errorf("sync: lanes: %w", err)
	}
	h := &Hello{Min: minProtocol, Max: maxProtocol, Name: s.e.cfg.Name, Lists: s.peersLists(), Features: s.e.features()}
	for _, sum := range sums {
		if !s.mayShare(sum.Lane) {
			continue
		}
		v, err := s.e.views.get(ctx, sum.Lane)
		if err != nil {
			return Frame{}, err
		}
		l := newLane(sum.Lane)
		l.stated = v.state
		s.mu.Lock() // news may come already
		s.share(l)
		s.mu.Unlock()
		h.Lanes = append(h.Lanes, v.state)
	}
	return Frame{typeHello, h}, nil
}

// peersLists are the lists that this session speaks of: all, for a hub carries those of
// others too, unless they are more than a Hello may name. A county of a hundred townships
// has a letter for each; then a hub is told of those that concern it.
func (s *session) peersLists() map[string]uint64 {
	lists := s.e.cfg.Trust.Lists()
	if len(lists) <= maxLists {
		return lists
	}
	maps.DeleteFunc(lists, func(name string, _ uint64) bool { return !s.e.cfg.Trust.Concerns(s.peer.Key, name) })
	names := slices.Sorted(maps.Keys(lists))
	for _, name := range names[min(len(names), maxLists):] {
		delete(lists, name)
	}
	return lists
}

// greet handles the peer's Hello: lists first, then lane by lane. A lane that
// only one side named is empty on the other.
func (s *session) greet(ctx context.Context, h *Hello) error {
	if h.Max < minProtocol || h.Min > maxProtocol {
		s.leave(byeVersion)
		return hub.E(hub.CodeUnknown, "sync.version")
	}
	s.mu.Lock()
	maps.Copy(s.lists, h.Lists)
	s.files.able, s.files.again = s.e.cfg.Files != nil && slices.Contains(h.Features, featureFiles), time.Now()
	s.mu.Unlock()
	if err := s.sendLists(); err != nil {
		return err
	}
	empty := HashVector(nil)
	s.mu.Lock()
	states := map[hub.Lane]LaneState{}
	for name := range s.lanes {
		states[name] = LaneState{Lane: name, Vector: empty}
	}
	for _, st := range h.Lanes {
		if s.lanes[st.Lane] == nil && s.mayShare(st.Lane) {
			l := newLane(st.Lane)
			l.stated = LaneState{Lane: st.Lane, Vector: empty}
			s.share(l)
		}
		states[st.Lane] = st
	}
	s.turn = slices.SortedFunc(maps.Keys(s.lanes), publicFirst)
	turn := slices.Clone(s.turn)
	s.mu.Unlock()
	for _, name := range turn {
		if err := s.begin(ctx, name, states[name]); err != nil {
			return err
		}
	}
	return s.join(ctx)
}

// publicFirst has the county's word compared before all else, and so there first: what
// was ordered to be erased does not come back for a moment on a hub that was away.
func publicFirst(a, b hub.Lane) int {
	if (a == hub.LanePublic) != (b == hub.LanePublic) {
		if a == hub.LanePublic {
			return -1
		}
		return 1
	}
	return cmp.Compare(a, b)
}

// join ends the greeting: lanes that came to be here since our Hello are shared
// from now on.
func (s *session) join(ctx context.Context) error {
	sums, err := s.e.cfg.Log.Lanes(ctx)
	if err != nil {
		return fmt.Errorf("sync: lanes: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.met = true
	for _, sum := range sums {
		if s.lanes[sum.Lane] == nil && s.openLane(sum.Lane) != nil {
			s.lanes[sum.Lane].dirty, s.lanes[sum.Lane].missed = true, true
		}
	}
	s.soonLocked()
	return nil
}

// openLane finds a shared lane. One that came to be after the Hellos was empty on
// both sides then, so that everything in it may go; nil if it is not shared.
func (s *session) openLane(name hub.Lane) *lane {
	if l := s.lanes[name]; l != nil || !s.met || !s.mayShare(name) {
		return l
	}
	l := newLane(name)
	l.stated = LaneState{Lane: name, Vector: HashVector(nil)}
	l.state, l.heard = l.stated, true
	l.ready = true
	s.share(l)
	s.turn = append(s.turn, name)
	return l
}

// share adds a lane to the session, with s.mu held.
func (s *session) share(l *lane) {
	s.lanes[l.name] = l
	s.e.sharers.add(l.name, s)
}

// begin opens the first round of a lane if what the Hellos said of it differs.
// Both sides compare the same two numbers, so both do the same.
func (s *session) begin(ctx context.Context, name hub.Lane, theirs LaneState) error {
	s.mu.Lock()
	l := s.lanes[name]
	l.state, l.heard = theirs, true
	same := l.stated.Vector == theirs.Vector
	s.mu.Unlock()
	if !same {
		return s.startRound(ctx, name)
	}
	return s.settle(ctx, name)
}

// settle compares what is here now with what the peer last said. Only when the
// vectors are equal do count and digest mean anything, and only when those are
// equal too is the lane complete.
func (s *session) settle(ctx context.Context, name hub.Lane) error {
	v, err := s.e.views.get(ctx, name)
	if err == nil {
		s.settleWith(name, v)
	}
	return err
}

func (s *session) settleWith(name hub.Lane, v view) {
	current := s.e.views.current(v) // not while something newer is here already
	s.mu.Lock()
	defer s.mu.Unlock()
	l := s.lanes[name]
	l.complete = false
	if !l.heard || l.state.Vector != v.state.Vector {
		if !l.ready && l.round == 0 {
			// Ours has moved on since the Hellos were equal: the vector then was theirs
			// too, and what has come since is found by a round.
			l.resync = time.Now()
			s.soonLocked()
		}
		return
	}
	if !l.ready || current && l.sent == 0 && !l.dirty { // an older view would take back what the peer got since
		l.equal(v.vector)
	}
	same := l.state.Commits == v.state.Commits && l.state.Digest == v.state.Digest
	if l.complete = same && current; same && !current {
		s.soonLocked() // all may be here by now, and nobody else would look again
	}
	if !same && !l.diverged {
		s.e.log.Warn("sync: equal vectors, other sums", "peer", short(s.peer.Key),
			"commits", v.state.Commits, "theirs", l.state.Commits)
	}
	l.diverged = !same
}

// startRound asks the peer for its sums by sending ours.
func (s *session) startRound(ctx context.Context, name hub.Lane) error {
	s.mu.Lock()
	round := s.lanes[name].round + 1
	s.mu.Unlock()
	return s.sendSums(ctx, name, round)
}

func (s *session) sendSums(ctx context.Context, name hub.Lane, round uint64) error {
	v, err := s.e.views.get(ctx, name)
	if err != nil {
		return err
	}
	sums := make([]byte, 0, 8*len(v.vector))
	for _, o := range origins(v.vector) {
		sum := lineSum(o, v.vector[o])
		sums = append(sums, sum[:]...)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	l := s.lanes[name]
	if round <= l.round {
		return nil
	}
	l.round, l.mine, l.base, l.lines = round, v.vector, nil, false
	clear(l.flown)
	for _, sent := range s.pending {
		if sent.lane == name {
			l.fly(sent.reach)
		}
	}
	s.pushLocked(Frame{typeSums, &Sums{Lane: name, Round: round, Sums: sums}})
	return nil
}

// onSums answers with our sums, if the peer began the round, and with the lines
// that the peer's sums do not contain.
func (s *session) onSums(ctx context.Context, f *Sums) error {
	l, round := s.lane(f.Lane)
	if l == nil || f.Round < round {
		return nil
	}
	if f.Round > round {
		if err := s.sendSums(ctx, f.Lane, f.Round); err != nil {
			return err
		}
	}
	theirs := make(map[[8]byte]struct{}, len(f.Sums)/8)
	for i := 0; i < len(f.Sums); i += 8 {
		theirs[[8]byte(f.Sums[i:])] = struct{}{}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if f.Round != l.round || l.lines {
		return nil
	}
	l.base = hub.Vector{}
	var lines []Line
	for _, o := range origins(l.mine) {
		if _, equal := theirs[lineSum(o, l.mine[o])]; equal {
			l.base[o] = l.mine[o]
		} else {
			lines = append(lines, toLine(o, l.mine[o]))
		}
	}
	l.lines, l.told = true, maps.Clone(l.mine)
	s.pushLines(f.Lane, f.Round, lines)
	return nil
}

// pushLines queues lines in frames of bounded size, the last one marked; an empty
// round is said too.
func (s *session) pushLines(name hub.Lane, round uint64, lines []Line) {
	for {
		n := min(len(lines), linesPerFrame)
		last := n == len(lines)
		s.pushLocked(Frame{typeLines, &Lines{Lane: name, Round: round, Last: last, Lines: lines[:n]}})
		if lines = lines[n:]; last {
			return
		}
	}
}

func (s *session) onLines(ctx context.Context, f *Lines) error {
	l, _ := s.lane(f.Lane)
	if l == nil {
		return nil
	}
	v, err := s.e.views.recent(ctx, f.Lane, s.e.cfg.Timing.Gather)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	into, behind := l.learn, false
	if f.Round != 0 {
		if f.Round != l.round || l.base == nil {
			return nil
		}
		into = func(o hub.Origin, r hub.Reach) { l.base[o] = r }
	}
	for _, line := range f.Lines {
		into(line.Origin, line.reach())
		behind = behind || line.Seq < l.told[line.Origin].Head.Seq
	}
	if f.Round != 0 && f.Last {
		l.closeRound()
		s.courtesy(l, v)
	}
	// News of more than we know of costs no look into the log.
	l.dirty = l.dirty || behind || f.Round != 0
	s.poke()
	return nil
}

// courtesy is for the moment when a peer's vector is known: what we wrote goes at
// once, what others wrote they may be bringing themselves. When the county comes
// back, every station has everything.
func (s *session) courtesy(l *lane, v view) {
	for o, r := range v.vector {
		theirs := l.theirs[o]
		more := r.Head.Seq > theirs.Head.Seq
		if v.owner[o] == s.e.cfg.Self {
			continue
		}
		if more {
			l.wait(o, r.Head.Seq, time.Now().Add(s.relay()))
		} else if !sameReach(r, theirs) {
			l.free[o] = true // a fork, or what lies beyond a gap: nobody else may bring it
		}
	}
}

func (s *session) onState(ctx context.Context, f *State) error {
	l, _ := s.lane(f.Now.Lane)
	if l == nil {
		return nil
	}
	s.mu.Lock()
	l.state, l.heard = f.Now, true
	s.mu.Unlock()
	if err := s.settle(ctx, f.Now.Lane); err != nil {
		return err
	}
	v, err := s.e.views.get(ctx, f.Now.Lane)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if f.Ask {
		s.used = time.Now()
		l.stated = v.state
		s.pushLocked(Frame{typeState, &State{Now: v.state}})
	}
	l.answered()
	s.soonLocked()
	return nil
}

// lane finds a shared lane; nil for one that is not, which is passed over: the
// two sides may know revocations of different age.
func (s *session) lane(name hub.Lane) (*lane, uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	l := s.openLane(name)
	if l == nil {
		return nil, 0
	}
	return l, l.round
}
