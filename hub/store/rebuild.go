package store

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// rebuildBatch is how many commits are folded between two flushes: enough for
// records that are touched again and again, little enough for a small box.
const rebuildBatch = 4000

// Rebuild drops every fold and makes it anew from the log, in one transaction:
// readers see the old until the new is there. It ends at the same digests.
func (s *Store) Rebuild(ctx context.Context) error {
	err := s.write(ctx, func(t *txn) error {
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
		return putMeta(t.tx, "fold", []byte(t.foldName()))
	})
	if sweep := s.db.Dialect.Sweep(); err == nil && sweep != "" {
		_, err = s.db.Write.ExecContext(ctx, sweep)
	}
	return err
}

// replay folds the log from its beginning, a batch at a time.
func (t *txn) replay(ctx context.Context) error {
	for after := int64(0); ; {
		if err := ctx.Err(); err != nil {
			return err
		}
		batch, last, err := t.readLog(after)
		if err != nil || len(batch) == 0 && last == after {
			return err
		}
		for _, p := range batch {
			if p.state == partWithheld {
				err = t.rewithhold(p)
			} else {
				err = t.foldPart(p)
			}
			if err != nil {
				return err
			}
		}
		if err := t.flush(); err != nil {
			return err
		}
		clear(t.records)
		clear(t.keys)
		after = last
	}
}

// rewithhold lays an own part that still waits over its records again.
func (t *txn) rewithhold(p storedPart) error {
	if err := t.open(p); err != nil {
		return err
	}
	return t.withhold(p)
}

// readLog reads the parts of the next commits that count here.
func (t *txn) readLog(after int64) (batch []storedPart, last int64, err error) {
	last = after
	rows, err := t.query(`SELECT c.n, c.id, c.header, l.name, p.place, p.state, p.bytes
		FROM (SELECT n, id, header, origin FROM commits WHERE n > $1 ORDER BY n LIMIT $2) c
		JOIN origins o ON o.n = c.origin JOIN lanes l ON l.n = o.lane JOIN parts p ON p.commit_n = c.n
		ORDER BY c.n, p.place`, after, rebuildBatch)
	if err != nil {
		return nil, last, err
	}
	defer rows.Close()
	var p storedPart // of the commit being read
	for rows.Next() {
		var n int64
		var id, header, raw []byte
		if err := rows.Scan(&n, &id, &header, &p.lane, &p.place, &p.state, &raw); err != nil {
			return nil, last, err
		}
		if n != last {
			last, p.n, p.id = n, n, hub.ID(id)
			if p.header, err = codec.DecodeHeader(header); err != nil {
				return nil, last, err
			}
		}
		if p.state != partHere && p.state != partWithheld {
			continue
		}
		part, err := codec.DecodePart(raw, p.subject())
		if err != nil {
			return nil, last, err
		}
		p.part = &part
		batch = append(batch, p)
	}
	return batch, last, rows.Err()
}
