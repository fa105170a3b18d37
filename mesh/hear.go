package mesh

import (
	"context"
	stdsync "sync"
	"time"

	"github.com/hashicorp/serf/serf"

	"yizhan/hub"
)

const gulp = 64 // carried commits accepted in one transaction

// hear works off the queue. Carried commits that wait together are accepted
// together.
func (m *Mesh) hear(ctx context.Context, work *stdsync.WaitGroup) {
	for {
		var e serf.Event
		select {
		case <-ctx.Done():
			return
		case e = <-m.queue:
		}
		batch := m.sort(ctx, work, e, nil)
		for more := true; more && len(batch) < gulp; {
			select {
			case e := <-m.queue:
				batch = m.sort(ctx, work, e, batch)
			default:
				more = false
			}
		}
		if len(batch) > 0 {
			m.take(ctx, work, batch)
		}
	}
}

// heard is a carried commit and who fired it.
type heard struct {
	from   hint
	commit hub.Commit
}

// sort handles one event; a carried commit joins the batch.
func (m *Mesh) sort(ctx context.Context, work *stdsync.WaitGroup, e serf.Event, batch []heard) []heard {
	switch e := e.(type) {
	case serf.MemberEvent:
		m.met(ctx, e)
	case serf.UserEvent:
		switch e.Name {
		case eventCarry:
			from, c, err := decodeCarry(e.Payload)
			if err != nil {
				m.count.odd.Add(1)
				break
			}
			if from == hintOf(m.cfg.Self) {
				break // our own, counted when it was fired
			}
			m.budget.hear(time.Now())
			if c.Header.Seq <= m.head(c.Header.Origin) {
				break // it came another way
			}
			return append(batch, heard{from, c})
		case eventAdvert:
			ad, err := decodeAdvert(e.Payload)
			if err != nil {
				m.count.odd.Add(1)
				break
			}
			if ad.from != hintOf(m.cfg.Self) {
				m.count.hints.Add(1)
				m.ahead(ctx, work, ad)
			}
		case eventAlarm:
			m.hearAlarm(e.Payload)
		}
	}
	return batch
}

// take accepts carried commits: each proven by its own signature, folded and shown
// at once. What lies before one of them is pulled.
func (m *Mesh) take(ctx context.Context, work *stdsync.WaitGroup, batch []heard) {
	commits := make([]hub.Commit, 0, len(batch))
	for _, h := range batch {
		if m.head(h.commit.Header.Origin) == 0 { // whose origin it is comes with a pull
			m.ahead(ctx, work, advert{h.from, h.commit.Header.Origin, h.commit.Header.Seq})
			continue
		}
		commits = append(commits, h.commit)
	}
	if len(commits) == 0 {
		return
	}
	res, err := m.cfg.Log.Accept(ctx, commits, nil)
	if err != nil {
		m.log.Warn("mesh: accept", "err", err)
		m.compare([32]byte{})
		return
	}
	m.count.heard.Add(int64(res.New))
	if len(res.Refused) > 0 {
		m.log.Warn("mesh: carried commits refused", "count", len(res.Refused))
	}
	for _, h := range batch {
		if c := h.commit.Header; c.Seq > m.head(c.Origin)+1 {
			m.ahead(ctx, work, advert{h.from, c.Origin, c.Seq})
		}
	}
}

func (m *Mesh) head(o hub.Origin) uint64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.heads[o]
}

// ahead pulls from a hub that has more of an origin than we: after a moment, so
// that not all hearers knock at once, and only if it did not come meanwhile.
func (m *Mesh) ahead(ctx context.Context, work *stdsync.WaitGroup, ad advert) {
	if m.head(ad.origin) >= ad.seq {
		return
	}
	m.mu.Lock()
	busy := m.pulling[ad.from]
	m.pulling[ad.from] = true
	m.mu.Unlock()
	if busy {
		return // that one will bring this too, or the evening
	}
	work.Go(func() {
		defer func() {
			m.mu.Lock()
			delete(m.pulling, ad.from)
			m.mu.Unlock()
		}()
		if !pause(ctx, jitter(m.cfg.Timing.Jitter)) || m.has(ctx, ad) {
			return
		}
		from, ok := m.byHint(ad.from)
		if !ok {
			m.compare([32]byte{}) // not a member here: somebody else will have it
			return
		}
		if err := survive(func() error { m.pull(ctx, from); return nil }); err != nil {
			m.log.Error("mesh: pull", "member", from.node, "err", err)
		}
	})
}

// has says whether it came meanwhile. Heads are counted up commit by commit; when
// one closes a gap, how far they reach then is the log's to say.
func (m *Mesh) has(ctx context.Context, ad advert) bool {
	if m.head(ad.origin) < ad.seq {
		if err := m.readHeads(ctx); err != nil {
			m.log.Warn("mesh: heads", "err", err)
		}
	}
	return m.head(ad.origin) >= ad.seq
}

// pull makes sure that there is a connection; what is new then flows by itself.
// On one that was open already it is asked for, should the push have been lost.
func (m *Mesh) pull(ctx context.Context, from liveMember) {
	ctx, done := context.WithTimeout(ctx, m.cfg.Timing.Pull)
	defer done()
	m.count.pulls.Add(1)
	open := m.cfg.Syncer.Connected(from.Key)
	err := m.cfg.Syncer.Connect(ctx, from.url, from.Key)
	if err == nil && open {
		_, err = m.cfg.Syncer.Exchange(ctx, from.Key)
	}
	if err != nil {
		m.log.Debug("mesh: pull", "member", from.node, "err", err)
		m.compare([32]byte{})
	}
}
