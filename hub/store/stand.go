package store

import (
	"context"
	"database/sql"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// What stands of a revoked key's origin is a function of the commits held and of the
// county's list: the named head and all that it follows from by prev, while the head
// is here, and what is released by name. The rest is stored and forwarded like all
// commits, so that vectors stay equal, and barred: neither folded nor read.

// admit asks how far commits of an origin are to be taken.
func (t *txn) admit(o *origin) (upto hub.Head, limited bool, err error) {
	if o.lane.name == hub.LaneLocal || t.opts.Verifier == nil {
		return hub.Head{}, false, nil
	}
	return t.opts.Verifier.Admit(o.origin, hub.OriginProof{Key: o.key, Epoch: o.epoch, Lane: o.lane.name, Cert: o.cert})
}

// Restand asks of every origin anew what stands, after the county's list has changed:
// what does not stand any more is taken out of the fold, what stands again is folded.
// It is done in transactions short enough for a desk that waits; changed counts
// commits. Open does it too, should the last process have died in between.
func (s *Store) Restand(ctx context.Context) (changed int, err error) {
	if s.opts.Verifier == nil {
		return 0, nil
	}
	doubtful, err := s.doubtful(ctx)
	if err != nil {
		return 0, err
	}
	for _, id := range doubtful {
		n, err := s.restand(ctx, id)
		changed += n
		if err != nil {
			return changed, err
		}
	}
	return changed, nil
}

// restand brings the commits of one origin to what stands. What that is, is worked out
// once, over all of them, and again only if the county's word changes meanwhile.
func (s *Store) restand(ctx context.Context, id hub.Origin) (changed int, err error) {
	var todo *verdict
	for todo == nil || len(todo.commits) > 0 {
		n := 0
		err := s.write(ctx, func(t *txn) error {
			if todo, err = t.verdict(id, todo); err != nil {
				return err
			}
			n = min(len(todo.commits), restandBatch)
			for _, c := range todo.commits[:n] {
				if err := t.bar(c.id, c.barred); err != nil {
					return err
				}
			}
			t.look = t.look || n > 0
			return nil
		})
		if err != nil {
			return changed, err
		}
		todo.commits = todo.commits[n:]
		changed += n
	}
	return changed, nil
}

// verdict is what has to change with an origin's commits so that those are barred
// that do not stand, by the county's word of that moment.
type verdict struct {
	upto    hub.Head
	limited bool
	commits []logged
}

// logged is a commit, and whether it is barred.
type logged struct {
	id     hub.ID
	barred bool
}

// restandBatch is how many commits one transaction brings to what stands: about a
// second on a small box.
const restandBatch = 1000

// doubtful lists the origins of which not everything stands, or did not until now.
func (s *Store) doubtful(ctx context.Context) (ids []hub.Origin, err error) {
	err = s.view(ctx, func(v session) error {
		rows, err := v.query(`SELECT o.origin, o.key, o.epoch, o.cert, l.name,
			EXISTS (SELECT 1 FROM commits c WHERE c.origin = o.n AND c.barred <> 0)
			FROM origins o JOIN lanes l ON l.n = o.lane WHERE l.name <> $1 ORDER BY o.n`, string(hub.LaneLocal))
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var id, key, epoch []byte
			var proof hub.OriginProof
			var barred bool
			if err := rows.Scan(&id, &key, &epoch, &proof.Cert, &proof.Lane, &barred); err != nil {
				return err
			}
			proof.Key, proof.Epoch = [32]byte(key), [16]byte(epoch)
			_, limited, err := s.opts.Verifier.Admit(hub.Origin(id), proof)
			if err == nil && (limited || barred) { // nobody's word: what was taken stays as it is
				ids = append(ids, hub.Origin(id))
			}
		}
		return rows.Err()
	})
	return ids, err
}

