package report

import (
	"testing"

	"pgregory.net/rapid"
)

// Whoever knows a township's total learns of no group smaller than k by subtracting.
func TestSmallCellsAreNotToldBySubtraction(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		k := rapid.IntRange(5, 30).Draw(rt, "k")
		cells := make([]Cell, 9)
		total := 0
		for i := range cells {
			cells[i] = Cell{Years: i / 3, Children: rapid.IntRange(0, 60).Draw(rt, "children")}
			total += cells[i].Children
		}
		withhold(cells, k)
		told, hidden := 0, 0
		for _, c := range cells {
			switch {
			case c.Withheld && c.Children != 0:
				rt.Fatal("a withheld cell says its number")
			case c.Withheld:
				hidden++
			case c.Children < k:
				rt.Fatalf("a cell of %d is told", c.Children)
			}
			told += c.Children
		}
		if rest := total - told; rest > 0 && (rest < k && hidden < len(cells) || hidden == 1) {
			rt.Fatalf("%d are left in %d cells", rest, hidden)
		}
	})
}

func TestTooFew(t *testing.T) {
	one, _ := IndicatorOf("D6") // children under three who were guided
	n := func(v float64) *float64 { return &v }
	for _, c := range []struct {
		top, bottom float64
		few         bool
	}{{50, 100, false}, {3, 100, true}, {0, 100, false}, {95, 100, true}, {100, 100, false}, {0, 4, true}} {
		f := Figure{Indicator: one, Definition: one.Definitions[0], Day: "2026-11-23", Point: Point{Numerator: n(c.top), Denominator: n(c.bottom)}}
		if got := TooFew(&f, 10); got != c.few {
			t.Errorf("%v / %v: %v", c.top, c.bottom, got)
		}
	}
}
