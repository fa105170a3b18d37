package kiosk_test

import (
	"slices"
	"testing"
	"time"

	"yizhan/kiosk/touch"
)

// What others write while a finger is on the glass, or what an earlier tap brings, does
// not come to lie under it: the child that is touched is the child that is tapped.
func TestNothingMovesUnderAFinger(t *testing.T) {
	chromium := touch.Chromium(t)
	const more = `document.querySelectorAll('.kid').length === 6`
	t.Run("what others write", func(t *testing.T) {
		s := newStage(t)
		other := chromium.Screen(t, s.URL, 1024, 600).Open("/wall/morning")
		f := chromium.Screen(t, s.URL, 1024, 600).Open("/wall/morning")
		s.listen(2)
		f.Down(f.Middle(`[data-same="b"]`))
		s.admit("z")
		other.Until(more)
		time.Sleep(200 * time.Millisecond) // it has come here too
		if f.Is(more) {
			t.Error("the wall moved under the finger")
		}
		f.Up()
		f.Until(more + ` && document.querySelectorAll('.kid.here').length === 1`)
		if got := s.values("tap"); !slices.Equal(got, []string{"b"}) {
			t.Errorf("tapped %q, the finger was on b", got)
		}
	})
	t.Run("the answer to the tap before", func(t *testing.T) {
		s := newStage(t)
		s.hold = make(chan struct{})
		f := chromium.Screen(t, s.URL, 1024, 600).Open("/wall/morning")
		f.TouchOnly(`[data-same="a"]`)
		s.answered(1)
		f.Down(f.Middle(`[data-same="c"]`))
		s.admit("z") // the answer has it in front of c
		close(s.hold)
		time.Sleep(500 * time.Millisecond)
		if f.Is(more) {
			t.Error("the wall moved under the finger")
		}
		f.Up()
		f.Until(more + ` && document.querySelectorAll('.kid.here').length === 2`)
		if got := s.values("tap"); !slices.Equal(got, []string{"a", "c"}) {
			t.Errorf("tapped %q, the finger was on a, then on c", got)
		}
	})
	t.Run("a hand that lies there keeps nothing back for good", func(t *testing.T) {
		s := newStage(t)
		f := chromium.Screen(t, s.URL, 1024, 600).Open("/wall/morning")
		s.listen(1)
		f.Down(f.Middle(`[data-same="b"]`))
		s.admit("z")
		f.Until(more).Up()
	})
	t.Run("a long press is a tap", func(t *testing.T) {
		s := newStage(t)
		f := chromium.Screen(t, s.URL, 1024, 600).Open("/wall/morning")
		f.Down(f.Middle(`[data-same="b"]`))
		time.Sleep(1500 * time.Millisecond)
		f.Up()
		f.Until(`document.querySelectorAll('.kid.here').length === 1`)
	})
}

// listen waits until so many pages hear what others write.
func (s *stage) listen(pages int) {
	for s.room.Open() < pages {
		time.Sleep(10 * time.Millisecond)
	}
}

// answered waits until so many posts have come.
func (s *stage) answered(posts int) {
	for len(s.values("tap")) < posts {
		time.Sleep(10 * time.Millisecond)
	}
}

// admit puts a child before all others.
func (s *stage) admit(id string) {
	s.mu.Lock()
	s.kids = slices.Insert(s.kids, 0, id)
	s.mu.Unlock()
	s.room.Changed()
}
