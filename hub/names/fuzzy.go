package names

import (
	"slices"
	"strings"
	"sync"
)

// Sounds that many people of 山西 and 重庆 do not part. Each pair works both ways.
var (
	fuzzyStarts = [][2]string{
		{"zh", "z"}, {"ch", "c"}, {"sh", "s"}, {"n", "l"}, {"f", "h"}, {"f", "hu"}, {"fu", "hu"}, {"feng", "hong"},
	}
	fuzzyEnds = [][2]string{{"ang", "an"}, {"eng", "en"}, {"ing", "in"}}
)

// fuzzy is, for every syllable, the other syllables that may be meant by it.
var fuzzy = sync.OnceValue(func() [][]syllable {
	s := loaded()
	out := make([][]syllable, len(s.syllables))
	for i, name := range s.syllables {
		for _, start := range swapped(name, fuzzyStarts, strings.CutPrefix, func(rest, with string) string { return with + rest }) {
			for _, other := range swapped(start, fuzzyEnds, strings.CutSuffix, func(rest, with string) string { return rest + with }) {
				if no, ok := s.number[other]; ok && other != name && !slices.Contains(out[i], no) {
					out[i] = append(out[i], no)
				}
			}
		}
		out[i] = slices.Clip(out[i])
	}
	return out
})

// swapped is name and what it becomes when one of the pairs is swapped.
func swapped(name string, pairs [][2]string, cut func(s, part string) (string, bool), join func(rest, with string) string) []string {
	out := []string{name}
	for _, p := range pairs {
		if rest, ok := cut(name, p[0]); ok {
			out = append(out, join(rest, p[1]))
		}
		if rest, ok := cut(name, p[1]); ok {
			out = append(out, join(rest, p[0]))
		}
	}
	return out
}

// spelling is one way to type a syllable.
type spelling struct {
	letters string
	fuzzy   bool // what somebody types who does not part the sounds
}

// spellings are, for every syllable, the ways to type it, the right ones first:
// ü is typed as v and as u, and v is also typed where the rules write u.
var spellings = sync.OnceValue(func() [][]spelling {
	s := loaded()
	out := make([][]spelling, len(s.syllables))
	for i, name := range s.syllables {
		for _, letters := range typed(name) {
			out[i] = append(out[i], spelling{letters, false})
		}
		for _, no := range fuzzy()[i] {
			for _, letters := range typed(s.syllables[no]) {
				out[i] = append(out[i], spelling{letters, true})
			}
		}
		out[i] = slices.Clip(out[i])
	}
	return out
})

func typed(name string) []string {
	switch {
	case strings.Contains(name, "v"):
		return []string{name, strings.Replace(name, "v", "u", 1)}
	case len(name) > 1 && name[1] == 'u' && strings.Contains("jqxy", name[:1]):
		return []string{name, strings.Replace(name, "u", "v", 1)}
	}
	return []string{name}
}
