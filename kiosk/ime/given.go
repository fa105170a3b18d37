package ime

import (
	"math"
	"strings"
	"unicode/utf8"
)

// Sex of whom a name is for, as the register writes it.
type Sex string

const (
	AnySex Sex = ""
	Male   Sex = "1"
	Female Sex = "2"
)

// The cohorts of given names, and the year in which each was at its height.
const (
	elders = iota
	parents
	children
	cohorts
)

var heights = [cohorts]int{elders: 1958, parents: 1986, children: 2014}

// givenNames is how likely characters are in given names.
type givenNames struct {
	share [cohorts]map[rune]float64 // of all characters of the cohort's names
	of    map[rune]Sex              // whose names they mostly are
	pairs map[string]bool           // givenPairs
	usual map[rune]float64          // share in ordinary writing, for what no list has
}

// flatness says how much alike the first places of a list are: the share of a place
// falls with 1/(place+flatness).
const flatness = 30

func newGivenNames(t *table) givenNames {
	g := givenNames{of: map[rune]Sex{}, pairs: map[string]bool{}, usual: map[rune]float64{}}
	for cohort, list := range [cohorts]string{givenOfElders, givenOfParents, givenOfChildren} {
		g.share[cohort] = shares(list)
	}
	for sex, list := range map[Sex]string{Male: givenOfMen, Female: givenOfWomen} {
		for _, r := range list {
			g.of[r] = sex
		}
	}
	for pair := range strings.FieldsSeq(givenPairs) {
		g.pairs[pair] = true
	}
	for i := range t.words.keys {
		if word := t.words.word(i); utf8.RuneCountInString(word) == 1 {
			r, _ := utf8.DecodeRuneInString(word)
			g.usual[r] += math.Exp2(-t.words.cost(i))
		}
	}
	return g
}

// shares is what part of all names the characters of a list are in, by their place.
func shares(list string) map[rune]float64 {
	share, all := map[rune]float64{}, 0.0
	for _, r := range list {
		if _, seen := share[r]; !seen && r != '\n' {
			share[r] = 1 / float64(len(share)+flatness)
			all += share[r]
		}
	}
	for r := range share {
		share[r] /= all
	}
	return share
}

// Whose name it is counts so many bits for or against a character.
const (
	sameSex, otherSex = 0.7, 3
	shareOfNoList     = 0.06 // what characters of no list have of all names, by ordinary use
)

// giver says how rare a character is in the names of those whom an Ask is about.
type giver struct {
	of     *givenNames
	weight [cohorts]float64
	sex    Sex
}

func (t *table) giver(a Ask) giver {
	g := giver{of: &t.given, sex: a.Sex}
	switch {
	case a.Born > 0:
		g.weight = cohortsOf(a.Born)
	case a.Mode == Child:
		g.weight = [cohorts]float64{elders: .01, parents: .12, children: .87}
	case a.Mode == Adult:
		g.weight = [cohorts]float64{elders: .45, parents: .5, children: .05}
	default:
		g.weight = [cohorts]float64{elders: .3, parents: .33, children: .37}
	}
	return g
}

// cohortsOf weighs the cohorts for a year: the two on either side of it share.
func cohortsOf(year int) (w [cohorts]float64) {
	const trace = .04 // every name is given in every year by somebody
	for i := range w {
		w[i] = trace
	}
	for i := 0; i+1 < cohorts; i++ {
		from, to := heights[i], heights[i+1]
		at := float64(min(max(year, from), to)-from) / float64(to-from)
		if year <= to || i+2 == cohorts {
			w[i] += 1 - at
			w[i+1] += at
			break
		}
	}
	return w
}

// cost is how rare a character is in given names, in bits.
func (g giver) cost(r rune) float64 {
	share := shareOfNoList * g.of.usual[r]
	for i, w := range g.weight {
		share += w * g.of.share[i][r]
	}
	bits := -math.Log2(share + 1e-9)
	if of := g.of.of[r]; g.sex != AnySex && of != AnySex {
		if of == g.sex {
			return bits - sameSex
		}
		return bits + otherSex
	}
	return bits
}
