package codec

import (
	"maps"
	"slices"

	"yizhan/hub"
)

// EncodeState is a record's row in two blobs. Open is its structure and open
// values, equal on every hub that holds the same commits; secret is the opened
// values of sealed fields, for the store to seal under the box's own key, and
// nil where none is open. Equal states have equal bytes.
//
//	open   = [origins, [[commit, lam, origin], …], gone, {no: field, …}]
//	field  = [commit, value]                                one live version
//	       | [[commit, value, …], [gone, …]]                otherwise
//	secret = [value, …]            undefined where this hub has no key
//
// Commits, origins and gone ids are sorted and named by their place. A sealed
// value is undefined in open.
func EncodeState(s hub.State) (open, secret []byte, err error) {
	w, err := newStateWriter(s)
	if err != nil {
		return nil, nil, err
	}
	b := appendArray(make([]byte, 0, 128+32*len(s)), 4)
	b = appendIDs(b, w.origins)
	b = appendArray(b, len(w.commits))
	for _, c := range w.commits {
		b = appendArray(b, 3)
		b = appendBytes(b, c.ID[:])
		b = appendUint(b, c.Lam)
		b = appendUint(b, place(w.origins, hub.ID(c.Origin)))
	}
	b = appendIDs(b, w.gone)
	b = appendHead(b, majorMap, uint64(len(w.numbers)))
	for _, no := range w.numbers {
		if b, err = w.field(appendUint(b, uint64(no)), s[no]); err != nil {
			return nil, nil, err
		}
	}
	if !w.opened {
		return b, nil, nil
	}
	return b, append(appendArray(nil, w.sealed), w.secret...), nil
}

type stateWriter struct {
	numbers []uint32
	origins []hub.ID
	commits []hub.CommitRef
	gone    []hub.ID
	secret  []byte
	sealed  int
	opened  bool
}

func newStateWriter(s hub.State) (*stateWriter, error) {
	w := &stateWriter{}
	for no, f := range s {
		if len(f.Live)+len(f.Gone) > 0 {
			w.numbers = append(w.numbers, no)
		}
		for _, v := range f.Live {
			w.commits = append(w.commits, hub.CommitRef{ID: v.Commit, Lam: v.Lam, Origin: v.Origin})
			w.origins = append(w.origins, hub.ID(v.Origin))
		}
		w.gone = append(w.gone, f.Gone...)
	}
	slices.Sort(w.numbers)
	hub.Sort(w.origins, compareIDs)
	w.origins = slices.Compact(w.origins)
	hub.Sort(w.gone, compareIDs)
	w.gone = slices.Compact(w.gone)
	hub.Sort(w.commits, func(a, b hub.CommitRef) int { return compareIDs(a.ID, b.ID) })
	w.commits = slices.Compact(w.commits)
	for i := 1; i < len(w.commits); i++ {
		if w.commits[i].ID == w.commits[i-1].ID {
			return nil, unfit("state knows one commit in two ways")
		}
	}
	return w, nil
}

func (w *stateWriter) field(b []byte, f hub.FieldState) (_ []byte, err error) {
	if len(f.Live) == 1 && len(f.Gone) == 0 {
		return w.version(appendArray(b, 2), f.Live[0])
	}
	b = appendArray(b, 2)
	b = appendArray(b, 2*len(f.Live))
	for _, v := range f.Live {
		if b, err = w.version(b, v); err != nil {
			return nil, err
		}
	}
	b = appendArray(b, len(f.Gone))
	for _, id := range f.Gone {
		b = appendUint(b, place(w.gone, id))
	}
	return b, nil
}

func (w *stateWriter) version(b []byte, v hub.Version) (_ []byte, err error) {
	i, _ := slices.BinarySearchFunc(w.commits, v.Commit, func(c hub.CommitRef, id hub.ID) int { return compareIDs(c.ID, id) })
	b = appendUint(b, uint64(i))
	if !v.Sealed {
		return appendValue(b, v.Value, nil, 0)
	}
	w.sealed++
	if v.Opened {
		w.opened = true
		w.secret, err = appendValue(w.secret, v.Value, nil, 0)
	} else {
		w.secret = append(w.secret, simpleUndefined)
	}
	return append(b, simpleUndefined), err
}

