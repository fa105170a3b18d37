package store

import (
	"context"
	"crypto/sha256"
	"database/sql"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// Vector is what this box holds of a lane.
func (s *Store) Vector(ctx context.Context, lane hub.Lane) (vector hub.Vector, err error) {
	err = s.view(ctx, func(v session) error {
		origins, err := v.originsOf(lane)
		if err != nil {
			return err
		}
		vector = make(hub.Vector, len(origins))
		for _, o := range origins {
			if vector[o.origin], err = v.reach(o); err != nil {
				return err
			}
		}
		return nil
	})
	return vector, err
}

// Proofs says whose the origins of a lane are, for peers that do not know them yet.
func (s *Store) Proofs(ctx context.Context, lane hub.Lane) (proofs map[hub.Origin]hub.OriginProof, err error) {
	err = s.view(ctx, func(v session) error {
		origins, err := v.originsOf(lane)
		proofs = make(map[hub.Origin]hub.OriginProof, len(origins))
		for _, o := range origins {
			proofs[o.origin] = hub.OriginProof{Key: o.key, Epoch: o.epoch, Lane: lane, Cert: o.cert}
		}
		return err
	})
	return proofs, err
}

// originsOf reads the origins of a lane that have commits, in a fixed order.
func (s session) originsOf(name hub.Lane) ([]*origin, error) {
	rows, err := s.query(`SELECT o.n, o.origin, o.key, o.epoch, o.cert, o.seq, o.id, o.top, o.forked
		FROM origins o JOIN lanes l ON l.n = o.lane WHERE l.name = $1 AND o.top > 0 ORDER BY o.n`, string(name))
	if err != nil {
		return nil, err
	}
	return collect(rows, func(rows *sql.Rows) (*origin, error) {
		o := &origin{lane: &lane{name: name}}
		var id, key, epoch, head []byte
		err := rows.Scan(&o.n, &id, &key, &epoch, &o.cert, &o.seq, &head, &o.top, &o.forked)
		if err == nil {
			o.origin, o.key, o.epoch, o.id = hub.Origin(id), [32]byte(key), [16]byte(epoch), hub.ID(head)
		}
		return o, err
	})
}

// reach is what this box tells peers that it holds of an origin.
func (s session) reach(o *origin) (hub.Reach, error) {
	if o.forked > 0 {
		return s.forkedReach(o)
	}
	r := hub.Reach{Head: hub.Head{Seq: o.seq, ID: o.id}}
	if o.top == o.seq {
		return r, nil
	}
	rows, err := s.query(`SELECT seq FROM commits WHERE origin = $1 AND seq > $2 ORDER BY seq`, o.n, int64(o.seq))
	if err != nil {
		return r, err
	}
	defer rows.Close()
	for rows.Next() {
		var seq uint64
		if err := rows.Scan(&seq); err != nil {
			return r, err
		}
		r.Beyond = addSeq(r.Beyond, seq)
	}
	return r, rows.Err()
}

// addSeq adds a seq to ascending spans.
func addSeq(spans []hub.Span, seq uint64) []hub.Span {
	if n := len(spans); n > 0 && spans[n-1].To+1 >= seq {
		spans[n-1].To = seq
		return spans
	}
	return append(spans, hub.Span{From: seq, To: seq})
}

// lookBack is how far before a fork a hub asks again while it misses the
// beginning of a branch.
const lookBack = 500

// forkedReach is the reach of a forked origin. Seqs do not say which branches are
// held, so the head is the last commit before the fork, its id is made of the ids
// of all commits behind it, and hubs with different branches differ in it. While
// something that a commit follows is lacking, the head is further back and only the seq
// behind it is named, so that peers send more. The id differs even so: two hubs may
// lack a beginning each, and have what the other lacks.
func (s session) forkedReach(o *origin) (hub.Reach, error) {
	r, whole, err := s.behind(o, o.forked-1)
	if err != nil || whole {
		return r, err
	}
	back := min(o.seq, o.forked-1)
	back -= min(back, lookBack)
	r, _, err = s.behind(o, back)
	r.Beyond = []hub.Span{{From: back + 1, To: back + 1}}
	return r, err
}

// behind is the reach of a forked origin as told from a seq on. It is whole if nothing
// is lacking that a commit held follows.
func (s session) behind(o *origin, head uint64) (r hub.Reach, whole bool, err error) {
	rows, err := s.query(`SELECT id, seq, header FROM commits WHERE origin = $1 AND seq >= $2 ORDER BY seq, id`,
		o.n, int64(head))
	if err != nil {
		return r, false, err
	}
	defer rows.Close()
	r.Head.Seq, whole = head, o.seq >= head
	held, sum := map[hub.Hash]bool{}, sha256.New()
	for rows.Next() {
		var id, raw []byte
		var seq uint64
		if err := rows.Scan(&id, &seq, &raw); err != nil {
			return r, false, err
		}
		held[codec.HashHeader(raw)] = true
		if seq <= head {
			continue
		}
		h, err := codec.DecodeHeader(raw)
		if err != nil {
			return r, false, err
		}
		whole = whole && (seq == 1 || held[h.Prev])
		sum.Write(id)
		r.Beyond = addSeq(r.Beyond, seq)
	}
	r.Head.ID = hub.ID(sum.Sum(nil)[:16])
	return r, whole, rows.Err()
}
