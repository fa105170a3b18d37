package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// source is what the program's own files say: the keys that they ask a sentence
// for, and every string in them, each with the place where it stands.
type source struct {
	asked  map[string]string // arguments of E, Say and the templates' say
	quoted map[string]string // every string of Go
	begun  map[string]string // "help." of "help." + key: used where the rest is quoted too
}

// Every key that the source asks for has a sentence, and every sentence is asked for.
func TestKeys(t *testing.T) {
	src := source{map[string]string{}, map[string]string{}, map[string]string{}}
	if err := src.readTree(os.DirFS("../..")); err != nil {
		t.Fatal(err)
	}
	for _, complaint := range src.complaints(sentences) {
		t.Error(complaint)
	}
	if len(src.asked) < 100 {
		t.Errorf("only %d keys were found in the source: the search is broken", len(src.asked))
	}
}

// readTree reads the program's own files.
func (src source) readTree(tree fs.FS) error {
	return fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (name == "hub/words" || name != "." && strings.HasPrefix(d.Name(), ".")):
			return fs.SkipDir
		case strings.HasSuffix(name, "_test.go"), d.IsDir():
			return nil
		}
		switch path.Ext(name) {
		case ".go":
			return src.readGo(tree, name)
		case ".html":
			return src.readTemplate(tree, name)
		}
		return nil
	})
}

// The control.
func TestKeysCatches(t *testing.T) {
	src := source{
		asked:  map[string]string{"a.missing": "x.go:1", "a.there": "x.go:2"},
		quoted: map[string]string{"a.passed-on": "x.go:3", "x": "x.go:5"},
		begun:  map[string]string{"help.": "x.go:4"},
	}
	got := src.complaints(map[string]string{"a.there": "", "a.passed-on": "", "a.idle": "", "help.x": "", "help.y": ""})
	want := []string{"x.go:1 asks for a.missing, which has no sentence", "nobody asks for a.idle", "nobody asks for help.y"}
	if !slices.Equal(got, want) {
		t.Errorf("complaints are %q, want %q", got, want)
	}
}

func (s source) complaints(sentences map[string]string) []string {
	var out []string
	for _, key := range slices.Sorted(maps.Keys(s.asked)) {
		if _, ok := sentences[key]; !ok {
			out = append(out, s.asked[key]+" asks for "+key+", which has no sentence")
		}
	}
	for _, key := range slices.Sorted(maps.Keys(sentences)) {
		_, asked := s.asked[key]
		_, quoted := s.quoted[key]
		head, rest, _ := strings.Cut(key, ".")
		_, begun := s.begun[head+"."]
		_, ended := s.quoted[rest]
		if !asked && !quoted && !(begun && ended) {
			out = append(out, "nobody asks for "+key)
		}
	}
	return out
}

// readGo reads the strings of a file. The key is the second argument of E, the
// first of Say.
func (s source) readGo(tree fs.FS, name string) error {
	text, err := fs.ReadFile(tree, name)
	if err != nil {
		return err
	}
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, text, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	keyAt := map[string]int{"E": 1, "Say": 0}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if i, ok := keyAt[called(n)]; ok && len(n.Args) > i {
				if key, ok := literal(n.Args[i]); ok && key != "" {
					s.asked[key] = set.Position(n.Pos()).String()
				}
			}
		case *ast.BinaryExpr:
			if head, ok := literal(n.X); ok && strings.HasSuffix(head, ".") {
				s.begun[head] = set.Position(n.Pos()).String()
			}
		case *ast.BasicLit:
			if text, ok := literal(n); ok {
				s.quoted[text] = set.Position(n.Pos()).String()
			}
		}
		return true
	})
	return nil
}

func called(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(lit.Value)
	return text, err == nil
}

var sayInTemplate = regexp.MustCompile(`\bsay "([^"]+)"`)

func (s source) readTemplate(tree fs.FS, name string) error {
	text, err := fs.ReadFile(tree, name)
	if err != nil {
		return err
	}
	for _, m := range sayInTemplate.FindAllSubmatch(text, -1) {
		s.asked[string(m[1])] = name
	}
	return nil
}
