package county

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"yizhan/hub/report"
)

var registers = regexp.MustCompile(`mux\.Handle(?:Func)?\("([^"]+)", (\S+)`)

// Every address that some file registers has a gate, and every gate an address: whoever
// adds a page says who may open it. What does not go through signed asks nobody.
func TestEveryRouteHasAGate(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	registered := map[string]bool{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		calls := strings.Count(string(text), "mux.Handle")
		found := registers.FindAllStringSubmatch(string(text), -1)
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		if len(found) != calls {
			t.Errorf("%s registers %d addresses, %d of them by a string that can be read here", file, calls, len(found))
		}
		for _, m := range found {
			registered[m[1]] = true
			n, known := gates[m[1]]
			through := strings.HasPrefix(m[2], "c.signed(") || strings.HasPrefix(m[2], "c.mayFleet(")
			switch {
			case !known:
				t.Errorf("%s: %q has no line in gates: say who may open it", file, m[1])
			case n.open == through:
				t.Errorf("%s: %q open %v, but asks who it is: %v", file, m[1], n.open, through)
			}
		}
	}
	for pattern := range gates {
		if !registered[pattern] {
			t.Errorf("nobody registers %q", pattern)
		}
	}
	if len(registered) < 80 {
		t.Errorf("only %d addresses were found", len(registered))
	}
}

// What the list of requirements says the county's desk does has an address there.
func TestCoverageLeadsToTheDesk(t *testing.T) {
	n := 0
	for _, a := range report.Coverage() {
		if a.Desk == "" {
			continue
		}
		if n++; !known("GET " + a.Desk) {
			t.Errorf("%s %s leads to %s, which is none", a.ID, a.Title, a.Desk)
		}
	}
	if n == 0 {
		t.Error("no row leads to the desk")
	}
}

func known(pattern string) bool { _, ok := gates[pattern]; return ok }
