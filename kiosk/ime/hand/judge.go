package hand

import (
	"math"

	"yizhan/kiosk/ime/hand/internal/ink"
)

// judge compares the writing closely with each of the list; the candidates come in the
// list's order.
func (k *knowledge) judge(strokes [][]Point, list []near) []Candidate {
	var writings [len(turns)][]ink.Step
	for t, turn := range turns {
		writings[t] = follow(ink.Fit(ink.Turn(strokes, turn)))
	}
	var l lining
	var template []ink.Step
	out := make([]Candidate, len(list))
	for i, n := range list {
		template = unpack(k.steps[n.char], template)
		like := l.compare(writings[n.turn], template)
		out[i] = Candidate{Rune: k.runes[n.char], Distance: k.weigh(like, n, len(strokes))}
	}
	return out
}

// weigh makes one number of what was compared: the natural logarithm of the odds
// against a character, up to what is common to all of a list. The factors were fitted
// (multinomial logistic regression) on every fifth character of tomoe_data, on the
// writings of a learner of Japanese in Tegaki, and on those of the tests' simulated
// writers with dice of their own, held-out characters excluded.
func (k *knowledge) weigh(like likeness, n near, strokes int) float64 {
	odds := 1.9*math.Sqrt(float64(n.dist)) + 1.9*like.ink + 4.3*like.bone + 11*like.path
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
