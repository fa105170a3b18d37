package hand

import (
	"cmp"
	"slices"

	"yizhan/kiosk/ime/hand/internal/ink"
)

// turns are the slants, in radians, that are tried: upright, and 9° to either side.
var turns = [...]float64{0, -0.16, 0.16}

// shortlist is how many characters are looked at closely.
const shortlist = 120

// near is a character whose direction map resembles the writing's.
type near struct {
	char int     // index in knowledge
	turn int     // index in turns
	dist float32 // squared distance in the view
}

// near finds the characters that are looked at closely.
func (k *knowledge) near(strokes [][]Point) []near {
	all := make([]near, len(k.runes))
	for t, turn := range turns {
		turned := strokes
		if turn != 0 {
			turned = ink.Turn(strokes, turn)
		}
		var v [dims]float32
		k.view(ink.Map(ink.Fit(turned)), &v)
		for d := range v {
			v[d] *= k.unit
		}
		for c := range all {
			dist := float32(0)
			for d, s := range k.seen[c*dims : (c+1)*dims] {
				diff := v[d] - float32(s)
				dist += diff * diff
			}
			dist /= k.unit * k.unit
			if t == 0 || dist < all[c].dist {
				all[c] = near{char: c, turn: t, dist: dist}
			}
		}
	}
	slices.SortFunc(all, func(a, b near) int { return cmp.Compare(a.dist, b.dist) })
	return all[:min(shortlist, len(all))]
}

