package ime

import (
	"strings"
	"sync"
)

// Accent is which sounds people of a province do not part when they spell.
type Accent uint8

const (
	Everywhere Accent = iota // all of them together: where we are is not known
	Shanxi
	Chongqing
	Guangxi
	accents
)

// AccentOf is the accent of a division, by the province of its code.
func AccentOf(division string) Accent {
	for code, a := range map[string]Accent{"14": Shanxi, "50": Chongqing, "45": Guangxi} {
		if strings.HasPrefix(division, code) {
			return a
		}
	}
	return Everywhere
}

// sounds are pairs of beginnings or ends that are taken for one another.
type sounds struct{ starts, ends [][2]string }

// unparted is what is not told apart where (certainty M: from descriptions of 晋语 of the south-east
// of 山西, 西南官话 of 重庆, and the Mandarin of speakers of 粤语, 平话 and 壮语 in
// 广西; broad on purpose, because an exact spelling comes first anyway).
var unparted = [accents]sounds{
	Shanxi: {
		starts: [][2]string{{"zh", "z"}, {"ch", "c"}, {"sh", "s"}, {"r", "l"}, {"f", "hu"}},
		ends:   [][2]string{{"eng", "en"}, {"ing", "in"}, {"ong", "un"}, {"iong", "un"}, {"ang", "an"}},
	},
	Chongqing: {
		starts: [][2]string{{"zh", "z"}, {"ch", "c"}, {"sh", "s"}, {"n", "l"}, {"r", "z"}, {"f", "hu"}, {"fu", "hu"}, {"feng", "hong"}},
		ends:   [][2]string{{"eng", "en"}, {"ing", "in"}, {"ang", "an"}},
	},
	Guangxi: {
		starts: [][2]string{{"zh", "z"}, {"ch", "c"}, {"sh", "s"}, {"zh", "j"}, {"ch", "q"}, {"sh", "x"}, {"n", "l"}, {"r", "l"}, {"r", "y"},
			{"f", "h"}, {"f", "hu"}, {"k", "h"}, {"b", "p"}, {"d", "t"}, {"g", "k"}, {"j", "q"}},
		ends: [][2]string{{"eng", "en"}, {"ing", "in"}, {"ang", "an"}},
	},
}

func (a Accent) sounds() sounds {
	if a != Everywhere {
		return unparted[a]
	}
	var all sounds
	seen := map[[3]string]bool{}
	add := func(list *[][2]string, kind string, pairs [][2]string) {
		for _, p := range pairs {
			if key := [3]string{kind, p[0], p[1]}; !seen[key] {
				seen[key] = true
				*list = append(*list, p)
			}
		}
	}
	for _, s := range unparted[1:] {
		add(&all.starts, "start", s.starts)
		add(&all.ends, "end", s.ends)
	}
	return all
}

// meaning is a syllable that a spelling may stand for, though it is not its own.
type meaning struct {
	syllable uint16
	cost     float64
}

// alikes is, by accent, what is meant by each spelling; made at first use.
type alikes [accents]struct {
	once sync.Once
	of   map[string][]meaning
}

func (t *table) alikeOf(a Accent) map[string][]meaning {
	if a >= accents {
		a = Everywhere
	}
	like := &t.alike[a]
	like.once.Do(func() {
		like.of = map[string][]meaning{}
		s := a.sounds()
		for i, syllable := range t.syllables {
			best := map[string]float64{}
			for spelt, umlaut := range umlauts(syllable) {
				best[spelt] = umlaut
			}
			for _, start := range swapped(syllable, s.starts, strings.CutPrefix, func(rest, with string) string { return with + rest }) {
				for _, other := range swapped(start, s.ends, strings.CutSuffix, func(rest, with string) string { return rest + with }) {
					if _, known := best[other]; !known && other != syllable {
						best[other] = costAlike
					}
				}
			}
			for spelt, cost := range best {
				like.of[spelt] = append(like.of[spelt], meaning{uint16(i + 1), cost})
			}
		}
	})
	return like.of
}

// umlauts are the other ways to type ü: lue for lve, jv for ju, lu for lv.
func umlauts(syllable string) map[string]float64 {
	switch {
	case strings.HasSuffix(syllable, "ve"):
		return map[string]float64{strings.Replace(syllable, "v", "u", 1): 0}
	case strings.Contains(syllable, "v"):
		return map[string]float64{strings.Replace(syllable, "v", "u", 1): costUmlaut}
	case len(syllable) > 1 && syllable[1] == 'u' && strings.Contains("jqxy", syllable[:1]):
		return map[string]float64{strings.Replace(syllable, "u", "v", 1): 0}
	}
	return nil
}

// swapped is name and what it becomes when one of the pairs is swapped.
func swapped(name string, pairs [][2]string, cut func(s, part string) (string, bool), join func(rest, with string) string) []string {
	out := []string{name}
	for _, p := range pairs {
		for i, part := range p {
			if rest, ok := cut(name, part); ok {
				out = append(out, join(rest, p[1-i]))
			}
		}
	}
	return out
}
