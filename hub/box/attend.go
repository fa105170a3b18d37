package box

import (
	"context"
	"errors"
	"path/filepath"
	"sync"

	"yizhan/hub"
	"yizhan/hub/backup"
	"yizhan/hub/box/sticks"
	"yizhan/hub/care"
	"yizhan/hub/trust"
	"yizhan/kiosk/station"
)

func onceClose(c chan struct{}) func() { return sync.OnceFunc(func() { close(c) }) }

// custody is how the box's keys lie, as the settings see it.
type custody struct{ b *Box }

func (c custody) Custody(ctx context.Context) (out station.Custody, err error) {
	if out.Attended, err = c.b.trust.Attended(); err != nil {
		return out, err
	}
	_, out.Code, err = c.b.backups.CodeKey(ctx)
	if err != nil || !out.Attended {
		return out, err
	}
	ways, away, err := trust.Ways(c.b.folder.Path())
	out.Away = away
	for _, w := range ways {
		out.Ways = append(out.Ways, w.Staff)
	}
	for _, place := range sticks.Dirs(c.b.cfg.Data) {
		out.Stick = out.Stick || !sticks.IsInbox(place)
	}
	return out, err
}

// Attend closes the keys with her PIN; it is asked for again, and is hers, before.
func (c custody) Attend(ctx context.Context, staff hub.ID, pin string) error {
	code, ok, err := c.b.backups.CodeKey(ctx)
	if err != nil {
		return err
	}
	if !ok {
		return hub.E(hub.CodeInvalid, "unlock.code-first").In("pin")
	}
	way, err := c.way(ctx, staff, pin)
	if err != nil {
		return err
	}
	if err := c.b.trust.Attend(way, pin, code); err != nil {
		return err
	}
	return c.b.dropAsides() // whose keys lie open
}

// dropAsides removes what restores have put aside, keys first.
func (b *Box) dropAsides() error {
	keys, err := filepath.Glob(b.folder.Path("aside", "*", "keys", "identity.cbor"))
	for _, path := range keys {
		err = errors.Join(err, trust.Shred(path))
	}
	return errors.Join(err, backup.DropAsides(b.folder))
}

func (c custody) Unattend(ctx context.Context, staff hub.ID, pin string) error {
	if err := c.b.gate.CheckOwn(ctx, staff, pin); err != nil {
		return err
	}
	return c.b.trust.Unattend()
}

// Join lets one more of those who work here open the box, with her own PIN.
func (c custody) Join(ctx context.Context, staff hub.ID, pin string) error {
	way, err := c.way(ctx, staff, pin)
	if err != nil {
		return err
	}
	return c.b.trust.PutWay(way, pin, sticks.Dirs(c.b.cfg.Data)...)
}

func (c custody) Leave(_ context.Context, staff hub.ID) error { return c.b.trust.DropWay(staff) }

// MoveFile puts the key file on the stick that is plugged in.
func (c custody) MoveFile(context.Context) error {
	for _, place := range sticks.Dirs(c.b.cfg.Data) {
		if !sticks.IsInbox(place) {
			return c.b.trust.MoveFile(place)
		}
	}
	return hub.E(hub.CodeInvalid, "unlock.no-stick")
}

// way is somebody's way in; the PIN is hers.
func (c custody) way(ctx context.Context, staff hub.ID, pin string) (trust.Way, error) {
	w, err := c.b.staffMember(ctx, staff)
	if err != nil {
		return trust.Way{}, err
	}
	if err := c.b.gate.CheckOwn(ctx, staff, pin); err != nil {
		return trust.Way{}, err
	}
	return wayOf(w), nil
}

func wayOf(w care.Staff) trust.Way {
	return trust.Way{Staff: w.ID, Peg: w.Peg, Role: string(w.Role)}
}

// rekeyWay closes the keys with somebody's new PIN, if she opens this box.
func (b *Box) rekeyWay(ctx context.Context, staff hub.ID, pin string) error {
	ways, _, err := trust.Ways(b.folder.Path())
	if err != nil {
		return err
	}
	for _, w := range ways {
		if w.Staff == staff {
			err = b.trust.PutWay(trust.Way{Staff: w.Staff, Peg: w.Peg, Role: w.Role}, pin, sticks.Dirs(b.cfg.Data)...)
		}
	}
	if e, ok := errors.AsType[*hub.Error](err); ok && e.Key == "trust.no-key-file" {
		return b.trust.DropWay(staff) // her old PIN must not open any more; she joins again with the stick
	}
	return err
}

// tidyWays takes the ways of those who left.
func (b *Box) tidyWays(ctx context.Context) error {
	ways, _, err := trust.Ways(b.folder.Path())
	if err != nil {
		return err
	}
	for _, w := range ways {
		_, err := b.staffMember(ctx, w.Staff)
		if err == nil || hub.CodeOf(err) == hub.CodeNotFound { // not here yet, after damage
			continue
		}
		if hub.CodeOf(err) != hub.CodeSignedOut {
			return err
		}
		if err := b.trust.DropWay(w.Staff); err != nil {
			return err
		}
	}
	return nil
}
