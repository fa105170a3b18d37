package ime

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"yizhan/hub/names"
)

// Mode is what is being written; it decides which characters come first.
type Mode uint8

const (
	General Mode = iota // anything
	Surname             // the first character or two of a name
	Child               // a character of a child's given name
	Adult               // a character of a parent's or grandparent's given name
	Name                // a character of any name, or a whole name at once
	modes
)

// modeNames are how pages and commands name the modes.
var modeNames = [modes]string{"general", "surname", "child", "adult", "name"}

// ModeOf reads what a page posts.
func ModeOf(name string) (Mode, bool) {
	i := slices.Index(modeNames[:], name)
	return Mode(max(i, 0)), i >= 0
}

func (m Mode) String() string { return modeNames[m] }

// PageSize is how many candidates a screen shows at a time.
const PageSize = 10

// MaxQuery is how many letters are read; more find nothing.
const MaxQuery = 40

// maxWhole is how many whole names or words one query offers.
const maxWhole = 50

// Candidates returns what the query may stand for, the likeliest first and
// without repeats. The query is pinyin: one syllable, the beginning of one, or
// several; ü is v, or u where nothing else is meant; spaces and ' part syllables.
//
//   - a complete syllable: all its characters, those of GB 2312 first
//   - the beginning of a syllable: the characters of all that it can become
//   - several syllables: whole names (Name, Surname) or the likeliest characters
func Candidates(query string, mode Mode) []string {
	q := clean(query)
	if q == "" || len(q) > MaxQuery {
		return nil
	}
	t := loaded()
	var out []string
	if mode == Surname {
		out = t.surnamesBy(strings.ReplaceAll(q, "'", ""))
	}
	if !strings.Contains(q, "'") {
		out = append(out, t.single(q, mode)...)
	}
	out = append(out, t.whole(q, mode)...)
	if _, complete := t.bySyllable[meant(t, q)]; complete && mode != General {
		out = slices.AppendSeq(out, asStrings(names.Written(meant(t, q))))
	}
	return unique(out)
}

// Pinyin answers a line of `yizhan ime pinyin`: at most maxWhole candidates.
func Pinyin(query string, names bool) []string {
	mode := General
	if names {
		mode = Name
	}
	all, _ := Page(Candidates(query, mode), 0, maxWhole)
	return all
}

// Page cuts n from a list, from the given place on, and says whether more follow.
func Page(list []string, from, n int) (page []string, more bool) {
	from = min(max(from, 0), len(list))
	end := min(from+n, len(list))
	return list[from:end], end < len(list)
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

// meant is the syllable as the table spells it: lue is lve, jv is ju.
func meant(t *table, q string) string {
	if _, ok := t.bySyllable[q]; ok {
		return q
	}
	for _, swap := range [][2]string{{"u", "v"}, {"v", "u"}} {
		other := strings.Replace(q, swap[0], swap[1], 1)
		if _, ok := t.bySyllable[other]; ok {
			return other
		}
	}
	return q
}

// single are the characters of a syllable, then those of the longer ones that
// begin with it.
func (t *table) single(q string, mode Mode) []string {
	exact := t.bySyllable[meant(t, q)]
	var longer []spoken
	from, _ := slices.BinarySearch(t.syllables, q)
	for _, s := range t.syllables[from:] {
		if !strings.HasPrefix(s, q) {
			break
		}
		if s != q {
			longer = append(longer, t.bySyllable[s]...)
		}
	}
	out := make([]string, 0, len(exact)+len(longer))
	for _, part := range [][]spoken{t.sorted(exact, mode), t.sorted(longer, mode)} {
		for _, s := range part {
			out = append(out, string(t.chars[s.char]))
		}
	}
	return out
}

// sorted puts the frequent before the infrequent, and rare readings last.
func (t *table) sorted(list []spoken, mode Mode) []spoken {
	rank := t.rank[mode]
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b spoken) int {
		if a.rare != b.rare {
			if a.rare {
				return 1
			}
			return -1
		}
		return cmp.Compare(rank[a.char], rank[b.char])
	})
	return list
}

// surnamesBy puts the surnames that are spelled so before those that begin so.
func (t *table) surnamesBy(q string) []string {
	var out []string
	for _, h := range t.surname[meant(t, q)] {
		out = append(out, h.text)
	}
	return append(out, SurnamesBy(q, nil)...)
}

// Letters is the letters, ascending, that can follow so that it is still a
// syllable: the live keys of the keyboard. "" after what is none.
func Letters(begun string) string {
	t, q := loaded(), clean(begun)
	var live letterSet
	if q == "" && begun != "" {
		return ""
	}
	for _, s := range t.syllables {
		for _, spelt := range []string{s, typedWithU(s)} {
			if rest, ok := strings.CutPrefix(spelt, q); ok && rest != "" {
				live.add(rest[0])
			}
		}
	}
	return live.String()
}

// typedWithU is how many type lve and nve; lv and nv would be taken for lu and nu.
func typedWithU(s string) string { return strings.Replace(s, "ve", "ue", 1) }

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

func asStrings(runes iter.Seq[rune]) iter.Seq[string] {
	return func(yield func(string) bool) {
		for r := range runes {
			if !yield(string(r)) {
				return
			}
		}
	}
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
