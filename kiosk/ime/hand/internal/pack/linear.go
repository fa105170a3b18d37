package main

import (
	"math"
	"math/rand/v2"
)

// Just enough linear algebra for learn, on rows of float64.

func square(n int) [][]float64 {
	m := make([][]float64, n)
	for i := range m {
		m[i] = make([]float64, n)
	}
	return m
}

func transpose(m [][]float64) [][]float64 {
	out := make([][]float64, len(m[0]))
	for i := range out {
		out[i] = make([]float64, len(m))
		for j := range m {
			out[i][j] = m[j][i]
		}
	}
	return out
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i, v := range a {
		sum += v * b[i]
	}
	return sum
}

// cholesky is the lower L with L·Lᵀ = m, for a positive m.
func cholesky(m [][]float64) [][]float64 {
	l := square(len(m))
	for i := range m {
		for j := range i {
			l[i][j] = (m[i][j] - dot(l[i][:j], l[j][:j])) / l[j][j]
		}
		l[i][i] = math.Sqrt(m[i][i] - dot(l[i][:i], l[i][:i]))
	}
	return l
}

// solveRows solves L·x = r for each row r.
func solveRows(l, rows [][]float64) [][]float64 {
	out := make([][]float64, len(rows))
	for n, r := range rows {
		x := make([]float64, len(r))
		for i := range x {
			x[i] = (r[i] - dot(l[i][:i], x[:i])) / l[i][i]
		}
		out[n] = x
	}
	return out
}

// solveBack solves Lᵀ·x = r in place.
func solveBack(l [][]float64, r []float64) {
	for i := len(r) - 1; i >= 0; i-- {
		r[i] /= l[i][i]
		for j := range i {
			r[j] -= l[i][j] * r[i]
		}
	}
}

// topAxes are the n eigenvectors of a symmetric positive m with the largest values,
// largest first: turning a random subspace by m until it settles.
func topAxes(m [][]float64, n int) [][]float64 {
	const rounds = 40
	rng := rand.New(rand.NewPCG(1, 2))
	axes := make([][]float64, n)
	for i := range axes {
		axes[i] = make([]float64, len(m))
		for j := range axes[i] {
			axes[i][j] = rng.Float64() - 0.5
		}
	}
	for range rounds {
		for i, a := range axes {
			next := make([]float64, len(a))
			for j := range next {
				next[j] = dot(m[j], a)
			}
			axes[i] = next
		}
		orthonormal(axes)
	}
	return axes
}

// orthonormal makes vectors of length one at right angles to those before.
func orthonormal(vs [][]float64) {
	for i, v := range vs {
		for _, u := range vs[:i] {
			along := dot(u, v)
			for j := range v {
				v[j] -= along * u[j]
			}
		}
		length := math.Sqrt(dot(v, v))
		for j := range v {
			v[j] /= length
		}
	}
}
