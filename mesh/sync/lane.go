package sync

import (
	"maps"
	"time"

	"yizhan/hub"
)

// lane is what a session knows of one shared lane. Guarded by session.mu.
type lane struct {
	name hub.Lane

	theirs hub.Vector // what the peer holds, batches on their way included
	told   hub.Vector // what the peer knows that we hold
	ready  bool       // theirs is known: batches may go
	dirty  bool       // something may have to go
	sent   int        // batches without an Ack
	holds  map[hub.Origin]time.Time
	closed map[hub.Origin]bool // refused by the peer: not offered again in this session
	wanted []hub.ID            // of the peer: it lacks a part
	asked  map[hub.ID]time.Time

	round  uint64     // of sums
	mine   hub.Vector // what our sums of the round were made of
	base   hub.Vector // what the round has told of the peer so far
	lines  bool       // our lines of the round are sent
	proved map[hub.Origin]bool
	proofs map[hub.Origin]hub.OriginProof // heard from the peer

	stated   LaneState // the last that we sent
	state    LaneState // the last that the peer sent
	heard    bool
	complete bool
	diverged bool // equal vectors, other sums: alarmed, never complete
	resync   time.Time
	patience time.Duration
	asking   []chan struct{} // who waits for the peer's next State
}

func newLane(name hub.Lane) *lane {
	return &lane{
		name: name, theirs: hub.Vector{}, told: hub.Vector{},
		holds: map[hub.Origin]time.Time{}, closed: map[hub.Origin]bool{}, asked: map[hub.ID]time.Time{},
		proved: map[hub.Origin]bool{}, proofs: map[hub.Origin]hub.OriginProof{},
	}
}

// wishes is the vector to ask the log with: what the peer holds, and all of the
// origins that are not to be offered now.
func (l *lane) wishes(now time.Time) (v hub.Vector, until time.Time) {
	v = maps.Clone(l.theirs)
	all := hub.Reach{Head: hub.Head{Seq: maxSeq}}
	for o := range l.closed {
		v[o] = all
	}
	for o, t := range l.holds {
		if !t.After(now) {
			delete(l.holds, o)
			continue
		}
		v[o] = all
		if until.IsZero() || t.Before(until) {
			until = t
		}
	}
	return v, until
}

// learn takes a line of the peer. A lower one may be of before what is on its
// way; if nothing is, the peer has found a fork, and its line is the truth.
func (l *lane) learn(o hub.Origin, r hub.Reach) {
	if r.Head.Seq >= l.theirs[o].Head.Seq || l.sent == 0 {
		l.theirs[o] = r
	}
}

// answered lets those go on who wait for a State.
func (l *lane) answered() {
	for _, c := range l.asking {
		close(c)
	}
	l.asking = nil
}

// equal notes that the peer's vector is just ours.
func (l *lane) equal(ours hub.Vector) {
	l.theirs, l.told = maps.Clone(ours), maps.Clone(ours)
	l.ready, l.patience = true, 0
}
