package names

import (
	"slices"
	"strings"
)

// What a match costs: the less, the higher it is shown. One character of a name
// may be met by itself, its first letter, its whole sound, or the start of it.
const (
	costFirstLetter = 1 // z, or zh for 张
	costUnfinished  = 1 // zha for 张, at the end of what was typed
	costRare        = 2 // a reading that only a dictionary knows
	costFuzzy       = 4 // zang for 张
	costSameSound   = 5 // another character of that sound
	costNotStart    = 3 // the match begins inside the key
	costNotAll      = 1 // the key goes on after the match
	impossible      = 0xff
)

// maxUnits is how much of a query counts; a longer one finds nobody.
const maxUnits = 48

const maxSpelling = 6 // letters of the longest way to type a syllable: zhuang

// tokens are the costs of meeting a syllable with the next 1, 2 … letters of the
// query; impossible where they cannot be meant.
type tokens [maxSpelling + 1]uint8

// pattern is a query, or a term of one, ready to be matched against keys. A unit
// is a letter or a character.
type pattern struct {
	units  []rune
	gaps   uint64      // bit p: a gap was typed before unit p, so no token passes it
	tokens [][]tokens  // by unit and syllable
	rest   [][]uint8   // by unit and syllable: cost when all that follows is its unfinished sound
	more   [][]letters // by unit (and one beyond) and syllable: letters that would go on; nil unless asked for
	first  []bool      // by setNo: may meet unit 0, so that most keys are passed over at once
}

// letters is a set of a … z.
type letters uint32

func letter(r rune) letters { return 1 << (r - 'a') }

func isLetter(r rune) bool { return r >= 'a' && r <= 'z' }

// newPattern reads text that was cleaned. ok is false if it is too long.
func newPattern(text string, withMore bool) (p *pattern, ok bool) {
	p = &pattern{}
	characters := 0
	for _, r := range text {
		if r == ' ' {
			p.gaps |= 1 << len(p.units)
			continue
		}
		if len(p.units) == maxUnits {
			return nil, false
		}
		p.units = append(p.units, r)
		if !isLetter(r) {
			characters++
		}
	}
	n := len(p.units)
	p.tokens, p.rest = make([][]tokens, n), make([][]uint8, n)
	for at, r := range p.units {
		p.tokens[at], p.rest[at] = nothing()
		if isLetter(r) {
			p.spell(at)
		} else if characters > 1 {
			p.sound(at, r)
		}
	}
	if withMore {
		p.more = make([][]letters, n+1)
		for at := max(0, n-maxSpelling); at <= n; at++ {
			p.goOn(at)
		}
	}
	p.first = p.firstSets()
	return p, true
}

func nothing() ([]tokens, []uint8) {
	n := len(loaded().syllables)
	ts, rest := make([]tokens, n), make([]uint8, n)
	for i := range ts {
		for j := range ts[i] {
			ts[i][j] = impossible
		}
		rest[i] = impossible
	}
	return ts, rest
}

// open is the run of letters from unit at to the next gap or character, and
// whether it reaches the end of the query.
func (p *pattern) open(at int) (run string, last bool) {
	end := at
	for end < len(p.units) && isLetter(p.units[end]) && (end == at || p.gaps>>end&1 == 0) {
		end++
	}
	return string(p.units[at:end]), end == len(p.units)
}

// spell fills in what the letters from unit at can mean.
func (p *pattern) spell(at int) {
	run, last := p.open(at)
	for no, ways := range spellings() {
		t := &p.tokens[at][no]
		for _, w := range ways {
			if w.letters[0] != run[0] {
				continue
			}
			cost := uint8(costFuzzy)
			if !w.fuzzy {
				cost = 0
				t[1] = min(t[1], costFirstLetter)
				if len(w.letters) > 2 && w.letters[1] == 'h' && strings.HasPrefix(run, w.letters[:2]) {
					t[2] = min(t[2], costFirstLetter)
				}
			}
			if strings.HasPrefix(run, w.letters) {
				t[len(w.letters)] = min(t[len(w.letters)], cost)
			}
			if last && strings.HasPrefix(w.letters, run) {
				p.rest[at][no] = min(p.rest[at][no], cost+costUnfinished)
			}
		}
	}
}

// sound lets a character be met by others of its sound.
func (p *pattern) sound(at int, r rune) {
	for _, no := range loaded().plausible(r) {
		p.tokens[at][no][1] = costSameSound
		for _, other := range fuzzy()[no] {
			p.tokens[at][other][1] = min(p.tokens[at][other][1], costSameSound+costFuzzy)
		}
	}
}

// goOn notes which letter can follow when the query's end, from unit at, is the
// beginning of a syllable. At the very end every syllable begins.
func (p *pattern) goOn(at int) {
	run, last := "", true
	if at < len(p.units) {
		run, last = p.open(at)
		if run == "" || p.gaps>>len(p.units)&1 == 1 {
			return
		}
	}
	if !last {
		return
	}
	all := spellings()
	p.more[at] = make([]letters, len(all))
	for no, ways := range all {
		for _, w := range ways {
			if len(w.letters) > len(run) && strings.HasPrefix(w.letters, run) {
				p.more[at][no] |= letter(rune(w.letters[len(run)]))
			}
		}
	}
}

func (p *pattern) firstSets() []bool {
	sets := loaded().sets
	first := make([]bool, len(sets))
	if len(p.units) == 0 {
		return first
	}
	begins := make([]bool, len(p.rest[0]))
	for no := range begins {
		begins[no] = p.rest[0][no] != impossible || slices.Min(p.tokens[0][no][:]) != impossible
	}
	for i, set := range sets {
		first[i] = slices.ContainsFunc(set.all, func(no syllable) bool { return begins[no] })
	}
	return first
}
