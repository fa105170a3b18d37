package box

import (
	"context"
	"errors"
	"fmt"
	"time"

	"yizhan/hub"
	"yizhan/hub/access"
	"yizhan/hub/backup"
	"yizhan/hub/box/sticks"
	"yizhan/hub/store"
	"yizhan/hub/trust"
	"yizhan/hub/words"
	"yizhan/kiosk"
	"yizhan/kiosk/station"
)

// exitClosed is the exit code of a command on a box that waits to be opened: the data
// folder's.
const exitClosed = 4

// awaitOpen lets nothing but the unlocking page be served until somebody has opened a
// folder's keys (有人值守): no mesh, no sync, no records. It returns at once where they
// lie open.
func awaitOpen(ctx context.Context, cfg Config, folder *store.Folder, door *door, served <-chan error) error {
	if err := trust.Settle(folder.Path()); err != nil {
		return err
	}
	closed, err := trust.Closed(folder.Path())
	if err != nil || !closed {
		return nil // what is wrong with the keys, opening the box says
	}
	l := newLock(cfg, folder)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	answering := make(chan error, 1)
	go func() { answering <- l.refuseCommands(ctx) }()
	door.Store(kiosk.Locked(&station.Unlock{Lock: l, Log: cfg.Log, Clock: cfg.Clock}, cfg.Log))
	cfg.Log.Info("the box waits to be opened")
	select {
	case <-l.open:
		door.Store(kiosk.Starting(cfg.Log))
	case <-ctx.Done():
		err = ctx.Err()
	case err = <-served:
	}
	cancel()
	return errors.Join(err, <-answering)
}

// lock is a closed folder as its page sees it.
type lock struct {
	cfg   Config
	dir   string
	gate  *access.Gate
	tries *tries
	open  chan struct{} // closed once the keys are open
	once  func()
}

func newLock(cfg Config, folder *store.Folder) *lock {
	began := time.Now()
	open, kept := make(chan struct{}), &tries{path: folder.Path("keys", "tries.cbor")}
	return &lock{cfg: cfg, dir: folder.Path(), tries: kept, open: open, once: onceClose(open), gate: access.New(access.Options{
		Book: kept, Clock: cfg.Clock, BoxFails: boxFails,
		Elapsed: func() time.Duration { return time.Since(began) },
		Noted: func(_ context.Context, e access.Event) {
			cfg.Log.Info("access", "what", e.What, "staff", e.Staff.String())
		},
	})}
}

// refuseCommands answers whoever calls over the control socket with what is the matter.
func (l *lock) refuseCommands(ctx context.Context) error {
	if l.cfg.Command == nil {
		return nil
	}
	cfg := l.cfg
	cfg.Command = func(_ context.Context, _ *Box, _ []string, stdio Stdio) int {
		fmt.Fprintln(stdio.Err, words.Say("trust.closed"))
		return exitClosed
	}
	return (&Box{cfg: cfg}).serveControl(ctx)
}

func (l *lock) Ways(context.Context) (ways []station.UnlockWay, away bool, err error) {
	list, away, err := trust.Ways(l.dir)
	for _, w := range list {
		ways = append(ways, station.UnlockWay{Staff: w.Staff, Peg: w.Peg, Role: hub.Role(w.Role)})
	}
	return ways, away, err
}

func (l *lock) Locked(ctx context.Context, staff hub.ID) (time.Duration, error) {
	return l.gate.Locked(ctx, staff)
}

func (l *lock) Open(ctx context.Context, staff hub.ID, pin string) error {
	places := sticks.Dirs(l.cfg.Data)
	return l.try(ctx, staff, func() (bool, error) { return trust.OpenWithPIN(l.dir, staff, pin, places...) })
}

func (l *lock) CheckGroup(group int, digits string) error { return backup.CheckGroup(group, digits) }

func (l *lock) OpenWithCode(ctx context.Context, code string) error {
	digits, err := backup.ReadCode(code)
	if err != nil {
		return err
	}
	key, _, err := backup.CodeKey(digits)
	if err != nil {
		return err
	}
	err = l.try(ctx, hub.ID{}, func() (bool, error) { return trust.OpenWithCode(l.dir, key) })
	if err == nil {
		err = l.tries.forget() // who has the paper need not wait for others' slips next time
	}
	return err
}

func (l *lock) try(ctx context.Context, who hub.ID, check func() (bool, error)) error {
	if err := l.gate.Try(ctx, who, check); err != nil {
		return err
	}
	l.once()
	return nil
}
