package codec

import (
	"bytes"
	"unicode/utf8"

	"yizhan/hub"
)

const (
	tagID    = 39 // registered for identifiers; tells an id from other bytes
	maxDepth = 4  // lists in lists
)

// appendValue writes a field's value: nil, bool, int64, string, []byte, hub.ID,
// or a []any of these. Decimals are scaled whole numbers; there are no floats.
// An id is written as its place in the table, or whole where there is no table.
func appendValue(b []byte, v any, table *idTable, depth int) ([]byte, error) {
	switch v := v.(type) {
	case nil:
		return append(b, simpleNull), nil
	case bool:
		return appendBool(b, v), nil
	case int64:
		return appendInt(b, v), nil
	case string:
		if !utf8.ValidString(v) {
			return nil, unfit("text is not UTF-8")
		}
		return appendText(b, v), nil
	case []byte:
		return appendBytes(b, v), nil
	case hub.ID:
		b = appendHead(b, majorTag, tagID)
		if table != nil {
			return appendUint(b, table.place(v)), nil
		}
		return appendBytes(b, v[:]), nil
	case []any:
		if depth == maxDepth {
			return nil, unfit("lists nested deeper than %d", maxDepth)
		}
		b = appendArray(b, len(v))
		for _, item := range v {
			var err error
			if b, err = appendValue(b, item, table, depth+1); err != nil {
				return nil, err
			}
		}
		return b, nil
	}
	return nil, unfit("a %T is no value", v)
}

// value reads what appendValue writes. Bytes are copied out of the input.
func (r *reader) value(table *idTable, depth int) any {
	switch r.major() {
	case majorUint, majorNeg:
		return r.int()
	case majorBytes:
		return append([]byte{}, r.bytes()...)
	case majorText:
		return r.text(hub.MaxCommit)
	case majorArray:
		if depth == maxDepth {
			r.failf("lists nested deeper than %d", maxDepth)
			return nil
		}
		list := make([]any, r.count())
		for i := range list {
			list[i] = r.value(table, depth+1)
		}
		return list
	case majorTag:
		return r.idValue(table)
	}
	switch {
	case r.skip(simpleNull):
		return nil
	case r.skip(simpleTrue):
		return true
	case r.skip(simpleFalse):
		return false
	}
	r.failf("%#x begins no value", r.next())
	return nil
}

func (r *reader) idValue(table *idTable) (id hub.ID) {
	if tag := r.expect(majorTag); r.err == nil && tag != tagID {
		r.failf("unknown tag %d", tag)
	}
	if table != nil {
		id, _ = r.at(table)
		return id
	}
	r.fill(id[:])
	return id
}

// EqualValues says whether two values of fields are the same.
func EqualValues(a, b any) bool {
	x, errX := appendValue(nil, a, nil, 0)
	y, errY := appendValue(nil, b, nil, 0)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}
