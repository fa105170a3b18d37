package box

import (
	"context"
	"time"

	"yizhan/hub"
	"yizhan/hub/box/sticks"
	"yizhan/hub/trust"
	"yizhan/mesh/bundle"
)

// Sticks is what this box does with sticks.
func (b *Box) Sticks() *sticks.Sticks { return b.usb }

// openSticks plugs the sticks in.
func (b *Box) openSticks() {
	b.usb = &sticks.Sticks{Data: b.cfg.Data, Desk: b.desk, Log: b.cfg.Log, Box: carrier{b}}
}

// carrier is the box as its sticks want it.
type carrier struct{ b *Box }

func (c carrier) Bundle() bundle.Config {
	id := c.b.trust.Identity()
	return bundle.Config{
		Self: id.Key(), Sign: id.Sign, X25519: id.X25519, Log: syncLog{c.b.store, c.b.changed}, Trust: stickTrust{syncTrust{c.b.trust}}, Files: peerFiles{c.b.files},
		Now: func() time.Time { return c.b.cfg.Clock.Now().Wall }, Orders: c.orders,
	}
}

// orders is how many orders to erase are known here.
func (c carrier) orders(ctx context.Context) (uint64, error) {
	all, err := c.b.store.Erasures(ctx)
	return uint64(len(all)), err
}

func (c carrier) TrailLane() hub.Lane { return c.b.TrailLane() }

func (c carrier) Ready(ctx context.Context) error { return c.b.heirs.look(ctx) }

func (c carrier) Heads(ctx context.Context) (map[hub.Origin]uint64, error) {
	return c.b.store.OwnHeads(ctx, c.b.Lane())
}

func (c carrier) Carried(ctx context.Context, heads map[hub.Origin]uint64) error {
	return c.b.onStick(ctx, heads)
}

func (c carrier) Reread(ctx context.Context) error {
	if engine := c.b.net.engine.Load(); engine != nil {
		return engine.Reread(ctx)
	}
	return nil
}

func (c carrier) TakeLessons(ctx context.Context, dir string) { c.b.packs.takeFrom(ctx, dir) }

func (c carrier) GiveLessons(ctx context.Context, dir string) error {
	return c.b.packs.giveTo(ctx, dir)
}

func (c carrier) Changed() { c.b.changed() }

func (c carrier) Stepped() { c.b.room.Changed() }

func (c carrier) Survive(ctx context.Context, run func(context.Context) error) error {
	return survive(ctx, run)
}

// stickTrust is trust as mesh/bundle wants it.
type stickTrust struct{ syncTrust }

func (t stickTrust) CountyKey() [32]byte { return t.Bundle().CountyKey }

func (t stickTrust) Certificate() []byte {
	cert, ok := t.Folder.Certificate()
	if !ok {
		return nil
	}
	return cert.Raw
}

func (t stickTrust) Learn(cert []byte) (bundle.Hub, error) {
	c, err := t.Members().Learn(cert)
	return hubOf(c), err
}

func (t stickTrust) Hubs() []bundle.Hub {
	all := t.Members().All()
	hubs := make([]bundle.Hub, 0, len(all))
	for _, c := range all {
		hubs = append(hubs, hubOf(c))
	}
	return hubs
}

func hubOf(c trust.Certificate) bundle.Hub {
	return bundle.Hub{Key: c.Key, X25519: c.X25519, Name: c.Name, Role: hub.HubRole(c.Role.String()), Township: c.Township}
}
