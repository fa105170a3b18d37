package store

import (
	"bytes"
	"context"
	"database/sql"

	"yizhan/hub"
)

// Fork is two commits that one origin cannot both have written: the same seq with
// two ids, or one that names another before it. Two devices have one card (两台
// 设备用了同一张卡).
type Fork struct {
	Origin hub.Origin
	Key    [32]byte // whose origin it is
	Own    bool
	Lane   hub.Lane
	Seq    uint64
	A, B   hub.ID // their signed headers, to be had from Commit, are the proof
}

// Forks lists every contradiction that this box has seen.
func (s *Store) Forks(ctx context.Context) (forks []Fork, err error) {
	err = s.view(ctx, func(v session) error {
		rows, err := v.query(`SELECT o.origin, o.key, l.name, f.seq, f.a, f.b
			FROM forks f JOIN origins o ON o.n = f.origin JOIN lanes l ON l.n = o.lane ORDER BY o.n, f.seq, f.a, f.b`)
		if err != nil {
			return err
		}
		forks, err = collect(rows, func(rows *sql.Rows) (f Fork, err error) {
			var origin, key, a, b []byte
			err = rows.Scan(&origin, &key, &f.Lane, &f.Seq, &a, &b)
			if err == nil {
				f.Origin, f.Key, f.A, f.B = hub.Origin(origin), [32]byte(key), hub.ID(a), hub.ID(b)
				f.Own = f.Key == s.key
			}
			return f, err
		})
		return err
	})
	return forks, err
}

// findFork notes where a commit contradicts what is here of its origin: the same seq with
// another id, or a neighbour that does not follow. Both branches are kept; the
// signed headers are the proof.
func (t *txn) findFork(o *origin, c proven) error {
	if c.Header.Seq == o.seq+1 && c.Header.Seq > o.top && c.Header.Prev == o.hash {
		return nil // the usual case
	}
	if c.Header.Seq > o.top+1 {
		return nil // beyond a gap: nothing to compare with
	}
	for seq := c.Header.Seq - 1; seq <= c.Header.Seq+1; seq++ {
		near, err := t.at(o, seq)
		if err != nil {
			return err
		}
		for _, n := range near {
			if err := t.compare(o, c, n); err != nil {
				return err
			}
		}
	}
	return nil
}

// compare notes it if two commits of one origin, at most one seq apart, contradict each
// other.
func (t *txn) compare(o *origin, c proven, n shelved) error {
	prev, err := n.prev()
	if err != nil {
		return err
	}
	contradicts := true
	switch n.seq {
	case c.Header.Seq - 1:
		contradicts = n.hash() != c.Header.Prev
	case c.Header.Seq + 1:
		contradicts = prev != c.hash
	}
	if !contradicts {
		return nil
	}
	a, b := n.id, c.ID
	if bytes.Compare(a[:], b[:]) > 0 {
		a, b = b, a
	}
	seq := min(n.seq, c.Header.Seq)
	if o.forked == 0 || seq < o.forked {
		o.forked = seq
	}
	return t.exec(`INSERT INTO forks (origin, seq, a, b) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
		o.n, int64(seq), a[:], b[:])
}
