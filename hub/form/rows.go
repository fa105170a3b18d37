package form

import "yizhan/hub"

// Row is one row of a group, by the name of its fields.
//
// A group is one value of its record: it is for what one person writes down in one
// go, the dishes of a meal, the children of a drill. Two people who add a row on two
// boxes meet in a conflict card. What grows on two sides (guardians, doses) is a kind
// of its own, one record each.
type Row map[string]any

// Picture is a photo's value: the file lies beside the log under its hash, sealed under
// Key (hub/blob); a small picture of at most MaxThumb bytes is in the record.
type Picture struct {
	Hash  hub.Hash
	Key   [32]byte
	Thumb []byte
}

// Most bytes of what is drawn or shown small.
const (
	MaxThumb   = 4 << 10
	MaxDrawing = 32 << 10
)

// Value is what a record holds of the picture.
func (p Picture) Value() []any { return []any{p.Hash[:], p.Key[:], p.Thumb} }

// PictureOf reads a photo's value.
func PictureOf(v any) (p Picture, ok bool) {
	list, _ := v.([]any)
	if len(list) != 3 {
		return p, false
	}
	hash, isHash := list[0].([]byte)
	key, isKey := list[1].([]byte)
	thumb, isThumb := list[2].([]byte)
	if !isHash || len(hash) != len(p.Hash) || !isKey || len(key) != len(p.Key) || !isThumb || len(thumb) > MaxThumb {
		return p, false
	}
	p.Hash, p.Key, p.Thumb = hub.Hash(hash), [32]byte(key), thumb
	return p, true
}

// Rows reads a group's value. A row is stored as numbers and values in turn; numbers
// that nobody here knows are left out.
func (f *Field) Rows(v any) []Row {
	list, _ := v.([]any)
	out := make([]Row, 0, len(list))
	for _, e := range list {
		out = append(out, f.row(e))
	}
	return out
}

func (f *Field) row(v any) Row {
	row := Row{}
	pairs, _ := v.([]any)
	for i := 0; i+1 < len(pairs); i += 2 {
		no, _ := pairs[i].(int64)
		if c := f.columnNo(uint32(no)); c != nil && pairs[i+1] != nil {
			row[c.Name] = c.typed(pairs[i+1])
		}
	}
	return row
}

// RowsValue is rows as a record holds them. A row that stands in was, the value as it
// is, stays as it is there, with what only a newer form knows of it. An unknown name is
// a mistake in the program and panics.
func (f *Field) RowsValue(rows []Row, was any) []any {
	old, _ := was.([]any)
	out := make([]any, 0, len(rows))
	for _, r := range rows {
		value := f.rowValue(r)
		for i, o := range old {
			if Equal(f.rowValue(f.row(o)), value) {
				value = o.([]any)
				old = append(old[:i:i], old[i+1:]...)
				break
			}
		}
		out = append(out, value)
	}
	return out
}

func (f *Field) rowValue(r Row) []any {
	for name := range r {
		if _, ok := f.Column(name); !ok {
			panic("form: group " + f.Name + " has no field " + name)
		}
	}
	out := []any{}
	for i := range f.Fields {
		if v := stored(r[f.Fields[i].Name]); v != nil {
			out = append(out, int64(f.Fields[i].No), v)
		}
	}
	return out
}

// checkRows checks a group's value.
func (f *Field) checkRows(v any) *hub.Error {
	wrong := hub.E(hub.CodeInvalid, "form.type", f.Label)
	list, ok := v.([]any)
	if !ok {
		return wrong
	}
	if f.Max != nil && int64(len(list)) > *f.Max {
		return hub.E(hub.CodeInvalid, "form.rows", f.Label, *f.Max)
	}
	for _, e := range list {
		pairs, ok := e.([]any)
		if !ok || len(pairs)%2 != 0 {
			return wrong
		}
		row := f.row(e)
		for i := range f.Fields {
			c := &f.Fields[i]
			if err := c.check(row[c.Name]); err != nil {
				return err
			}
		}
	}
	return nil
}
