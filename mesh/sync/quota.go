package sync

import (
	"context"
	"slices"
	"time"

	"yizhan/hub"
)

// Quota is what one peer may cost this hub within an hour before it is slowed to a
// frame in slowed seconds; at twice that it is sent away with Bye. A mesh of
// thirty honest hubs that all write stays far below.
type Quota struct {
	Bytes       int // received for nothing: nothing of it was new; 64 MiB
	Refused     int // commits that cannot be believed; 5000
	Quarantined int // commits of the peer's own that can be believed and not be read; 500
}

const slowed = time.Second

func (q Quota) orDefaults() Quota {
	set := func(n *int, v int) {
		if *n == 0 {
			*n = v
		}
	}
	set(&q.Bytes, 64<<20)
	set(&q.Refused, 5000)
	set(&q.Quarantined, 500)
	return q
}

// meter is what a peer has cost of late, in hours' quotas: each drains by one
// within an hour. It outlives sessions.
type meter struct {
	at                          time.Time
	bytes, refused, quarantined float64
}

// add charges a frame and says how the peer stands now: at 1 its quota is used up.
func (m *meter) add(now time.Time, q Quota, c cost) float64 {
	drained := now.Sub(m.at).Hours()
	m.at = now
	level := func(v *float64, n, quota int) float64 {
		*v = max(*v-drained, 0) + float64(n)/float64(quota)
		return *v
	}
	return max(level(&m.bytes, c.bytes, q.Bytes), level(&m.refused, c.refused, q.Refused),
		level(&m.quarantined, c.quarantined, q.Quarantined))
}

// cost is what a frame has cost.
type cost struct{ bytes, refused, quarantined int }

// priceOf says what a batch of n bytes cost: the share that was of no use, what was
// refused, and what the peer itself wrote that nobody can read. What others wrote
// it only hands on, as it must.
func (s *session) priceOf(n int, commits []hub.Commit, res Accepted, owner map[hub.Origin][32]byte) cost {
	c := cost{
		bytes:   n * max(len(commits)-res.New-res.Filled, 0) / len(commits),
		refused: len(res.Refused),
	}
	for _, commit := range commits {
		if owner[commit.Header.Origin] == s.peer.Key && slices.Contains(res.Quarantined, commit.ID) {
			c.quarantined++
		}
	}
	return c
}

// charge notes what the frame that was just handled has cost. A peer over its quota
// waits; one far over it is sent away.
func (s *session) charge(ctx context.Context) error {
	s.e.mu.Lock()
	level := s.record.meter.add(time.Now(), s.e.cfg.Quota, s.price)
	s.e.mu.Unlock()
	switch {
	case level >= 2:
		s.leave(byeQuota)
		return hub.E(hub.CodeUntrusted, "sync.quota")
	case level >= 1:
		return sleep(ctx, slowed)
	}
	return nil
}
