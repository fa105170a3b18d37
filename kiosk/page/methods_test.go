package page

import (
	"io/fs"
	"reflect"
	"regexp"
	"strings"
	"testing"
)

// A release keeps only those methods for templates that this package declares
// (.ci/prune): a template that asks a type of another package for one would show a page
// here and fail in a station.
func TestTemplatesCallNoMethodsOfOthers(t *testing.T) {
	seen := map[reflect.Type]bool{}
	for _, s := range Stories() {
		meet(reflect.ValueOf(s.View), seen)
	}
	asked := asks(t)
	foreign := calls(seen, asked)
	if len(foreign) > 0 {
		t.Errorf("templates may call %v", foreign)
	}
	// The control: one that is foreign is found.
	if one := calls(map[reflect.Type]bool{reflect.TypeFor[strings.Builder](): true}, map[string]bool{"Len": true}); len(one) != 1 {
		t.Errorf("found %v where a foreign method is asked for", one)
	}
	if len(seen) < 300 || !asked["HelpKey"] {
		t.Errorf("only %d types met, %d names asked for", len(seen), len(asked))
	}
}

// calls is which methods of types of other packages are among names.
func calls(types map[reflect.Type]bool, names map[string]bool) (found []string) {
	here := reflect.TypeFor[Frame]().PkgPath()
	for typ := range types {
		if typ.PkgPath() == here {
			continue
		}
		all := reflect.PointerTo(typ)
		if typ.Kind() == reflect.Interface {
			all = typ
		}
		for m := range all.Methods() {
			if names[m.Name] {
				found = append(found, typ.String()+"."+m.Name)
			}
		}
	}
	return found
}

// asks is every name after a dot in the templates.
func asks(t *testing.T) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	err := fs.WalkDir(sources, "html", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(sources, path)
		for _, m := range regexp.MustCompile(`\.([A-Z]\w*)`).FindAllSubmatch(b, -1) {
			names[string(m[1])] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// meet notes the types that can be reached from a value: all that its fields may hold,
// and of interfaces what they do hold.
func meet(v reflect.Value, seen map[reflect.Type]bool) {
	if !v.IsValid() {
		return
	}
	first := !seen[v.Type()]
	seen[v.Type()] = true
	switch v.Kind() {
	case reflect.Interface:
		meet(v.Elem(), seen)
	case reflect.Pointer:
		if !v.IsNil() {
			meet(v.Elem(), seen)
		} else if first {
			meet(reflect.Zero(v.Type().Elem()), seen)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				meet(v.Field(i), seen)
			}
		}
	case reflect.Slice, reflect.Array:
		if first {
			meet(reflect.Zero(v.Type().Elem()), seen)
		}
		for i := range v.Len() {
			meet(v.Index(i), seen)
		}
	case reflect.Map:
		if first {
			meet(reflect.Zero(v.Type().Elem()), seen)
		}
		for _, k := range v.MapKeys() {
			meet(v.MapIndex(k), seen)
		}
	}
}
