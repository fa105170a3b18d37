package ime

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"yizhan/hub/names"

	"yizhan/hub"
)

// Mode is what is being written; it decides what comes first.
type Mode uint8

const (
	General Mode = iota // words and sentences
	Surname             // the first character or two of a name
	Child               // a character of a child's given name
	Adult               // a character of a parent's or grandparent's given name
	Name                // a character of any name, or a whole name at once
	Hand                // strokes, not letters; see Handler
	modes

	Phrase = General
)

// modeNames are how pages and commands name the modes.
var modeNames = [modes]string{"general", "surname", "child", "adult", "name", "hand"}

// ModeOf reads what a page posts.
func ModeOf(name string) (Mode, bool) {
	if name == "phrase" {
		return Phrase, true
	}
	i := slices.Index(modeNames[:], name)
	return Mode(max(i, 0)), i >= 0
}

func (m Mode) String() string { return modeNames[m] }

// PageSize is how many candidates a screen shows at a time.
const PageSize = 10

// MaxQuery is how many letters are read; more find nothing.
const MaxQuery = 40

// Ask is a question for candidates. Only Letters has to be set. The letters are
// pinyin: syllables, beginnings of the last, first letters alone; ü is v, or u where
// nothing else is meant; spaces and ' part syllables.
type Ask struct {
	Letters string
	Mode    Mode
	Accent  Accent // which sounds are not parted here
	Born    int    // year of whom a name is for; 0: not known
	Sex     Sex    // of whom a name is for
	Here    Known  // people and places; nil: nobody
}

// Choice is a candidate and the letters that are left when it is taken.
type Choice struct{ Text, Rest string }

// Choices is what the letters may stand for, the likeliest first, no text twice:
//
//   - whom and what this township knows, if all the letters spell it
//   - words, names or characters of all the letters; sentences of them
//   - words of the first syllables, the longer before the shorter
//   - the characters of the first syllable, those of GB 2312 first
//
// Where all the letters can be read, so can those that a choice leaves. What is
// spelled exactly comes before what only sounds alike here.
func (a Ask) Choices() []Choice {
	q := clean(a.Letters)
	if q == "" || len(q) > MaxQuery || a.Mode >= modes || a.Mode == Hand {
		return nil
	}
	t := loaded()
	g := t.newGraph(q, a.Accent)
	var list []scored
	spelt := g.spelt()
	if a.Mode == General {
		list = t.generally(spelt)
	} else {
		list = t.naming(spelt, a)
	}
	if leads := spelt.leads(); leads[0] {
		list = slices.DeleteFunc(list, func(s scored) bool { return !leads[s.to] })
	}
	list = t.withKnown(list, g, a)
	out := make([]Choice, 0, len(list))
	seen := make(map[string]bool, len(list))
	for _, s := range list {
		if !seen[s.text] {
			seen[s.text] = true
			out = append(out, Choice{s.text, g.letters[s.to:]})
		}
	}
	for c := range asStrings(names.Written(t.meant(q))) {
		if !seen[c] {
			out = append(out, Choice{c, ""})
		}
	}
	return out
}

// generally is words, then characters.
func (t *table) generally(g *graph) []scored {
	p := t.phrases(g)
	whole, begins := t.characters(g, func(i int) float64 { return t.words.cost(i) })
	whole = exactFirst(append(p.whole, whole...))
	return slices.Concat(whole, longestFirst(p.begins, wordsPerLength), longestFirst(begins, 0))
}

// naming is whole names and characters of names; where a surname is wanted, that
// before all else.
func (t *table) naming(g *graph, a Ask) []scored {
	whose := t.giver(a)
	surnames, headsOfNames := t.surnamesOf(g, a)
	whole, begins := t.characters(g, func(i int) float64 { return t.asGiven(i, whose) })
	people := exactFirst(t.people(g, a))
	if a.Mode == Surname {
		return slices.Concat(exactFirst(surnames), people, longestFirst(headsOfNames, 0), exactFirst(whole), longestFirst(begins, 0))
	}
	whole, begins = exactFirst(append(whole, surnames...)), longestFirst(append(headsOfNames, begins...), 0)
	if a.Mode == Name || len(whole) > 0 { // one syllable is a character before it is anything else
		return slices.Concat(whole, people, begins)
	}
	n, m := min(pairsFirst, len(people)), min(PageSize/2, len(begins))
	return slices.Concat(people[:n], begins[:m], people[n:], begins[m:])
}

