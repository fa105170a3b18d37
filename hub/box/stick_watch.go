package box

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"yizhan/hub"
	"yizhan/mesh/bundle"
)

// stickPoll is how often the box looks whether a stick was plugged in: reading the
// list of mounts costs next to nothing.
const stickPoll = 2 * time.Second

// sticked is the sticks that are plugged in, and what is done with one.
type sticked struct {
	one  sync.Mutex // one stick is read or written at a time
	mu   sync.Mutex
	all  []*plugged
	open bool               // the box is being served
	stop context.CancelFunc // of what is running
	work sync.WaitGroup
}

// plugged is one stick. Guarded by sticked.mu.
type plugged struct {
	hub.StickStand
	dir string
}

// watchSticks looks for sticks until ctx ends, and looks at each that is new.
func (b *Box) watchSticks(ctx context.Context) error {
	b.usb.serve(true)
	defer b.usb.work.Wait()
	defer b.stopStick()
	defer b.usb.serve(false)
	tick := time.NewTicker(stickPoll)
	defer tick.Stop()
	for {
		fresh, moved := b.usb.meet(b.sticks())
		for _, p := range fresh {
			b.usb.work.Go(func() { b.lookAt(ctx, p) })
		}
		if moved {
			b.changed()
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

func (s *sticked) serve(open bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.open = open
}

// meet takes what is plugged in now. A stick that was pulled while it was at work,
// or whose result nobody has put away, stays to be told of.
func (s *sticked) meet(dirs []string) (fresh []*plugged, moved bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all = slices.DeleteFunc(s.all, func(p *plugged) bool {
		here := slices.Contains(dirs, p.dir)
		over := !p.Running && (!here && !p.Ended || here && p.Gone)
		moved = moved || over || here == p.Gone
		p.Gone = !here
		return over
	})
	for _, dir := range dirs {
		if slices.ContainsFunc(s.all, func(p *plugged) bool { return p.dir == dir }) {
			continue
		}
		h := sha256.Sum256([]byte(dir))
		p := &plugged{dir: dir, StickStand: hub.StickStand{
			ID: hex.EncodeToString(h[:8]), Name: stickName(dir), Here: isInbox(dir), Looking: true,
		}}
		s.all, fresh, moved = append(s.all, p), append(fresh, p), true
	}
	return fresh, moved
}

// lookAt finds out what there is to do with a stick, for the screen that says so.
func (b *Box) lookAt(ctx context.Context, p *plugged) {
	rep, err := b.LookStick(ctx, Carry{Dir: p.dir})
	var st syscall.Statfs_t
	if syscall.Statfs(p.dir, &st) != nil {
		st = syscall.Statfs_t{} // pulled out: said by the next look at the mounts
	}
	b.usb.mu.Lock()
	p.Looking, p.Look, p.LookErr = false, rep, err
	p.Free, p.Only = int64(st.Bavail)*st.Bsize, st.Flags&unix.ST_RDONLY != 0
	b.usb.mu.Unlock()
	b.changed()
}

// Sticks are those that are plugged in.
func (s *sticked) Sticks() []hub.StickStand {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]hub.StickStand, 0, len(s.all))
	for _, p := range s.all {
		out = append(out, p.StickStand)
	}
	return out
}

// startStick takes in what a stick brings, and then writes what it is to carry away.
// It returns at once; screens follow Sticks.
func (b *Box) startStick(ctx context.Context, actor hub.Actor, id string, c Carry) error {
	if err := b.desk.MayCarry(actor); err != nil {
		return err
	}
	s := &b.usb
	s.mu.Lock()
	defer s.mu.Unlock()
	at := slices.IndexFunc(s.all, func(p *plugged) bool { return p.ID == id && !p.Gone })
	if at < 0 || !s.open {
		return hub.E(hub.CodeNotFound, "bundle.gone")
	}
	if slices.ContainsFunc(s.all, func(p *plugged) bool { return p.Running }) {
		return nil // a second tap
	}
	p := s.all[at]
	ctx, s.stop = context.WithCancel(context.WithoutCancel(ctx))
	p.Running, p.Ended, p.Phase, p.Done, p.Total = true, false, hub.StickReading, 0, 0
	p.In, p.Out, p.InErr, p.OutErr = hub.StickReport{}, hub.StickReport{}, nil, nil
	c.Dir, c.Step = p.dir, b.steps(p)
	s.work.Go(func() { b.carry(ctx, actor, p, c) })
	b.changed()
	return nil
}

// stepPace is the least time between two steps that screens are told of.
const stepPace = 250 * time.Millisecond

// steps tells screens how far one stick is.
func (b *Box) steps(p *plugged) func(bundle.Progress) {
	var told time.Time
	return func(g bundle.Progress) {
		b.usb.mu.Lock()
		other := p.Phase != g.Phase
		p.Phase, p.Done, p.Total = g.Phase, int64(g.Done), int64(g.Total)
		b.usb.mu.Unlock()
		if other || time.Since(told) > stepPace {
			told = time.Now()
			b.room.Changed()
		}
	}
}

// carry is the work itself. What could not be taken in does not keep ours from going
// out, unless the stick is gone or was written by somebody who may not.
func (b *Box) carry(ctx context.Context, actor hub.Actor, p *plugged, c Carry) {
	var in, out hub.StickReport
	var inErr, outErr error
	broke := survive(ctx, func(ctx context.Context) error {
		in, inErr = b.TakeStick(ctx, actor, c)
		if nothing(inErr) {
			inErr = nil
		}
		if ctx.Err() == nil && hub.CodeOf(inErr) != hub.CodeUnknown {
			out, outErr = b.FillStick(ctx, actor, c)
		}
		return nil
	})
	if broke != nil {
		b.cfg.Log.Error("a stick's work broke", "cause", broke)
		outErr = hub.E(hub.CodeInternal, "bundle.broken").Because(broke)
	}
	if ctx.Err() != nil {
		outErr = hub.E(hub.CodeUnknown, "bundle.stopped").Because(ctx.Err())
	}
	if inErr != nil || outErr != nil {
		b.cfg.Log.Info("a stick did not do all of its work", "in", inErr, "out", outErr)
	}
	b.usb.mu.Lock()
	p.Running, p.Ended = false, true
	p.In, p.Out, p.InErr, p.OutErr = in, out, inErr, outErr
	b.usb.mu.Unlock()
	b.changed()
}

// nothing says that a stick simply brought nothing: a fresh one does not.
func nothing(err error) bool {
	e, ok := errors.AsType[*hub.Error](err)
	return ok && e.Key == "bundle.empty"
}

// stopStick stops what is running; what was finished counts.
func (b *Box) stopStick() {
	b.usb.mu.Lock()
	defer b.usb.mu.Unlock()
	if b.usb.stop != nil {
		b.usb.stop()
	}
}

// leaveStick puts a result away, and looks at the stick afresh.
func (b *Box) leaveStick(id string) {
	b.usb.mu.Lock()
	at := slices.IndexFunc(b.usb.all, func(p *plugged) bool { return p.ID == id && !p.Running })
	if at < 0 {
		b.usb.mu.Unlock()
		return
	}
	p := b.usb.all[at]
	p.Ended, p.Looking = false, true
	if b.usb.open {
		b.usb.work.Go(func() { b.lookAt(context.Background(), p) })
	}
	b.usb.mu.Unlock()
}
