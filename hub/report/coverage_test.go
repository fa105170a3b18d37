package report

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/form"
)

// asked are the ids of the list of requirements: 136.
func asked() (ids []string) {
	for _, span := range []struct {
		letter   string
		from, to int
		width    int
	}{{"R", 1, 36, 2}, {"R", 40, 54, 2}, {"R", 60, 70, 2}, {"R", 80, 98, 2}, {"R", 100, 106, 2}, {"R", 110, 137, 2}, {"N", 1, 16, 1}, {"F", 1, 4, 1}} {
		for n := span.from; n <= span.to; n++ {
			ids = append(ids, fmt.Sprintf("%s%0*d", span.letter, span.width, n))
		}
	}
	return ids
}

// tests are the names of the repository's tests.
func tests(t *testing.T) map[string]bool {
	out := map[string]bool{}
	name := regexp.MustCompile(`(?m)^func (Test[A-Za-z0-9_]+)\(`)
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && strings.HasPrefix(d.Name(), ".") && len(d.Name()) > 2:
			return fs.SkipDir
		case !strings.HasSuffix(path, "_test.go"):
			return nil
		}
		text, err := os.ReadFile(path)
		for _, found := range name.FindAllStringSubmatch(string(text), -1) {
			out[found[1]] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// amiss is what is wrong with the table of what policy asks.
func amiss(rows []Asked, known map[string]bool) (out []string) {
	say := func(a Asked, what string) { out = append(out, a.ID+" "+what) }
	var ids []string
	for _, a := range rows {
		ids = append(ids, a.ID)
		if a.Title == "" || len([]rune(a.Title)) > 24 {
			say(a, "has no short title")
		}
		for _, kind := range a.Kinds {
			if _, ok := form.Builtin().Get(kind); !ok {
				say(a, "names no kind: "+string(kind))
			}
		}
		sheet, isSheet := strings.CutPrefix(a.Path, "/forms/")
		if def, ok := form.Builtin().Get(hub.Kind(sheet)); isSheet && (!ok || !def.Sheet() || !slices.Contains(a.Kinds, def.Kind)) {
			say(a, "leads to no sheet of its own: "+a.Path)
		}
		switch {
		case a.Later != "" && a.Later != "class" && a.Later != "county":
			say(a, "waits for nothing known: "+a.Later)
		case a.Later == "" && (a.Path+a.Desk == "" || a.Test == ""):
			say(a, "is said to be there, and has no page or no test")
		case a.Path+a.Desk != "" && a.Test == "":
			say(a, "has a page and no test")
		}
		if a.Test != "" && !known[a.Test] {
			say(a, "names no test: "+a.Test)
		}
	}
	if want := asked(); !slices.Equal(ids, want) {
		out = append(out, fmt.Sprintf("%d rows, want the %d of the list in their order", len(ids), len(want)))
	}
	return out
}

// Every row that is asked has a line; what the line says is there; what is not there yet
// says so.
func TestCoverage(t *testing.T) {
	known := tests(t)
	for _, what := range amiss(Coverage(), known) {
		t.Error(what)
	}
	if lines := strings.Count(coverageText, "\n"); lines != 2+len(Coverage()) {
		t.Errorf("%d lines, %d of them rows", lines, len(Coverage()))
	}
}

// The check of the table sees what is wrong with it.
func TestCoverageCatches(t *testing.T) {
	known := tests(t)
	for name, spoil := range map[string]func([]Asked) []Asked{
		"a row less":         func(r []Asked) []Asked { return slices.Delete(r, 7, 8) },
		"no such kind":       func(r []Asked) []Asked { r[0].Kinds = append(r[0].Kinds[:1:1], "xyz"); return r },
		"another's sheet":    func(r []Asked) []Asked { r[0].Path = "/forms/fee"; return r },
		"no sheet":           func(r []Asked) []Asked { r[0].Path = "/forms/child"; return r },
		"no such test":       func(r []Asked) []Asked { r[0].Test = "TestNobodyWroteThis"; return r },
		"no page":            func(r []Asked) []Asked { r[0].Path = ""; return r },
		"later, but of what": func(r []Asked) []Asked { r[0].Later = "someday"; return r },
	} {
		if len(amiss(spoil(slices.Clone(Coverage())), known)) == 0 {
			t.Errorf("%s is not seen", name)
		}
	}
}
