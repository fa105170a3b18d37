package store

import (
	"context"
	"database/sql"

	"yizhan/hub"
)

// rebuildBatch is how many commits are folded between two flushes: enough for
// records that are touched again and again, little enough for a small box.
const rebuildBatch = 4000

// Rebuild drops every fold and makes it anew from the log, in one transaction:
// readers see the old until the new is there. It ends at the same digests.
func (s *Store) Rebuild(ctx context.Context) error {
	err := s.reforming(ctx, func(t *txn) error {
		drop, create := t.db.Dialect.Fold()
		for _, ddl := range []string{drop, create} {
			if _, err := t.tx.Exec(ddl); err != nil {
				return err
			}
		}
		var zero hub.Digest
		digest := zero.Bytes()
		if _, err := t.tx.Exec(`UPDATE lanes SET records = 0, digest = $1`, digest[:]); err != nil {
			return err
		}
		if err := t.replay(ctx); err != nil {
			return err
		}
		if err := putMeta(t.tx, "forms", t.learned().bytes()); err != nil {
			return err
		}
		return putMeta(t.tx, "fold", []byte(t.foldName()))
	})
	if err != nil {
		return err
	}
	_, err = s.db.sweep(ctx, SweepRebuilt) // a reader only keeps the files large
	return err
}

// replay folds the log from its beginning, a batch at a time. What counts is known
// already; only at the end is it asked whether that is still so.
func (t *txn) replay(ctx context.Context) error {
	for after := int64(0); ; {
		if err := ctx.Err(); err != nil {
			return err
		}
		batch, last, err := t.readLog(after)
		if err != nil {
			return err
		}
		if len(batch) == 0 && last == after {
			return t.recheck()
		}
		for _, p := range batch {
			if err := t.enter(p); err != nil {
				return err
			}
		}
		t.orders, t.consents = nil, nil
		if err := t.flush(); err != nil {
			return err
		}
		clear(t.records)
		clear(t.absent)
		clear(t.keys)
		after = last
	}
}

// recheck follows up every order, and every consent that parts wait for.
func (t *txn) recheck() error {
	orders, err := t.recordKeys(`r.kind = $1 AND l.name = $2`, string(hub.KindErasure), string(hub.LanePublic))
	if err != nil {
		return err
	}
	rows, err := t.query(`SELECT DISTINCT l.name, p.gate, p.subject FROM parts p JOIN commits c ON c.n = p.commit_n
		JOIN origins o ON o.n = c.origin JOIN lanes l ON l.n = o.lane WHERE p.gate <> ''`)
	if err != nil {
		return err
	}
	consents, err := collect(rows, func(rows *sql.Rows) (k ownedKey, err error) {
		var gate string
		var subject []byte
		err = rows.Scan(&k.lane, &gate, &subject)
		k.kind, k.subject = consentKind, hub.ID(subject)
		k.id = hub.DeriveID(consentKind, k.subject, gate)
		return k, err
	})
	if err != nil {
		return err
	}
	for _, k := range append(orders, consents...) {
		e, err := t.record(k.recordKey, k.subject)
		if err != nil {
			return err
		}
		t.follow(e)
	}
	return nil
}

// readLog reads the parts of the next commits that count here.
func (t *txn) readLog(after int64) (batch []storedPart, last int64, err error) {
	if _, err := t.get(`SELECT coalesce(max(n), $1) FROM (SELECT n FROM commits WHERE n > $1 ORDER BY n LIMIT $2) AS following`,
		[]any{after, rebuildBatch}, &last); err != nil {
		return nil, after, err
	}
	batch, err = t.parts(`p.commit_n > $1 AND p.commit_n <= $2 AND p.state IN (0, 2) AND c.barred = 0`, after, last)
	return batch, last, err
}
