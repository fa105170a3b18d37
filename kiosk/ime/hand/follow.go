package hand

import (
	"math"

	"yizhan/kiosk/ime/hand/internal/ink"
)

// A step is a sixteenth of the unit square's side, so that a plain character is
// followed closely; a dense one is followed in about 64 steps.
const (
	finest    = 1.0 / 16
	manySteps = 64
)

// follow cuts fitted strokes into steps, in writing order.
func follow(fitted [][]Point) []ink.Step {
	return ink.Walk(fitted, max(finest, ink.Length(fitted)/manySteps), nil)
}

// mark is a step packed into four bytes: hundredths of the unit square's side from its
// middle, and a direction of length 100.
type mark struct{ x, y, dx, dy int8 }

func pack(steps []ink.Step) []mark {
	small := func(v float32) int8 { return int8(math.Round(float64(min(max(100*v, -127), 127)))) }
	out := make([]mark, len(steps))
	for i, s := range steps {
		out[i] = mark{small(s.X - 0.5), small(s.Y - 0.5), small(s.DX), small(s.DY)}
	}
	return out
}

// unpack takes every so manieth step; it may reuse to.
func unpack(marks []mark, every int, to []ink.Step) []ink.Step {
	to = to[:0]
	for i := 0; i < len(marks); i += every {
		m := marks[i]
		to = append(to, ink.Step{
			X: 0.5 + float32(m.x)/100, Y: 0.5 + float32(m.y)/100, DX: float32(m.dx) / 100, DY: float32(m.dy) / 100,
		})
	}
	return to
}
