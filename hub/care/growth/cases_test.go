package growth

import (
	"os"
	"strconv"
	"strings"
	"testing"
)

// cases reads a file of internal/pack's: a line a case, "" for what it does not say.
func cases(t *testing.T, name string, columns int) (out [][]string) {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(raw)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(cells) != columns {
			t.Fatalf("%s: %q has %d columns, not %d", name, line, len(cells), columns)
		}
		for i, c := range cells {
			if c == "-" {
				cells[i] = ""
			}
		}
		out = append(out, cells)
	}
	return out
}

// figure is an integer cell; 0 for an empty one.
func figure(t *testing.T, cell string) int {
	t.Helper()
	if cell == "" {
		return 0
	}
	n, err := strconv.Atoi(cell)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
