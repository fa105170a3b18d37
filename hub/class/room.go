package class

import (
	"context"
	"sync"
	"time"

	"yizhan/hub"
)

// Desk is what a class keeps for good.
type Desk interface {
	// OpenClass notes that a class begins, or goes on, and says what it is about.
	OpenClass(ctx context.Context, actor hub.Actor, request, class hub.ID) (Plan, hub.Outcome, error)
	// CloseClass notes that it is over, and which slide was shown when in the recording.
	CloseClass(ctx context.Context, actor hub.Actor, request hub.ID, held Held) (hub.Outcome, error)
}

// Plan is what a class is about.
type Plan struct {
	Class    hub.ID
	Site     hub.ID
	Title    string
	Lecturer string
	Near     bool // neighbours may follow it
	Slides   []Slide
}

// Held is a class that is over.
type Held struct {
	Class    hub.ID
	Ended    time.Time // zero: now; a class that was cut is over when it was cut
	Paused   int       // minutes
	Near     int       // who sat at the neighbours, as they said last
	Chapters []Chapter
	Recorded SoundState
}

// Chapter says from where in the recording a slide was shown.
type Chapter struct {
	Slide int // from 1
	MS    int
}

// Room is the class of a box, one at a time. It is safe for concurrent use.
type Room struct {
	desk  Desk
	sound Sound
	clock hub.Clock

	mu       sync.Mutex
	now      Now
	far      Sound // of the neighbour's class that is followed; nil: none is
	chapters []Chapter
	changed  chan struct{} // closed at the next change
}

// New makes a Room in which no class is held.
func New(desk Desk, sound Sound, clock hub.Clock) *Room {
	return &Room{desk: desk, sound: sound, clock: clock, changed: make(chan struct{})}
}

// Sound is the room's microphone; of a neighbour's class that is followed it is what comes
// from there.
func (r *Room) Sound() Sound {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.far != nil {
		return r.far
	}
	return r.sound
}

// Now says how the class is, and gives a channel that is closed at its next change.
func (r *Room) Now() (Now, <-chan struct{}) {
	r.mu.Lock()
	defer r.mu.Unlock()
	n := r.now
	n.Hands = append([]Guest(nil), n.Hands...)
	n.Beside = append([]Beside(nil), n.Beside...)
	n.Questions = append([]Question(nil), n.Questions...)
	return n, r.changed
}

// change does something to the class and tells all who watch.
func (r *Room) change(f func(*Now) error) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := f(&r.now); err != nil {
		return err
	}
	r.now.Rev++
	close(r.changed)
	r.changed = make(chan struct{})
	return nil
}

// Open begins a class, or goes on with one that was cut. Errors: CodeConflict class.other
// where another one is held, those of Desk.OpenClass and of Sound.Begin.
func (r *Room) Open(ctx context.Context, actor hub.Actor, request, class hub.ID) (hub.Outcome, error) {
	if n, _ := r.Now(); n.State != None && (n.Class != class || !n.From.IsZero()) {
		return hub.Outcome{}, hub.E(hub.CodeConflict, "class.other")
	}
	plan, out, err := r.desk.OpenClass(ctx, actor, request, class)
	if err != nil {
		return out, err
	}
	if err := r.sound.Begin(class); err != nil {
		return out, err
	}
	return out, r.change(func(n *Now) error {
		*n = Now{Rev: n.Rev, State: Open, Class: class, Site: plan.Site, Title: plan.Title, Lecturer: plan.Lecturer, Near: plan.Near,
			Code: Code(class), Began: r.clock.Now().Wall, Slides: plan.Slides, Slide: min(1, len(plan.Slides))}
		r.chapters = nil
		r.chapter(n)
		return nil
	})
}

// chapter notes from where the slide is shown. r.mu is held.
func (r *Room) chapter(n *Now) {
	if n.Slide > 0 {
		r.chapters = append(r.chapters, Chapter{Slide: n.Slide, MS: int(r.sound.State().Recorded.Milliseconds())})
	}
}

// Turn shows another slide.
func (r *Room) Turn(slide int) error {
	return r.change(func(n *Now) error {
		if n.State == None || slide < 1 || slide > len(n.Slides) {
			return hub.E(hub.CodeNotFound, "class.no-slide")
		}
		if err := n.follows(); err != nil {
			return err
		}
		n.Slide, n.Thumbs = slide, 0
		r.chapter(n)
		return nil
	})
}

// Ask puts the lesson's three questions on the phones, or takes them away.
func (r *Room) Ask(on bool) error {
	return r.change(func(n *Now) error {
		if n.State == None {
			return hub.E(hub.CodeNotFound, "class.none")
		}
		if err := n.follows(); err != nil {
			return err
		}
		n.Asking = on
		return nil
	})
}

// Pause closes the microphone until Resume.
func (r *Room) Pause() error {
	return r.change(func(n *Now) error {
		if n.State != Open {
			return hub.E(hub.CodeNotFound, "class.none")
		}
		if err := n.follows(); err != nil {
			return err
		}
		r.sound.Pause()
		n.State = Paused
		return nil
	})
}

// Resume opens the microphone again.
func (r *Room) Resume() error {
	return r.change(func(n *Now) error {
		if n.State != Paused {
			return hub.E(hub.CodeNotFound, "class.none")
		}
		if err := n.follows(); err != nil {
			return err
		}
		if err := r.sound.Resume(); err != nil {
			return err
		}
		n.State = Open
		return nil
	})
}

// End closes the microphone first, then notes that the class is over.
func (r *Room) End(ctx context.Context, actor hub.Actor, request hub.ID) (hub.Outcome, error) {
	r.mu.Lock()
	held := Held{Class: r.now.Class, Chapters: r.chapters, Recorded: r.sound.State(), Near: r.now.near()}
	over, far := r.now.State == None, r.now.follows()
	r.mu.Unlock()
	if over {
		return hub.Outcome{}, hub.E(hub.CodeNotFound, "class.none")
	}
	if far != nil {
		return hub.Outcome{}, far
	}
	r.sound.End()
	out, err := r.desk.CloseClass(ctx, actor, request, held)
	if err != nil {
		return out, err
	}
	return out, r.change(func(n *Now) error { *n = Now{Rev: n.Rev}; return nil })
}

// Raise puts a guest's hand up, or down.
func (r *Room) Raise(g Guest, up bool) error {
	return r.change(func(n *Now) error {
		if n.State == None {
			return hub.E(hub.CodeNotFound, "class.none")
		}
		hands := n.Hands[:0:0]
		for _, h := range n.Hands {
			if h.ID != g.ID {
				hands = append(hands, h)
			}
		}
		if up {
			hands = append(hands, g)
		}
		n.Hands = hands
		return nil
	})
}

// Thumb says that somebody liked what was said.
func (r *Room) Thumb() error {
	return r.change(func(n *Now) error {
		if n.State == None {
			return hub.E(hub.CodeNotFound, "class.none")
		}
		n.Thumbs++
		return nil
	})
}

// Count says how many phones follow the class now.
func (r *Room) Count(guests int) {
	if n, _ := r.Now(); n.Guests == guests {
		return
	}
	_ = r.change(func(n *Now) error { n.Guests = guests; return nil }) // it refuses nothing
}
