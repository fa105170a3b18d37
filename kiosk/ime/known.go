package ime

import "unicode/utf8"

// Known is the people and places of this township that whoever sits at the screen
// may see. It is asked anew each time; nothing of its answers is kept.
type Known interface {
	// People are names that begin with the letters, spelled out or by first letters,
	// or with the characters; the likeliest first, some tens at most.
	People(begin string) []string
	// Places are the villages, as people say them: 柳沟村.
	Places() []string
}

// knownTried is how many people of an answer are looked at.
const knownTried = 40

// afterSyllable is after how many characters whoever is known comes, where the
// letters are one syllable as well.
const afterSyllable = 4

// withKnown puts whom and what this township knows before what is in no book, if all
// the letters spell it. Ends like 村 need not be typed.
func (t *table) withKnown(list []scored, g *graph, a Ask) []scored {
	if a.Here == nil || len(g.letters) < 2 {
		return list
	}
	people, _ := Page(a.Here.People(g.letters), 0, knownTried)
	var known []scored
	for _, text := range people {
		if cost, w, ok := t.spells(g, text); ok {
			known = append(known, scored{text, len(g.letters), cost, w})
		}
	}
	for _, text := range a.Here.Places() {
		for _, said := range shorter(text) {
			if cost, w, ok := t.spells(g, said); ok {
				known = append(known, scored{text, len(g.letters), cost, w})
				break
			}
		}
	}
	known = cheapest(known, PageSize/2)
	at := 0
	if _, one := t.number(g.letters); one {
		at = min(afterSyllable, len(list))
	}
	return append(append(append(make([]scored, 0, len(list)+len(known)), list[:at]...), known...), list[at:]...)
}

// shorter is a village's name, and without its last word.
func shorter(name string) []string {
	r, size := utf8.DecodeLastRuneInString(name)
	if (r == '村' || r == '屯' || r == '寨') && utf8.RuneCountInString(name) > 2 {
		return []string{name, name[:len(name)-size]}
	}
	return []string{name}
}
