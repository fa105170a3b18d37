package main

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"sync"

	"yizhan/kiosk/ime/hand/internal/ink"
)

// dims is how many directions of difference the metric keeps, the most telling first.
const dims = 128

// samples is how often each character is scribbled to learn from.
const samples = 6

// doubt is how much spread is added in every direction, in parts of the mean: what
// scribbles never do, a hand may.
const doubt = 0.15

// learn finds the linear view of direction maps in which one character's writings lie
// close together and different characters far apart (Fisher's discriminant): the
// spread of scribbles about their template becomes the unit, then the directions in
// which templates differ most are kept. It returns dims rows of ink.Size. Characters
// held out take no part.
func learn(chars []character) [][]float64 {
	within, between := spreads(chars)
	trace := 0.0
	for i := range within {
		trace += within[i][i]
	}
	for i := range within {
		within[i][i] += doubt * trace / ink.Size
	}
	low := cholesky(within)
	// White = L⁻¹ · between · L⁻ᵀ, by solving twice.
	half := transpose(solveRows(low, transpose(between)))
	white := solveRows(low, half)
	axes := topAxes(white, dims)
	for _, a := range axes {
		solveBack(low, a)
	}
	return axes
}

// spreads are the second moments of scribbles about their templates and of templates
// about their mean. Four workers with dice of their own always add up to the same.
func spreads(chars []character) (within, between [][]float64) {
	const workers = 4
	var parts [workers][][]float64
	maps := make([][]float32, len(chars))
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			rng := rand.New(rand.NewPCG(0x79697a68616e, uint64(w)))
			parts[w] = square(ink.Size)
			for i := w; i < len(chars); i += workers {
				if ink.HeldOut(chars[i].r) {
					continue
				}
				maps[i] = ink.Map(ink.Fit(chars[i].strokes))
				for range samples {
					addOuter(parts[w], ink.Map(ink.Fit(scribble(rng, chars[i].strokes))), maps[i])
				}
			}
		})
	}
	wg.Wait()
	within, between = parts[0], square(ink.Size)
	for _, p := range parts[1:] {
		for i := range p {
			for j := range p[i] {
				within[i][j] += p[i][j]
			}
		}
	}
	mean, n := make([]float32, ink.Size), float32(0)
	for _, m := range maps {
		if m != nil {
			n++
			for i, v := range m {
				mean[i] += v
			}
		}
	}
	for i := range mean {
		mean[i] /= n
	}
	for _, m := range maps {
		if m != nil {
			addOuter(between, m, mean)
		}
	}
	scale(within, 1/(float64(n)*samples))
	scale(between, 1/float64(n))
	return within, between
}

// addOuter adds the outer product of a−b to the lower half.
func addOuter(to [][]float64, a, b []float32) {
	diff := make([]float64, len(a))
	for i := range a {
		diff[i] = float64(a[i] - b[i])
	}
	for i, d := range diff {
		if d == 0 {
			continue
		}
		row := to[i][:i+1]
		for j := range row {
			row[j] += d * diff[j]
		}
	}
}

// scale multiplies the lower half and mirrors it.
func scale(m [][]float64, by float64) {
	for i := range m {
		for j := range i + 1 {
			m[i][j] *= by
			m[j][i] = m[i][j]
		}
	}
}

// packMetric writes the rows one after the other: a scale (float32), then ink.Size
// numbers of 16 bits, all little-endian.
func packMetric(rows [][]float64) []byte {
	var out []byte
	for _, row := range rows {
		top := 0.0
		for _, v := range row {
			top = max(top, math.Abs(v))
		}
		unit := top / math.MaxInt16
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(float32(unit)))
		for _, v := range row {
			out = binary.LittleEndian.AppendUint16(out, uint16(int16(math.Round(v/unit))))
		}
	}
	return out
}
