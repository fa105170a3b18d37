package mesh

import (
	"context"
	"math/rand/v2"
	"time"
)

// even compares the log with a random live member every one to two Evenings, and
// soon after an event was lost, a gap was seen, or somebody joined. This is the
// replication; everything else only makes it quicker.
func (m *Mesh) even(ctx context.Context) {
	for {
		wait := time.NewTimer(m.cfg.Timing.Evening + jitter(m.cfg.Timing.Evening))
		var with [32]byte
		select {
		case <-ctx.Done():
			wait.Stop()
			return
		case with = <-m.uneven:
			if !pause(ctx, jitter(m.cfg.Timing.Jitter)) {
				return
			}
		case <-wait.C:
		}
		wait.Stop()
		if peer, ok := m.partner(with); ok {
			m.count.evenings.Add(1)
			m.compareWith(ctx, peer)
		}
	}
}

func (m *Mesh) compareWith(ctx context.Context, peer liveMember) {
	ctx, done := context.WithTimeout(ctx, m.cfg.Timing.Pull)
	defer done()
	err := m.cfg.Syncer.Connect(ctx, peer.url, peer.Key)
	if err == nil {
		_, err = m.cfg.Syncer.Exchange(ctx, peer.Key)
	}
	if err != nil {
		m.log.Debug("mesh: evening", "member", peer.node, "err", err)
	}
}

// partner is the wanted member, or a random one if none is wanted or it is gone.
func (m *Mesh) partner(wanted [32]byte) (liveMember, bool) {
	live := m.live()
	if len(live) == 0 {
		return liveMember{}, false
	}
	for _, l := range live {
		if l.Key == wanted {
			return l, true
		}
	}
	return live[rand.IntN(len(live))], true
}
