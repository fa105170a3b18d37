package ink

import (
	"math"
	"slices"
)

// Step is a short straight piece of a stroke: its middle, its direction (a unit
// vector) and its length.
type Step struct{ X, Y, DX, DY, Len float32 }

// Length is how far the pen went while it was down.
func Length(strokes [][]Point) float64 {
	total := 0.0
	for _, s := range strokes {
		for i := 1; i < len(s); i++ {
			total += math.Hypot(s[i].X-s[i-1].X, s[i].Y-s[i-1].Y)
		}
	}
	return total
}

// Walk cuts every stroke into even steps of about the given length. A dot without
// extent is one step of length zero without direction.
func Walk(strokes [][]Point, step float64, to []Step) []Step {
	to = slices.Grow(to, int(Length(strokes)/step)+len(strokes))
	for at, s := range strokes {
		total := Length(strokes[at : at+1])
		if total < 1e-9 {
			if len(s) > 0 {
				to = append(to, Step{X: float32(s[0].X), Y: float32(s[0].Y)})
			}
			continue
		}
		n := int(math.Ceil(total / step))
		to = walkOne(s, total/float64(n), n, to)
	}
	return to
}

// walkOne follows one stroke in n steps of equal length along the line.
func walkOne(s []Point, each float64, n int, to []Step) []Step {
	from, at, done := s[0], 0, 0.0 // done: how much of the piece s[at]–s[at+1] is behind us
	for range n {
		left := each
		p := from
		for at+1 < len(s) {
			piece := math.Hypot(s[at+1].X-s[at].X, s[at+1].Y-s[at].Y)
			if piece-done > left {
				done += left
				f := done / piece
				p = Point{s[at].X + (s[at+1].X-s[at].X)*f, s[at].Y + (s[at+1].Y-s[at].Y)*f}
				left = 0
				break
			}
			left -= piece - done
			at, done = at+1, 0
			p = s[at]
		}
		dx, dy := p.X-from.X, p.Y-from.Y
		length := math.Hypot(dx, dy)
		st := Step{X: float32((from.X + p.X) / 2), Y: float32((from.Y + p.Y) / 2), Len: float32(length)}
		if length > 1e-12 {
			st.DX, st.DY = float32(dx/length), float32(dy/length)
		}
		to = append(to, st)
		from = p
	}
	return to
}
