package box

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/store"
)

// twin is how it stands with a card that two boxes used.
type twin int

const (
	single twin = iota
	healed      // both branches are kept, and the box writes under a new number
	forked      // nobody has gone on since
)

// twins tells whose cards were used twice. It is over where the same key has written
// a newer origin of that lane: what stood in the forked one is closed and kept.
func (b *Box) twins(ctx context.Context) (map[[32]byte]twin, error) {
	forks, err := b.store.Forks(ctx)
	if err != nil {
		return nil, err
	}
	out := map[[32]byte]twin{}
	for _, f := range forks {
		over, err := b.goesOn(ctx, f)
		if err != nil {
			return nil, err
		}
		if !over {
			out[f.Key] = forked
		} else {
			out[f.Key] = max(out[f.Key], healed)
		}
	}
	return out, nil
}

// goesOn says whether a box has written elsewhere since its origin forked.
func (b *Box) goesOn(ctx context.Context, f store.Fork) (over bool, err error) {
	var parted int64
	for _, id := range []hub.ID{f.A, f.B} {
		c, err := b.store.Commit(ctx, id)
		if err != nil {
			return false, err
		}
		parted = max(parted, int64(c.Header.Lam))
	}
	err = b.originsOf(ctx, f.Key, func(lane hub.Lane, origin hub.Origin, reach hub.Reach) error {
		if lane != f.Lane || origin == f.Origin || reach.Head.Seq == 0 {
			return nil
		}
		c, err := b.store.Commit(ctx, reach.Head.ID)
		if hub.CodeOf(err) == hub.CodeNotFound {
			return nil // forked as well: its head is no commit
		}
		over = over || err == nil && int64(c.Header.Lam) >= parted
		return err
	})
	return over, err
}

// String is the word of the status.
func (t twin) String() string { return [...]string{"", "healed", "forked"}[t] }
