package ink

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// writing draws one to six strokes of one to eight points.
var writing = rapid.Custom(func(t *rapid.T) [][]Point {
	stroke := rapid.Custom(func(t *rapid.T) []Point {
		n := rapid.IntRange(1, 8).Draw(t, "points")
		var s []Point
		for range n {
			s = append(s, Point{rapid.Float64Range(0, 300).Draw(t, "x"), rapid.Float64Range(0, 300).Draw(t, "y")})
		}
		return s
	})
	return rapid.SliceOfN(stroke, 1, 6).Draw(t, "strokes")
})

// The even steps of a stroke reach from its beginning to its end; none is longer than
// asked, and each points where it goes.
func TestWalk(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		strokes := writing.Draw(t, "writing")
		const step = 10
		for i := range strokes {
			one := strokes[i : i+1]
			walked := Walk(one, step, nil)
			if want := max(1, int(math.Ceil(Length(one)/step))); len(walked) != want {
				t.Fatalf("%d steps along %v, want %d", len(walked), Length(one), want)
			}
			for _, s := range walked {
				if s.Len > step*1.001 {
					t.Fatalf("a step of %v", s.Len)
				}
				if way := math.Hypot(float64(s.DX), float64(s.DY)); s.Len > 0 && math.Abs(way-1) > 1e-5 {
					t.Fatalf("a direction of length %v", way)
				}
			}
			first, last := walked[0], walked[len(walked)-1]
			near := func(x, y float32, p Point) bool {
				return math.Hypot(float64(x)-p.X, float64(y)-p.Y) < 0.01
			}
			if !near(first.X-first.DX*first.Len/2, first.Y-first.DY*first.Len/2, one[0][0]) ||
				!near(last.X+last.DX*last.Len/2, last.Y+last.DY*last.Len/2, one[0][len(one[0])-1]) {
				t.Fatalf("%v is walked from %v to %v", one[0], first, last)
			}
		}
	})
}

// The order of strokes leaves no trace in a map, their direction does.
func TestMapKnowsNoOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		strokes := writing.Draw(t, "writing")
		want := Map(Fit(strokes))
		slices.Reverse(strokes)
		for i, v := range Map(Fit(strokes)) {
			if math.Abs(float64(v-want[i])) > 1e-3 {
				t.Fatalf("field %d: %v, in the other order %v", i, want[i], v)
			}
		}
	})
	there := Map([][]Point{{{0.2, 0.5}, {0.8, 0.5}}})
	back := Map([][]Point{{{0.8, 0.5}, {0.2, 0.5}}})
	if slices.Equal(there, back) {
		t.Error("there and back have the same map")
	}
}

// A turn there and back ends where it began.
func TestTurn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		strokes := writing.Draw(t, "writing")
		by := rapid.Float64Range(-3, 3).Draw(t, "by")
		for i, s := range Turn(Turn(strokes, by), -by) {
			for j, p := range s {
				if math.Hypot(p.X-strokes[i][j].X, p.Y-strokes[i][j].Y) > 1e-9*400 {
					t.Fatalf("%v comes back as %v", strokes[i][j], p)
				}
			}
		}
	})
	if p := Turn([][]Point{{{1, 0}}}, math.Pi/2)[0][0]; math.Abs(p.X) > 1e-12 || math.Abs(p.Y-1) > 1e-12 {
		t.Errorf("a quarter clockwise takes 1, 0 to %v", p)
	}
}
