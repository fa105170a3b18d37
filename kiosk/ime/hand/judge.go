package hand

import (
	"math"

	"yizhan/kiosk/ime/hand/internal/ink"
)

// finalists are compared in full; a look at every other step says who they are.
const finalists = 60

// judge compares the writing closely with the list and gives back its better part, in
// no order.
func (k *knowledge) judge(strokes [][]Point, list []near) []Candidate {
	var fine, rough [len(turns)][]ink.Step
	for t, turn := range turns {
		fine[t] = follow(ink.Fit(ink.Turn(strokes, turn)))
		for i := 0; i < len(fine[t]); i += 2 {
			rough[t] = append(rough[t], fine[t][i])
		}
	}
	var l lining
	var template []ink.Step
	list = closest(list, finalists, func(n *near) float64 {
		template = unpack(k.steps[n.char], 2, template)
		l.fill(rough[n.turn], template)
		return k.weigh(l.likeness(), *n, len(strokes))
	})
	out := make([]Candidate, len(list))
	for i, n := range list {
		template = unpack(k.steps[n.char], 1, template)
		out[i] = Candidate{Rune: k.runes[n.char], Distance: k.weigh(l.compare(fine[n.turn], template), n, len(strokes))}
	}
	return out
}

// weigh makes one number of what was compared: the natural logarithm of the odds
// against a character, up to what is common to all of a list. The factors were fitted
// (multinomial logistic regression) on every fifth character of tomoe_data, on the
// writings of a learner of Japanese in Tegaki, and on those of the tests' simulated
// writers with dice of their own, held-out characters excluded.
func (k *knowledge) weigh(like likeness, n near, strokes int) float64 {
	odds := 1.9*math.Sqrt(n.dist) + 1.9*like.ink + 4.3*like.bone + 11*like.path
	// A hand runs strokes together more readily than it breaks one in two.
	if more := strokes - int(k.strokes[n.char]); more > 0 {
		odds += 3.4 * math.Sqrt(float64(more))
	} else {
		odds += 1.3 * math.Sqrt(float64(-more))
	}
	if n.turn != 0 {
		odds += 0.3
	}
	return odds - 0.02*float64(k.weights[n.char])
}