// surnamesOf is the surnames of all the letters and of the first ones, where the mode
// has any.
func (t *table) surnamesOf(g *graph, a Ask) (whole, begins []scored) {
	if a.Mode != Surname && a.Mode != Name {
		return nil, nil
	}
	t.surnames.walk(g, 0, func(f found) {
		for i := f.lo; i < f.hi; i++ {
			s := scored{t.surnames.word(i), f.to, f.cost + t.surnames.cost(i) + surnameInName, f.way}
			if s.to == len(g.letters) {
				whole = append(whole, s)
			} else {
				begins = append(begins, s)
			}
		}
	})
	return whole, begins
}

// pairsFirst is how many whole given names come before the characters of the first
// syllable, which are taken one by one where the pair is none of them.
const pairsFirst = 4

// surnameInName is how much rarer a surname is than a character of a given name
// where either is written, in bits.
const surnameInName = 1

// characters is the words of one character of all the letters, and of the first ones.
func (t *table) characters(g *graph, cost func(word int) float64) (whole, begins []scored) {
	t.singles(g, 0, func(f found, i int) {
		s := scored{t.words.word(i), f.to, f.cost + cost(i), f.way}
		if s.to == len(g.letters) {
			whole = append(whole, s)
		} else {
			begins = append(begins, s)
		}
	})
	return whole, begins
}

// exactFirst sorts by cost, and puts the likeliest that is spelled exactly first.
func exactFirst(list []scored) []scored {
	list = cheapest(list, len(list))
	exact := slices.IndexFunc(list, func(s scored) bool { return s.way == 0 })
	if exact < 0 {
		exact = slices.IndexFunc(list, func(s scored) bool { return s.way == begun })
	}
	if exact > 0 {
		first := list[exact]
		copy(list[1:exact+1], list[:exact])
		list[0] = first
	}
	return list
}

// wordsPerLength is how many words of the same letters are offered before shorter ones.
const wordsPerLength = 12

// longestFirst puts what takes more of the letters first, at most n of each length;
// 0 is all.
func longestFirst(list []scored, n int) []scored {
	hub.Sort(list, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.to, a.to), cmp.Compare(a.cost, b.cost), cmp.Compare(a.text, b.text))
	})
	count := map[int]int{}
	return slices.DeleteFunc(list, func(s scored) bool {
		count[s.to]++
		return n > 0 && count[s.to] > n
	})
}

// Candidates is the texts of the Choices for letters alone.
func Candidates(query string, mode Mode) []string {
	choices := Ask{Letters: query, Mode: mode}.Choices()
	out := make([]string, len(choices))
	for i, c := range choices {
		out[i] = c.Text
	}
	return out
}

// Pinyin answers a line of `yizhan ime pinyin`: at most PageSize candidates.
func Pinyin(query string, names bool) []string {
	mode := Phrase
	if names {
		mode = Name
	}
	all, _ := Page(Candidates(query, mode), 0, PageSize)
	return all
}

// Page cuts n from a list, from the given place on, and says whether more follow.
func Page[T any](list []T, from, n int) (page []T, more bool) {
	from = min(max(from, 0), len(list))
	end := min(from+n, len(list))
	return list[from:end], end < len(list)
}

// meant is the syllable as the table spells it: lue is lve, jv is ju.
func (t *table) meant(q string) string {
	if _, ok := t.number(q); ok {
		return q
	}
	for _, m := range t.alikeOf(Everywhere)[q] {
		if m.cost < costAlike {
			return t.syllables[m.syllable-1]
		}
	}
	return q
}

func asStrings(runes iter.Seq[rune]) iter.Seq[string] {
	return func(yield func(string) bool) {
		for r := range runes {
			if !yield(string(r)) {
				return
			}
		}
	}
}

// clean keeps letters, lower case, with ü as v, and ' where syllables were parted;
// "" if anything else was typed.
func clean(query string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(strings.TrimSpace(query)) {
		switch {
		case r >= 'a' && r <= 'z':
			b.WriteRune(r)
		case r == 'ü':
			b.WriteByte('v')
		case r == ' ' || r == '\'' || r == '’':
			b.WriteByte('\'')
		default:
			return ""
		}
	}
	return strings.Trim(b.String(), "'")
}
