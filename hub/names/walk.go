package names

import (
	"math"
	"strings"
)

// walk holds what one scan over the rows needs.
type walk struct {
	*plan
	terms     []*term // the whole first, if there is one, then the plan's terms
	best      []hit   // of the row at hand, by term
	household []glyph

	keys []key   // of the row at hand
	buf  []glyph // of all their characters
}

// notFound is the cost of a hit that is none.
const notFound = math.MaxInt32

func (d *Directory) walk(pl *plan) *walk {
	w := &walk{plan: pl, household: householdGlyphs()}
	if pl.whole != nil {
		w.terms = append(w.terms, pl.whole)
	}
	for i := range pl.terms {
		w.terms = append(w.terms, &pl.terms[i])
	}
	for _, t := range w.terms {
		t.findVillages(d.villages.values)
	}
	w.best = make([]hit, len(w.terms))
	return w
}

// householdGlyphs is 家的 with 家 read as 佳: of its rare readings (gu, jie) none
// is meant here, and each would find a carer by chance.
func householdGlyphs() []glyph {
	s := loaded()
	return []glyph{{'家', s.set('佳')}, {'的', s.set('的')}}
}

// findVillages matches each village once, not once for everybody who lives there.
func (t *term) findVillages(villages []string) {
	if t.pattern == nil {
		return
	}
	t.villages = make([]uint8, len(villages))
	var buf []glyph
	for i, v := range villages {
		buf = glyphs(buf[:0], v)
		t.villages[i] = uint8(min(t.pattern.match(buf, len(buf)), impossible))
	}
}

// key is one thing that a person is found by. Its characters may go on beyond
// own, where no match begins: 李秀英 家的.
type key struct {
	by    By
	text  string
	chars []glyph
	own   int
}

// open reads a row's keys into w.keys; the village is none of them. (An iterator
// with a closure cost six allocations a person: 19 MB a search among 50,000.)
func (w *walk) open(r *row) {
	w.keys, w.buf = w.keys[:0], w.buf[:0]
	rest, more := r.text, true
	for by := ByName; more; by = min(by+1, ByCarer) {
		var text string
		if text, rest, more = strings.Cut(rest, keyEnd); text == "" {
			continue
		}
		k := key{by: by, text: text}
		if k.by != ByPhone && k.by != ByID {
			from := len(w.buf)
			w.buf = glyphs(w.buf, text)
			k.own = len(w.buf) - from
			if k.by == ByCarer {
				w.buf = append(w.buf, w.household...)
			}
			k.chars = w.buf[from:]
		}
		w.keys = append(w.keys, k)
	}
}

// cost of finding the term in a key; notFound if it is not there.
func (t *term) cost(k *key) int {
	switch {
	case t.pattern != nil && k.own > 0:
		return t.pattern.match(k.chars, k.own)
	case t.digits != "" && (k.by == ByPhone || k.by == ByID):
		return tailCost(t.digits, k.text)
	}
	return notFound
}

// tailCost compares digits with the ends of numbers, the last 4 of each, commas
// between. Somebody may type the whole number, of which only the end is kept.
func tailCost(digits, tails string) int {
	if len(digits) < minTail {
		return notFound
	}
	digits = digits[max(0, len(digits)-4):]
	best := notFound
	for more := true; more; {
		var tail string
		tail, tails, more = strings.Cut(tails, listGap)
		switch {
		case strings.EqualFold(tail, digits):
			return 0
		case strings.HasSuffix(tail, digits):
			best = min(best, 1)
		case strings.Contains(tail, digits):
			best = min(best, costPartTail)
		}
	}
	return best
}

// person is the cheapest way in which a row fits the plan.
func (w *walk) person(r *row) (hit, bool) {
	w.open(r)
	missed := false
	for i, t := range w.terms {
		w.best[i] = hit{cost: notFound}
		if missed {
			continue // one piece is nowhere: the others cannot help
		}
		w.best[i] = w.cheapest(t, r)
		missed = w.best[i].cost == notFound && t != w.whole
	}
	h := w.sum()
	if h.by == ByPhone || h.by == ByID {
		h.key = ""
	}
	return h, h.cost != notFound
}

// cheapest is the key of the row at hand that meets a term best.
func (w *walk) cheapest(t *term, r *row) hit {
	best := hit{cost: notFound}
	if t.pattern != nil && t.villages[r.village] != impossible {
		best = hit{cost: byCost[ByVillage] + int(t.villages[r.village]), by: ByVillage}
	}
	for i := range w.keys {
		k := &w.keys[i]
		if c := t.cost(k); c != notFound && c+byCost[k.by] < best.cost {
			best = hit{cost: c + byCost[k.by], by: k.by, key: k.text}
		}
	}
	return best
}

// sum weighs the whole against its pieces, of which the cheapest is shown.
func (w *walk) sum() hit {
	h, pieces := hit{cost: notFound}, w.best
	if w.whole != nil {
		h, pieces = w.best[0], w.best[1:]
	}
	if len(pieces) == 0 {
		return h
	}
	shown, total := pieces[0], 0
	for _, p := range pieces {
		if p.cost == notFound {
			return h
		}
		total += p.cost
		if p.cost < shown.cost {
			shown = p
		}
	}
	if len(pieces) > 1 {
		total += costPieces
	}
	if total < h.cost {
		shown.cost = total
		return shown
	}
	return h
}
