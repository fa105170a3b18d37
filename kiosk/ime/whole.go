package ime

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// nameHead is a surname that a name may begin with.
type nameHead struct {
	text string
	cost float64
}

// What is weighed for a whole name, in powers of two of how rare its pieces are.
const (
	usualPair   = -5.0 // both characters together are a name that many bear
	noSurname   = 4.0  // a given name alone
	surnameBase = 4    // ranks are added to these, so that the first few are nearly equal
	givenBase   = 24
)

// Of each syllable of a whole only the likeliest characters are combined, and
// only the likeliest beginnings are gone on with.
const (
	headsTried, charsTried = 8, 14
	startsTried            = 60
	maxSyllables           = 4
)

// spellSurnames notes how each surname is said, and by whom each sound is borne.
func (t *table) spellSurnames() {
	t.spelt, t.surname = map[string][]string{}, map[string][]nameHead{}
	for rank, s := range surnames() {
		t.spelt[s] = spelled(s)
		for _, spelt := range t.spelt[s] {
			t.surname[spelt] = append(t.surname[spelt], nameHead{s, math.Log2(float64(rank + surnameBase))})
		}
	}
}

// scored is a whole name or word under way.
type scored struct {
	text string
	cost float64
}

// whole combines the likeliest characters of several syllables. In Name and
// Surname mode a surname comes first, unless a given name alone is likelier.
func (t *table) whole(q string, mode Mode) []string {
	var all []scored
	for _, parts := range t.split(q) {
		if len(parts) < 2 {
			continue
		}
		if mode != Name && mode != Surname {
			all = append(all, t.combine(scored{}, parts, mode)...)
			continue
		}
		if len(parts) == 2 {
			all = append(all, t.combine(scored{"", noSurname}, parts, Name)...)
		}
		for n := 1; n <= 2; n++ {
			heads := t.surname[strings.Join(parts[:n], "")]
			for _, h := range heads[:min(headsTried, len(heads))] {
				if len([]rune(h.text)) == n && len(parts)-n <= 2 {
					all = append(all, t.combine(scored(h), parts[n:], Name)...)
				}
			}
		}
	}
	out := make([]string, 0, 2*maxWhole)
	for _, s := range cheapest(all, 2*maxWhole) { // some come twice
		out = append(out, s.text)
	}
	return out
}

// cheapest sorts, and keeps n at most.
func cheapest(all []scored, n int) []scored {
	slices.SortStableFunc(all, func(a, b scored) int { return cmp.Compare(a.cost, b.cost) })
	return all[:min(len(all), n)]
}

// combine appends one character for each syllable in every likely way.
func (t *table) combine(head scored, parts []string, mode Mode) []scored {
	all := []scored{{"", head.cost}}
	for _, part := range parts {
		chars := t.sorted(t.bySyllable[part], mode)
		chars = chars[:min(charsTried, len(chars))]
		longer := make([]scored, 0, len(all)*len(chars))
		for _, s := range all {
			for _, c := range chars {
				longer = append(longer, scored{s.text + string(t.chars[c.char]), s.cost + math.Log2(float64(int(t.rank[mode][c.char])+givenBase))})
			}
		}
		if all = longer; len(parts) > 2 {
			all = cheapest(all, startsTried)
		}
	}
	for i, s := range all {
		if t.pairs[s.text] {
			all[i].cost += usualPair
		}
		all[i].text = head.text + s.text
	}
	return all
}

// split is every way to cut the query into complete syllables, ' respected.
func (t *table) split(q string) (all [][]string) {
	var walk func(rest string, parts []string)
	walk = func(rest string, parts []string) {
		rest = strings.TrimPrefix(rest, "'")
		if rest == "" {
			all = append(all, slices.Clone(parts))
			return
		}
		if len(parts) == maxSyllables {
			return
		}
		for n := 1; n <= min(len(rest), len("zhuang")); n++ {
			if s := meant(t, rest[:n]); len(t.bySyllable[s]) > 0 {
				walk(rest[n:], append(parts, s))
			}
		}
	}
	walk(q, nil)
	return all
}
