package report

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"yizhan/hub"
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

// Whoever has the county's figure, and those of the townships that are told, learns of no few in
// another: neither above the line, nor below it, nor of who is missing.
func TestFiguresAreNotToldBySubtraction(t *testing.T) {
	one, _ := IndicatorOf("D6")
	rapid.Check(t, func(rt *rapid.T) {
		k := rapid.IntRange(5, 20).Draw(rt, "k")
		f := Figure{Indicator: one, Definition: one.Definitions[0], Day: "2026-11-23"}
		for i := range rapid.IntRange(1, 8).Draw(rt, "townships") {
			bottom := float64(rapid.IntRange(0, 60).Draw(rt, "bottom"))
			top := float64(rapid.IntRange(0, int(bottom)).Draw(rt, "top"))
			f.Lanes = append(f.Lanes, Ranked{Area: string(rune('a' + i)), Point: Point{Numerator: &top, Denominator: &bottom}})
		}
		rest, all := make([]float64, 3), true
		for _, town := range f.Lanes {
			hidden := f.Withheld(hub.Lane(town.Area), k)
			for at, n := range town.people() {
				if !hidden && few(n, k) {
					rt.Fatalf("%v of a township are told", n)
				}
				if hidden {
					rest[at] += n
				}
			}
			all = all && (hidden || slices.Max(town.people()) == 0)
		}
		for _, n := range rest {
			if few(n, k) && !all {
				rt.Fatalf("%v are left", n)
			}
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
