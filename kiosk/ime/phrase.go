package ime

import (
	"slices"
	"unicode/utf8"
)

// singles visits the words of one character that begin at a place.
func (t *table) singles(g *graph, at int, visit func(f found, word int)) {
	for _, e := range g.edges[at] {
		for key := uint64(e.lo); key <= uint64(e.hi); key++ {
			lo := t.words.after(key<<shiftOf(0), 0, len(t.words.keys))
			hi := t.words.after(key<<shiftOf(0)+1, lo, len(t.words.keys))
			for i := lo; i < hi; i++ {
				visit(found{lo, hi, e.to, e.cost, e.way}, i)
			}
		}
	}
}

// phrases is the words that begin at the first letter, and the sentence that all
// the letters may be, if no word is spelled so.
type phrases struct {
	whole  []scored // words of several characters, and sentences, of all the letters
	begins []scored // words of several characters that leave some letters over
}

// sentencesTried is how many first words a sentence is tried with.
const sentencesTried = 2

// phrases reads the letters as words.
func (t *table) phrases(g *graph) phrases {
	rest := t.cheapestRest(g)
	var out phrases
	var heads []scored
	t.words.walk(g, 0, func(f found) {
		for i := f.lo; i < f.hi; i++ {
			w := scored{t.words.word(i), f.to, f.cost + t.words.cost(i), f.way}
			several := utf8.RuneCountInString(w.text) > 1
			switch {
			case f.to < len(g.letters) && several:
				out.begins = append(out.begins, w)
			case several:
				out.whole = append(out.whole, w)
			}
			if f.to < len(g.letters) && i == f.lo && rest[f.to].ok {
				heads = append(heads, scored{w.text, w.to, w.cost + rest[w.to].cost, w.way})
			}
		}
	})
	if slices.ContainsFunc(out.whole, func(s scored) bool { return s.way&alike == 0 }) {
		return out
	}
	for _, head := range cheapest(heads, sentencesTried) {
		for at := head.to; at < len(g.letters); at = rest[at].to {
			head.text += t.words.word(rest[at].word)
			head.way |= rest[at].way
		}
		head.to = len(g.letters)
		out.whole = append(out.whole, head)
	}
	return out
}

// onwards is the cheapest way from a place to the end of the letters.
type onwards struct {
	word int // the first one
	to   int
	cost float64
	way  way
	ok   bool
}

// cheapestRest is the likeliest words for the letters from each place on.
func (t *table) cheapestRest(g *graph) []onwards {
	rest := make([]onwards, len(g.letters)+1)
	rest[len(g.letters)].ok = true
	for at := len(g.letters) - 1; at > 0; at-- {
		best := &rest[at]
		t.words.walk(g, at, func(f found) {
			if !rest[f.to].ok {
				return
			}
			cost := f.cost + t.words.cost(f.lo) + rest[f.to].cost
			if !best.ok || cost < best.cost {
				*best = onwards{f.lo, f.to, cost, f.way, true}
			}
		})
	}
	return rest
}
