package hand

import (
	"math"
	"math/rand/v2"
)

// writer is a simulated hand. The unit is the board of 256 on which templates lie.
type writer struct {
	name   string
	want   float64 // of held-out characters, in percent, among the first ten
	shift  float64 // of a stroke, standard deviation
	grow   float64 // of a stroke's width and height each, relative
	lean   float64 // of a stroke, radians
	jitter float64 // of each point of the outline, before it is rounded off
	ends   float64 // a stroke's ends, cut or overshot, of its length
	hooks  float64 // chance of a hook at a stroke's end
	swap   float64 // chance that a stroke changes places with any before it; 1 shuffles them all
	join   float64 // chance that the pen stays down on the way to the next stroke
	turn   float64 // of the whole character, at most, radians either way
	squash float64 // of the whole character's width and height each, relative
	lose   float64 // chance that one stroke is missing
}

// The writers that the figures are given for.
var writers = []writer{
	{name: "clean", want: 98, shift: 3, grow: 0.04, lean: 0.03, jitter: 1, squash: 0.05},
	{name: "sloppy", want: 98, shift: 8, grow: 0.12, lean: 0.1, jitter: 3, ends: 0.1, hooks: 0.15, swap: 0.1, squash: 0.15},
	{name: "joined 30 %", want: 97, shift: 6, grow: 0.08, lean: 0.06, jitter: 2, ends: 0.05, hooks: 0.05, squash: 0.1, join: 0.3},
	{name: "joined 60 %", want: 92, shift: 6, grow: 0.08, lean: 0.06, jitter: 2, ends: 0.05, hooks: 0.05, squash: 0.1, join: 0.6},
	{name: "rotated", want: 90, shift: 6, grow: 0.08, lean: 0.06, jitter: 2, ends: 0.05, hooks: 0.05, squash: 0.1, turn: 15 * math.Pi / 180},
	{name: "any order", want: 95, shift: 6, grow: 0.08, lean: 0.06, jitter: 2, ends: 0.05, hooks: 0.05, squash: 0.1, swap: 1},
	{name: "a bad day", want: 80, shift: 8, grow: 0.12, lean: 0.1, jitter: 3, ends: 0.1, hooks: 0.1, squash: 0.15, swap: 0.1, join: 0.4, turn: 10 * math.Pi / 180, lose: 0.2},
}

// write lets the writer write a template once.
func (w writer) write(rng *rand.Rand, template [][]Point) [][]Point {
	var strokes [][]Point
	for _, s := range template {
		strokes = append(strokes, w.stroke(rng, s))
	}
	for i := range strokes {
		if rng.Float64() < w.swap {
			j := rng.IntN(i + 1)
			strokes[i], strokes[j] = strokes[j], strokes[i]
		}
	}
	if len(strokes) > 3 && rng.Float64() < w.lose {
		i := rng.IntN(len(strokes))
		strokes = append(strokes[:i], strokes[i+1:]...)
	}
	out := strokes[:1]
	for _, s := range strokes[1:] {
		if last := len(out) - 1; rng.Float64() < w.join {
			out[last] = append(out[last], s...)
		} else {
			out = append(out, s)
		}
	}
	turn := w.turn * (2*rng.Float64() - 1)
	sin, cos := math.Sincos(turn)
	wide, high := 1+w.squash*rng.NormFloat64(), 1+w.squash*rng.NormFloat64()
	size := 0.5 + 2*rng.Float64()
	for _, s := range out {
		for i, p := range s {
			x, y := size*wide*p.X, size*high*p.Y
			s[i] = Point{X: x*cos - y*sin, Y: x*sin + y*cos}
		}
	}
	return out
}

// stroke writes one stroke as points about 8 apart, as a finger does.
func (w writer) stroke(rng *rand.Rand, s []Point) []Point {
	mid := s[len(s)/2]
	dx, dy := w.shift*rng.NormFloat64(), w.shift*rng.NormFloat64()
	gx, gy := 1+w.grow*rng.NormFloat64(), 1+w.grow*rng.NormFloat64()
	sin, cos := math.Sincos(w.lean * rng.NormFloat64())
	var bent []Point
	for _, p := range s {
		x, y := gx*(p.X-mid.X), gy*(p.Y-mid.Y)
		bent = append(bent, Point{
			X: mid.X + dx + x*cos - y*sin + w.jitter*rng.NormFloat64(),
			Y: mid.Y + dy + x*sin + y*cos + w.jitter*rng.NormFloat64(),
		})
	}
	bent = w.finish(rng, bent)
	var out []Point
	for i := 1; i < len(bent); i++ {
		a, b := bent[i-1], bent[i]
		n := int(math.Hypot(b.X-a.X, b.Y-a.Y)/8) + 1
		for j := range n {
			f := float64(j) / float64(n)
			out = append(out, Point{X: a.X + f*(b.X-a.X) + w.jitter/4*rng.NormFloat64(), Y: a.Y + f*(b.Y-a.Y) + w.jitter/4*rng.NormFloat64()})
		}
	}
	return append(out, bent[len(bent)-1])
}

// finish cuts or overshoots the ends, and may leave a hook.
func (w writer) finish(rng *rand.Rand, s []Point) []Point {
	n := len(s) - 1
	if n < 1 {
		return s
	}
	for _, e := range [2][2]int{{0, 1}, {n, n - 1}} {
		f := w.ends * rng.NormFloat64()
		s[e[0]].X += f * (s[e[1]].X - s[e[0]].X)
		s[e[0]].Y += f * (s[e[1]].Y - s[e[0]].Y)
	}
	if rng.Float64() < w.hooks {
		way := 2 * math.Pi * rng.Float64()
		long := 10 + 15*rng.Float64()
		s = append(s, Point{X: s[n].X + long*math.Cos(way), Y: s[n].Y + long*math.Sin(way)})
	}
	return s
}
