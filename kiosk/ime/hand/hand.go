package hand

import (
	"cmp"
	"math"
	"slices"

	"yizhan/kiosk/ime/hand/internal/ink"

	"yizhan/hub"
)

//go:generate sh -c "go run ./internal/pack -medians \"$HANZI_WRITER_DATA\" -weights \"$PINYIN_SIMP_DICT\""

// Point is a place of the pen: any scale, y growing downwards.
type Point = ink.Point

// Candidate is a character that may have been meant.
type Candidate struct {
	Rune rune
	// Distance is a natural logarithm of odds: how much likelier the character nearest
	// in shape is than this one, less its boost. Smaller is better.
	Distance float64
}

// Hint is what is known besides the strokes. The zero Hint asks for ten candidates.
type Hint struct {
	// Max is how many candidates are wanted, 10 at most; 0 means 10.
	Max int
	// Boost says how much likelier than usual a character is here, as a natural
	// logarithm of odds: 0 for no opinion, 2 for a character that continues a name of
	// this township, negative for unlikely ones. Values beyond ±5 count as ±5, so that
	// what is written always has a say. It is called for up to some hundred characters
	// that look alike; nil has no opinion.
	Boost func(rune) float64
}

// Most is how many candidates an answer has at most.
const Most = 10

// maxBoost keeps a caller's opinion from outvoting the strokes.
const maxBoost = 5

// Recognise says which characters the strokes may be, best first, at most ten. Strokes
// may come in any order, run together, lie askew by up to 15°, and be of any size; what
// is no number is passed over. Nothing written gives nothing back. It may be called
// from several goroutines; the first call loads the templates (see Load).
func Recognise(strokes [][]Point, hint Hint) []Candidate {
	strokes = ink.Clean(strokes)
	if len(strokes) == 0 {
		return nil
	}
	k := known()
	found := k.judge(strokes, k.near(strokes))
	nearest := slices.MinFunc(found, byDistance).Distance
	for i := range found {
		found[i].Distance -= nearest
		if hint.Boost != nil {
			found[i].Distance -= bounded(hint.Boost(found[i].Rune))
		}
	}
	hub.SortStable(found, byDistance)
	most := Most
	if hint.Max > 0 {
		most = min(hint.Max, Most)
	}
	return found[:min(most, len(found))]
}

func byDistance(a, b Candidate) int { return cmp.Compare(a.Distance, b.Distance) }

// bounded is a boost within its limits; what is no number is no opinion.
func bounded(boost float64) float64 {
	if math.IsNaN(boost) {
		return 0
	}
	return min(max(boost, -maxBoost), maxBoost)
}
