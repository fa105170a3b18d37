package form

import (
	"bytes"
	"cmp"
	"reflect"
	"slices"

	"yizhan/hub"
)

// Read is how a hub with the form reads a folded state: one live version, or
// several equal ones, is the value; several different ones go through the
// field's merge rule; where that says Ask, the newest is shown and a Conflict
// kept. Kinds and fields without a definition are read as newest.
func (r *Registry) Read(rec hub.Record, state hub.State) hub.Record {
	rec.Fields = make(map[uint32]any, len(state))
	def := r.all()[rec.Kind]
	var top hub.Version
	for no, fs := range state {
		var f *Field
		if def != nil {
			f = def.byNo[no]
		}
		for _, v := range fs.Live {
			rec.Sealed = rec.Sealed || !v.Opened
			if top.Commit.IsZero() || hub.CompareVersions(v, top) > 0 {
				top = v
			}
		}
		value, conflict, ok := f.read(fs)
		if !ok {
			continue
		}
		rec.Fields[no] = value
		if conflict != nil {
			rec.Conflict = append(rec.Conflict, hub.Conflict{
				Kind: rec.Kind, Record: rec.ID, Subject: rec.Subject, No: no, Versions: conflict,
			})
		}
	}
	rec.Commit = top.Commit
	hub.Sort(rec.Conflict, func(a, b hub.Conflict) int { return cmp.Compare(a.No, b.No) })
	return rec
}

// read is the value of one field; nil f is a field without a definition.
func (f *Field) read(fs hub.FieldState) (value any, conflict []hub.Version, ok bool) {
	opened := make([]hub.Version, 0, len(fs.Live))
	for _, v := range fs.Live {
		if v.Opened {
			v.Value = f.typed(v.Value)
			opened = append(opened, v)
		}
	}
	if len(opened) == 0 {
		return nil, nil, false
	}
	hub.Sort(opened, func(a, b hub.Version) int { return hub.CompareVersions(b, a) })
	first := opened[0].Value
	if !slices.ContainsFunc(opened, func(v hub.Version) bool { return !Equal(v.Value, first) }) {
		return first, nil, true
	}
	if f == nil {
		return first, nil, true
	}
	return f.merge(opened)
}

// merge settles versions that differ; best (newest) first.
func (f *Field) merge(vs []hub.Version) (any, []hub.Version, bool) {
	less := func(a, b hub.Version) int { return compareValues(a.Value, b.Value) }
	switch f.Merge {
	case Earliest:
		return slices.MinFunc(vs, less).Value, nil, true
	case Latest:
		return slices.MaxFunc(vs, less).Value, nil, true
	case Union:
		return union(vs), nil, true
	case Cautious:
		return slices.MinFunc(vs, func(a, b hub.Version) int {
			return cmp.Compare(f.rank(a.Value), f.rank(b.Value))
		}).Value, nil, true
	case Newest:
		return vs[0].Value, nil, true
	}
	return vs[0].Value, vs, true
}

// rank is a value's place in the field's order of caution; unknown values last.
func (f *Field) rank(v any) int {
	if i := slices.IndexFunc(f.Order, func(o any) bool { return Equal(o, v) }); i >= 0 {
		return i
	}
	return len(f.Order)
}

func union(vs []hub.Version) []any {
	var out []any
	for _, v := range vs {
		list, _ := v.Value.([]any)
		for _, e := range list {
			if !slices.ContainsFunc(out, func(o any) bool { return Equal(o, e) }) {
				out = append(out, e)
			}
		}
	}
	hub.Sort(out, compareValues)
	return out
}

// typed brings a decoded value to the type that the field promises: a reference
// travels as 16 bytes.
func (f *Field) typed(v any) any {
	if b, ok := v.([]byte); ok && f != nil && f.Type == Ref && len(b) == len(hub.ID{}) {
		return hub.ID(b)
	}
	return v
}

// Equal says whether two field values are the same.
func Equal(a, b any) bool {
	return reflect.DeepEqual(plain(a), plain(b))
}

func plain(v any) any {
	if id, ok := v.(hub.ID); ok {
		return id[:]
	}
	return v
}

// Compare orders values of one type; a cleared field comes first.
func Compare(a, b any) int { return compareValues(a, b) }

// compareValues orders values of one type; a cleared field comes first.
func compareValues(a, b any) int {
	switch a := plain(a).(type) {
	case int64:
		if b, ok := b.(int64); ok {
			return cmp.Compare(a, b)
		}
	case string:
		if b, ok := b.(string); ok {
			return cmp.Compare(a, b)
		}
	case bool:
		if b, ok := b.(bool); ok && a != b {
			if a {
				return 1
			}
			return -1
		}
	case []byte:
		if b, ok := plain(b).([]byte); ok {
			return bytes.Compare(a, b)
		}
	}
	return cmp.Compare(typeRank(a), typeRank(b))
}

func typeRank(v any) int {
	switch v.(type) {
	case nil:
		return 0
	case bool:
		return 1
	case int64:
		return 2
	case string:
		return 3
	}
	return 4
}
