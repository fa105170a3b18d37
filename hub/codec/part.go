package codec

import (
	"cmp"
	"crypto/sha256"
	"slices"
	"unicode/utf8"

	"yizhan/hub"
)

// PartRef says where a part stands. All of it, and the key's name, is
// authenticated with the sealed values, so that a box opens in its own place only.
type PartRef struct {
	Origin  hub.Origin
	Seq     uint64
	Index   int // of the part in its commit, from 0
	Subject hub.ID
}

// EncodePart is a part's bytes: [salt, key name, ids, changes, box]. Ids is the
// part's table; records, replaced commits and ids in open values are places in
// it. The changes keep their order, the fields of a change are sorted by number.
//
// Values of fields marked Sealed go into one box under key, which is needed then
// (p.Key is set from it). A zero Salt is drawn. A part that came with a Box from
// DecodePart is written as it was, and key must be nil.
func EncodePart(p hub.Part, at PartRef, key *SubjectKey) ([]byte, error) {
	w, err := newPartWriter(p, at)
	if err != nil {
		return nil, err
	}
	switch {
	case p.Box != nil && (key != nil || w.sealed == 0):
		return nil, unfit("part has a box already, or nothing to seal")
	case p.Box == nil && w.sealed > 0:
		if key == nil {
			return nil, unfit("sealed fields, but no key")
		}
		if p, err = w.seal(p, *key); err != nil {
			return nil, err
		}
	case w.sealed == 0:
		p.Key = hub.KeyName{}
	}
	if p.Salt == [16]byte{} {
		p.Salt = drawSalt()
	}
	b := make([]byte, 0, 64+len(w.changes)+16*len(w.table.ids)+len(p.Box))
	b = appendArray(b, 5)
	b = appendBytes(b, p.Salt[:])
	b = appendOrNone(b, p.Key[:])
	b = appendIDs(b, w.table.ids)
	b = append(b, w.changes...)
	b = appendBytes(b, p.Box)
	if len(b) > hub.MaxCommit {
		return nil, tooLarge("part", len(b))
	}
	return b, nil
}

// partWriter writes the changes of a part and gathers what goes into its box.
type partWriter struct {
	at      PartRef
	table   *idTable
	changes []byte
	sealed  int    // number of sealed fields
	secret  []byte // their values, in order
}

func newPartWriter(p hub.Part, at PartRef) (*partWriter, error) {
	if len(p.Changes) == 0 {
		return nil, unfit("part without changes")
	}
	w := &partWriter{at: at, table: tableOf(p.Changes, at.Subject)}
	w.changes = appendArray(make([]byte, 0, 256), len(p.Changes))
	seen := map[recordKey]struct{}{}
	var before hub.Kind
	for _, c := range p.Changes {
		if err := w.change(c, before); err != nil {
			return nil, err
		}
		key := recordKey{c.Kind, recordOf(c, at.Subject)}
		if _, twice := seen[key]; twice {
			return nil, unfit("two changes of one %s", c.Kind)
		}
		seen[key] = struct{}{}
		before = c.Kind
	}
	return w, nil
}

func tableOf(changes []hub.Change, subject hub.ID) *idTable {
	t := &idTable{subject: subject}
	for _, c := range changes {
		if c.Period == "" {
			t.add(c.Record)
		}
		for _, f := range c.Fields {
			t.add(f.Replaces...)
			if !f.Sealed {
				t.addIn(f.Value)
			}
		}
	}
	t.close()
	return t
}

// change writes [kind, record, {no: field}]. The kind is null where it is that of
// the change before. The record is the place of its id, or its period as text.
func (w *partWriter) change(c hub.Change, before hub.Kind) error {
	if !isName(string(c.Kind)) || len(c.Fields) == 0 {
		return unfit("change of kind %q with %d fields", c.Kind, len(c.Fields))
	}
	b := appendArray(w.changes, 3)
	if c.Kind == before {
		b = append(b, simpleNull)
	} else {
		b = appendText(b, string(c.Kind))
	}
	switch {
	case c.Period != "":
		if derived := hub.DeriveID(c.Kind, w.at.Subject, c.Period); !isName(c.Period) || !c.Record.IsZero() && c.Record != derived {
			return unfit("%s has another id than its period gives", c.Kind)
		}
		b = appendText(b, c.Period)
	case c.Record.IsZero():
		return unfit("%s without id", c.Kind)
	default:
		b = appendUint(b, w.table.place(c.Record))
	}
	b = appendHead(b, majorMap, uint64(len(c.Fields)))
	last := uint32(0)
	for _, f := range sortedFields(c.Fields) {
		if f.No <= last {
			return unfit("%s: field %d is 0 or there twice", c.Kind, f.No)
		}
		last = f.No
		var err error
		if b, err = w.field(appendUint(b, uint64(f.No)), f); err != nil {
			return err
		}
	}
	w.changes = b
	return nil
}

// field writes the value, undefined standing for a sealed one; within an array,
// followed by what it replaces, where there is such or the value is a list.
func (w *partWriter) field(b []byte, f hub.FieldChange) (_ []byte, err error) {
	var replaces []uint64
	for _, id := range f.Replaces {
		replaces = append(replaces, w.table.place(id))
	}
	slices.Sort(replaces)
	replaces = slices.Compact(replaces)
	_, list := f.Value.([]any)
	if len(replaces) > 0 || list && !f.Sealed {
		b = appendArray(b, 1+len(replaces))
	}
	if f.Sealed {
		w.sealed++
		b = append(b, simpleUndefined)
		w.secret, err = appendValue(w.secret, f.Value, nil, 0)
	} else {
		b, err = appendValue(b, f.Value, w.table, 0)
	}
	for _, n := range replaces {
		b = appendUint(b, n)
	}
	return b, err
}

