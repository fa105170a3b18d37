package names

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"yizhan/hub"
)

// By says which key found a person, so that the screen can show why she is there.
type By uint8

const (
	ByName By = iota
	ByNick
	ByPhone
	ByID
	ByCarer
	ByVillage
)

// What it costs to be found by another key than the name.
var byCost = [...]int{ByName: 0, ByNick: 1, ByPhone: 0, ByID: 1, ByCarer: 8, ByVillage: 16}

const (
	costOtherSite = 6  // so that people here come before people there, but not a carer before a name
	costPieces    = 10 // the terms were found in different keys, or in another order
	costPartTail  = 2  // three digits from the middle of a phone's end
	minTail       = 3  // fewer digits find nobody
)

// Match is one person found.
type Match struct {
	Entry
	By  By
	Key string // the name, carer, village … that met the query; "" for numbers
}

// Result is the best of those found, and how many there are.
type Result struct {
	Matches []Match
	Total   int
}

type hit struct {
	cost int
	by   By
	key  string
	row  int32
}

// Find returns the people whom the query may mean, the likeliest first: the name
// itself before 小名, carer and village, its start before its middle, exact
// before fuzzy sounds, people of Query.Site before others, younger before older.
func (d *Directory) Find(q Query) Result {
	pl, ok := newPlan(q.Text, false)
	if !ok || pl.whole == nil && len(pl.terms) == 0 {
		return Result{}
	}
	d.mu.RLock()
	defer d.mu.RUnlock()
	hits := d.hits(&pl, q)
	res := Result{Total: len(hits)}
	limit := q.Limit
	if limit <= 0 {
		limit = DefaultLimit
	}
	offset := max(q.Offset, 0)
	for _, h := range d.best(hits, offset+limit)[min(offset, len(hits)):] {
		m := Match{d.entry(d.rows[h.row]), h.by, strings.Clone(h.key)}
		if h.by == ByVillage {
			m.Key = m.Village
		}
		res.Matches = append(res.Matches, m)
	}
	return res
}

func (d *Directory) hits(pl *plan, q Query) []hit {
	w := d.walk(pl)
	here, known := d.sites.number[q.Site]
	var hits []hit
	for i := range d.rows {
		r := &d.rows[i]
		away := !known || r.site != here
		if q.Only && away {
			continue
		}
		h, ok := w.person(r)
		if !ok {
			continue
		}
		if away && !q.Site.IsZero() {
			h.cost += costOtherSite
		}
		h.row = int32(i)
		hits = append(hits, h)
	}
	return hits
}

// best sorts the n least of hits to the front and returns them. Only those that
// cost no more than the n-th are sorted: one letter may find half of a county.
func (d *Directory) best(hits []hit, n int) []hit {
	if n < len(hits) {
		var count [256]int
		for _, h := range hits {
			count[min(h.cost, 255)]++
		}
		sum, most := 0, 0
		for most = range count {
			if sum += count[most]; sum >= n {
				break
			}
		}
		hits = slices.DeleteFunc(hits, func(h hit) bool { return min(h.cost, 255) > most })
	}
	hub.Sort(hits, func(a, b hit) int {
		x, y := &d.rows[a.row], &d.rows[b.row]
		return cmp.Or(
			cmp.Compare(a.cost, b.cost),
			strings.Compare(x.text, y.text),
			cmp.Compare(y.birth, x.birth),
			bytes.Compare(x.subject[:], y.subject[:]),
		)
	})
	return hits[:min(n, len(hits))]
}
