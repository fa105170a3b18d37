// Package ink is what the recogniser and the generator of its data do alike with
// strokes: bring them to one size, follow them in even steps, and count which way
// the pen went where.
package ink

import "math"

// Point is a place of the pen; y grows downwards. Any scale.
type Point struct{ X, Y float64 }

// Limits of what is looked at; what a hand writes stays far below.
const (
	maxStrokes = 64
	maxPoints  = 256 // a stroke; a longer one is thinned
)

// Clean drops what no hand wrote: values that are no numbers, strokes without
// points, strokes beyond the 64th; a stroke of more than 256 points is thinned to
// that. It bounds the work of everything after it.
func Clean(strokes [][]Point) [][]Point {
	out := make([][]Point, 0, min(len(strokes), maxStrokes))
	for _, s := range strokes {
		if len(out) == maxStrokes {
			break
		}
		step := max(1, float64(len(s)-1)/(maxPoints-1))
		kept := make([]Point, 0, min(len(s), maxPoints))
		for at := 0.0; int(at) < len(s) && len(kept) < maxPoints; at += step {
			if p := s[int(at)]; sound(p.X) && sound(p.Y) {
				kept = append(kept, p)
			}
		}
		if len(kept) > 0 {
			out = append(out, kept)
		}
	}
	return out
}

// sound numbers can be subtracted and squared without leaving float64.
func sound(v float64) bool { return math.Abs(v) <= 1e9 }

// squat is how narrow, against its other side, a writing counts at the least: 一 keeps
// its flatness, and a slip of the pen is not blown up to a full height.
const squat = 0.3

// Fit moves strokes to the unit square's middle and stretches them, each side for
// itself, until the ink's standard deviation fills it: 1.8 of them lie on either side.
// One long tail or hook shifts that far less than it would shift a bounding box, which
// is what makes real writing lie on the templates.
func Fit(strokes [][]Point) [][]Point {
	const fill = 1 / (2 * 1.8)
	mid, dev := spread(strokes)
	longer := math.Max(dev.X, dev.Y)
	if !(longer > 1e-9) {
		longer = 1
	}
	sx, sy := fill/math.Max(dev.X, squat*longer), fill/math.Max(dev.Y, squat*longer)
	out := make([][]Point, len(strokes))
	for i, s := range strokes {
		out[i] = make([]Point, len(s))
		for j, p := range s {
			out[i][j] = Point{0.5 + (p.X-mid.X)*sx, 0.5 + (p.Y-mid.Y)*sy}
		}
	}
	return out
}

// spread is the middle of the ink and its standard deviation, by length of line; a dot
// without extent counts a little.
func spread(strokes [][]Point) (mid, dev Point) {
	total := 0.0
	for _, s := range strokes {
		for i := range s {
			a, b := s[max(i-1, 0)], s[i]
			w := math.Hypot(b.X-a.X, b.Y-a.Y) + 1e-6
			total += w
			mid.X, mid.Y = mid.X+w*(a.X+b.X)/2, mid.Y+w*(a.Y+b.Y)/2
		}
	}
	mid.X, mid.Y = mid.X/total, mid.Y/total
	for _, s := range strokes {
		for i := range s {
			a, b := s[max(i-1, 0)], s[i]
			w := math.Hypot(b.X-a.X, b.Y-a.Y) + 1e-6
			dev.X, dev.Y = dev.X+w*square(a.X-mid.X, b.X-mid.X), dev.Y+w*square(a.Y-mid.Y, b.Y-mid.Y)
		}
	}
	return mid, Point{math.Sqrt(dev.X / total), math.Sqrt(dev.Y / total)}
}

// square is the mean of the squares between a and b.
func square(a, b float64) float64 { return (a*a + a*b + b*b) / 3 }

// Turn rotates strokes about the origin, by radians, clockwise as y grows downwards.
func Turn(strokes [][]Point, by float64) [][]Point {
	sin, cos := math.Sincos(by)
	out := make([][]Point, len(strokes))
	for i, s := range strokes {
		out[i] = make([]Point, len(s))
		for j, p := range s {
			out[i][j] = Point{p.X*cos - p.Y*sin, p.X*sin + p.Y*cos}
		}
	}
	return out
}
