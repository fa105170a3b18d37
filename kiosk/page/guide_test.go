package page

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Pouring loses nothing, keeps the order, and fills no column higher than a screen.
func TestPourKeepsEveryLine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var pieces []GuidePiece
		want := ""
		for i := range rapid.IntRange(1, 9).Draw(t, "pieces") {
			p := GuidePiece{Kind: rapid.SampledFrom([]string{"text", "steps", "list", "note", "table", "links"}).Draw(t, "kind"), From: 1}
			if rapid.Bool().Draw(t, "headed") {
				p.Head = fmt.Sprintf("头%d", i)
			}
			want += p.Head
			for j := range rapid.IntRange(1, 12).Draw(t, "lines") {
				text := fmt.Sprintf("%d.%d%s", i, j, strings.Repeat("字", rapid.IntRange(0, 60).Draw(t, "long")))
				want += text
				if p.Kind == "table" {
					p.Heads = []string{"甲", "乙"}
					p.Rows = append(p.Rows, []string{text, ""})
				} else {
					p.Lines = append(p.Lines, []GuideSpan{{Text: text}})
				}
			}
			pieces = append(pieces, p)
		}
		noted := rapid.Bool().Draw(t, "noted")
		got := ""
		for n, screen := range Pour(pieces, noted) {
			for _, column := range screen {
				high := 0.0
				for _, p := range column {
					high += p.height()
					got += p.Head
					for _, l := range p.Lines {
						got += l[0].Text
					}
					for _, r := range p.Rows {
						got += r[0]
					}
					if p.Kind == "steps" && p.From < 1 || p.size() == 0 {
						t.Fatalf("a piece of %d lines from %d", p.size(), p.From)
					}
				}
				room := guideRows
				if noted && n == 0 {
					room -= guideNoted
				}
				if high > room+0.1 && len(column) > 1 {
					t.Fatalf("a column of %.1f lines in %.1f", high, room)
				}
			}
			if len(screen[0]) == 0 {
				t.Fatal("an empty screen")
			}
		}
		if got != want {
			t.Fatalf("%q\nwant %q", got, want)
		}
	})
}

// A step that goes on in the next column keeps its number.
func TestPourCountsOn(t *testing.T) {
	p := GuidePiece{Head: "怎么做", Kind: "steps", From: 1}
	for range 16 {
		p.Lines = append(p.Lines, []GuideSpan{{Text: strings.Repeat("做", 15)}})
	}
	screens := Pour([]GuidePiece{p}, false)
	if len(screens) != 1 || len(screens[0][1]) != 1 {
		t.Fatalf("%d screens", len(screens))
	}
	first, second := screens[0][0][0], screens[0][1][0]
	if first.Head == "" || second.Head != "" || second.From != len(first.Lines)+1 || len(first.Lines)+len(second.Lines) != 16 {
		t.Errorf("%d steps, then %d from %d", len(first.Lines), len(second.Lines), second.From)
	}
}

// Few lines that a whole column does not hold part in the first one: no screen is left
// empty for them, and they come to an end.
func TestPourPartsFewLongLines(t *testing.T) {
	for _, c := range []struct {
		long  int
		noted bool
	}{{50, true}, {110, false}, {400, false}} {
		p := GuidePiece{Head: "怎么做", Kind: "steps", From: 1}
		for range 3 {
			p.Lines = append(p.Lines, []GuideSpan{{Text: strings.Repeat("做", c.long)}})
		}
		got := 0
		for _, screen := range Pour([]GuidePiece{p}, c.noted) {
			if len(screen[0]) == 0 {
				t.Fatalf("lines of %d: an empty screen", c.long)
			}
			for _, column := range screen {
				for _, p := range column {
					got += p.size()
				}
			}
		}
		if got != 3 {
			t.Errorf("lines of %d: %d came of 3", c.long, got)
		}
	}
}
