package form

import (
	"fmt"
	"reflect"
	"strconv"

	"yizhan/hub"
)

// Values is what somebody wants to be true, by field name; nil clears a field.
type Values map[string]any

// Edit turns names into numbers. An unknown name is a mistake in the program and
// panics, so that a test finds it.
func (r *Registry) Edit(kind hub.Kind, record, subject hub.ID, values Values) hub.Edit {
	return hub.Edit{Kind: kind, Record: record, Subject: subject, Set: r.numbered(kind, values)}
}

// EditOnce is Edit for a once-per record: subject and period make its id.
func (r *Registry) EditOnce(kind hub.Kind, subject hub.ID, period string, values Values) hub.Edit {
	return hub.Edit{
		Kind: kind, Record: hub.DeriveID(kind, subject, period), Subject: subject, Period: period,
		Set: r.numbered(kind, values),
	}
}

func (r *Registry) numbered(kind hub.Kind, values Values) map[uint32]any {
	def, ok := r.all()[kind]
	if !ok {
		panic(fmt.Sprintf("form: no kind %q", kind))
	}
	set := make(map[uint32]any, len(values))
	for name, v := range values {
		f, ok := def.byName[name]
		if !ok {
			panic(fmt.Sprintf("form: kind %s has no field %q", kind, name))
		}
		if rows, ok := v.([]Row); ok && f.Type == Group {
			v = f.RowsValue(rows, nil)
		}
		set[f.No] = stored(v)
	}
	def.nameFiles(set)
	return set
}

// stored brings Go's convenient types to the few that records hold.
func stored(v any) any {
	switch v := v.(type) {
	case int:
		return int64(v)
	case hub.Day:
		return string(v)
	case hub.Purpose:
		return string(v)
	case hub.Answer:
		return string(v)
	case hub.Role:
		return string(v)
	case Picture:
		return v.Value()
	case []string:
		out := make([]any, len(v))
		for i, s := range v {
			out[i] = s
		}
		return out
	}
	return v
}

// Decode fills a typed view from a record: fields tagged `form:"name"`. Missing
// values leave the zero value. The view's tags are checked against the
// definition by CheckView in a test of the package that declares it.
func (r *Registry) Decode(rec hub.Record, view any) {
	def, ok := r.all()[rec.Kind]
	if !ok {
		return
	}
	out := reflect.ValueOf(view).Elem()
	for i := range out.NumField() {
		name := out.Type().Field(i).Tag.Get("form")
		if name == "" {
			continue
		}
		if f, ok := def.byName[name]; ok {
			assign(out.Field(i), rec.Fields[f.No])
		}
	}
}

// assign sets a field of a view; a value of another type than expected (written
// by a release with another form) leaves the zero value.
func assign(dst reflect.Value, v any) {
	if v == nil {
		return
	}
	if list, ok := v.([]any); ok {
		if dst.Type() == reflect.TypeFor[[]any]() {
			dst.Set(reflect.ValueOf(list))
		}
		if dst.Type() == reflect.TypeFor[[]string]() {
			for _, e := range list {
				if s, ok := e.(string); ok {
					dst.Set(reflect.Append(dst, reflect.ValueOf(s)))
				}
			}
		}
		return
	}
	if src := reflect.ValueOf(v); src.CanConvert(dst.Type()) && convertible(src.Kind(), dst.Kind()) {
		dst.Set(src.Convert(dst.Type()))
	}
}

// convertible keeps numbers from turning into strings, which reflect allows.
func convertible(src, dst reflect.Kind) bool {
	return src == dst || (src == reflect.Int64 && dst == reflect.Int)
}

// CheckView says what is wrong with a view's tags: a name that the kind does not
// have, or a Go type that cannot hold the field's values.
func (r *Registry) CheckView(kind hub.Kind, view any) error {
	def, ok := r.all()[kind]
	if !ok {
		return fmt.Errorf("form: no kind %q", kind)
	}
	t := reflect.TypeOf(view)
	for i := range t.NumField() {
		name := t.Field(i).Tag.Get("form")
		if name == "" {
			continue
		}
		f, ok := def.byName[name]
		if !ok {
			return fmt.Errorf("form: kind %s has no field %q (view %s)", kind, name, t)
		}
		if got, want := t.Field(i).Type.Kind(), goKind(f.Type); got != want && !(want == reflect.Int64 && got == reflect.Int) {
			return fmt.Errorf("form: kind %s, field %s: view holds %s, values are %s", kind, name, got, want)
		}
	}
	return nil
}

func goKind(t Type) reflect.Kind {
	switch t {
	case Int, Time:
		return reflect.Int64
	case Bool:
		return reflect.Bool
	case Ref:
		return reflect.Array
	case Bytes, Drawing, Photo, Group, List, Choices:
		return reflect.Slice
	}
	return reflect.String
}

// PeriodOf is which once-per record a sheet of a day is; ok is false where the field
// that says it is not answered.
func (d *Definition) PeriodOf(day hub.Day, values Values) (period string, ok bool) {
	switch d.OncePer {
	case "day":
		return string(day), day != ""
	case "month":
		return firstBytes(string(day), len("2006-01")), day != ""
	case "year":
		return firstBytes(string(day), len("2006")), day != ""
	case "once":
		return "once", true
	}
	switch v := stored(values[d.OncePer]).(type) {
	case string:
		return v, v != ""
	case int64:
		return strconv.FormatInt(v, 10), true
	}
	return "", false
}

func firstBytes(s string, n int) string { return s[:min(n, len(s))] }
