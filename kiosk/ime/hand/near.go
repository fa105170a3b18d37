package hand

import (
	"cmp"
	"slices"

	"yizhan/kiosk/ime/hand/internal/ink"
)

// turns are the slants, in radians, that are tried: upright, and 9° to either side.
var turns = [...]float64{0, -0.16, 0.16}

// The way from all characters to those that are looked at closely: the first glance
// goes by the most telling dimensions of the view only.
const (
	glanceDims = 32
	glanced    = 600
	shortlist  = 120
)

// near is a character whose direction map resembles the writing's.
type near struct {
	char int     // index in knowledge
	turn int     // index in turns
	dist float32 // squared distance in the view
}

// near finds the characters that are looked at closely.
func (k *knowledge) near(strokes [][]Point) []near {
	var views [len(turns)][dims]float32
	for t, turn := range turns {
		k.view(ink.Map(ink.Fit(ink.Turn(strokes, turn))), &views[t])
		for d := range views[t] {
			views[t][d] *= k.unit
		}
	}
	all := make([]near, len(k.runes))
	for c := range all {
		all[c] = near{char: c}
	}
	all = closest(all, glanced, func(n *near) { k.distance(n, &views, glanceDims) })
	return closest(all, shortlist, func(n *near) { k.distance(n, &views, dims) })
}

// closest measures every one and keeps the n nearest, nearest first.
func closest(list []near, n int, measure func(*near)) []near {
	for i := range list {
		measure(&list[i])
	}
	slices.SortFunc(list, func(a, b near) int { return cmp.Compare(a.dist, b.dist) })
	return list[:min(n, len(list))]
}

// distance is that of the slant which fits best, in the first dimensions of the view.
func (k *knowledge) distance(n *near, views *[len(turns)][dims]float32, first int) {
	seen := k.seen[n.char*dims:][:first]
	for t := range views {
		sum, view := float32(0), views[t][:first]
		for d, s := range seen {
			diff := view[d] - float32(s)
			sum += diff * diff
		}
		if sum /= k.unit * k.unit; t == 0 || sum < n.dist {
			n.dist, n.turn = sum, t
		}
	}
}
