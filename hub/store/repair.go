package store

import (
	"context"
	"slices"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// metaDamaged is the ids of commits whose headers the disk has changed, one after the
// other.
const metaDamaged = "damaged"

// PutDamaged keeps which commits' headers Scrub found damaged, in place of those that
// were kept before.
func (s *Store) PutDamaged(ctx context.Context, ids []hub.ID) error {
	return s.write(ctx, func(t *txn) error { return t.putDamaged(ids) })
}

func (t *txn) putDamaged(ids []hub.ID) error {
	all := make([]byte, 0, len(ids)*len(hub.ID{}))
	for _, id := range ids {
		all = append(all, id[:]...)
	}
	return putMeta(t.tx, metaDamaged, all)
}

// Damaged is the commits of a lane whose headers wait for another's copy.
func (s *Store) Damaged(ctx context.Context, lane hub.Lane) (ids []hub.ID, err error) {
	err = s.view(ctx, func(v session) error {
		all, err := v.damaged()
		if err != nil {
			return err
		}
		for _, id := range all {
			here, err := v.get(`SELECT c.n FROM commits c JOIN origins o ON o.n = c.origin JOIN lanes l ON l.n = o.lane
				WHERE c.id = $1 AND l.name = $2`, []any{id[:], string(lane)}, new(int64))
			if err != nil {
				return err
			}
			if here {
				ids = append(ids, id)
			}
		}
		return nil
	})
	return ids, err
}

func (s session) damaged() (ids []hub.ID, err error) {
	var all []byte
	if _, err := s.get(`SELECT value FROM meta WHERE name = $1`, []any{metaDamaged}, &all); err != nil {
		return nil, err
	}
	for raw := range slices.Chunk(all, len(hub.ID{})) {
		if len(raw) == len(hub.ID{}) {
			ids = append(ids, hub.ID(raw))
		}
	}
	return ids, nil
}

// Mend puts the headers of damaged commits back from another's copies: the id that is
// kept here is the hash of the header, so that no signature is needed to know the
// right one. Other commits are left alone. It says how many are whole again.
func (s *Store) Mend(ctx context.Context, copies []hub.Commit) (mended int, err error) {
	var waiting []hub.ID
	err = s.view(ctx, func(v session) error {
		waiting, err = v.damaged()
		return err
	})
	if err != nil || len(waiting) == 0 {
		return 0, err
	}
	copies = slices.DeleteFunc(slices.Clone(copies), func(c hub.Commit) bool {
		return !slices.Contains(waiting, c.ID) || codec.CommitID(c.Raw) != c.ID
	})
	if len(copies) == 0 {
		return 0, nil
	}
	return mended, s.write(ctx, func(t *txn) error {
		mended = 0
		left, err := t.damaged()
		if err != nil {
			return err
		}
		for _, c := range copies {
			at := slices.Index(left, c.ID)
			if at < 0 {
				continue
			}
			if err := t.exec(`UPDATE commits SET header = $1 WHERE id = $2`, c.Raw, c.ID[:]); err != nil {
				return err
			}
			left = slices.Delete(left, at, at+1)
			mended++
		}
		return t.putDamaged(left)
	})
}
