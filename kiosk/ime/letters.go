package ime

import "strings"

// Letters is the letters, ascending, that can follow so that what is typed can still
// be read: the live keys of the keyboard. "" after what cannot be read.
func Letters(begun string) string {
	t, q := loaded(), clean(begun)
	if q == "" && begun != "" || len(q) >= MaxQuery {
		return ""
	}
	q = q[strings.LastIndexByte(q, '\'')+1:]
	var live letterSet
	for from := range t.endsOf(q) {
		for c := byte('a'); c <= 'z'; c++ {
			if t.begins[q[from:]+string(c)] {
				live.add(c)
			}
		}
	}
	return live.String()
}

// endsOf is the places up to which the letters can be read as syllables or their
// first letters.
func (t *table) endsOf(q string) map[int]bool {
	ends := map[int]bool{0: true}
	for from := range q {
		for to := from + 1; ends[from] && to <= min(len(q), from+longestSyllable); to++ {
			s := q[from:to]
			if _, ok := t.number(t.meant(s)); ok || isInitial(s) {
				ends[to] = true
			}
		}
	}
	return ends
}

// beginnings is everything that a syllable, as some type it, begins with.
func (t *table) beginnings() map[string]bool {
	all := map[string]bool{}
	for _, syllable := range t.syllables {
		spellings := umlauts(syllable)
		if spellings == nil {
			spellings = map[string]float64{}
		}
		spellings[syllable] = 0
		for s := range spellings {
			for n := range s {
				all[s[:n+1]] = true
			}
		}
	}
	return all
}

// letterSet is a set of a … z.
type letterSet uint32

func (l *letterSet) add(c byte) { *l |= 1 << (c - 'a') }

func (l letterSet) String() string {
	var b strings.Builder
	for c := byte('a'); c <= 'z'; c++ {
		if l>>(c-'a')&1 == 1 {
			b.WriteByte(c)
		}
	}
	return b.String()
}
