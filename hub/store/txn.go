package store

import (
	"context"
	"database/sql"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// txn is one write transaction: what it has read and changed of lanes, origins
// and records, written back by flush. A record that a thousand commits touch is
// written once.
type txn struct {
	session
	now      hub.Reading // one now per transaction
	lanes    map[hub.Lane]*lane
	origins  map[hub.Origin]*origin
	records  map[recordKey]*entry
	absent   map[recordKey]bool // sought, and not stored
	shelf    shelf
	touched  []*entry // in the order of their first touch
	outdated []*entry // to be folded anew: see consequences
	orders   []*entry // to erase
	consents []*entry
	erasures map[hub.ID][]hub.Erasure // by subject, as asked for
	spared   bool                     // there are no orders at all
	strange  map[hub.Kind]bool        // whose rows may be by others' forms: see agree
	sealing  map[sealFor]codec.SubjectKey
	news     []hub.News
	look     bool             // watchers should look again at everything
	sweep    bool             // bytes were erased
	restood  []hub.Origin     // of which more or less may stand now
	stale    map[stale]bool   // noted already to be counted anew
	last     map[string]int64 // table → the last n that was given out
}

// write runs f in one transaction, flushes what it changed, and tells the
// watchers after COMMIT.
func (s *Store) write(ctx context.Context, f func(t *txn) error) error {
	var news []hub.News
	var sweep bool
	err := s.db.write(ctx, func(tx *sql.Tx) error {
		if s.moved.Load() {
			return hub.E(hub.CodeUnknown, "store.moving")
		}
		t := s.begin(tx)
		if err := t.agree(); err != nil {
			return err
		}
		if err := f(t); err != nil {
			return err
		}
		if err := t.flush(); err != nil {
			return err
		}
		if news, sweep = t.news, t.sweep; t.look {
			news = append(news, hub.News{})
		}
		return s.tellOthers(tx, news)
	})
	if err != nil {
		return err
	}
	if sweep {
		_ = s.sweep(ctx, SweepSoon) // it stays noted as due: Erasures says so, and Open tries again
	}
	s.feed.tell(news)
	return nil
}

func (s *Store) begin(tx *sql.Tx) *txn {
	v := s.session(tx)
	v.waiting = &inserts{lanes: s.db.Dialect.Lanes()}
	return &txn{
		session: v, now: s.opts.Clock.Now(),
		lanes:   map[hub.Lane]*lane{},
		origins: map[hub.Origin]*origin{},
		records: map[recordKey]*entry{}, absent: map[recordKey]bool{},
		sealing: map[sealFor]codec.SubjectKey{},
		last:    map[string]int64{},
	}
}

// next is the next n of a table. This transaction is the only one that writes, and
// asking once is cheaper than an answer to every insert.
func (t *txn) next(table string) (int64, error) {
	n, ok := t.last[table]
	if !ok {
		if _, err := t.get(`SELECT coalesce(max(n), 0) FROM `+table, nil, &n); err != nil {
			return 0, err
		}
	}
	t.last[table] = n + 1
	return n + 1, nil
}

// mostHeld is how many changed records a transaction holds that takes commits in: more
// than a common batch changes, about 6 MiB.
const mostHeld = 1000

// relieve writes changed records back, where they are many, and forgets them. A commit of
// a kilobyte that brings a key opens all that is here of its subject, and a batch of
// them the whole township. What follows from records comes to the same rest now or
// later: the batch might as well have ended here.
func (t *txn) relieve() error {
	if len(t.touched) < mostHeld {
		return nil
	}
	written := t.touched
	if err := t.flushRecords(); err != nil {
		return err
	}
	for _, e := range written {
		delete(t.records, e.recordKey)
		delete(t.absent, e.recordKey)
	}
	return nil
}

// flush writes back records, origins and lanes.
func (t *txn) flush() error {
	if err := t.flushRecords(); err != nil {
		return err
	}
	for _, o := range t.origins {
		if err := t.putOrigin(o); err != nil {
			return err
		}
	}
	for _, l := range t.lanes {
		if err := t.putLane(l); err != nil {
			return err
		}
	}
	return t.waiting.flush(t.tx)
}
