package mesh

import (
	"bytes"
	"context"
	"maps"
	"slices"
	"time"

	"github.com/hashicorp/serf/serf"
)

// met notes who came and went. A newcomer is compared with at once and written
// into the table.
func (m *Mesh) met(ctx context.Context, e serf.MemberEvent) {
	for _, s := range e.Members {
		if s.Name == nodeName(m.cfg.Self) {
			continue
		}
		m.mu.Lock()
		m.seen[s.Name] = time.Now()
		m.mu.Unlock()
		if e.Type != serf.EventMemberJoin && e.Type != serf.EventMemberUpdate {
			continue
		}
		who, err := m.judge(s)
		if err != nil {
			continue
		}
		if err := m.cfg.Table.PutNeighbour(ctx, Neighbour{Name: s.Name, Address: gossipAddr(s)}); err != nil {
			m.log.Warn("mesh: table", "err", err)
		}
		if e.Type == serf.EventMemberJoin {
			m.compare(who.Key)
		}
	}
}

// guard puts back what others may have changed and tells what changed here.
func (m *Mesh) guard(ctx context.Context) {
	tags, keys := m.tags(), m.cfg.Keys()
	for pause(ctx, m.cfg.Timing.Watchdog) {
		keys = m.guardKeys(keys)
		if now := m.tags(); !maps.Equal(now, tags) {
			if err := m.serf.SetTags(now); err != nil {
				m.log.Warn("mesh: tags", "err", err)
				continue
			}
			tags = now
		}
		for _, l := range m.live() {
			m.mu.Lock()
			m.seen[l.node] = time.Now()
			m.mu.Unlock()
		}
	}
}

// guardKeys makes the keyring what the bundle says, and returns that. was is what it was
// made last: while it still is that, the county has renewed the keys, and nobody else
// has touched them.
func (m *Mesh) guardKeys(was [][]byte) [][]byte {
	touched := !slices.EqualFunc(m.ring.GetKeys(), was, bytes.Equal)
	switch changed := m.restoreKeys(); {
	case changed && touched:
		m.count.restored.Add(1)
		m.log.Warn("mesh: somebody changed the gossip keys; put back")
	case changed:
		m.log.Info("mesh: the county has renewed the gossip keys")
	}
	return m.ring.GetKeys()
}

// restoreKeys makes the keyring what the bundle says. Any holder of the gossip key
// can command Serf's key manager on every hub; nothing here ever uses it.
func (m *Mesh) restoreKeys() (changed bool) {
	want := m.cfg.Keys()
	if len(want) == 0 || slices.EqualFunc(m.ring.GetKeys(), want, bytes.Equal) {
		return false
	}
	for _, key := range want {
		if err := m.ring.AddKey(key); err != nil {
			m.log.Warn("mesh: gossip key of the bundle", "err", err)
			return false
		}
	}
	if err := m.ring.UseKey(want[0]); err != nil {
		m.log.Warn("mesh: gossip key of the bundle", "err", err)
	}
	for _, key := range slices.Clone(m.ring.GetKeys()) {
		if slices.ContainsFunc(want, func(w []byte) bool { return bytes.Equal(w, key) }) {
			continue
		}
		if err := m.ring.RemoveKey(key); err != nil {
			m.log.Warn("mesh: foreign gossip key", "err", err)
		}
	}
	return true
}

// rejoin looks for neighbours where they were last met, at once and then ever more
// rarely while there are none; Serf itself forgets, the table does not.
//
// In the first minutes it also asks one random member for everybody that it knows:
// where many start together the word of one is sometimes lost, and Serf's own
// round is five minutes.
func (m *Mesh) rejoin(ctx context.Context) {
	wait := m.cfg.Timing.Rejoin
	for round := 1; ; round++ {
		if round&(round-1) == 0 && round <= 16 {
			m.askAround()
		}
		if m.lonely(ctx) {
			wait = min(2*wait, 16*m.cfg.Timing.Rejoin)
		} else {
			wait = m.cfg.Timing.Rejoin
		}
		if !pause(ctx, wait+jitter(wait/4)) {
			return
		}
	}
}

func (m *Mesh) askAround() {
	if peer, ok := m.partner([32]byte{}); ok {
		if _, err := m.serf.Join([]string{peer.addr}, true); err != nil {
			m.log.Debug("mesh: join", "err", err)
		}
	}
}

// lonely tries the addresses of those who are missing and says whether nobody is
// there still.
func (m *Mesh) lonely(ctx context.Context) bool {
	known, err := m.cfg.Table.Neighbours(ctx)
	if err != nil {
		m.log.Warn("mesh: table", "err", err)
	}
	here := map[string]bool{nodeName(m.cfg.Self): true}
	live := m.live()
	for _, l := range live {
		here[l.node] = true
	}
	var try []string
	if len(live) == 0 {
		try = append(try, m.cfg.Join...)
	}
	for _, n := range known {
		if !here[n.Name] && !slices.Contains(try, n.Address) {
			try = append(try, n.Address)
		}
	}
	if len(try) == 0 {
		return len(live) == 0
	}
	n, err := m.serf.Join(try, true) // old events: the evening brings what they told
	if n == 0 && err != nil {
		m.log.Debug("mesh: join", "addresses", len(try), "err", err)
	}
	return len(live) == 0 && n == 0
}
