package ime

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"yizhan/hub"
)

// What Next offers.
const (
	maxNext    = PageSize
	longestOwn = 3 // characters of what stands before that a word may begin with
)

// Next suggests what may follow the characters of before: the rest of names and
// places of this township, then of words, and given names after what is nothing but
// a surname. At most PageSize, the likeliest first; none after nothing.
func Next(before string, here Known) []string {
	return Ask{Here: here}.Next(before)
}

// Next is Next for the Mode, Born, Sex and Here of the question; in the modes of
// names no words are suggested.
func (a Ask) Next(before string) []string {
	if before == "" || !utf8.ValidString(before) {
		return nil
	}
	t := loaded()
	var out []string
	if a.Here != nil {
		out = append(out, restsOf(before, a.Here.People(before))...)
		out = append(out, restsOf(before, a.Here.Places())...)
	}
	given := t.nextGiven(before, a)
	if a.Mode == General {
		words := t.nextWords(before)
		if len(given) > 0 {
			words = words[:min(len(words), maxNext/2)]
		}
		out = append(out, words...)
	}
	page, _ := Page(unique(append(out, given...)), 0, maxNext)
	return page
}

// restsOf is what stands after before in the texts that begin with it.
func restsOf(before string, texts []string) (rests []string) {
	for _, text := range texts {
		if rest, ok := strings.CutPrefix(text, before); ok && rest != "" {
			rests = append(rests, rest)
		}
	}
	return rests
}

// nextGiven is characters of given names, if before is a surname; the second ones of
// usual pairs, if before ends in the first.
func (t *table) nextGiven(before string, a Ask) (out []string) {
	whose := t.giver(a)
	list := []scored{}
	if _, ok := t.spelt[before]; ok {
		for _, r := range t.chars {
			list = append(list, scored{text: string(r), cost: whose.cost(r)})
		}
	} else if a.Mode != General {
		last, _ := utf8.DecodeLastRuneInString(before)
		for pair := range t.given.pairs {
			if rest, ok := strings.CutPrefix(pair, string(last)); ok {
				r, _ := utf8.DecodeRuneInString(rest)
				list = append(list, scored{text: rest, cost: whose.cost(r)})
			}
		}
		hub.Sort(list, func(a, b scored) int { return cmp.Compare(a.text, b.text) }) // pairs is a map
	}
	for _, s := range cheapest(list, maxNext) {
		out = append(out, s.text)
	}
	return out
}

// nextWords is the rest of words that begin with the end of before, longer ends first.
func (t *table) nextWords(before string) (out []string) {
	order := t.onward()
	runes := []rune(before)
	for n := min(longestOwn, len(runes)); n > 0; n-- {
		end := string(runes[len(runes)-n:])
		lo := sort.Search(len(order), func(i int) bool { return t.words.word(int(order[i])) >= end })
		var list []scored
		for _, i := range order[lo:] {
			rest, ok := strings.CutPrefix(t.words.word(int(i)), end)
			if !ok {
				break
			}
			if rest != "" {
				list = append(list, scored{text: rest, cost: t.words.cost(int(i))})
			}
		}
		for _, s := range cheapest(list, maxNext) {
			out = append(out, s.text)
		}
	}
	return out
}

// byText is the words of several characters, ordered by them.
func (t *table) byText() []uint32 {
	order := make([]uint32, 0, len(t.words.keys))
	for i := range t.words.keys {
		if utf8.RuneCountInString(t.words.word(i)) > 1 {
			order = append(order, uint32(i))
		}
	}
	hub.Sort(order, func(a, b uint32) int {
		return cmp.Or(strings.Compare(t.words.word(int(a)), t.words.word(int(b))), cmp.Compare(a, b))
	})
	return order
}

func unique(list []string) []string {
	seen := make(map[string]bool, len(list))
	return slices.DeleteFunc(list, func(s string) bool {
		if seen[s] {
			return true
		}
		seen[s] = true
		return false
	})
}
