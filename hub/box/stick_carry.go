package box

import (
	"cmp"
	"context"
	"errors"
	"os"
	"time"

	"golang.org/x/sys/unix"

	"yizhan/hub"
	"yizhan/mesh/bundle"
)

// Carry is one use of a stick.
type Carry struct {
	Dir       string
	Townships []string // of the county: whose records go out; nil: theirs who were on the stick
	All       bool     // everything, also what the others are known to hold
	Step      func(bundle.Progress)
}

// TakeStick takes in what other hubs left on a stick. Errors are bundle.Import's.
func (b *Box) TakeStick(ctx context.Context, actor hub.Actor, c Carry) (hub.StickReport, error) {
	if err := b.desk.MayCarry(actor); err != nil {
		return hub.StickReport{}, err
	}
	b.usb.one.Lock()
	defer b.usb.one.Unlock()
	defer b.changed()
	rep, err := bundle.Import(ctx, b.stickConfig(c), c.Dir)
	if engine := b.net.engine.Load(); engine != nil {
		err = cmp.Or(err, engine.Reread(ctx))
	}
	return rep, err
}

// FillStick writes what the others lack, and flushes the stick's file system, so that
// it may be pulled. Errors are bundle.Export's.
func (b *Box) FillStick(ctx context.Context, actor hub.Actor, c Carry) (hub.StickReport, error) {
	if err := b.desk.MayCarry(actor); err != nil {
		return hub.StickReport{}, err
	}
	b.usb.one.Lock()
	defer b.usb.one.Unlock()
	defer b.changed()
	conf := b.stickConfig(c)
	conf.Before = func(ctx context.Context) error { return b.desk.NoteStick(ctx, actor, b.TrailLane()) }
	heads, err := b.store.OwnHeads(ctx, b.Lane()) // before the writing: what comes meanwhile is not on it
	if err != nil {
		return hub.StickReport{}, err
	}
	rep, err := bundle.Export(ctx, conf, c.Dir, bundle.Options{Townships: c.Townships, All: c.All})
	if flushed := flushDisk(c.Dir); err == nil && flushed != nil {
		err = hub.E(hub.CodeUnknown, "bundle.gone").Because(flushed)
	}
	if err == nil && rep.Left == 0 {
		err = b.onStick(ctx, heads)
	}
	return rep, err
}

// LookStick says what there is to do with a stick, and changes nothing on it.
func (b *Box) LookStick(ctx context.Context, c Carry) (hub.StickReport, error) {
	return bundle.Look(ctx, b.stickConfig(c), c.Dir, bundle.Options{Townships: c.Townships, All: c.All})
}

func (b *Box) stickConfig(c Carry) bundle.Config {
	id := b.trust.Identity()
	return bundle.Config{
		Self: id.Key(), Sign: id.Sign, X25519: id.X25519, Log: syncLog{b.store, b.changed}, Trust: stickTrust{syncTrust{b.trust}},
		Now: func() time.Time { return b.cfg.Clock.Now().Wall }, Step: c.Step, Orders: b.orders,
	}
}

// orders is how many orders to erase are known here.
func (b *Box) orders(ctx context.Context) (uint64, error) {
	all, err := b.store.Erasures(ctx)
	return uint64(len(all)), err
}

// flushDisk has everything of a stick written to it, names and all. Each file was
// flushed by itself; this is for what the file system keeps besides.
func flushDisk(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(unix.Syncfs(int(d.Fd())), d.Close())
}
