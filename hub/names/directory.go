package names

import (
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"yizhan/hub"
)

// Entry is what a person is found by. Only Subject has to be set.
type Entry struct {
	Subject    hub.ID
	Name       string
	Nick       string   // 小名
	Carers     []string // names of guardians and carers: 李秀英 is also found as 李秀英家的
	PhoneTails []string // the last 4 digits of each phone
	IDTail     string   // the last 4 characters of the ID number
	Village    string
	Birth      hub.Day
	Site       hub.ID
}

// Directory holds everybody that this hub may name. One writer and many readers
// may use it at the same time; a change is seen by the next call.
type Directory struct {
	mu       sync.RWMutex
	rows     []row
	at       map[hub.ID]int32 // subject → index in rows
	villages interned[string]
	sites    interned[hub.ID]
	pairs    atomic.Pointer[[]Pair] // of the rows as they are; nil: nobody asked since they changed
}

// row is one person. The text holds all keys in one string, as pack wrote them,
// so that a person costs one small allocation.
type row struct {
	subject hub.ID
	text    string
	village int32
	site    int32
	birth   birthday
}

// interned numbers values that many rows share. They stay when the last row that
// used one is gone: villages and sites are few and name nobody.
type interned[T comparable] struct {
	values []T
	number map[T]int32
}

func (in *interned[T]) add(v T) int32 {
	if no, ok := in.number[v]; ok {
		return no
	}
	if in.number == nil {
		in.number = map[T]int32{}
	}
	no := int32(len(in.values))
	in.values, in.number[v] = append(in.values, v), no
	return no
}

// New returns an empty directory.
func New() *Directory { return &Directory{at: map[hub.ID]int32{}} }

// Put adds a person or replaces what was known of her.
func (d *Directory) Put(e Entry) {
	d.mu.Lock()
	defer d.mu.Unlock()
	r := row{
		subject: e.Subject,
		text:    pack(e),
		village: d.villages.add(strings.Clone(e.Village)),
		site:    d.sites.add(e.Site),
		birth:   birthdayOf(e.Birth),
	}
	i, ok := d.at[e.Subject]
	if ok && d.rows[i] == r {
		return
	}
	d.pairs.Store(nil)
	if ok {
		d.rows[i] = r
		return
	}
	d.at[e.Subject] = int32(len(d.rows))
	d.rows = append(d.rows, r)
}

// Remove forgets a person. Nothing happens if she is not there.
func (d *Directory) Remove(subject hub.ID) {
	d.mu.Lock()
	defer d.mu.Unlock()
	i, ok := d.at[subject]
	if !ok {
		return
	}
	d.pairs.Store(nil)
	last := len(d.rows) - 1
	d.rows[i] = d.rows[last]
	d.at[d.rows[i].subject] = i
	d.rows[last] = row{}
	d.rows = d.rows[:last]
	delete(d.at, subject)
}

// Len is how many people are known.
func (d *Directory) Len() int {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return len(d.rows)
}

// Get is what was put for a subject.
func (d *Directory) Get(subject hub.ID) (Entry, bool) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	i, ok := d.at[subject]
	if !ok {
		return Entry{}, false
	}
	return d.entry(d.rows[i]), true
}

// A row's text: name, nick, phone tails (comma between), ID tail, then carers.
const (
	keyEnd  = "\x1f"
	listGap = ","
)

func pack(e Entry) string {
	keys := make([]string, 0, 4+len(e.Carers))
	keys = append(keys, e.Name, e.Nick, strings.Join(e.PhoneTails, listGap), e.IDTail)
	for _, c := range e.Carers {
		keys = append(keys, strings.TrimSuffix(c, household))
	}
	for i, k := range keys {
		keys[i] = strings.ReplaceAll(k, keyEnd, "")
	}
	return strings.Join(keys, keyEnd)
}

func (d *Directory) entry(r row) Entry {
	keys := strings.Split(r.text, keyEnd)
	e := Entry{
		Subject: r.subject,
		Name:    keys[0],
		Nick:    keys[1],
		IDTail:  keys[3],
		Village: d.villages.values[r.village],
		Birth:   r.birth.day(),
		Site:    d.sites.values[r.site],
	}
	if keys[2] != "" {
		e.PhoneTails = strings.Split(keys[2], listGap)
	}
	if len(keys) > 4 {
		e.Carers = slices.Clone(keys[4:])
	}
	return e
}
