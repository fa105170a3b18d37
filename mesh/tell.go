package mesh

import (
	"context"
	"errors"
	"slices"
	"time"

	"yizhan/hub"
)

// tell follows the log: what is written here is carried whole if it is small and
// there is room, and advertised otherwise. It is told after it was stored durably,
// never before.
func (m *Mesh) tell(ctx context.Context, news <-chan hub.News) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case n, ok := <-news:
			if !ok {
				return errors.New("mesh: the log's news ended")
			}
			if n.Lane == "" { // some were missed
				if err := m.readHeads(ctx); err != nil {
					return err
				}
				m.compare([32]byte{})
				continue
			}
			if n.Lane == m.cfg.Lane {
				m.note(ctx, n)
			}
		}
	}
}

func (m *Mesh) note(ctx context.Context, n hub.News) {
	m.mu.Lock()
	if n.Seq == m.heads[n.Origin]+1 {
		m.heads[n.Origin] = n.Seq
	}
	m.mu.Unlock()
	// Looks are in another lane already; should a form ever put them here, they
	// still are not worth anybody's radio.
	if !n.Own || slices.Contains(n.Kinds, "look") {
		return
	}
	if m.carry(ctx, n) {
		return
	}
	m.mu.Lock()
	m.own[n.Origin] = max(m.own[n.Origin], n.Seq)
	m.mu.Unlock()
	select {
	case m.changed <- struct{}{}:
	default:
	}
}

// carry fires a commit whole; false if it is too large, or there is no room.
func (m *Mesh) carry(ctx context.Context, n hub.News) bool {
	c, err := m.cfg.Log.Commit(ctx, n.Commit)
	if err != nil || len(c.Sig) == 0 {
		return false
	}
	payload, err := encodeCarry(hintOf(m.cfg.Self), c)
	if err != nil || len(payload) > hub.MaxCarried || !m.budget.carry(time.Now(), m.size()) {
		return false
	}
	if err := m.serf.UserEvent(eventCarry, payload, false); err != nil {
		m.log.Debug("mesh: carry", "err", err)
		return false
	}
	m.count.carried.Add(1)
	return true
}

// advertise fires adverts: the first at once, then at its pace, the newest only.
func (m *Mesh) advertise(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-m.changed:
		}
		for {
			wait := m.budget.wait(time.Now(), m.size())
			if wait == 0 {
				break
			}
			if !pause(ctx, wait) {
				return
			}
		}
		m.mu.Lock()
		own := m.own
		m.own = map[hub.Origin]uint64{}
		m.mu.Unlock()
		for o, seq := range own {
			ad := advert{from: hintOf(m.cfg.Self), origin: o, seq: seq}
			if err := m.serf.UserEvent(eventAdvert, ad.encode(), false); err != nil {
				m.log.Debug("mesh: advert", "err", err)
				continue
			}
			m.count.adverts.Add(1)
		}
	}
}
