package lesson

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"sync"
)

//go:embed shipped.zip.gz
var packed []byte

// Shelf is the lessons of a box, in the order of whom they are for.
type Shelf struct{ all []*Lesson }

// Shipped are the lessons that the program carries.
var Shipped = sync.OnceValue(func() *Shelf {
	z, err := unpack()
	if err == nil {
		var s *Shelf
		if s, err = Open(z); err == nil {
			return s
		}
	}
	panic(fmt.Errorf("lesson: %w", err)) // embedded: a test opens it
})

// unpack is the folder shipped. Its files are small and alike, so that they are pressed
// together: each for itself they take twice the room.
func unpack() (*zip.Reader, error) {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	return zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
}

// Open is a shelf of folders, one a lesson.
func Open(dir fs.FS) (*Shelf, error) {
	folders, err := fs.ReadDir(dir, ".")
	if err != nil {
		return nil, err
	}
	s := &Shelf{}
	for _, f := range folders {
		sub, err := fs.Sub(dir, f.Name())
		if err != nil {
			return nil, err
		}
		l, err := Read(sub)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name(), err)
		}
		if _, twice := s.Get(l.Key); twice || l.Key != f.Name() {
			return nil, fmt.Errorf("%s holds the lesson %s", f.Name(), l.Key)
		}
		s.all = append(s.all, l)
	}
	return s, nil
}

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
