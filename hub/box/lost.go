package box

import (
	"context"
	"slices"
	"time"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/trust"
)

// Revoke puts a box out: what it wrote until the end of upto stands, as far as it is
// held here; the empty day is all of it. Of an origin whose card was used twice what
// came before the two parted stands, and the rest is for people to let stand.
func (b *Box) Revoke(ctx context.Context, actor hub.Actor, key [32]byte, upto hub.Day) error {
	if !actor.Role.May(hub.ActFleet) {
		return hub.E(hub.CodeForbidden, "device.may-not")
	}
	cert, known := b.trust.Members().Get(key)
	if !known {
		return hub.E(hub.CodeNotFound, "device.none")
	}
	stands, err := b.standsOf(ctx, key, upto)
	if err != nil {
		return err
	}
	if _, err := b.trust.Revoke(trust.Revocation{Key: key, Stands: stands}, b.desk.Today()); err != nil {
		return err
	}
	if err := b.desk.NoteDevice(ctx, b.trail(actor), desk.DeviceRevoked, key, cert.Name); err != nil {
		return err
	}
	return b.relist(ctx)
}

// trail is an actor whose acts are noted where the county reads.
func (b *Box) trail(actor hub.Actor) hub.Actor {
	actor.Lane = b.TrailLane()
	return actor
}

// standsOf is the last commit of each of a box's origins that is to stand.
func (b *Box) standsOf(ctx context.Context, key [32]byte, upto hub.Day) (stands []trust.Standing, err error) {
	forks, err := b.store.Forks(ctx)
	if err != nil {
		return nil, err
	}
	err = b.fleet.Origins(ctx, key, func(_ hub.Lane, origin hub.Origin, reach hub.Reach) error {
		head := reach.Head
		for _, f := range forks { // by seq: the first is where the branches part
			if f.Origin == origin {
				if head, err = b.before(ctx, f.A); err != nil {
					return err
				}
				break
			}
		}
		if head, err = b.until(ctx, head, upto); err == nil && head.Seq > 0 {
			stands = append(stands, trust.Standing{Origin: origin, Head: head})
		}
		return err
	})
	return stands, err
}

// before is the commit that another follows; zero for the first.
func (b *Box) before(ctx context.Context, id hub.ID) (hub.Head, error) {
	c, err := b.store.Commit(ctx, id)
	if err != nil || c.Header.Seq <= 1 {
		return hub.Head{}, err
	}
	return hub.Head{Seq: c.Header.Seq - 1, ID: hub.ID(c.Header.Prev[:16])}, nil
}

// until goes back from a commit to the last one that its box dates before the end of
// a day.
func (b *Box) until(ctx context.Context, head hub.Head, upto hub.Day) (hub.Head, error) {
	if upto == "" {
		return head, nil
	}
	for head.Seq > 0 {
		c, err := b.store.Commit(ctx, head.ID)
		if err != nil {
			return hub.Head{}, err
		}
		if hub.DayOf(time.UnixMilli(c.Header.Wall)) <= upto {
			return head, nil
		}
		if head, err = b.before(ctx, head.ID); err != nil {
			return hub.Head{}, err
		}
	}
	return hub.Head{}, nil
}

// Release lets commits of a revoked box stand, everywhere.
func (b *Box) Release(ctx context.Context, actor hub.Actor, key [32]byte, ids ...hub.ID) error {
	if !actor.Role.May(hub.ActFleet) {
		return hub.E(hub.CodeForbidden, "device.may-not")
	}
	cert, _ := b.trust.Members().Get(key)
	if _, err := b.trust.Release(ids, b.desk.Today()); err != nil {
		return err
	}
	if err := b.desk.NoteDevice(ctx, b.trail(actor), desk.DeviceReleased, key, cert.Name); err != nil {
		return err
	}
	return b.relist(ctx)
}

// heldOf are the commits of a revoked box that do not stand, and those that were let
// stand by name, newest first.
func (b *Box) heldOf(ctx context.Context, key [32]byte) (held []hub.Commit, err error) {
	list, _ := b.trust.Members().Revocations()
	entry, gone := list.Find(key)
	if !gone {
		return nil, nil
	}
	err = b.fleet.Origins(ctx, key, func(lane hub.Lane, origin hub.Origin, _ hub.Reach) error {
		all, err := b.commitsOf(ctx, lane, origin)
		if err != nil {
			return err
		}
		prev := make(map[hub.ID]hub.ID, len(all))
		for _, c := range all {
			prev[c.ID] = hub.ID(c.Header.Prev[:16])
		}
		stands := map[hub.ID]bool{}
		for id := entry.Upto(origin).ID; ; {
			next, here := prev[id]
			if !here || stands[id] {
				break
			}
			stands[id], id = true, next
		}
		held = append(held, slices.DeleteFunc(all, func(c hub.Commit) bool { return stands[c.ID] })...)
		return nil
	})
	slices.SortStableFunc(held, func(a, b hub.Commit) int { return int(b.Header.Wall - a.Header.Wall) })
	return held, err
}

// commitsOf reads a whole origin: as if somebody had everything of the lane but that.
func (b *Box) commitsOf(ctx context.Context, lane hub.Lane, origin hub.Origin) (all []hub.Commit, err error) {
	theirs, err := b.store.Vector(ctx, lane)
	if err != nil {
		return nil, err
	}
	delete(theirs, origin)
	seen := map[hub.ID]bool{}
	for more := true; more; {
		var some []hub.Commit
		if some, more, err = b.store.Since(ctx, lane, theirs, 500, 1<<20); err != nil {
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
