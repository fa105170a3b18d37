package ime

import (
	"slices"
	"strings"
)

// graph is every way to read letters as syllables: from each place, which
// syllables may stand there and where they end.
type graph struct {
	letters string
	parted  []bool // ' was typed before the letter
	edges   [][]edge
}

// edge is the syllables numbered lo to hi, any of which the letters up to to may mean.
type edge struct {
	to     int
	lo, hi uint16
	cost   float64
	way    way
}

// way is how letters mean a syllable other than by spelling it out.
type way uint8

const (
	begun   way = 1 << iota // the last syllable is not typed to its end
	initial                 // its first letter, or zh, ch, sh
	alike                   // somebody who does not part the sounds, or v for u
)

// What it costs, in bits, to read letters otherwise than they are spelled.
const (
	costBegun   = 1
	costLonger  = 8 // begun, and a syllable as it stands
	costInitial = 5
	costAlike   = 9
	costUmlaut  = 3
)

const (
	longestSyllable = len("zhuang")
	initials        = "b p m f d t n l g k h j q x zh ch sh r z c s y w a o e"
)

// newGraph reads letters that were cleaned.
func (t *table) newGraph(cleaned string, a Accent) *graph {
	g := &graph{parted: make([]bool, 0, len(cleaned)+1)}
	parted := false
	for _, c := range []byte(cleaned) {
		if c == '\'' {
			parted = true
			continue
		}
		g.letters += string(c)
		g.parted = append(g.parted, parted)
		parted = false
	}
	g.parted = append(g.parted, true)
	g.edges = make([][]edge, len(g.letters))
	like := t.alikeOf(a)
	for from := range g.edges {
		for to := from + 1; to <= min(len(g.letters), from+longestSyllable); to++ {
			g.edges[from] = t.edges(g.edges[from], g, from, to, like)
			if g.parted[to] {
				break
			}
		}
	}
	return g
}

// edges adds what the letters from … to may mean.
func (t *table) edges(list []edge, g *graph, from, to int, like map[string][]meaning) []edge {
	s := g.letters[from:to]
	if n, ok := t.number(s); ok {
		list = append(list, edge{to, n, n, 0, 0})
	}
	for _, m := range like[s] {
		w := alike
		if m.cost == 0 { // another way to type the same
			w = 0
		}
		list = append(list, edge{to, m.syllable, m.syllable, m.cost, w})
	}
	last := to == len(g.letters) || g.parted[to]
	short := !last && isInitial(s)
	if !last && !short {
		return list
	}
	lo, complete := slices.BinarySearch(t.syllables, s)
	hi := lo
	for hi < len(t.syllables) && strings.HasPrefix(t.syllables[hi], s) {
		hi++
	}
	e := edge{to, uint16(lo + 1), uint16(hi), costBegun, begun}
	if complete {
		e.lo, e.cost = e.lo+1, costLonger
	}
	if short {
		e.cost, e.way = costInitial, initial
	}
	if e.lo <= e.hi {
		list = append(list, e)
	}
	return list
}

// spelt is the graph without first letters that stand alone, if the letters can be
// read so: then nobody means them.
func (g *graph) spelt() *graph {
	reached := make([]bool, len(g.letters)+1)
	reached[0] = true
	without := make([][]edge, len(g.edges))
	for from, list := range g.edges {
		for _, e := range list {
			if e.way&initial != 0 {
				continue
			}
			without[from] = append(without[from], e)
			if reached[from] && (e.way&alike == 0 || e.cost < costAlike) {
				reached[e.to] = true
			}
		}
	}
	if !reached[len(g.letters)] {
		return g
	}
	return &graph{g.letters, g.parted, without}
}

// leads says from which places the rest of the letters can be read.
func (g *graph) leads() []bool {
	leads := make([]bool, len(g.letters)+1)
	leads[len(g.letters)] = true
	for from := len(g.edges) - 1; from >= 0; from-- {
		leads[from] = slices.ContainsFunc(g.edges[from], func(e edge) bool { return leads[e.to] })
	}
	return leads
}

func isInitial(s string) bool { return strings.Contains(" "+initials+" ", " "+s+" ") }

// number is a syllable's, as the table spells it.
func (t *table) number(s string) (uint16, bool) {
	at, ok := slices.BinarySearch(t.syllables, s)
	return uint16(at + 1), ok
}

// spells is the cheapest way in which the letters spell a text from a place to
// the end, by any plausible reading of its characters; ok is false if none does.
func (t *table) spells(g *graph, text string) (cost float64, w way, ok bool) {
	type at struct {
		cost float64
		way  way
	}
	places := map[int]at{0: {}}
	for _, r := range text {
		next := map[int]at{}
		for _, n := range t.readings(r) {
			for from, have := range places {
				if from == len(g.letters) {
					continue
				}
				for _, e := range g.edges[from] {
					better, seen := next[e.to]
					if e.lo <= n && n <= e.hi && (!seen || have.cost+e.cost < better.cost) {
						next[e.to] = at{have.cost + e.cost, have.way | e.way}
					}
				}
			}
		}
		if places = next; len(places) == 0 {
			return 0, 0, false
		}
	}
	end, ok := places[len(g.letters)]
	return end.cost, end.way, ok
}
