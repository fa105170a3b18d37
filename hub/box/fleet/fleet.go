// Package fleet is the other hubs as this one knows them: how much of each one's
// records is here and elsewhere, when it was last spoken with, whose card two boxes
// used, who holds a lane, and who asks to be let in. It reads, and decides nothing.
package fleet

import (
	"context"
	"log/slog"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/store"
	"yizhan/hub/trust"
)

// Fleet is the hubs that one box knows. Every box has one.
type Fleet struct {
	Store *store.Store
	Local *store.Local
	Trust *trust.Folder
	Desk  *desk.Desk
	Clock hub.Clock
	Log   *slog.Logger
	Calls Calls

	met meetings
}

// Calls is the exchange with other hubs.
type Calls interface {
	// Peers are those spoken with since the exchange began; none while there is none.
	Peers() []Peer
}

// Peer is a hub that was spoken with.
type Peer struct {
	Key       [32]byte
	Connected bool  // now
	Seconds   int64 // since it was last heard
}

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
