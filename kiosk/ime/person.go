package ime

import (
	"cmp"
	"math"
	"unicode/utf8"

	"yizhan/hub"
)

// What is weighed for a whole name, in bits of how rare its pieces are.
const (
	usualPair = -5.0 // both characters together are a name that many bear
	oneGiven  = 2.0  // a given name of one character is rarer than one of two
	noSurname = 4.0  // a given name alone
	doubled   = -2.0 // 婷婷
)

// Of each place only the likeliest characters are combined.
const (
	surnamesTried, charsTried = 12, 24
	maxWhole                  = 50
)

// surnameCost is how rare the surname at a place of the list is, in bits: its share
// falls with 1/(rank+4).
func surnameCost(rank int) float64 { return math.Log2(5 * float64(rank+4)) }

// scored is a text under way and what it costs.
type scored struct {
	text string
	to   int
	cost float64
	way  way
}

// cheapest sorts, and keeps n at most.
func cheapest(all []scored, n int) []scored {
	hub.Sort(all, func(a, b scored) int { return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(a.text, b.text)) })
	return all[:min(len(all), n)]
}

// people is whole names that all the letters spell, the likeliest first: a surname
// with one or two characters, or, unless one is wanted, two characters alone.
func (t *table) people(g *graph, a Ask) []scored {
	given := t.givenChars(g, t.giver(a))
	var all []scored
	if a.Mode != Surname {
		all = t.appendGiven(all, g, scored{cost: noSurname}, given)
	}
	if a.Mode == Name || a.Mode == Surname {
		var heads []scored
		t.surnames.walk(g, 0, func(f found) {
			for i := f.lo; i < f.hi; i++ {
				heads = append(heads, scored{t.surnames.word(i), f.to, f.cost + t.surnames.cost(i), f.way})
			}
		})
		byEnd := map[int]int{}
		for _, head := range cheapest(heads, len(heads)) {
			if byEnd[head.to]++; byEnd[head.to] <= surnamesTried && head.to < len(g.letters) {
				all = t.appendGiven(all, g, head, given)
			}
		}
	}
	return cheapest(all, 2*maxWhole)
}

// givenChars is, from each place, the characters of given names that the letters
// may mean, the likeliest ones of each end.
func (t *table) givenChars(g *graph, whose giver) [][]scored {
	out := make([][]scored, len(g.letters))
	for from := range out {
		byEnd := map[int][]scored{}
		t.singles(g, from, func(f found, i int) {
			byEnd[f.to] = append(byEnd[f.to], scored{t.words.word(i), f.to, f.cost + t.asGiven(i, whose), f.way})
		})
		for _, list := range byEnd {
			out[from] = append(out[from], cheapest(list, charsTried)...)
		}
	}
	return out
}

// appendGiven appends head with two characters after it, or one after a surname, to
// the end of the letters.
func (t *table) appendGiven(all []scored, g *graph, head scored, given [][]scored) []scored {
	for _, first := range given[head.to] {
		name := scored{head.text + first.text, first.to, head.cost + first.cost, head.way | first.way}
		if first.to == len(g.letters) {
			if name.cost += oneGiven; head.text != "" {
				all = append(all, name)
			}
			continue
		}
		for _, second := range given[first.to] {
			if second.to != len(g.letters) {
				continue
			}
			cost := name.cost + second.cost
			switch pair := first.text + second.text; {
			case t.given.pairs[pair]:
				cost += usualPair
			case first.text == second.text:
				cost += doubled
			}
			all = append(all, scored{name.text + second.text, second.to, cost, name.way | second.way})
		}
	}
	return all
}

// asGiven is how rare a word of one character, with its reading, is in given names.
func (t *table) asGiven(i int, whose giver) float64 {
	r, _ := utf8.DecodeRuneInString(t.words.word(i))
	reading := t.words.cost(i) + math.Log2(t.given.usual[r]) // how rare for this character
	return whose.cost(r) + reading
}
