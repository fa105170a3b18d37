package county

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
func (o *Office) Revoke(ctx context.Context, actor hub.Actor, key [32]byte, upto hub.Day) error {
	if !actor.Role.May(hub.ActFleet) {
		return hub.E(hub.CodeForbidden, "device.may-not")
	}
	cert, known := o.Trust.Members().Get(key)
	if !known {
		return hub.E(hub.CodeNotFound, "device.none")
	}
	stands, err := o.standsOf(ctx, key, upto)
	if err != nil {
		return err
	}
	err = o.Box.Together(ctx, func() error {
		_, err := o.Trust.Revoke(trust.Revocation{Key: key, Stands: stands}, o.Desk.Today())
		return err
	})
	if err != nil {
		return err
	}
	if err := o.Desk.NoteDevice(ctx, o.trail(actor), desk.DeviceRevoked, key, cert.Name); err != nil {
		return err
	}
	return o.Box.Relist(ctx)
}

// standsOf is the last commit of each of a box's origins that is to stand.
func (o *Office) standsOf(ctx context.Context, key [32]byte, upto hub.Day) (stands []trust.Standing, err error) {
	forks, err := o.Store.Forks(ctx)
	if err != nil {
		return nil, err
	}
	err = o.Fleet.Origins(ctx, key, func(_ hub.Lane, origin hub.Origin, reach hub.Reach) error {
		head := reach.Head
		for _, f := range forks { // by seq: the first is where the branches part
			if f.Origin == origin {
				if head, err = o.before(ctx, f.A); err != nil {
					return err
				}
				break
			}
		}
		if head, err = o.until(ctx, head, upto); err == nil && head.Seq > 0 {
			stands = append(stands, trust.Standing{Origin: origin, Head: head})
		}
		return err
	})
	return stands, err
}

// before is the commit that another follows; zero for the first.
func (o *Office) before(ctx context.Context, id hub.ID) (hub.Head, error) {
	c, err := o.Store.Commit(ctx, id)
	if err != nil || c.Header.Seq <= 1 {
		return hub.Head{}, err
	}
	return hub.Head{Seq: c.Header.Seq - 1, ID: hub.ID(c.Header.Prev[:16])}, nil
}

// until goes back from a commit to the last one that its box dates before the end of
// a day.
func (o *Office) until(ctx context.Context, head hub.Head, upto hub.Day) (hub.Head, error) {
	if upto == "" {
		return head, nil
	}
	for head.Seq > 0 {
		c, err := o.Store.Commit(ctx, head.ID)
		if err != nil {
			return hub.Head{}, err
		}
		if hub.DayOf(time.UnixMilli(c.Header.Wall)) <= upto {
			return head, nil
		}
		if head, err = o.before(ctx, head.ID); err != nil {
			return hub.Head{}, err
		}
	}
	return hub.Head{}, nil
}

// Release lets commits of a revoked box stand, everywhere.
func (o *Office) Release(ctx context.Context, actor hub.Actor, key [32]byte, ids ...hub.ID) error {
	if !actor.Role.May(hub.ActFleet) {
		return hub.E(hub.CodeForbidden, "device.may-not")
	}
	cert, _ := o.Trust.Members().Get(key)
	err := o.Box.Together(ctx, func() error {
		_, err := o.Trust.Release(ids, o.Desk.Today())
		return err
	})
	if err != nil {
		return err
	}
	if err := o.Desk.NoteDevice(ctx, o.trail(actor), desk.DeviceReleased, key, cert.Name); err != nil {
		return err
	}
	return o.Box.Relist(ctx)
}

// Held are the commits of a revoked box that do not stand, and those that were let
// stand by name, newest first.
func (o *Office) Held(ctx context.Context, key [32]byte) (held []hub.Commit, err error) {
	list, _ := o.Trust.Members().Revocations()
	entry, gone := list.Find(key)
	if !gone {
		return nil, nil
	}
	err = o.Fleet.Origins(ctx, key, func(lane hub.Lane, origin hub.Origin, _ hub.Reach) error {
		all, err := o.Fleet.Commits(ctx, lane, origin)
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
	hub.SortStable(held, func(a, b hub.Commit) int { return int(b.Header.Wall - a.Header.Wall) })
	return held, err
}