// verdict is the old one where it still holds, else a new one.
func (t *txn) verdict(id hub.Origin, old *verdict) (*verdict, error) {
	o, err := t.known(id)
	if err != nil || o == nil {
		return &verdict{}, err
	}
	upto, limited, err := t.admit(o)
	if err != nil || old != nil && old.upto == upto && old.limited == limited {
		return old, err
	}
	standing, err := t.branch(o, upto, limited)
	if err != nil {
		return nil, err
	}
	rows, err := t.query(`SELECT id, barred FROM commits WHERE origin = $1 ORDER BY n`, o.n)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	v := &verdict{upto: upto, limited: limited}
	for rows.Next() {
		var id sql.RawBytes
		var c logged
		if err := rows.Scan(&id, &c.barred); err != nil {
			return nil, err
		}
		c.id = hub.ID(id)
		if stands := !limited || standing[c.id] || t.opts.Verifier.Released(c.id); stands == c.barred {
			v.commits = append(v.commits, logged{c.id, !stands})
		}
	}
	return v, rows.Err()
}

// unsettled says whether commits that came barred, with seqs from..to, may change what
// stands of their origin: not before the chain from the named head has come down to them.
func (t *txn) unsettled(o *origin, from, to uint64) (near bool, err error) {
	return t.get(`SELECT 1 FROM commits WHERE origin = $1 AND seq BETWEEN $2 AND $3 AND barred = 0 LIMIT 1`,
		[]any{o.n, int64(from + 1), int64(to + 1)}, new(int))
}

// branch is the named head and what it follows from, as far back as there is no gap.
func (t *txn) branch(o *origin, upto hub.Head, limited bool) (map[hub.ID]bool, error) {
	standing := map[hub.ID]bool{}
	if !limited || upto.Seq == 0 {
		return standing, nil
	}
	rows, err := t.query(`SELECT id, seq, header FROM commits WHERE origin = $1 AND seq <= $2 ORDER BY seq DESC`,
		o.n, int64(upto.Seq))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var want hub.Hash // prev of the last that stands
	for rows.Next() {
		var id, header sql.RawBytes
		var seq uint64
		if err := rows.Scan(&id, &seq, &header); err != nil {
			return nil, err
		}
		head := hub.Head{Seq: seq, ID: hub.ID(id)}
		if head != upto && (want == hub.Hash{} || codec.HashHeader(header) != want) {
			continue
		}
		h, err := codec.DecodeHeader(header)
		if err != nil {
			return nil, err
		}
		standing[head.ID], want = true, h.Prev
	}
	return standing, rows.Err()
}

// bar takes a commit out of the fold, or lets it in again, unless that was done since.
func (t *txn) bar(id hub.ID, barred bool) error {
	differs, err := t.get(`SELECT 1 FROM commits WHERE id = $1 AND barred <> $2`, []any{id[:], barred}, new(int))
	if err != nil || !differs {
		return err
	}
	if err := t.exec(`UPDATE commits SET barred = $1 WHERE id = $2`, barred, id[:]); err != nil {
		return err
	}
	stored, err := t.partsIn(id)
	if err != nil {
		return err
	}
	for _, p := range stored {
		switch {
		case !barred:
			err = t.enter(p)
		case p.state == partHere || p.state == partWithheld || p.state == partDamaged:
			err = t.unfold(p)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// HeldBack is what the commits of a revoked key say that do not stand, newest first,
// as far as this box can open it: for people to choose what to release.
func (s *Store) HeldBack(ctx context.Context, key [32]byte) (entries []hub.Entry, err error) {
	err = s.view(ctx, func(v session) error {
		stored, err := v.parts(`c.barred <> 0 AND o.key = $1 AND p.state IN (0, 2)`, key[:])
		if err != nil {
			return err
		}
		stored = readable(stored)
		for _, p := range stored {
			if err := v.open(p); err != nil {
				return err
			}
		}
		entries, err = v.entries(stored)
		return err
	})
	return entries, err
}