// seal puts the secret values into the part's box.
func (w *partWriter) seal(p hub.Part, key SubjectKey) (hub.Part, error) {
	name := key.Name()
	if !p.Key.IsZero() && p.Key != name {
		return p, unfit("part names another key than it is sealed with")
	}
	p.Key = name
	plain := append(appendArray(nil, w.sealed), w.secret...)
	if p.Salt == [16]byte{} {
		p.Salt = hedgedSalt(key, w.at, plain)
	}
	box, err := sealBox(key, p.Salt, w.at, plain)
	p.Box = box
	return p, err
}

// DecodePart reads a part's bytes; its subject stands in the header. Sealed
// values stay in the box until OpenPart.
func DecodePart(raw []byte, subject hub.ID) (hub.Part, error) {
	if len(raw) > hub.MaxCommit {
		return hub.Part{}, tooLarge("part", len(raw))
	}
	r := partReader{reader: reader{b: raw}}
	p := r.part(subject)
	if err := r.end(); err != nil {
		return hub.Part{}, damaged("part: %w", err)
	}
	return p, nil
}

type partReader struct {
	reader
	table  *idTable
	sealed int
}

func (r *partReader) part(subject hub.ID) (p hub.Part) {
	r.array(5)
	r.fill(p.Salt[:])
	r.fillOrNone(p.Key[:])
	r.table = r.readTable(subject)
	seen := map[recordKey]struct{}{}
	for n := r.count(); n > 0 && r.err == nil; n-- {
		var before hub.Kind
		if len(p.Changes) > 0 {
			before = p.Changes[len(p.Changes)-1].Kind
		}
		c := r.change(before)
		if _, twice := seen[recordKey{c.Kind, c.Record}]; twice {
			r.failf("two changes of one %s", c.Kind)
		}
		seen[recordKey{c.Kind, c.Record}] = struct{}{}
		p.Changes = append(p.Changes, c)
	}
	if box := r.bytes(); len(box) > 0 {
		p.Box = slices.Clone(box)
	}
	switch {
	case len(p.Changes) == 0:
		r.failf("no changes")
	case p.Salt == [16]byte{}:
		r.failf("no salt")
	case slices.Contains(r.table.used, false):
		r.failf("an id that nothing points to")
	case (r.sealed > 0) == p.Key.IsZero() || (r.sealed > 0) != (len(p.Box) >= minBox) || r.sealed == 0 && p.Box != nil:
		r.failf("%d sealed values, key %x, box of %d bytes", r.sealed, p.Key, len(p.Box))
	}
	return p
}

type recordKey struct {
	kind hub.Kind
	id   hub.ID
}

func (r *partReader) change(before hub.Kind) hub.Change {
	var c hub.Change
	r.array(3)
	if before != "" && r.skip(simpleNull) {
		c.Kind = before
	} else if c.Kind = hub.Kind(r.text(maxName)); c.Kind == "" || c.Kind == before {
		r.failf("kind %q, or not in its short form", c.Kind)
	}
	if r.major() == majorText {
		if c.Period = r.text(maxName); c.Period == "" {
			r.failf("empty period")
		}
		c.Record = hub.DeriveID(c.Kind, r.table.subject, c.Period)
	} else if c.Record, _ = r.at(r.table); c.Record.IsZero() {
		r.failf("record without id")
	}
	last := uint32(0)
	for n := r.countOf(majorMap); n > 0 && r.err == nil; n-- {
		f := r.field()
		if f.No <= last {
			r.failf("field %d out of order", f.No)
		}
		last = f.No
		c.Fields = append(c.Fields, f)
	}
	if len(c.Fields) == 0 {
		r.failf("change without fields")
	}
	return c
}

func (r *partReader) field() hub.FieldChange {
	f := hub.FieldChange{No: uint32(r.uint(1<<32 - 1))}
	if r.major() != majorArray {
		r.fieldValue(&f)
		return f
	}
	n := r.count() - 1
	r.fieldValue(&f)
	if _, list := f.Value.([]any); n < 0 || n == 0 && !list {
		r.failf("field %d not in its short form", f.No)
	}
	for last := -1; n > 0 && r.err == nil; n-- {
		id, place := r.at(r.table)
		if place <= last {
			r.failf("field %d: replaced commits out of order", f.No)
		}
		last = place
		f.Replaces = append(f.Replaces, id)
	}
	return f
}

func (r *partReader) fieldValue(f *hub.FieldChange) {
	if r.skip(simpleUndefined) {
		f.Sealed = true
		r.sealed++
		return
	}
	f.Opened = true
	f.Value = r.value(r.table, 0)
}

// HashPart ties a part to its header. The bytes hold the salt, so that nobody can
// guess an erased part by trying what it may have said.
func HashPart(raw []byte) hub.Hash { return sha256.Sum256(raw) }

func recordOf(c hub.Change, subject hub.ID) hub.ID {
	if c.Period != "" {
		return hub.DeriveID(c.Kind, subject, c.Period)
	}
	return c.Record
}

func sortedFields(fs []hub.FieldChange) []hub.FieldChange {
	byNo := func(a, b hub.FieldChange) int { return cmp.Compare(a.No, b.No) }
	if slices.IsSortedFunc(fs, byNo) {
		return fs
	}
	return slices.SortedFunc(slices.Values(fs), byNo)
}

// isName says whether s may be a kind or a period: 1 to 64 bytes of UTF-8.
func isName(s string) bool { return s != "" && len(s) <= maxName && utf8.ValidString(s) }
