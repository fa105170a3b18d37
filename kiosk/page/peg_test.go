package page

import (
	"testing"

	"yizhan/hub"
)

func TestPegIsKept(t *testing.T) {
	for n := range 60 {
		if p := PegNo(n); PegOf(p.Kept(), hub.ID{}) != p {
			t.Errorf("peg %d: kept as %q, read as %v", n, p.Kept(), PegOf(p.Kept(), hub.ID{}))
		}
	}
	id := hub.ID{7, 9}
	for _, odd := range []string{"", "3", "dragon2", "shi9x"} {
		if p := PegOf(odd, id); p != PegOf("", id) {
			t.Errorf("%q gives %v, want the id's own peg", odd, p)
		}
	}
	if p := PegOf("tu", id); p.Picture != "tu" || p.Tint < 1 || p.Tint > 5 {
		t.Errorf("a picture alone gives %v", p)
	}
}
