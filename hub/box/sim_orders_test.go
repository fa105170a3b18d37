package box

import (
	"database/sql"
	"fmt"
	"path/filepath"

	"yizhan/hub"
	"yizhan/hub/form"
)

// erase is an order of the county: everything of a child, or what waited for consent.
func (w *simWorld) erase(c *simChild, s simStep) (hub.Outcome, error) {
	at := w.hubs[0]
	order := hub.Erasure{Subject: c.id}
	if s.arg%3 > 0 {
		order.Gate = "photo"
	}
	out, err := at.life.box.store.Append(w.ctx, hub.Draft{Request: hub.NewID(), Lane: hub.LanePublic, Edits: []hub.Edit{
		form.Builtin().Edit(hub.KindErasure, order.ID(), order.ID(), form.Values{"subject": c.id, "gate": string(order.Gate), "reason": "request"}),
	}})
	if err == nil && !out.Commit.IsZero() {
		w.book.orders = append(w.book.orders, simOrder{out.Commit, order})
	}
	return out, err
}

// simOrder is an order to erase, and the commit that says so.
type simOrder struct {
	commit hub.ID
	hub.Erasure
}

// revoke puts a station out, once: its box was stolen. What the county holds of it by
// then stands.
func (w *simWorld) revoke(s simStep) (string, error) {
	at := w.hubs[0]
	if w.book.lost != nil || w.plan.stations < 3 {
		return "nobody is put out", nil
	}
	h := w.hubs[1+s.hub%w.plan.stations]
	if _, met := at.life.box.trust.Members().Get(h.key()); !met {
		return "the county has never met " + h.name, nil
	}
	if err := at.life.box.office.Revoke(w.ctx, hub.Actor{Role: hub.RoleCounty}, h.key(), ""); err != nil {
		return "", err
	}
	key := h.key()
	w.book.lost = &key
	var others []*simHub
	for _, o := range w.live() {
		if o.key() != key {
			others = append(others, o)
		}
	}
	return fmt.Sprintf("%s; %d commits were nowhere else", h.name, w.book.forget(others)), nil
}

// auditOrders wants nothing of what was erased on any hub: no record, and no byte of a
// part.
func (w *simWorld) auditOrders(h *simHub) {
	for _, o := range w.book.orders {
		if !h.has(o.commit) {
			continue // the county was put back to a day before it, and nobody else had heard
		}
		if o.Whole() {
			recs, err := h.life.box.store.Subject(w.ctx, o.Subject)
			w.must(err)
			if len(recs) > 0 {
				w.t.Errorf("%s still shows %d records of a child that was erased", h.name, len(recs))
			}
		}
		if n := h.partsOf(o.Erasure); n > 0 {
			w.t.Errorf("%s keeps %d parts of what was erased", h.name, n)
		}
	}
}

// partsOf counts what an order covers and still has bytes, on the disk itself.
func (h *simHub) partsOf(e hub.Erasure) (n int) {
	db, err := sql.Open("sqlite3", filepath.Join(h.dir, "log.db"))
	h.w.must(err)
	defer db.Close()
	h.w.must(db.QueryRow(`SELECT count(*) FROM parts WHERE subject = ? AND bytes IS NOT NULL AND (? = '' OR gate = ?)`,
		e.Subject[:], string(e.Gate), string(e.Gate)).Scan(&n))
	return n
}

// wroteElse says whether another station has written about a child: one that saw it
// before it heard of the loss. What that one wrote stands, and so the child is shown.
func (h *simHub) wroteElse(child hub.ID, lost [32]byte) bool {
	db, err := sql.Open("sqlite3", filepath.Join(h.dir, "log.db"))
	h.w.must(err)
	defer db.Close()
	var n int
	h.w.must(db.QueryRow(`SELECT count(*) FROM parts JOIN commits ON commits.n = commit_n JOIN origins ON origins.n = commits.origin
		WHERE subject = ? AND key <> ? AND barred = 0`, child[:], lost[:]).Scan(&n))
	return n > 0
}

// auditLost wants of a station that was put out what stands in the county's list, and
// not a record more, on every hub that has the list.
func (w *simWorld) auditLost(h *simHub) {
	if w.book.lost == nil {
		return
	}
	list, _ := h.life.box.trust.Members().Revocations()
	entry, listed := list.Find(*w.book.lost)
	if !listed {
		return // the county was put back to a day before it
	}
	w.must(h.life.box.fleet.Origins(w.ctx, *w.book.lost, func(lane hub.Lane, origin hub.Origin, _ hub.Reach) error {
		all, err := h.life.box.fleet.Commits(w.ctx, lane, origin)
		w.must(err)
		byID := map[hub.ID]hub.Commit{}
		for _, c := range all {
			byID[c.ID] = c
		}
		stands := map[hub.ID]bool{}
		for c, here := byID[entry.Upto(origin).ID]; here; c, here = byID[hub.ID(c.Header.Prev[:16])] {
			stands[c.ID] = true
		}
		for _, a := range w.book.acks {
			if _, here := byID[a.commit]; !here || stands[a.commit] || a.child.IsZero() || h.wroteElse(a.child, *w.book.lost) {
				continue
			}
			if _, err := h.life.box.store.Record(w.ctx, "child", a.child); hub.CodeOf(err) != hub.CodeNotFound {
				w.t.Errorf("%s shows a child that only a station registered which was put out before: %v", h.name, err)
			}
		}
		return nil
	}))
}
