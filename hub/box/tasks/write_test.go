package tasks

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// stroke is where the finger goes, in thousandths of a square's side.
type stroke [][2]float64

// Two characters as one writes them, none too straight.
var (
	big = []stroke{
		{{180, 400}, {480, 385}, {820, 370}},
		{{500, 150}, {495, 380}, {400, 620}, {170, 860}},
		{{500, 400}, {620, 610}, {840, 850}},
	}
	mountain = []stroke{
		{{500, 180}, {505, 500}, {500, 800}},
		{{200, 420}, {205, 620}, {210, 810}, {500, 805}, {800, 795}},
		{{800, 410}, {800, 600}, {795, 860}},
	}
)

// Write draws a character into one of the two squares. A stroke counts like a tap.
func (f *finger) Write(square int, character []stroke) *finger {
	f.t.Helper()
	var at struct{ X, Y, Side float64 }
	answer, err := chromedp.Run(f.tab, chromedp.Evaluate[string](fmt.Sprintf(`(() => {
		const r = document.querySelector('[data-square="%d"]').getBoundingClientRect(), side = Math.min(r.width, r.height);
		return JSON.stringify({X: r.left + (r.width - side) / 2, Y: r.top + (r.height - side) / 2, Side: side});
	})()`, square)))
	if err == nil {
		err = json.Unmarshal([]byte(answer), &at)
	}
	if err != nil {
		f.t.Fatalf("there is no square to write in: %v", err)
	}
	for _, s := range character {
		f.taps++
		for i, p := range s {
			kind := input.DispatchTouchEventTypeTouchMove
			if i == 0 {
				kind = input.DispatchTouchEventTypeTouchStart
			}
			touches(f.t, f, kind, &input.TouchPoint{X: at.X + p[0]*at.Side/1000, Y: at.Y + p[1]*at.Side/1000})
		}
		touches(f.t, f, input.DispatchTouchEventTypeTouchEnd)
	}
	return f
}

func touches(t *testing.T, f *finger, kind input.DispatchTouchEventType, at ...*input.TouchPoint) {
	t.Helper()
	if at == nil {
		at = []*input.TouchPoint{}
	}
	if _, err := chromedp.Call(f.tab, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: kind, TouchPoints: at}); err != nil {
		t.Fatal(err)
	}
}
