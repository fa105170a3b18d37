package sync

import (
	"time"

	"yizhan/hub"
)

// liveBatch is one own commit, packed once for all sessions.
type liveBatch struct {
	lane   hub.Lane
	commit hub.Commit
	packed []byte
}

// follows says whether a commit is just the next one that the peer lacks, and
// nothing else of the lane is waiting to go: then it may go as it is.
func (l *lane) follows(c hub.Commit) bool {
	h := c.Header
	return l.ready && !l.dirty && len(l.wanted) == 0 && l.theirs[h.Origin].Head.Seq+1 == h.Seq && h.Seq > 1
}

// pushLive is the next live commit as a batch, if the window is open. Whatever
// does not fit any more goes the usual way.
func (s *session) pushLive() Frame {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.live) == 0 || len(s.pending) >= window || s.bye != "" {
		return Frame{}
	}
	next := s.live[0]
	s.live = s.live[1:]
	l := s.lanes[next.lane]
	if !l.follows(next.commit) || !s.e.cfg.Trust.MayRead(s.peer.Key, next.lane) {
		l.dirty = true
		for _, other := range s.live {
			s.lanes[other.lane].dirty = true
		}
		s.live = nil
		return Frame{}
	}
	s.sentNo++
	s.note(l, []hub.Commit{next.commit})
	return Frame{typeBatch, &Batch{Number: s.sentNo, Lane: next.lane, Packed: next.packed}}
}

// note keeps in mind what is on its way as batch sentNo. It is called with s.mu held.
func (s *session) note(l *lane, commits []hub.Commit) {
	sent := sentBatch{lane: l.name, at: time.Now(), commits: make(map[hub.ID]hub.Origin, len(commits)), reach: hub.Vector{}}
	for _, c := range commits {
		sent.commits[c.ID] = c.Header.Origin
		sent.again = sent.again || covers(l.theirs[c.Header.Origin], c.Header.Seq)
		extend(sent.reach, c.Header.Origin, c.Header.Seq, c.ID)
		extend(l.theirs, c.Header.Origin, c.Header.Seq, c.ID)
		extend(l.told, c.Header.Origin, c.Header.Seq, c.ID)
	}
	s.pending[s.sentNo] = sent
	l.fly(sent.reach)
	l.sent++
	s.used = time.Now()
}

// Batches shrink where one takes longer than slowBatch to be acknowledged: on a
// line of 8 kbit/s a full one would never get across before it counts as lost.
const (
	slowBatch  = 20 * time.Second
	quickBatch = 5 * time.Second
	leastBatch = 16 << 10
)

// fit makes the next batches for the peer smaller or larger by how long one took,
// in later sessions too.
func (s *session) fit(took time.Duration) {
	size := s.record.batch.Load()
	switch {
	case took > slowBatch:
		s.record.batch.Store(max(size/2, leastBatch))
	case took < quickBatch:
		s.record.batch.Store(min(2*size, MaxBatchBytes))
	}
}

func (s *session) batchBytes() int { return int(s.record.batch.Load()) }
