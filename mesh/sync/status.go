package sync

import (
	"bytes"
	"slices"
	"sync/atomic"
	"time"

	"yizhan/hub"
)

// Status is how an engine stands.
type Status struct {
	Peers   []PeerStatus // by key
	Refused int64        // handshakes that ended without trust
}

// PeerStatus is what is known of one peer since the engine was made.
type PeerStatus struct {
	Key       [32]byte
	Name      string
	Connected bool
	Seconds   int64 // since its last sign of life
	Sent      int64 // commits that were new to it
	Received  int64 // commits that were new here
	Known     int64 // commits received twice
	Refused   int64 // its commits refused here
	TurnedOff int64 // our commits refused there
	BytesOut  int64 // of frames, before TLS
	BytesIn   int64
	Unsent    uint64 // commits held here that it has not confirmed, as far as known
	Lanes     []LaneStatus
	Trouble   hub.Code // how the last session ended; "" if well
}

// LaneStatus is how one lane stands with a connected peer.
type LaneStatus struct {
	Lane     hub.Lane
	Complete bool // vectors, counts and digests were equal when last compared
	Diverged bool // equal vectors, other sums
	Unsent   uint64
}

type peerRecord struct {
	key                   [32]byte
	name                  string
	seen                  time.Time
	err                   string
	sent, received, known int64
	refused, turnedAway   int64
	bytesOut, bytesIn     int64
	meter                 meter
	batch                 atomic.Int64 // bytes asked of Since for it
}

// Status may be called at any time.
func (e *Engine) Status() Status {
	e.mu.Lock()
	st := Status{Refused: e.refusals}
	sessions := make(map[[32]byte]*session, len(e.sessions))
	for key, p := range e.peers {
		st.Peers = append(st.Peers, PeerStatus{
			Key: key, Name: p.name, Seconds: int64(time.Since(p.seen) / time.Second),
			Sent: p.sent, Received: p.received, Known: p.known, Refused: p.refused, TurnedOff: p.turnedAway,
			BytesOut: p.bytesOut, BytesIn: p.bytesIn, Trouble: hub.Code(p.err),
		})
		if s := e.sessions[key]; s != nil {
			sessions[key] = s
		}
	}
	e.mu.Unlock()
	hub.Sort(st.Peers, func(a, b PeerStatus) int { return bytes.Compare(a.Key[:], b.Key[:]) })
	for i := range st.Peers {
		if s := sessions[st.Peers[i].Key]; s != nil {
			s.status(&st.Peers[i])
		}
	}
	return st
}

func (s *session) status(p *PeerStatus) {
	p.Connected = true
	p.BytesOut += s.line.sent.Load()
	p.BytesIn += s.line.read.Load()
	s.mu.Lock()
	turn := slices.Sorted(slices.Values(s.turn))
	s.mu.Unlock()
	for _, name := range turn {
		v, err := s.e.views.get(s.e.life, name)
		if err != nil {
			continue // the store is closing; the numbers of a moment ago are gone with it
		}
		s.mu.Lock()
		l := s.lanes[name]
		ls := LaneStatus{Lane: name, Complete: l.complete, Diverged: l.diverged}
		if l.ready {
			ls.Unsent = lacks(v.vector, l.theirs)
		}
		for _, sent := range s.pending {
			if sent.lane == name {
				ls.Unsent += uint64(len(sent.commits))
			}
		}
		s.mu.Unlock()
		p.Unsent += ls.Unsent
		p.Lanes = append(p.Lanes, ls)
	}
}
