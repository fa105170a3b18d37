package ink

import "math"

// Grid and Ways are the sides of a direction map: 8 × 8 fields, 8 directions.
const (
	Grid = 8
	Ways = 8
	Size = Grid * Grid * Ways
)

// mapStep is how finely strokes are followed for a map, in sides of the unit square; a
// scribble without end is followed in some 1,000 steps.
const (
	mapStep = 1.0 / 24
	mapMost = 1000
)

// Map counts, for fitted strokes, how far the pen went in each direction in each
// field: every step is shared between the two nearest directions and the four
// nearest fields, and then spread over their neighbours. Neither the order of strokes
// nor where one ends and the next begins leaves a trace in it. The root evens out long
// and short.
func Map(fitted [][]Point) []float32 {
	out := make([]float32, Size)
	for _, st := range Walk(fitted, max(mapStep, Length(fitted)/mapMost), nil) {
		way := math.Atan2(float64(st.DY), float64(st.DX)) / (2 * math.Pi) * Ways
		if way < 0 {
			way += Ways
		}
		length := st.Len
		if length == 0 {
			length, way = mapStep, 1 // a bare dot: as if a short stroke to the lower right
		}
		w0 := int(way)
		wf := float32(way - float64(w0))
		gx, fx := field(st.X)
		gy, fy := field(st.Y)
		for _, c := range [4]struct {
			x, y int
			w    float32
		}{{gx, gy, (1 - fx) * (1 - fy)}, {gx + 1, gy, fx * (1 - fy)}, {gx, gy + 1, (1 - fx) * fy}, {gx + 1, gy + 1, fx * fy}} {
			if c.x < 0 || c.x >= Grid || c.y < 0 || c.y >= Grid {
				continue
			}
			at := (c.y*Grid + c.x) * Ways
			out[at+w0%Ways] += length * c.w * (1 - wf)
			out[at+(w0+1)%Ways] += length * c.w * wf
		}
	}
	out = blur(out)
	for i, v := range out {
		out[i] = float32(math.Sqrt(float64(v)))
	}
	return out
}

// field finds the field whose middle lies at or before v, and how far v is on its
// way to the next one's.
func field(v float32) (int, float32) {
	at := float64(v)*Grid - 0.5
	f := math.Floor(at)
	return int(f), float32(at - f)
}

// blur spreads each field over its neighbours, 1 : 2 : 1 either way. Without it the
// view learned from scribbles trusts places more than hands keep to them.
func blur(m []float32) []float32 {
	out := make([]float32, Size)
	for at := range Grid * Grid {
		x, y := at%Grid, at/Grid
		for n := range 9 {
			dx, dy := n%3-1, n/3-1
			if x+dx < 0 || x+dx >= Grid || y+dy < 0 || y+dy >= Grid {
				continue
			}
			w := float32((2-dx*dx)*(2-dy*dy)) / 16
			to := out[(at+dy*Grid+dx)*Ways:][:Ways]
			for d, v := range m[at*Ways:][:Ways] {
				to[d] += w * v
			}
		}
	}
	return out
}
