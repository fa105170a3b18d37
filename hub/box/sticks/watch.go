package sticks

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"maps"
	"slices"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"yizhan/hub"
	"yizhan/mesh/bundle"
)

// stickPoll is how often the box looks at what is plugged in where nothing tells it, and
// whether there is new writing: both cost next to nothing.
const stickPoll = time.Second / 2

// lookShare is how much of the time a stick that stays plugged in may be read, to say
// what there is to do by now: one part in so many.
const lookShare = 10

// plugged is one stick. Guarded by Sticks.mu.
type plugged struct {
	hub.StickStand
	mount
	asked  bool                  // somebody is looking at it
	heads  map[hub.Origin]uint64 // how far this box had written when it was looked at
	looked time.Time
	took   time.Duration
}

// Watch looks for sticks until ctx ends, and looks at each that is new.
func (s *Sticks) Watch(ctx context.Context) error {
	s.serve(true)
	defer s.work.Wait()
	defer s.Stop()
	defer s.serve(false)
	changed, tick := mountChanges(ctx), time.NewTicker(stickPoll)
	defer tick.Stop()
	for {
		fresh, moved := s.meet(mounted(s.Data))
		for _, p := range append(fresh, s.outdated(ctx)...) {
			s.work.Go(func() { s.lookAt(ctx, p) })
		}
		if moved {
			s.Box.Changed()
		}
		select {
		case <-ctx.Done():
			return nil
		case <-changed:
			s.doubt()
		case <-tick.C:
		}
	}
}

func (s *Sticks) serve(open bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.open = open
}

// meet takes what is plugged in now. A stick that was pulled while it was at work,
// or whose result nobody has put away, stays to be told of until it comes back.
func (s *Sticks) meet(now []mount) (fresh []*plugged, moved bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all = slices.DeleteFunc(s.all, func(p *plugged) bool {
		here := slices.Contains(now, p.mount)
		again := slices.ContainsFunc(now, func(m mount) bool { return m.dir == p.dir && m.id != p.id })
		over := !p.Running && (!here && !p.Ended || here && p.Gone || again)
		moved = moved || over || here == p.Gone
		p.Gone = !here
		return over
	})
	for _, m := range now {
		if slices.ContainsFunc(s.all, func(p *plugged) bool { return p.dir == m.dir }) {
			continue
		}
		h := sha256.Sum256([]byte(m.dir))
		p := &plugged{mount: m, asked: true, StickStand: hub.StickStand{
			ID: hex.EncodeToString(h[:8]), Name: Name(m.dir), Here: IsInbox(m.dir), Looking: true,
		}}
		s.all, fresh, moved = append(s.all, p), append(fresh, p), true
	}
	return fresh, moved
}

// doubt has every stick looked at again: one that was pulled and plugged in, or exchanged
// for its like, between two looks has the same place and number.
func (s *Sticks) doubt() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.all {
		p.heads, p.took = nil, 0
	}
}

// outdated are the sticks of which something else would be said than is said: this box
// has written since they were looked at.
func (s *Sticks) outdated(ctx context.Context) (old []*plugged) {
	s.mu.Lock()
	idle := slices.Clone(s.all)
	s.mu.Unlock()
	idle = slices.DeleteFunc(idle, func(p *plugged) bool { return p.Here })
	if len(idle) == 0 {
		return nil
	}
	heads, err := s.Box.Heads(ctx)
	if err != nil {
		return nil // the next look tells
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range idle {
		if p.Running || p.Gone || p.asked || maps.Equal(p.heads, heads) || time.Since(p.looked) < lookShare*p.took {
			continue
		}
		p.asked, old = true, append(old, p)
	}
	return old
}

// lookAt finds out what there is to do with a stick, for the screen that says so.
func (s *Sticks) lookAt(ctx context.Context, p *plugged) {
	s.one.Lock() // what is being written meanwhile would be counted by halves
	defer s.one.Unlock()
	began := time.Now()
	heads, _ := s.Box.Heads(ctx) // none: it is looked at again
	rep, err := s.Look(ctx, Carry{Dir: p.dir})
	var st syscall.Statfs_t
	if syscall.Statfs(p.dir, &st) != nil {
		st = syscall.Statfs_t{} // pulled out: said by the next look at the mounts
	}
	s.mu.Lock()
	p.Looking, p.Look, p.LookErr = false, rep, err
	p.Free, p.Only = int64(st.Bavail)*st.Bsize, st.Flags&unix.ST_RDONLY != 0
	p.asked, p.heads, p.looked, p.took = false, heads, time.Now(), time.Since(began)
	s.mu.Unlock()
	s.Box.Changed()
}

// Sticks are those that are plugged in.
func (s *Sticks) Sticks() []hub.StickStand {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]hub.StickStand, 0, len(s.all))
	for _, p := range s.all {
		out = append(out, p.StickStand)
	}
	return out
}

