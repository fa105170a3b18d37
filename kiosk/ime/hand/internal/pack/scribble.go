package main

import (
	"math"
	"math/rand/v2"

	"yizhan/kiosk/ime/hand/internal/ink"
)

// scribble writes a template as somebody might. It serves for learning only: the
// recogniser is measured with other writers (hand's own tests), of another make and
// with other dice.
func scribble(rng *rand.Rand, strokes [][]ink.Point) [][]ink.Point {
	bow, phase, wave := 12*bell(rng), rng.Float64()*2*math.Pi, 1+rng.Float64()
	bow2, phase2 := 12*bell(rng), rng.Float64()*2*math.Pi
	turn, shear := 0.12*bell(rng), 0.12*bell(rng)
	wide, high := 1+0.15*bell(rng), 1+0.15*bell(rng)
	out := make([][]ink.Point, len(strokes))
	for i, s := range strokes {
		out[i] = make([]ink.Point, 0, len(s)+1)
		s = ends(rng, s)
		mid := s[len(s)/2]
		dx, dy, lean, size := 8*bell(rng), 8*bell(rng), 0.1*bell(rng), 1+0.12*bell(rng)
		for _, p := range s {
			x, y := p.X-mid.X, p.Y-mid.Y
			x, y = mid.X+dx+size*(x-lean*y)+3*bell(rng), mid.Y+dy+size*(y+lean*x)+3*bell(rng)
			x, y = x+bow*math.Sin(phase+wave*y/40), y+bow2*math.Sin(phase2+wave*x/40)
			x, y = wide*(x-128), high*(y-128)
			out[i] = append(out[i], ink.Point{X: x - (turn+shear)*y, Y: y + turn*x})
		}
	}
	return join(rng, out, [...]float64{0, 0, 0.3, 0.6, 0.9}[rng.IntN(5)])
}

// bell is about a normal number: the sum of uniform ones, the same on every machine.
func bell(rng *rand.Rand) float64 {
	return 2 * (rng.Float64() + rng.Float64() + rng.Float64() - 1.5)
}

// ends begins and ends a stroke a little early or late.
func ends(rng *rand.Rand, s []ink.Point) []ink.Point {
	if len(s) < 2 {
		return s
	}
	s = append([]ink.Point(nil), s...)
	n := len(s) - 1
	for _, e := range [2][2]int{{0, 1}, {n, n - 1}} {
		f := 0.1 * bell(rng)
		s[e[0]].X += f * (s[e[1]].X - s[e[0]].X)
		s[e[0]].Y += f * (s[e[1]].Y - s[e[0]].Y)
	}
	return s
}

// join leaves the pen down between strokes, each time with the given chance.
func join(rng *rand.Rand, strokes [][]ink.Point, chance float64) [][]ink.Point {
	out := strokes[:1:1]
	for _, s := range strokes[1:] {
		if last := len(out) - 1; rng.Float64() < chance {
			out[last] = append(out[last][:len(out[last]):len(out[last])], s...)
		} else {
			out = append(out, s)
		}
	}
	return out
}
