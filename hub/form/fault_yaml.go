package form

import (
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
)

// syntax is what the reader of YAML complains of, by a part of its sentence, and what
// the officer who wrote the text has to do about it.
var syntax = []struct{ part, key string }{
	{"a tab", "fault.tab"},
	{"'\t'", "fault.tab"},
	{"must be specified", "fault.bracket"},
	{"corresponding to", "fault.bracket"},
	{"end token", "fault.bracket"},
	{"quoted text", "fault.quote"},
	{"already defined", "fault.twice"},
	{"mapping value is not allowed", "fault.two-colons"},
	{"non-map value", "fault.line"},
	{"not allowed in this context", "fault.indent"},
	{"unexpected key name", "fault.indent"},
	{"unexpected scalar value", "fault.indent"},
}

// yamlFault is what the reader of YAML says, at its place, in the words of somebody who
// has never heard of YAML.
func yamlFault(err error) Fault {
	f := Fault{Path: "$", Key: "fault.yaml", English: "not YAML of a form: %s", Args: []any{err.Error()}}
	at, ok := err.(yaml.Error)
	if !ok {
		return f
	}
	said, written := at.GetMessage(), ""
	f.Args = []any{said}
	if t := at.GetToken(); t != nil && t.Position != nil {
		f.Line, f.Column, written = t.Position.Line, t.Position.Column, t.Value
	}
	switch e := err.(type) {
	case *yaml.UnknownFieldError:
		_, key, _ := strings.Cut(said, `"`)
		f.key(strings.TrimSuffix(key, `"`))
	case *yaml.DuplicateKeyError:
		f.twice(written)
	case *yaml.TypeError:
		f.value(e.DstType.Kind(), written)
	case *yaml.OverflowError:
		f.Key, f.Args = "fault.whole", []any{written}
	case *yaml.UnexpectedNodeTypeError:
		switch e.Expected {
		case ast.SequenceType:
			f.Key = "fault.list"
		case ast.MappingType:
			f.Key = "fault.map"
		}
	default:
		for _, s := range syntax {
			if strings.Contains(said, s.part) {
				f.Key = s.key
				break
			}
		}
		switch f.Key {
		case "fault.line":
			f.mark(written)
		case "fault.twice":
			f.twice(written)
		}
	}
	return f
}

// key is what is the matter with a word that no form has: it may be a sentence that came
// apart at a comma.
func (f *Fault) key(word string) {
	f.Key, f.English, f.Args = "fault.key", "a form has no such key: %s", []any{word}
	if f.mark(word); f.Key == "fault.key" && !fieldName.MatchString(strings.ReplaceAll(word, "-", "_")) {
		f.Key = "fault.key-apart"
	}
}

func (f *Fault) twice(word string) {
	f.Key, f.English, f.Args = "fault.twice", "%s is there twice", []any{word}
}

// value is what is the matter with a value of the wrong type.
func (f *Fault) value(want reflect.Kind, written string) {
	switch want {
	case reflect.Bool:
		f.Key, f.English, f.Args = "fault.yes", "%s is neither true nor false", []any{written}
	case reflect.Int, reflect.Int64, reflect.Uint32:
		f.Key, f.English, f.Args = "fault.whole", "%s is no whole number", []any{written}
	}
	f.mark(written)
}

// marks are those that a keyboard writes while it writes Chinese, with what YAML knows.
var marks = strings.NewReplacer("：", ":", "，", ",", "、", ",", "；", ",", "【", "[", "】", "]", "｛", "{", "｝", "}")

// mark says that what was written has a mark of Chinese where a word of forms stands.
func (f *Fault) mark(written string) {
	for _, r := range written {
		if is := string(r); marks.Replace(is) != is {
			f.Key, f.English, f.Args = "fault.mark", "%s is a mark of Chinese: write %s", []any{is, marks.Replace(is)}
			return
		}
	}
}

// wholeKeys are those whose values are whole numbers; the reader of YAML would drop what
// is behind the point without a word.
var wholeKeys = []string{"no", "version", "min", "max", "step", "scale", "deadline", "order"}

// broken finds a number with a point where a whole one is needed.
func broken(body ast.Node) *Fault {
	v := &points{}
	ast.Walk(v, body)
	return v.found
}

type points struct{ found *Fault }

func (p *points) Visit(n ast.Node) ast.Visitor {
	pair, ok := n.(*ast.MappingValueNode)
	if !ok || p.found != nil || !slices.Contains(wholeKeys, pair.Key.GetToken().Value) {
		return p
	}
	if number, ok := pair.Value.(*ast.FloatNode); ok {
		t := number.GetToken()
		p.found = &Fault{Line: t.Position.Line, Column: t.Position.Column, Path: "$", Key: "fault.point",
			English: "%s: numbers are whole, in the smallest unit; scale says how they are shown", Args: []any{t.Value}}
	}
	return p
}
