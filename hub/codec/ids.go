package codec

import (
	"bytes"
	"slices"

	"yizhan/hub"
)

func compareIDs(a, b hub.ID) int { return bytes.Compare(a[:], b[:]) }

// appendIDs writes sorted ids as one byte string of 16 bytes each.
func appendIDs(b []byte, ids []hub.ID) []byte {
	b = appendHead(b, majorBytes, uint64(16*len(ids)))
	for _, id := range ids {
		b = append(b, id[:]...)
	}
	return b
}

// ids reads what appendIDs writes; out of order or twice is refused.
func (r *reader) ids() []hub.ID {
	raw := r.bytes()
	if len(raw)%16 != 0 {
		r.failf("%d bytes are no ids", len(raw))
		return nil
	}
	var ids []hub.ID
	for ; len(raw) > 0; raw = raw[16:] {
		id := hub.ID(raw[:16])
		if len(ids) > 0 && compareIDs(ids[len(ids)-1], id) >= 0 {
			r.failf("ids out of order")
			return nil
		}
		ids = append(ids, id)
	}
	return ids
}

// idTable is the ids that a part names, each once: records, replaced commits and
// ids in open values. They are written as places: 0 is the part's subject, n the
// table's nth id. A registration names its people, its site and its child again
// and again; a place costs one byte, an id 16.
type idTable struct {
	subject hub.ID
	ids     []hub.ID // sorted, without the subject
	used    []bool   // by a reader, so far
}

func (t *idTable) add(ids ...hub.ID) { t.ids = append(t.ids, ids...) }

// addIn adds the ids in an open value.
func (t *idTable) addIn(value any) {
	switch v := value.(type) {
	case hub.ID:
		t.add(v)
	case []any:
		for _, item := range v {
			t.addIn(item)
		}
	}
}

// close sorts the table; places are known from then on.
func (t *idTable) close() {
	hub.Sort(t.ids, compareIDs)
	t.ids = slices.Compact(t.ids)
	if i, ok := slices.BinarySearchFunc(t.ids, t.subject, compareIDs); ok {
		t.ids = slices.Delete(t.ids, i, i+1)
	}
}

func (t *idTable) place(id hub.ID) uint64 {
	if id == t.subject {
		return 0
	}
	return 1 + place(t.ids, id)
}

// place is where id stands in sorted ids.
func place(ids []hub.ID, id hub.ID) uint64 {
	i, _ := slices.BinarySearchFunc(ids, id, compareIDs)
	return uint64(i)
}

// readTable reads the ids of a part; the subject may not be among them.
func (r *reader) readTable(subject hub.ID) *idTable {
	t := &idTable{subject: subject, ids: r.ids()}
	t.used = make([]bool, len(t.ids))
	if slices.Contains(t.ids, subject) {
		r.failf("the subject among the ids")
	}
	return t
}

// at reads a place, and gives the id that stands there.
func (r *reader) at(t *idTable) (id hub.ID, place int) {
	n := r.uint(uint64(len(t.ids)))
	if n == 0 {
		return t.subject, 0
	}
	t.used[n-1] = true
	return t.ids[n-1], int(n)
}
