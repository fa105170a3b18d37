package hand

import (
	"cmp"

	"yizhan/kiosk/ime/hand/internal/ink"

	"yizhan/hub"
)

// turns are the slants, in radians, that are tried: upright, and 9° to either side.
var turns = [...]float64{0, -0.16, 0.16}

// The way from all characters to those that are looked at closely: the first glance
// goes by the most telling dimensions of the view only.
const (
	glanceDims = 32
	glanced    = 600
	shortlist  = 160
)

// near is a character whose direction map resembles the writing's.
type near struct {
	char int     // index in knowledge
	turn int     // index in turns
	dist float64 // squared distance in the view
	rank float64 // what it is sorted by, smaller is nearer
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
	all = closest(all, glanced, func(n *near) float64 { return k.distance(n, &views, glanceDims) })
	return closest(all, shortlist, func(n *near) float64 { return k.distance(n, &views, dims) })
}

// closest ranks every one and keeps the n nearest, nearest first.
func closest(list []near, n int, rank func(*near) float64) []near {
	for i := range list {
		list[i].rank = rank(&list[i])
	}
	hub.Sort(list, func(a, b near) int { return cmp.Compare(a.rank, b.rank) })
	return list[:min(n, len(list))]
}

// distance is that of the slant which fits best, in the first dimensions of the view.
func (k *knowledge) distance(n *near, views *[len(turns)][dims]float32, first int) float64 {
	seen := k.seen[n.char*dims:][:first]
	for t := range views {
		sum, view := float32(0), views[t][:first]
		for d, s := range seen {
			diff := view[d] - float32(s)
			sum += diff * diff
		}
		if dist := float64(sum / (k.unit * k.unit)); t == 0 || dist < n.dist {
			n.dist, n.turn = dist, t
		}
	}
	return n.dist
}
