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

// squat is the narrowest an even box may be: 一 keeps its flatness, and a slip of the
// pen is not blown up to a full height.
const squat = 0.3

// Fit moves strokes into the unit square by their bounding box. Each side is
// stretched towards 1; a side less than a third of the other stays shorter.
func Fit(strokes [][]Point) [][]Point {
	lo, hi := Point{math.Inf(1), math.Inf(1)}, Point{math.Inf(-1), math.Inf(-1)}
	for _, s := range strokes {
		for _, p := range s {
			lo.X, lo.Y = math.Min(lo.X, p.X), math.Min(lo.Y, p.Y)
			hi.X, hi.Y = math.Max(hi.X, p.X), math.Max(hi.Y, p.Y)
		}
	}
	w, h := hi.X-lo.X, hi.Y-lo.Y
	longer := math.Max(w, h)
	if !(longer > 1e-9) {
		longer = 1
	}
	sx, sy := 1/math.Max(w, squat*longer), 1/math.Max(h, squat*longer)
	cx, cy := (lo.X+hi.X)/2, (lo.Y+hi.Y)/2
	out := make([][]Point, len(strokes))
	for i, s := range strokes {
		out[i] = make([]Point, len(s))
		for j, p := range s {
			out[i][j] = Point{0.5 + (p.X-cx)*sx, 0.5 + (p.Y-cy)*sy}
		}
	}
	return out
}

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
