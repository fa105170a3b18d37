package class

import (
	"context"
	"slices"
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
	Slide int `json:"slide"` // from 1
	MS    int `json:"ms"`
}

// mostChapters bounds what somebody who turns to and fro makes.
const mostChapters = 500

// Room is the class of a box, one at a time. It is safe for concurrent use.
type Room struct {
	desk  Desk
	sound Sound
	clock hub.Clock
	tape  func(class hub.ID) SoundState // how much of a class lies recorded; nil: nobody knows
	file  string                        // where it stands for the next start; "" nowhere

	write func(file string, raw []byte) error // writeWhole

	acts   sync.Mutex // one begins or ends it at a time; taken before the others
	saving sync.Mutex // the disk is waited for without mu; taken before it

	mu       sync.Mutex
	now      Now
	far      Sound // of the neighbour's class that is followed; nil: none is
	chapters []Chapter
	actor    hub.Actor     // who opened it
	rest     time.Time     // since when it pauses
	rested   time.Duration // before that
	cut      *Cut          // a class that a cut ended; nil: none
	changed  chan struct{} // closed at the next change
}

// New makes a Room in which no class is held.
func New(desk Desk, sound Sound, clock hub.Clock) *Room {
	return &Room{desk: desk, sound: sound, clock: clock, write: writeWhole, changed: make(chan struct{})}
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

// Now says how the class is, and gives a channel that is closed at its next change. Who is
// slow misses changes between, never the last one.
func (r *Room) Now() (Now, <-chan struct{}) {
	r.mu.Lock()
	defer r.mu.Unlock()
	n := r.now
	n.Hands, n.Beside, n.Questions = slices.Clone(n.Hands), slices.Clone(n.Beside), slices.Clone(n.Questions)
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

// held does something to a class that is held.
func (r *Room) held(f func(*Now) error) error {
	return r.change(func(n *Now) error {
		if n.State == None {
			return hub.E(hub.CodeNotFound, "class.none")
		}
		return f(n)
	})
}

// ours does something that only whoever holds the class may do, and keeps how it stands.
func (r *Room) ours(f func(*Now) error) error {
	err := r.held(func(n *Now) error {
		if err := n.follows(); err != nil {
			return err
		}
		return f(n)
	})
	if err == nil {
		r.save()
	}
	return err
}

// chapter notes from where the slide is shown. r.mu is held.
func (r *Room) chapter(n *Now) {
	if n.Slide > 0 && len(r.chapters) < mostChapters {
		r.chapters = append(r.chapters, Chapter{Slide: n.Slide, MS: int(r.sound.State().Recorded.Milliseconds())})
	}
}

// Turn shows another slide.
func (r *Room) Turn(slide int) error {
	return r.ours(func(n *Now) error {
		if slide < 1 || slide > len(n.Slides) {
			return hub.E(hub.CodeNotFound, "class.no-slide")
		}
		if slide != n.Slide {
			n.Slide, n.Thumbs = slide, 0
			r.chapter(n)
		}
		return nil
	})
}

// Ask puts the lesson's three questions on the phones, with no answers yet, or takes them
// away.
func (r *Room) Ask(on bool) error {
	return r.ours(func(n *Now) error {
		if on && !n.Asking {
			n.Answers = [3][3]int{}
		}
		n.Asking = on
		return nil
	})
}

// Answer counts an answer to one of the questions, both from 1; whose it is stands nowhere
// here.
func (r *Room) Answer(question, answer int) error {
	return r.held(func(n *Now) error {
		if question < 1 || question > len(n.Answers) || answer < 1 || answer > len(n.Answers[0]) {
			return errSame
		}
		n.Answers[question-1][answer-1]++
		return nil
	})
}

// Raise puts a guest's hand up, or down.
func (r *Room) Raise(g Guest, up bool) error {
	return r.held(func(n *Now) error {
		hands := slices.DeleteFunc(slices.Clone(n.Hands), func(h Guest) bool { return h.ID == g.ID })
		if up {
			hands = append(hands, g)
		}
		n.Hands = hands
		return nil
	})
}

// Thumb says that somebody liked what was said.
func (r *Room) Thumb() error {
	return r.held(func(n *Now) error { n.Thumbs++; return nil })
}

// Count says how many phones follow the class now.
func (r *Room) Count(guests int) {
	_ = r.change(func(n *Now) error { // it refuses nothing
		if n.Guests == guests {
			return errSame
		}
		n.Guests = guests
		return nil
	})
}
