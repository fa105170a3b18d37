package lesson

import (
	"slices"
	"strings"
)

// Shelf is the lessons of a box, in the order of whom they are for.
type Shelf struct{ all []*Lesson }

// With is a shelf on which further lessons stand, each in the place of one of its key.
func (s *Shelf) With(more []*Lesson) *Shelf {
	out := &Shelf{all: slices.Clone(s.all)}
	for _, l := range more {
		out.all = slices.DeleteFunc(out.all, func(old *Lesson) bool { return old.Key == l.Key })
		out.all = append(out.all, l)
	}
	return out
}

// Get finds a lesson by its key.
func (s *Shelf) Get(key string) (*Lesson, bool) {
	for _, l := range s.all {
		if l.Key == key {
			return l, true
		}
	}
	return nil, false
}

// Of are the lessons of a class, for the youngest first.
func (s *Shelf) Of(c Class) (out []*Lesson) {
	for _, l := range s.all {
		if l.Class != c {
			continue
		}
		i := len(out)
		for i > 0 && out[i-1].From > l.From {
			i--
		}
		out = append(out[:i], append([]*Lesson{l}, out[i:]...)...)
	}
	return out
}

// All are the lessons of every class.
func (s *Shelf) All() []*Lesson { return append(s.Of(Mothers), s.Of(Pregnancy)...) }

// Speaks says whether a key names a sentence of a lesson that stands here, whatever it said.
func (s *Shelf) Speaks(key string) bool {
	for _, l := range s.all {
		if sum, ok := strings.CutPrefix(key, sayPrefix+l.Key+"-"); ok && len(sum) == 8 && !strings.Contains(sum, "-") {
			return true
		}
	}
	return false
}

// Sentence finds what is said of some lesson by its key.
func (s *Shelf) Sentence(key string) (*Lesson, Sentence, bool) {
	for _, l := range s.all {
		for _, said := range l.Said() {
			if said.Key == key {
				return l, said, true
			}
		}
	}
	return nil, Sentence{}, false
}