// DecodeState reads what EncodeState wrote. Without secret, sealed values are
// there but not opened.
func DecodeState(open, secret []byte) (hub.State, error) {
	r := stateReader{reader: reader{b: open}}
	s := r.state()
	if err := r.end(); err != nil {
		return nil, damaged("state: %w", err)
	}
	if len(secret) == 0 {
		return s, nil
	}
	if err := openState(s, secret); err != nil {
		return nil, damaged("state: %w", err)
	}
	return s, nil
}

type stateReader struct {
	reader
	commits  []hub.CommitRef
	used     []bool
	gone     []hub.ID
	goneUsed []bool
}

func (r *stateReader) state() hub.State {
	s := hub.State{}
	r.array(4)
	r.table()
	last := int64(-1)
	for n := r.countOf(majorMap); n > 0 && r.err == nil; n-- {
		no := uint32(r.uint(1<<32 - 1))
		if int64(no) <= last {
			r.failf("field %d out of order", no)
		}
		last = int64(no)
		r.array(2)
		s[no] = r.field()
	}
	if slices.Contains(r.used, false) || slices.Contains(r.goneUsed, false) {
		r.failf("a commit that no field has")
	}
	return s
}

// table reads origins, commits and gone ids.
func (r *stateReader) table() {
	origins := r.ids()
	used := make([]bool, len(origins))
	for n := r.count(); n > 0 && r.err == nil; n-- {
		var c hub.CommitRef
		r.array(3)
		r.fill(c.ID[:])
		c.Lam = r.uint(1<<64 - 1)
		if i := r.place(used); r.err == nil {
			c.Origin = hub.Origin(origins[i])
		}
		if k := len(r.commits); k > 0 && compareIDs(r.commits[k-1].ID, c.ID) >= 0 {
			r.failf("commits out of order")
		}
		r.commits = append(r.commits, c)
	}
	if slices.Contains(used, false) {
		r.failf("an origin that no commit has")
	}
	r.used = make([]bool, len(r.commits))
	r.gone = r.ids()
	r.goneUsed = make([]bool, len(r.gone))
}

// place reads a place in a table and marks it as used.
func (r *stateReader) place(used []bool) int {
	i := r.uint(1<<64 - 1)
	if i >= uint64(len(used)) {
		r.failf("place %d of %d", i, len(used))
		return 0
	}
	used[i] = true
	return int(i)
}

func (r *stateReader) field() (f hub.FieldState) {
	if r.major() != majorArray {
		f.Live = []hub.Version{r.version()}
		return f
	}
	n := r.count()
	if n%2 != 0 {
		r.failf("version without value")
	}
	for ; n > 0 && r.err == nil; n -= 2 {
		v := r.version()
		if k := len(f.Live); k > 0 && compareIDs(f.Live[k-1].Commit, v.Commit) >= 0 {
			r.failf("versions out of order")
		}
		f.Live = append(f.Live, v)
	}
	last := -1
	for n := r.count(); n > 0 && r.err == nil; n-- {
		i := r.place(r.goneUsed)
		if i <= last {
			r.failf("gone commits out of order")
		}
		if r.err == nil {
			last = i
			f.Gone = append(f.Gone, r.gone[i])
		}
	}
	if len(f.Gone) == 0 && len(f.Live) < 2 {
		r.failf("field not in its short form")
	}
	return f
}

func (r *stateReader) version() (v hub.Version) {
	if i := r.place(r.used); r.err == nil {
		v.Commit, v.Lam, v.Origin = r.commits[i].ID, r.commits[i].Lam, r.commits[i].Origin
	}
	if v.Sealed = r.skip(simpleUndefined); !v.Sealed {
		v.Opened, v.Value = true, r.value(nil, 0)
	}
	return v
}

// openState fills the sealed values in.
func openState(s hub.State, secret []byte) error {
	r := reader{b: secret}
	n, opened := r.count(), 0
	for _, no := range slices.Sorted(maps.Keys(s)) {
		for i := range s[no].Live {
			v := &s[no].Live[i]
			if !v.Sealed {
				continue
			}
			n--
			if !r.skip(simpleUndefined) {
				v.Opened, v.Value = true, r.value(nil, 0)
				opened++
			}
		}
	}
	if n != 0 || opened == 0 {
		r.failf("secret values are not this state's")
	}
	return r.end()
}
