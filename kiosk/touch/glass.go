package touch

import (
	"fmt"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// Stroke is where a finger goes while it writes, in thousandths of a square's side.
type Stroke [][2]float64

// Write draws a character into the nth of the squares. A stroke counts like a tap.
func (s *Screen) Write(square int, character []Stroke) *Screen {
	s.t.Helper()
	s.bringForward()
	for _, stroke := range character {
		s.Taps++
		spots := s.Spots(square, stroke)
		s.Down(spots[0])
		for _, p := range spots[1:] {
			s.Move(p)
		}
		s.Up()
	}
	return s
}

// Spots are the points of a stroke on the glass.
func (s *Screen) Spots(square int, stroke Stroke) (all []*input.TouchPoint) {
	s.t.Helper()
	r := Ask[[]float64](s, fmt.Sprintf(`(() => { const r = document.querySelectorAll("[data-square]")[%d].getBoundingClientRect(); return [r.left, r.top, r.width, r.height]; })()`, square))
	side := min(r[2], r[3])
	for _, p := range stroke {
		all = append(all, &input.TouchPoint{X: r[0] + (r[2]-side)/2 + p[0]*side/1000, Y: r[1] + (r[3]-side)/2 + p[1]*side/1000})
	}
	return all
}

// Middle is the point of the glass where a finger would touch a thing.
func (s *Screen) Middle(selector string) *input.TouchPoint {
	s.t.Helper()
	at := s.find(selector, "", "")
	return &input.TouchPoint{X: at.X, Y: at.Y}
}

// Hold keeps a finger on a thing for so long; it counts like a tap.
func (s *Screen) Hold(selector string, long time.Duration) *Screen {
	s.t.Helper()
	s.Down(s.Middle(selector))
	time.Sleep(long)
	s.Up()
	s.Taps++
	return s
}

// Down puts fingers on the glass.
func (s *Screen) Down(at ...*input.TouchPoint) {
	s.t.Helper()
	s.touches(input.DispatchTouchEventTypeTouchStart, at)
}

// Move moves them.
func (s *Screen) Move(at ...*input.TouchPoint) {
	s.t.Helper()
	s.touches(input.DispatchTouchEventTypeTouchMove, at)
}

// Up takes all of them off it.
func (s *Screen) Up() {
	s.t.Helper()
	s.touches(input.DispatchTouchEventTypeTouchEnd, []*input.TouchPoint{})
}

func (s *Screen) touches(kind input.DispatchTouchEventType, at []*input.TouchPoint) {
	s.t.Helper()
	if _, err := chromedp.Call(s.Tab, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: kind, TouchPoints: at}); err != nil {
		s.t.Fatal(err)
	}
}
