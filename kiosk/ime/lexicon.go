package ime

import (
	"cmp"
	"sort"
	"strings"

	"yizhan/hub"
)

// lexicon is words by what they are read as. It is flat arrays, because it stays
// in memory of a small board once it was asked for.
type lexicon struct {
	keys  []uint64 // the syllables of each word, ascending; words of one key by cost
	class []byte   // eight times the binary logarithm of how often the word is used
	text  string   // all of them
	from  []uint32 // where each begins in text, and the end of the last
}

// A key has up to maxWord numbers of syllables, the first in the highest bits, so
// that words that begin alike stand together and the shorter before the longer.
const (
	syllableBits = 9
	maxWord      = 7
)

// entry is a word on its way into a lexicon.
type entry struct {
	key   uint64
	class byte
	text  string
}

// keyOf packs numbers of syllables; 0 if there are none or too many, or one is 0.
func keyOf(syllables []uint16) (key uint64) {
	if len(syllables) > maxWord {
		return 0
	}
	for i, s := range syllables {
		if s == 0 {
			return 0
		}
		key |= uint64(s) << shiftOf(i)
	}
	return key
}

// shiftOf is how far left the n-th syllable of a key stands.
func shiftOf(n int) int { return syllableBits * (maxWord - 1 - n) }

func newLexicon(list []entry) lexicon {
	hub.Sort(list, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(b.class, a.class), cmp.Compare(a.text, b.text))
	})
	l := lexicon{keys: make([]uint64, 0, len(list)), class: make([]byte, 0, len(list)), from: make([]uint32, 0, len(list)+1)}
	var text strings.Builder
	for _, e := range list {
		l.keys, l.class = append(l.keys, e.key), append(l.class, e.class)
		l.from = append(l.from, uint32(text.Len()))
		text.WriteString(e.text)
	}
	l.from, l.text = append(l.from, uint32(text.Len())), text.String()
	return l
}

func (l *lexicon) word(i int) string { return l.text[l.from[i]:l.from[i+1]] }

// bitsOfAll is the binary logarithm of how often all words together are used, so
// that bitsOfAll - class/8 is how rare one is, in bits.
const bitsOfAll = 27

func (l *lexicon) cost(i int) float64 { return bitsOfAll - float64(l.class[i])/8 }

// after is the first word from lo on, and before hi, whose key is not less.
func (l *lexicon) after(key uint64, lo, hi int) int {
	return lo + sort.Search(hi-lo, func(i int) bool { return l.keys[lo+i] >= key })
}

// found is the words of one key that a path through the letters spells.
type found struct {
	lo, hi int     // in the lexicon
	to     int     // where the path ends
	cost   float64 // of the path alone
	way    way
}

// walk visits every word that some path through the letters from a place spells.
func (l *lexicon) walk(g *graph, at int, visit func(found)) {
	l.step(g, 0, len(l.keys), 0, found{to: at}, visit)
}

// step goes on from the words lo to hi, which share depth syllables.
func (l *lexicon) step(g *graph, lo, hi, depth int, f found, visit func(found)) {
	if f.to == len(g.letters) || depth == maxWord {
		return
	}
	shift := shiftOf(depth)
	for _, e := range g.edges[f.to] {
		next := found{to: e.to, cost: f.cost + e.cost, way: f.way | e.way}
		head := l.keys[lo] >> (shift + syllableBits) << syllableBits
		for at := l.after((head|uint64(e.lo))<<shift, lo, hi); at < hi; {
			key := l.keys[at] >> shift
			if key > head|uint64(e.hi) {
				break
			}
			next.lo, next.hi = at, l.after(key<<shift+1, at, hi)
			end := l.after((key+1)<<shift, next.hi, hi)
			if next.lo < next.hi {
				visit(next)
			}
			if next.hi < end {
				l.step(g, next.hi, end, depth+1, next, visit)
			}
			at = end
		}
	}
}