// Start takes in what a stick brings, and then writes what it is to carry away, as Carry
// says. It returns at once; screens follow Sticks.
func (s *Sticks) Start(ctx context.Context, actor hub.Actor, id string, townships []string, all bool) error {
	if err := s.Desk.MayCarry(actor); err != nil {
		return err
	}
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
	stick := p.mount
	c := Carry{Dir: p.dir, Townships: townships, All: all, Step: s.steps(p), There: func() bool { return slices.Contains(mounted(s.Data), stick) }}
	s.work.Go(func() { s.carry(ctx, actor, p, c) })
	s.Box.Changed()
	return nil
}

// stepPace is the least time between two steps that screens are told of.
const stepPace = 250 * time.Millisecond

// steps tells screens how far one stick is.
func (s *Sticks) steps(p *plugged) func(bundle.Progress) {
	var told time.Time
	return func(g bundle.Progress) {
		s.mu.Lock()
		other := p.Phase != g.Phase
		p.Phase, p.Done, p.Total = g.Phase, int64(g.Done), int64(g.Total)
		s.mu.Unlock()
		if other || time.Since(told) > stepPace {
			told = time.Now()
			s.Box.Stepped()
		}
	}
}

// carry is the work itself. What could not be taken in does not keep ours from going
// out, unless the stick is gone or was written by somebody who may not.
func (s *Sticks) carry(ctx context.Context, actor hub.Actor, p *plugged, c Carry) {
	var in, out hub.StickReport
	var inErr, outErr error
	broke := s.Box.Survive(ctx, func(ctx context.Context) error {
		in, inErr = s.Take(ctx, actor, c)
		if nothing(inErr) {
			inErr = nil
		}
		if ctx.Err() == nil && hub.CodeOf(inErr) != hub.CodeUnknown {
			out, outErr = s.Fill(ctx, actor, c)
		}
		return nil
	})
	if broke != nil {
		s.Log.Error("a stick's work broke", "cause", broke)
		outErr = hub.E(hub.CodeInternal, "bundle.broken").Because(broke)
	}
	if ctx.Err() != nil {
		outErr = hub.E(hub.CodeUnknown, "bundle.stopped").Because(ctx.Err())
	}
	if inErr != nil || outErr != nil {
		s.Log.Info("a stick did not do all of its work", "in", inErr, "out", outErr)
	}
	s.mu.Lock()
	p.Running, p.Ended = false, true
	p.In, p.Out, p.InErr, p.OutErr = in, out, inErr, outErr
	p.Look, p.heads, p.took = hub.StickReport{}, nil, 0 // of before; the next look is at what is left
	s.mu.Unlock()
	s.Box.Changed()
}

// nothing says that a stick simply brought nothing: a fresh one does not.
func nothing(err error) bool {
	e, ok := errors.AsType[*hub.Error](err)
	return ok && e.Key == "bundle.empty"
}

// Stop stops what is running; what was finished counts.
func (s *Sticks) Stop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stop != nil {
		s.stop()
	}
}

// Leave puts a result away, and looks at the stick afresh.
func (s *Sticks) Leave(id string) {
	s.mu.Lock()
	at := slices.IndexFunc(s.all, func(p *plugged) bool { return p.ID == id && !p.Running })
	if at < 0 {
		s.mu.Unlock()
		return
	}
	p := s.all[at]
	p.Ended, p.Looking = false, true
	if s.open && !p.asked {
		p.asked = true
		s.work.Go(func() { s.lookAt(context.Background(), p) })
	}
	s.mu.Unlock()
}
