package desk

import (
	"cmp"
	"maps"
	"slices"
	"sync"

	"yizhan/hub"
	"yizhan/hub/care"
)

// Roll is the children of a county in memory, by what lists are chosen and sorted
// by: counting a station's children or turning to a list's next page reads no
// records. It holds no names; hub/names does. It is safe for concurrent use.
type Roll struct {
	mu    sync.Mutex
	at    map[hub.ID]*line
	order []*line // as lists show them; nil before the first was asked for
	sites map[hub.ID]int
	lanes map[hub.Lane]hub.Lane
	words map[string]string
	under map[hub.ID]hub.ID // records that count under another one
}

// line is one child.
type line struct {
	child, site hub.ID
	lane        hub.Lane
	category    string
	registered  hub.Day
	birth       hub.Day
}

// NewRoll is a roll of nobody.
func NewRoll() *Roll {
	return &Roll{at: map[hub.ID]*line{}, sites: map[hub.ID]int{}, lanes: map[hub.Lane]hub.Lane{}, words: map[string]string{}}
}

// Put adds a child, or brings it to what is known now; one that does not count any
// more is left out. The closed copy that a hand-over leaves in the old township says
// nothing of the child in the new one. counts says whether the child is on the roll.
func (r *Roll) Put(c care.Child) (counts bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if old, known := r.at[c.ID]; known && c.Withdrawn == withdrawnMoved && old.lane != c.Lane {
		return true
	}
	now := &line{
		child: c.ID, site: c.Site, lane: one(r.lanes, c.Lane), category: one(r.words, c.Category),
		registered: hub.Day(one(r.words, string(c.Registered))), birth: hub.Day(one(r.words, string(c.Birth))),
	}
	before, known := r.at[c.ID]
	switch {
	case known && c.Withdrawn == "" && *before == *now:
		return true
	case known:
		delete(r.at, c.ID)
		r.drop(before)
	}
	if c.Withdrawn == "" {
		r.at[c.ID] = now
		r.count(now)
	}
	return c.Withdrawn == ""
}

// Under says which records count under another one: the child stands on the roll
// once, and is found by what any of them says.
func (r *Roll) Under(leads map[hub.ID]hub.ID) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if maps.Equal(r.under, leads) {
		return
	}
	for _, l := range r.at {
		r.drop(l)
	}
	r.under, r.order = maps.Clone(leads), nil
	for _, l := range r.at {
		r.count(l)
	}
}

// count and drop keep sums and order, of what counts by itself.
func (r *Roll) count(l *line) {
	if _, under := r.under[l.child]; !under {
		r.sites[l.site]++
		r.enter(l)
	}
}

func (r *Roll) drop(l *line) {
	if _, under := r.under[l.child]; !under {
		r.sites[l.site]--
		r.leave(l)
	}
}

// enter and leave keep the order, once a list was asked for: a county that is being
// filled sorts once.
func (r *Roll) enter(l *line) {
	if r.order != nil {
		i, _ := slices.BinarySearchFunc(r.order, l, compareLines)
		r.order = slices.Insert(r.order, i, l)
	}
}

func (r *Roll) leave(l *line) {
	if i, found := slices.BinarySearchFunc(r.order, l, compareLines); found {
		r.order = slices.Delete(r.order, i, i+1)
	}
}

// one keeps a single copy of a text that many lines share.
func one[T ~string](known map[T]T, text T) T {
	if kept, ok := known[text]; ok {
		return kept
	}
	known[text] = text
	return text
}

// BySite is how many children each site has registered.
func (r *Roll) BySite() map[hub.ID]int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return maps.Clone(r.sites)
}

// Page is some of the children that a filter wants: in the order found where it is
// a search, else those registered last first, and of one day the youngest. An
// offset behind the end gives the last page; from is where the page begins.
func (r *Roll) Page(f ChildFilter) (ids []hub.ID, from, total int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	var wanted []hub.ID
	if f.Among != nil {
		found := make(map[hub.ID]bool, len(f.Among))
		for _, id := range f.Among {
			id = cmp.Or(r.under[id], id)
			if l, ok := r.at[id]; ok && f.wants(l) && !found[id] {
				found[id] = true
				wanted = append(wanted, id)
			}
		}
	} else {
		for _, l := range r.sorted() {
			if f.wants(l) {
				wanted = append(wanted, l.child)
			}
		}
	}
	total = len(wanted)
	if f.Limit <= 0 {
		return wanted, 0, total
	}
	from = max(0, min(f.Offset, (total-1)/f.Limit*f.Limit))
	return wanted[from:min(total, from+f.Limit)], from, total
}

func (r *Roll) sorted() []*line {
	if r.order != nil {
		return r.order
	}
	r.order = make([]*line, 0, len(r.at))
	for _, l := range r.at {
		if _, under := r.under[l.child]; !under {
			r.order = append(r.order, l)
		}
	}
	hub.Sort(r.order, compareLines)
	return r.order
}

func compareLines(a, b *line) int {
	return cmp.Or(cmp.Compare(b.registered, a.registered), cmp.Compare(b.birth, a.birth), slices.Compare(a.child[:], b.child[:]))
}
