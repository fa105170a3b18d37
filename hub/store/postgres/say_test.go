package postgres

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Every join of the store between rows that name their lane is one of lanes too; where it
// cannot be, it is named here.
func TestLanesMeetWhereRowsDo(t *testing.T) {
	files, err := filepath.Glob("../*.go")
	if err != nil {
		t.Fatal(err)
	}
	join := regexp.MustCompile(`(?:JOIN (?:commits|parts|finds|records|batches|origins) \w|FROM (?:commits c|parts p)) (?:ON|WHERE) [\w.]+ = \w+\.\w+`)
	elsewhere := []string{
		"JOIN records r ON r.subject = c.subject", // a household may live in two lanes
		"JOIN origins o ON o.n = f.origin",        // forks are few, and name none
	}
	found := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
	joins:
		for _, s := range join.FindAllString(string(text), -1) {
			for _, e := range elsewhere {
				if s == e {
					continue joins
				}
			}
			if found++; !strings.Contains(say(s), ".lane = ") {
				t.Errorf("%s: %s", filepath.Base(name), s)
			}
		}
	}
	if found < 15 {
		t.Errorf("only %d joins were found", found)
	}
	if control := "JOIN parts p ON p.n = c.n"; strings.Contains(say(control), "lane") {
		t.Error("the control is said otherwise")
	}
}
