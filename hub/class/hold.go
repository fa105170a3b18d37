package class

import (
	"context"
	"time"

	"yizhan/hub"
)

// Open begins a class, or goes on with one that was cut: with its slide, its chapters, its
// code. A class that was cut and is not gone on with is over with this. Where the microphone
// cannot be opened the class is held all the same: it stands at Paused, Silent says why, and
// Resume tries again. Errors: CodeConflict class.other where another one is held, those of
// Desk.OpenClass.
func (r *Room) Open(ctx context.Context, actor hub.Actor, request, class hub.ID) (hub.Outcome, error) {
	r.acts.Lock()
	defer r.acts.Unlock()
	if n, _ := r.Now(); n.State != None && (n.Class != class || !n.From.IsZero()) {
		return hub.Outcome{}, hub.E(hub.CodeConflict, "class.other")
	}
	if cut, ok := r.Cut(); ok && cut.Class != class {
		if _, err := r.endCut(ctx, actor, hub.DeriveID("class", request, "cut")); err != nil {
			return hub.Outcome{}, err
		}
	}
	plan, out, err := r.desk.OpenClass(ctx, actor, request, class)
	if err != nil {
		return out, err
	}
	if n, _ := r.Now(); n.State != None && n.Class == class { // the second tap; it may pause by now
		return out, nil
	}
	silent := r.sound.Begin(class)
	err = r.change(func(n *Now) error {
		if n.State != None { // a neighbour's was followed meanwhile
			return hub.E(hub.CodeConflict, "class.other")
		}
		r.begin(n, plan, actor)
		if silent != nil {
			n.State, n.Silent, r.rest = Paused, silent, r.clock.Now().Wall
		}
		return nil
	})
	if err != nil {
		r.sound.End()
		return out, err
	}
	r.save()
	return out, nil
}

// begin shows a class from its first slide, or from where it was cut. r.mu is held.
func (r *Room) begin(n *Now, plan Plan, actor hub.Actor) {
	*n = Now{Rev: n.Rev, State: Open, Class: plan.Class, Site: plan.Site, Title: plan.Title, Lecturer: plan.Lecturer, Near: plan.Near,
		Code: Code(plan.Class), Began: r.clock.Now().Wall, Slides: plan.Slides, Slide: min(1, len(plan.Slides))}
	r.actor, r.chapters, r.rested, r.rest = actor, nil, 0, time.Time{}
	if c := r.cut; c != nil && c.Class == plan.Class {
		n.Began, n.Slide = c.Began, min(max(c.slide, n.Slide), len(n.Slides))
		r.chapters, r.rested = c.chapters, c.rested+max(0, r.clock.Now().Wall.Sub(c.At))
		r.cut = nil
	}
	r.chapter(n)
}

// Pause closes the microphone until Resume.
func (r *Room) Pause() error {
	return r.ours(func(n *Now) error {
		if n.State != Open {
			return hub.E(hub.CodeNotFound, "class.none")
		}
		r.sound.Pause()
		n.State, r.rest = Paused, r.clock.Now().Wall
		return nil
	})
}

// Resume opens the microphone again. Errors: those of Sound.Resume and, where it was never
// open, of Sound.Begin.
func (r *Room) Resume() error {
	return r.ours(func(n *Now) error {
		if n.State != Paused {
			return hub.E(hub.CodeNotFound, "class.none")
		}
		again := r.sound.Resume
		if n.Silent != nil {
			again = func() error { return r.sound.Begin(n.Class) }
		}
		if err := again(); err != nil {
			return err
		}
		r.rested, r.rest = r.rested+r.resting(), time.Time{}
		n.State, n.Silent = Open, nil
		return nil
	})
}

// resting is how long it has paused this time. r.mu is held.
func (r *Room) resting() time.Duration {
	if r.rest.IsZero() {
		return 0
	}
	return max(0, r.clock.Now().Wall.Sub(r.rest))
}

// End closes the microphone first, then notes that the class is over. What could not be
// noted leaves the class at Paused, so that it can be ended again.
func (r *Room) End(ctx context.Context, actor hub.Actor, request hub.ID) (hub.Outcome, error) {
	r.acts.Lock()
	defer r.acts.Unlock()
	r.mu.Lock()
	held := Held{Class: r.now.Class, Chapters: r.chapters, Near: r.now.near(), Paused: int((r.rested + r.resting()) / time.Minute)}
	none, far := r.now.State == None, r.now.follows()
	r.mu.Unlock()
	if none {
		return hub.Outcome{}, hub.E(hub.CodeNotFound, "class.none")
	}
	if far != nil {
		return hub.Outcome{}, far
	}
	_ = r.change(func(n *Now) error {
		if n.State != Open {
			return errSame
		}
		r.sound.Pause()
		n.State, r.rest = Paused, r.clock.Now().Wall
		return nil
	})
	held.Recorded = r.sound.State()
	out, err := r.desk.CloseClass(ctx, actor, request, held)
	if err != nil {
		return out, err
	}
	r.sound.End()
	err = r.change(func(n *Now) error { *n = Now{Rev: n.Rev}; return nil })
	r.save()
	return out, err
}
