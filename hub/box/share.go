package box

import (
	"context"
	"slices"

	"yizhan/hub"
	"yizhan/hub/codec"
	"yizhan/hub/trust"
)

// The stations of a township may open each other's records if the county said so. Its
// word is a record in lane public, so that all hubs seal alike. What is read of it is
// kept in memory: the store asks in the middle of its writing.

// shares is what the county said of a lane's township; no, before anything was heard.
func (b *Box) shares(lane hub.Lane) bool {
	code, ok := lane.Township()
	towns := b.sharing.Load()
	return ok && towns != nil && slices.Contains(*towns, code)
}

// loadSharing reads the county's word.
func (b *Box) loadSharing(ctx context.Context) error {
	all, err := b.desk.Sharings(ctx)
	if err != nil {
		return err
	}
	var towns []string
	for code, s := range all {
		if s.On {
			towns = append(towns, code)
		}
	}
	b.sharing.Store(&towns)
	return nil
}

// shareTownships closes what was written before the county's word for the stations
// that may open it now. The county does it: it can open everything of a township.
// Once a day is enough: who writes later closes for all of them.
func (b *Box) shareTownships(ctx context.Context, done map[shared]bool) error {
	lanes, err := b.store.Lanes(ctx)
	if err != nil {
		return err
	}
	for _, l := range lanes {
		if !b.shares(l.Lane) {
			continue
		}
		for _, c := range b.trust.Members().All() {
			if c.Role != trust.RoleStation || !c.MayWrite(l.Lane) {
				continue
			}
			which := shared{l.Lane, c.Key, b.desk.Today()}
			if done[which] {
				continue
			}
			if err := b.shareAll(ctx, l.Lane, c); err != nil {
				return err
			}
			done[which] = true
		}
	}
	return nil
}

// shared is that a station could open a lane on a day.
type shared struct {
	lane    hub.Lane
	station [32]byte
	day     hub.Day
}

// shareAll lets a station open what this hub can of a lane.
func (b *Box) shareAll(ctx context.Context, lane hub.Lane, c trust.Certificate) error {
	to := codec.RecipientOf(c.X25519)
	mine, err := b.store.OpenedBy(ctx, codec.RecipientOf(b.trust.Identity().Recipient()))
	if err != nil {
		return err
	}
	has, err := b.store.OpenedBy(ctx, to)
	if err != nil {
		return err
	}
	known := make(map[hub.ID]bool, len(has))
	for _, id := range has {
		known[id] = true
	}
	mine = slices.DeleteFunc(mine, func(id hub.ID) bool { return known[id] })
	commits, err := b.store.Share(ctx, lane, hub.ID{}, mine, []codec.Recipient{to})
	if err == nil && commits > 0 {
		b.cfg.Log.Info("a township shares among its stations", "name", c.Name, "commits", commits)
	}
	return err
}
