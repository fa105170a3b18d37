package hand

import (
	"math"

	"yizhan/kiosk/ime/hand/internal/ink"
)

// What a step costs that has to stand for another one: half a square of the distance
// in units of near, and up to 2·askew for pointing the other way; never above lost.
const (
	near2 = 2 * 0.09 * 0.09
	askew = 0.8
	lost  = 3.0
)

// lining is the working space of one comparison after the other.
type lining struct {
	cost     []float32 // a row a step of the writing, a column a step of the template
	row, col []float32 // the least of each
	rowAt    []int
	colAt    []int
	path     []float32
	moved    []ink.Step
}

// likeness is how a writing compares with a template.
type likeness struct {
	ink  float64 // mean cost of a step of the writing: what was written too much
	bone float64 // mean cost of a step of the template: what is missing
	path float64 // mean cost along the way, both in writing order
}

// compare first lets every step look for the nearest of the other side, whatever the
// order; then moves the writing as a whole to where these lie, and looks again, also
// along the way.
func (l *lining) compare(w, t []ink.Step) likeness {
	l.fill(w, t)
	l.settle(w, t)
	l.fill(l.moved, t)
	return l.likeness()
}

// likeness sums up what fill has found.
func (l *lining) likeness() likeness {
	return likeness{ink: mean(l.row), bone: mean(l.col), path: l.along(len(l.row), len(l.col))}
}

func mean(v []float32) float64 {
	sum := 0.0
	for _, x := range v {
		sum += float64(x)
	}
	return sum / float64(len(v))
}

// sized gives a slice of n, reusing its memory.
func sized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, 2*n)
	}
	return s[:n]
}

// fill works out every step's cost for every other, and the least of each.
func (l *lining) fill(w, t []ink.Step) {
	l.cost = sized(l.cost, len(w)*len(t))
	l.row, l.rowAt = sized(l.row, len(w)), sized(l.rowAt, len(w))
	l.col, l.colAt = sized(l.col, len(t)), sized(l.colAt, len(t))
	for j := range l.col {
		l.col[j] = math.MaxFloat32
	}
	for i := range w {
		a := &w[i]
		row := l.cost[i*len(t) : (i+1)*len(t)]
		best, at := float32(math.MaxFloat32), 0
		for j := range t {
			b := &t[j]
			dx, dy := a.X-b.X, a.Y-b.Y
			c := min((dx*dx+dy*dy)*(1/near2)+askew*(1-a.DX*b.DX-a.DY*b.DY), lost)
			row[j] = c
			if c < best {
				best, at = c, j
			}
			if c < l.col[j] {
				l.col[j], l.colAt[j] = c, i
			}
		}
		l.row[i], l.rowAt[i] = best, at
	}
}

// stiff is how unwilling the writing is to be moved other than as a whole.
const stiff = 2.0

// settle moves the writing so that its steps come to lie on those they found: the
// affine map of least squares, held towards leaving things as they are.
func (l *lining) settle(w, t []ink.Step) {
	var m [3][3]float64
	var tx, ty [3]float64
	pair := func(a, b *ink.Step) {
		p := [3]float64{float64(a.X) - 0.5, float64(a.Y) - 0.5, 1}
		for i := range p {
			for j := range p {
				m[i][j] += p[i] * p[j]
			}
			tx[i] += p[i] * (float64(b.X) - 0.5)
			ty[i] += p[i] * (float64(b.Y) - 0.5)
		}
	}
	for i := range w {
		if l.row[i] < lost/2 {
			pair(&w[i], &t[l.rowAt[i]])
		}
	}
	for j := range t {
		if l.col[j] < lost/2 {
			pair(&w[l.colAt[j]], &t[j])
		}
	}
	for i := range m {
		m[i][i] += stiff
	}
	tx[0] += stiff
	ty[1] += stiff
	ax, ay := solve(m, tx), solve(m, ty)
	l.moved = sized(l.moved, len(w))
	for i, s := range w {
		x, y, dx, dy := float64(s.X)-0.5, float64(s.Y)-0.5, float64(s.DX), float64(s.DY)
		vx, vy := ax[0]*dx+ax[1]*dy, ay[0]*dx+ay[1]*dy
		if n := math.Hypot(vx, vy); n > 1e-9 {
			vx, vy = vx/n, vy/n
		}
		l.moved[i] = ink.Step{
			X: float32(0.5 + ax[0]*x + ax[1]*y + ax[2]), Y: float32(0.5 + ay[0]*x + ay[1]*y + ay[2]),
			DX: float32(vx), DY: float32(vy), Len: s.Len,
		}
	}
}

// solve is Cramer's rule; stiff keeps the determinant away from zero.
func solve(m [3][3]float64, r [3]float64) [3]float64 {
	det := func(a, b, c [3]float64) float64 {
		return a[0]*(b[1]*c[2]-b[2]*c[1]) - b[0]*(a[1]*c[2]-a[2]*c[1]) + c[0]*(a[1]*b[2]-a[2]*b[1])
	}
	whole := det(m[0], m[1], m[2]) // symmetric: rows are columns
	return [3]float64{det(r, m[1], m[2]) / whole, det(m[0], r, m[2]) / whole, det(m[0], m[1], r) / whole}
}

// along is the cheapest way through both in writing order (dynamic time warping),
// per step.
func (l *lining) along(n, m int) float64 {
	l.path = sized(l.path, m)
	p := l.path
	for i := range n {
		row := l.cost[i*m : (i+1)*m]
		before := float32(0) // p[j-1] of the row above
		for j, c := range row {
			above := p[j]
			switch {
			case i == 0 && j == 0:
				p[j] = 2 * c
			case i == 0:
				p[j] = p[j-1] + c
			case j == 0:
				p[j] = above + c
			default:
				p[j] = min(above+c, p[j-1]+c, before+2*c)
			}
			before = above
		}
	}
	return float64(p[m-1]) / float64(n+m)
}
