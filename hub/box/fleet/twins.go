package fleet

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/store"
)

// Twin is how it stands with a card that two boxes used.
type Twin int

const (
	Single Twin = iota
	Healed      // both branches are kept, and the box writes under a new number
	Forked      // nobody has gone on since
)

// Twins tells whose cards were used twice. It is over where the same key has written
// a newer origin of that lane: what stood in the forked one is closed and kept.
func (f *Fleet) Twins(ctx context.Context) (map[[32]byte]Twin, error) {
	forks, err := f.Store.Forks(ctx)
	if err != nil {
		return nil, err
	}
	out := map[[32]byte]Twin{}
	for _, fork := range forks {
		over, err := f.goesOn(ctx, fork)
		if err != nil {
			return nil, err
		}
		if !over {
			out[fork.Key] = Forked
		} else {
			out[fork.Key] = max(out[fork.Key], Healed)
		}
	}
	return out, nil
}

// goesOn says whether a box has written elsewhere since its origin forked.
func (f *Fleet) goesOn(ctx context.Context, fork store.Fork) (over bool, err error) {
	var parted int64
	for _, id := range []hub.ID{fork.A, fork.B} {
		c, err := f.Store.Commit(ctx, id)
		if err != nil {
			return false, err
		}
		parted = max(parted, int64(c.Header.Lam))
	}
	err = f.Origins(ctx, fork.Key, func(lane hub.Lane, origin hub.Origin, reach hub.Reach) error {
		if lane != fork.Lane || origin == fork.Origin || reach.Head.Seq == 0 {
			return nil
		}
		c, err := f.Store.Commit(ctx, reach.Head.ID)
		if hub.CodeOf(err) == hub.CodeNotFound {
			return nil // forked as well: its head is no commit
		}
		over = over || err == nil && int64(c.Header.Lam) >= parted
		return err
	})
	return over, err
}

// String is the word of the status.
func (t Twin) String() string { return [...]string{"", "healed", "forked"}[t] }
