package store

import (
	"context"
	"crypto/rand"
)

// epoch is the box's current epoch, drawn at the first need.
func (t *txn) epoch() (e [16]byte, err error) {
	value, err := getMeta(t.tx, "epoch")
	if err != nil || copy(e[:], value) == len(e) {
		return e, err
	}
	return t.newEpoch()
}

// newEpoch makes the next own commit of every lane the first of a new origin.
func (t *txn) newEpoch() (e [16]byte, err error) {
	rand.Read(e[:])
	return e, putMeta(t.tx, "epoch", e[:])
}

// Epoch is the box's current epoch; zero before its first write.
func (s *Store) Epoch(ctx context.Context) (e [16]byte, err error) {
	err = s.view(ctx, func(v session) error {
		var value []byte
		_, err := v.get(`SELECT value FROM meta WHERE name = 'epoch'`, nil, &value)
		copy(e[:], value)
		return err
	})
	return e, err
}

// NewEpoch is called when this box cannot be sure what others know of it: after a
// restore, or on other hardware. Append and Accept begin one themselves after an
// unclean stop that no peer has confirmed, and when a peer knows more of us.
func (s *Store) NewEpoch(ctx context.Context) error {
	return s.write(ctx, func(t *txn) error {
		_, err := t.newEpoch()
		return err
	})
}

// settle begins a new epoch if the last process did not close and no peer holds
// this own head: a card that lied about its writes may have lost commits that
// others have, and their numbers must not be used twice.
func (t *txn) settle(o *origin) (fresh bool, err error) {
	if !o.doubt {
		return false, nil
	}
	confirmed, err := t.get(`SELECT seq FROM receipts WHERE origin = $1 AND holder <> $2 AND seq = $3 AND id = $4`,
		[]any{o.origin[:], t.key[:], int64(o.seq), o.id[:]}, new(int64))
	if err != nil || confirmed {
		o.doubt = false
		return false, err
	}
	_, err = t.newEpoch()
	return true, err
}
