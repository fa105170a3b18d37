package names

import (
	"math/bits"
	"unicode"
)

// glyph is one character of a key.
type glyph struct {
	r   rune
	set setNo
}

// household follows a carer's name when a child is called after her: 李秀英家的.
const household = "家的"

// glyphs appends a key's characters to buf, without what joins names (·, spaces).
func glyphs(buf []glyph, key string) []glyph {
	s := loaded()
	for _, r := range key {
		if r < 0x80 {
			r = unicode.ToLower(r)
			if !isLetter(r) {
				continue
			}
		} else if r == '·' || r == '•' || r == '・' || r == '\u3000' {
			continue
		}
		buf = append(buf, glyph{r, s.set(r)})
	}
	return buf
}

// match is the least cost at which the pattern is found in a key, beginning at
// one of its first n characters; notFound if it is not there.
func (p *pattern) match(key []glyph, n int) int {
	best := notFound
	for start, g := range key[:n] {
		if !p.begins(g) {
			continue
		}
		c := p.from(key[start:], n-start, nil)
		if start > 0 && c != notFound {
			c += costNotStart
		}
		best = min(best, c)
	}
	return best
}

// next is the set of letters after which the pattern would still be found in the key.
func (p *pattern) next(key []glyph, n int) (live letters) {
	for start, g := range key[:n] {
		if len(p.units) == 0 || p.begins(g) {
			p.from(key[start:], n-start, &live)
		}
	}
	return live
}

// begins passes over most characters at once.
func (p *pattern) begins(g glyph) bool {
	return p.first[g.set] || len(p.units) > 0 && g.r == p.units[0]
}

// steps are the places in the query that the characters so far can have reached,
// each with the least cost of getting there.
type steps struct {
	reached uint64
	cost    [maxUnits + 1]uint8
}

const dearest = 200 // costs beyond are equal

func (s *steps) reach(unit int, cost int) {
	c := uint8(min(cost, dearest))
	if bit := uint64(1) << unit; s.reached&bit == 0 || c < s.cost[unit] {
		s.reached |= bit
		s.cost[unit] = c
	}
}

// from matches at the key's first character. With live it gathers the letters
// that could follow instead of the cost.
func (p *pattern) from(key []glyph, n int, live *letters) int {
	sets, end, best := loaded().sets, len(p.units), notFound
	now, then := steps{reached: 1}, steps{}
	for i := 0; now.reached != 0 && i < len(key); i++ {
		set := sets[key[i].set]
		then.reached = 0
		for left := now.reached; left != 0; left &= left - 1 {
			at := bits.TrailingZeros64(left)
			if live != nil {
				*live |= p.lettersAt(at, key[i], set)
			}
			if at < end {
				p.step(&then, at, int(now.cost[at]), key[i], set, live == nil)
			}
		}
		if then.reached>>end&1 == 1 {
			c := int(then.cost[end])
			if i+1 < n {
				c += costNotAll
			}
			best = min(best, c)
		}
		now = then
	}
	return best
}

// step goes on from one place over one character.
func (p *pattern) step(then *steps, at, cost int, g glyph, set readings, mayEnd bool) {
	if g.r == p.units[at] {
		then.reach(at+1, cost)
	}
	for k, no := range set.all {
		c := cost
		if k >= set.plausible {
			c += costRare
		}
		for length, add := range p.tokens[at][no] {
			if add != impossible {
				then.reach(at+length, c+int(add))
			}
		}
		if add := p.rest[at][no]; add != impossible && mayEnd {
			then.reach(len(p.units), c+int(add))
		}
	}
}

// lettersAt is what could be typed next if the query up to unit at is met and g
// is the next character.
func (p *pattern) lettersAt(at int, g glyph, set readings) (live letters) {
	if at == len(p.units) && isLetter(g.r) {
		live |= letter(g.r)
	}
	if p.more[at] != nil {
		for _, no := range set.all {
			live |= p.more[at][no]
		}
	}
	return live
}
