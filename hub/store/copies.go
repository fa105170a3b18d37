package store

import (
	"context"
	"time"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// Alone is the oldest own commit of a lane that nobody else has confirmed.
type Alone struct {
	Commit hub.ID // zero: every own commit lies somewhere else too
	At     hub.Reading
}

// OldestAlone finds it. Receipts confirm everything up to a commit, so it is the
// first behind the best receipt of each own origin: one row is read per origin, however
// long the log. kept names how far own origins were put on a stick since; that counts.
func (s *Store) OldestAlone(ctx context.Context, lane hub.Lane, kept map[hub.Origin]uint64) (out Alone, err error) {
	err = s.view(ctx, func(v session) error {
		origins, err := v.originsOf(lane)
		if err != nil {
			return err
		}
		for _, o := range origins {
			if o.key != s.key {
				continue
			}
			first, err := v.firstAlone(o, kept[o.origin])
			if err != nil {
				return err
			}
			if !first.Commit.IsZero() && (out.Commit.IsZero() || first.At.Wall.Before(out.At.Wall)) {
				out = first
			}
		}
		return nil
	})
	return out, err
}

func (s session) firstAlone(o *origin, confirmed uint64) (Alone, error) {
	rows, err := s.query(`SELECT holder, origin, seq, id, sig FROM receipts WHERE origin = $1`, o.origin[:])
	if err != nil {
		return Alone{}, err
	}
	receipts, err := collect(rows, scanReceipt)
	if err != nil {
		return Alone{}, err
	}
	for _, r := range receipts {
		if s.opts.holder(r.Holder) != Stranger {
			confirmed = max(confirmed, r.Head.Seq)
		}
	}
	if confirmed >= o.top {
		return Alone{}, nil
	}
	return s.first(o, confirmed)
}

// first is the first commit of an origin beyond so many; zero where there is none.
func (s session) first(o *origin, beyond uint64) (Alone, error) {
	var id, raw []byte
	found, err := s.get(firstAloneSQL, []any{o.n, int64(beyond)}, &id, &raw)
	if err != nil || !found {
		return Alone{}, err
	}
	h, err := codec.DecodeHeader(raw)
	return Alone{hub.ID(id), hub.Reading{Wall: time.UnixMilli(h.Wall), Quality: h.Clock, Boot: h.Boot}}, err
}

const firstAloneSQL = `SELECT id, header FROM commits WHERE origin = $1 AND seq > $2 ORDER BY seq LIMIT 1`

// OwnHeads is how far each own origin of a lane goes: what is put on a stick now.
func (s *Store) OwnHeads(ctx context.Context, lane hub.Lane) (map[hub.Origin]uint64, error) {
	out := map[hub.Origin]uint64{}
	return out, s.view(ctx, func(v session) error {
		origins, err := v.originsOf(lane)
		for _, o := range origins {
			if o.key == s.key {
				out[o.origin] = o.top
			}
		}
		return err
	})
}

// Behind says whether another hub has not confirmed something of a lane that was written
// before a moment: it is off, broken or out of reach. What nobody could date says nothing.
func (s *Store) Behind(ctx context.Context, lane hub.Lane, holder [32]byte, before time.Time) (behind bool, err error) {
	err = s.view(ctx, func(v session) error {
		behind = false
		origins, err := v.originsOf(lane)
		if err != nil {
			return err
		}
		for _, o := range origins {
			if o.key == holder || o.forked > 0 {
				continue // its own, or no receipt says which branch
			}
			var upto uint64
			if _, err := v.get(`SELECT seq FROM receipts WHERE origin = $1 AND holder = $2`, []any{o.origin[:], holder[:]}, &upto); err != nil {
				return err
			}
			if upto >= o.seq {
				continue
			}
			first, err := v.first(o, upto)
			if err != nil {
				return err
			}
			if first.At.Quality > hub.ClockUnknown && first.At.Wall.Before(before) {
				behind = true
				return nil
			}
		}
		return nil
	})
	return behind, err
}
