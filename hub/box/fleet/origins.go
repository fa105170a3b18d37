package fleet

import (
	"context"

	"yizhan/hub"
)

// Origins visits a hub's origins in all lanes.
func (f *Fleet) Origins(ctx context.Context, key [32]byte, visit func(hub.Lane, hub.Origin, hub.Reach) error) error {
	lanes, err := f.Store.Lanes(ctx)
	if err != nil {
		return err
	}
	for _, lane := range lanes {
		vector, err := f.Store.Vector(ctx, lane.Lane)
		if err != nil {
			return err
		}
		proofs, err := f.Store.Proofs(ctx, lane.Lane)
		if err != nil {
			return err
		}
		for origin, reach := range vector {
			if proofs[origin].Key != key {
				continue
			}
			if err := visit(lane.Lane, origin, reach); err != nil {
				return err
			}
		}
	}
	return nil
}

// Commits reads a whole origin: as if somebody had everything of the lane but that.
func (f *Fleet) Commits(ctx context.Context, lane hub.Lane, origin hub.Origin) (all []hub.Commit, err error) {
	theirs, err := f.Store.Vector(ctx, lane)
	if err != nil {
		return nil, err
	}
	delete(theirs, origin)
	seen := map[hub.ID]bool{}
	for more := true; more; {
		var some []hub.Commit
		if some, more, err = f.Store.Since(ctx, lane, theirs, 500, 1<<20); err != nil {
			return nil, err
		}
		fresh := 0
		for _, c := range some {
			if c.Header.Origin == origin && !seen[c.ID] {
				seen[c.ID] = true
				all = append(all, c)
				fresh++
				reach := theirs[origin]
				if c.Header.Seq > reach.Head.Seq {
					theirs[origin] = hub.Reach{Head: hub.Head{Seq: c.Header.Seq, ID: c.ID}}
				}
			}
		}
		more = more && fresh > 0
	}
	return all, nil
}
