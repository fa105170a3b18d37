package sync

import (
	"maps"
	"time"

	"yizhan/hub"
)

// lane is what a session knows of one shared lane. Guarded by session.mu.
type lane struct {
	name hub.Lane

	theirs   hub.Vector            // what the peer holds, batches on their way included
	told     hub.Vector            // what the peer knows that we hold
	ready    bool                  // theirs is known: batches may go
	dirty    bool                  // something may have to go
	sent     int                   // batches without an Ack
	holds    map[hub.Origin]hold   // of other hubs: not now
	free     map[hub.Origin]bool   // of other hubs: the peer does not get them otherwise
	missed   bool                  // news were missed: everything may be lacking
	closed   map[hub.Origin]bool   // refused by the peer: not offered again in this session
	pages    map[hub.Origin]uint64 // of forked origins: the seq that is sent next
	wanted   []hub.ID              // of the peer: it lacks a part
	asked    map[hub.ID]time.Time
	lacked   LaneState // when parts were last looked for
	lackedOf LaneState // and what the peer's was then
	lackedAt time.Time

	round  uint64     // of sums
	again  bool       // a new round is wanted: a fork's commits went over
	mine   hub.Vector // what our sums of the round were made of
	base   hub.Vector // what the round has told of the peer so far
	lines  bool       // our lines of the round are sent
	flown  hub.Vector // sent so late that the peer's lines of the round may not tell of it
	proved map[hub.Origin]bool
	proofs map[hub.Origin]hub.OriginProof // heard from the peer

	stated   LaneState // the last that we sent
	state    LaneState // the last that the peer sent
	heard    bool
	complete bool
	diverged bool // equal vectors, other sums: alarmed, never complete
	resync   time.Time
	pair     [2]hub.Hash // our vector and the peer's when resync was set
	patience time.Duration
	asking   []chan struct{} // who waits for the peer's next State
}

// hold is how long commits of another hub wait for word that the peer has them.
type hold struct {
	until  time.Time
	theirs uint64 // how much the peer had when the wait began
	newest uint64 // how far it is here
}

func newLane(name hub.Lane) *lane {
	return &lane{
		name: name, theirs: hub.Vector{}, told: hub.Vector{}, flown: hub.Vector{},
		holds: map[hub.Origin]hold{}, free: map[hub.Origin]bool{}, closed: map[hub.Origin]bool{}, asked: map[hub.ID]time.Time{},
		pages: map[hub.Origin]uint64{}, proved: map[hub.Origin]bool{}, proofs: map[hub.Origin]hub.OriginProof{},
	}
}

// release ends the holds that are over; what the peer lacks still may go then.
// next is when the next one ends, zero if there is none.
func (l *lane) release(now time.Time, wait time.Duration) (next time.Time) {
	for o, h := range l.holds {
		switch {
		case h.until.After(now):
			next = earlier(next, h.until)
		case h.theirs < count(l.theirs[o]) && l.theirs[o].Head.Seq < h.newest:
			// Somebody else is bringing it: the rest waits in its turn.
			h.until, h.theirs = now.Add(wait), count(l.theirs[o])
			l.holds[o] = h
			next = earlier(next, h.until)
		default:
			delete(l.holds, o)
			if l.theirs[o].Head.Seq < h.newest {
				l.free[o], l.dirty = true, true
			}
		}
	}
	return next
}

// wait holds commits of another hub up to newest.
func (l *lane) wait(o hub.Origin, newest uint64, until time.Time) {
	h, waiting := l.holds[o]
	if !waiting {
		h = hold{until: until, theirs: count(l.theirs[o])}
	}
	h.newest = max(h.newest, newest)
	l.holds[o] = h
}

// earlier is the earlier of two moments; zero stands for never.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// learn takes a line of the peer. It may be of before what is on its way; if
// nothing is, it is the truth, even if it is lower: the peer has found a fork.
func (l *lane) learn(o hub.Origin, r hub.Reach) {
	if l.sent > 0 && !forked(r) {
		r = join(r, l.theirs[o])
	}
	l.theirs[o] = r
}

// fly notes what is on its way.
func (l *lane) fly(sent hub.Vector) {
	for o, r := range sent {
		l.flown[o] = join(l.flown[o], r)
	}
}

// closeRound takes what a round has told. A fork's line stands as it is: it is no set
// of seqs.
func (l *lane) closeRound() {
	l.theirs, l.base, l.mine = l.base, nil, nil
	for o, r := range l.flown {
		if !forked(l.theirs[o]) {
			l.theirs[o] = join(l.theirs[o], r)
		}
	}
	l.ready = true
	clear(l.pages)
}

// answered lets those go on who wait for a State.
func (l *lane) answered() {
	for _, c := range l.asking {
		close(c)
	}
	l.asking = nil
}

// suspect says whether it is time to compare line by line again: the two vectors
// are unequal, and neither has moved for a while. While commits flow they are
// hardly ever equal, and that means nothing.
func (l *lane) suspect(now time.Time, ours hub.Hash, least time.Duration) bool {
	pair := [2]hub.Hash{ours, l.state.Vector}
	switch {
	case !l.heard || pair[0] == pair[1]:
		l.resync = time.Time{}
	case l.resync.IsZero() || l.pair != pair:
		l.patience = max(l.patience, least)
		l.resync, l.pair = now.Add(l.patience), pair
	case !l.resync.After(now):
		l.resync = time.Time{}
		l.patience = min(2*l.patience, maxPatience)
		return true
	}
	return false
}

// equal notes that the peer's vector is just ours.
func (l *lane) equal(ours hub.Vector) {
	l.theirs = maps.Clone(ours)
	if !l.ready { // the Hellos were equal, and the peer has seen that too
		l.told = maps.Clone(ours)
	}
	l.ready, l.patience = true, 0
}
