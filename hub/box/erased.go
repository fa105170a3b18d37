package box

import (
	"context"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
)

// ordered says whether news may be of orders to erase, or let one be carried out.
func ordered(n hub.News) bool {
	return n.Commit.IsZero() || slices.Contains(n.Kinds, hub.KindErasure) || slices.Contains(n.Kinds, "consent")
}

// rights does a box's part for families' rights: the county orders what waited for a
// consent that was taken back, and every box says which orders it has carried out.
func (b *Box) rights(ctx context.Context) error {
	if _, enrolled := b.trust.Certificate(); !enrolled && !b.isCounty() {
		return nil
	}
	if b.isCounty() {
		owner := hub.Actor{Role: hub.RoleBox, Lane: b.TrailLane()}
		if _, err := b.desk.OrderWithdrawn(ctx, owner); err != nil {
			return err
		}
		if _, err := b.desk.OrderLate(ctx, owner); err != nil {
			return err
		}
	}
	return b.acknowledge(ctx)
}

// forgetNames takes whoever was erased off the lists in memory, and out of what
// anybody has begun to write, or to print.
func (b *Box) forgetNames(ctx context.Context) error {
	orders, err := b.store.Erasures(ctx)
	if err != nil {
		return err
	}
	var erased []hub.ID
	for _, o := range orders {
		if o.Gate != "" {
			continue
		}
		erased = append(erased, o.Subject)
		recs, err := b.store.Of(ctx, o.Subject, "child")
		if err != nil {
			return err
		}
		if len(recs) > 0 {
			continue
		}
		b.names.Remove(o.Subject)
		if b.roll != nil {
			b.roll.Put(care.Child{Ref: care.Ref{ID: o.Subject}, Withdrawn: "erased"})
		}
	}
	if len(erased) == 0 {
		return nil
	}
	if err := b.paper.Forget(ctx, erased...); err != nil {
		return err
	}
	return b.local.DropDraftsOf(ctx, erased...)
}

// acknowledge says which orders this box has carried out, those of lanes that it
// holds: bytes dropped, and no trace of them left in its files.
func (b *Box) acknowledge(ctx context.Context) error {
	orders, err := b.store.Erasures(ctx)
	if err != nil || len(orders) == 0 {
		return err
	}
	if err := b.files.eraseUnnamed(ctx); err != nil { // nothing is said to be gone whose bytes are here
		return err
	}
	fresh, err := b.backups.Fresh(ctx)
	if err != nil {
		return err
	}
	key := b.trust.Identity().Key()
	var done []desk.Carried
	for _, o := range orders {
		held := o.Lane == "" || o.Lane == hub.LaneLocal || b.trust.Members().MayRead(key, o.Lane)
		if o.Done && (held || o.Parts > 0) {
			done = append(done, desk.Carried{Order: o.Order, Parts: o.Parts, Backup: fresh})
		}
	}
	cert, ok := b.trust.Members().Get(key)
	if !ok {
		return nil
	}
	_, err = b.desk.NoteErased(ctx, cert.Trail(), key, done)
	if hub.CodeOf(err) == hub.CodeForbidden { // a revoked box says nothing any more
		return nil
	}
	return err
}
