package class

import (
	"errors"

	"yizhan/hub"
)

// Follow has the room show a neighbour's class with its sound; said again, it shows how
// that class is now. What follows here, phones and pages, is told as of an own class, but
// what turns a slide, pauses or ends it stands at the neighbour's. Errors: CodeConflict
// class.other where a class is held here, or another one followed.
func (r *Room) Follow(far Now, sound Sound) error {
	return r.change(func(n *Now) error {
		if n.State != None && (n.From.IsZero() || n.Class != far.Class) {
			return hub.E(hub.CodeConflict, "class.other")
		}
		rev := n.Rev
		if n.State != None { // what is of this room stays
			far.Hands, far.Thumbs, far.Guests, far.Began = n.Hands, n.Thumbs, n.Guests, n.Began
			if far.Slide != n.Slide {
				far.Thumbs = 0
			}
		} else {
			far.Began, far.Guests = r.clock.Now().Wall, n.Guests
		}
		far.Code, far.From = Code(far.Class), far.Site
		*n = far
		n.Rev = rev
		r.far = sound
		return nil
	})
}

// Leave ends following; an own class is not touched. Phones that sit here are still there,
// and where the class goes on without them they are told so.
func (r *Room) Leave(goesOn bool) {
	_ = r.change(func(n *Now) error {
		if n.From.IsZero() {
			return errSame
		}
		left := n.Class
		if !goesOn {
			left = hub.ID{}
		}
		*n = Now{Rev: n.Rev, Guests: n.Guests, Left: left}
		r.far = nil
		return nil
	})
}

// FarOver says that a neighbour's class is over, which may be the one that was left.
func (r *Room) FarOver(class hub.ID) {
	_ = r.change(func(n *Now) error {
		if n.Left.IsZero() || n.Left != class {
			return errSame
		}
		n.Left = hub.ID{}
		return nil
	})
}

// follows refuses what only whoever holds the class may do. r.mu is held.
func (n *Now) follows() error {
	if !n.From.IsZero() {
		return hub.E(hub.CodeForbidden, "class.far")
	}
	return nil
}

// mostQuestions is how many questions of neighbours wait; the oldest makes room.
const mostQuestions = 20

// Said takes what a neighbour that follows says: how many sit there, whose hands are up,
// thumbs since it spoke last, and a question or none.
func (r *Room) Said(b Beside, thumbs int, question string) {
	_ = r.change(func(n *Now) error {
		if n.State == None || !n.From.IsZero() {
			return errSame
		}
		beside, before := n.Beside[:0:0], Beside{}
		for _, other := range n.Beside {
			if other.Hub == b.Hub {
				before = other
			} else {
				beside = append(beside, other)
			}
		}
		if before == b && thumbs == 0 && question == "" {
			return errSame
		}
		n.Beside, n.Thumbs = append(beside, b), n.Thumbs+thumbs
		if question != "" {
			n.Questions = append(n.Questions[max(0, len(n.Questions)-mostQuestions+1):len(n.Questions):len(n.Questions)], Question{b.Name, question})
		}
		return nil
	})
}

// Answered puts a question away, by its place.
func (r *Room) Answered(question int) error {
	return r.change(func(n *Now) error {
		if question < 0 || question >= len(n.Questions) {
			return hub.E(hub.CodeNotFound, "class.none")
		}
		n.Questions = append(n.Questions[:question:question], n.Questions[question+1:]...)
		return nil
	})
}

// near is how many sit at the neighbours.
func (n *Now) near() (heads int) {
	for _, b := range n.Beside {
		heads += b.Heads
	}
	return heads
}

// errSame says that nothing has changed.
var errSame = errors.New("class: nothing has changed")
