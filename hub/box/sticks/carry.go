package sticks

import (
	"cmp"
	"context"
	"errors"
	"os"

	"golang.org/x/sys/unix"

	"yizhan/hub"
	"yizhan/mesh/bundle"
)

// Carry is one use of a stick.
type Carry struct {
	Dir       string
	Townships []string // of the county: whose records go out; nil: theirs who were on the stick
	All       bool     // everything, also what the others are known to hold
	// There says whether the stick is still the one that was looked at: where it was, a
	// folder of this box's own disk may be by now. nil: it is.
	There func() bool
	Step  func(bundle.Progress)
}

// Take takes in what other hubs left on a stick. Errors are bundle.Import's.
func (s *Sticks) Take(ctx context.Context, actor hub.Actor, c Carry) (hub.StickReport, error) {
	if err := s.Desk.MayCarry(actor); err != nil {
		return hub.StickReport{}, err
	}
	s.one.Lock()
	defer s.one.Unlock()
	defer s.Box.Changed()
	rep, err := bundle.Import(ctx, s.config(c), c.Dir)
	if ctx.Err() == nil {
		s.Box.TakeLessons(ctx, c.Dir)
	}
	return rep, cmp.Or(err, s.Box.Reread(ctx))
}

// Fill writes what the others lack, and flushes the stick's file system, so that
// it may be pulled. Errors are bundle.Export's.
func (s *Sticks) Fill(ctx context.Context, actor hub.Actor, c Carry) (hub.StickReport, error) {
	if err := s.Desk.MayCarry(actor); err != nil {
		return hub.StickReport{}, err
	}
	s.one.Lock()
	defer s.one.Unlock()
	defer s.Box.Changed()
	if err := s.Box.Ready(ctx); err != nil {
		return hub.StickReport{}, err
	}
	conf := s.config(c)
	conf.Before = func(ctx context.Context) error { return s.Desk.NoteStick(ctx, actor, s.Box.TrailLane()) }
	heads, err := s.Box.Heads(ctx) // before the writing: what comes meanwhile is not on it
	if err != nil {
		return hub.StickReport{}, err
	}
	if c.There != nil && !c.There() {
		return hub.StickReport{}, hub.E(hub.CodeUnknown, "bundle.gone")
	}
	rep, err := bundle.Export(ctx, conf, c.Dir, bundle.Options{Townships: c.Townships, All: c.All})
	if err == nil {
		err = s.Box.GiveLessons(ctx, c.Dir)
	}
	if flushed := flushDisk(c.Dir); err == nil && flushed != nil {
		err = hub.E(hub.CodeUnknown, "bundle.gone").Because(flushed)
	}
	if err == nil && c.There != nil && !c.There() {
		err = hub.E(hub.CodeUnknown, "bundle.gone")
	}
	if err == nil && rep.Left == 0 {
		err = s.Box.Carried(ctx, heads)
	}
	return rep, err
}

// Look says what there is to do with a stick, and changes nothing on it.
func (s *Sticks) Look(ctx context.Context, c Carry) (hub.StickReport, error) {
	return bundle.Look(ctx, s.config(c), c.Dir, bundle.Options{Townships: c.Townships, All: c.All})
}

// config is this box as mesh/bundle wants it, for one use.
func (s *Sticks) config(c Carry) bundle.Config {
	conf := s.Box.Bundle()
	conf.Step = c.Step
	return conf
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
