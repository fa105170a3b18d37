package care

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// scrawl is a signature as a pad posts it: so many strokes of sixty points each,
// on a wavy line.
func scrawl(strokes int) string {
	var b strings.Builder
	for k := range strokes {
		for i := range 60 {
			x := 40 + k*840/max(strokes, 1) + i
			y := 160 + int(90*math.Sin(float64(i)/9+float64(k)))
			fmt.Fprintf(&b, "%c%d %d", "ML"[min(i, 1)], x, y)
		}
		b.WriteByte(' ')
	}
	return b.String()
}

func TestSignatureIsKeptSmall(t *testing.T) {
	for _, strokes := range []int{1, 6, 15, 40} {
		s, err := ReadSignature(scrawl(strokes))
		if err != nil || !s.Signed() {
			t.Fatalf("%d strokes: %v, signed %v", strokes, err, s.Signed())
		}
		kept := s.Bytes()
		if len(kept) > signatureMost {
			t.Errorf("%d strokes keep %d bytes, want at most %d", strokes, len(kept), signatureMost)
		}
		back, err := OpenSignature(kept)
		if err != nil || len(back) != strokes {
			t.Fatalf("%d strokes come back as %d: %v", strokes, len(back), err)
		}
		if strokes > 15 {
			continue // many strokes are drawn more roughly
		}
		for k, line := range s {
			for _, p := range line {
				if d := fromLine(p, back[k]); d > 12 {
					t.Errorf("%d strokes: %v lies %.1f from what was kept", strokes, p, d)
				}
			}
		}
	}
}

// fromLine is how far a point lies from a line of points.
func fromLine(p Point, line []Point) float64 {
	best := math.Inf(1)
	for i := 1; i < len(line); i++ {
		best = min(best, apart(p, line[i-1], line[i]))
	}
	return best
}

// What is kept stays as it is when it is shown and kept again.
func TestSignatureKeptAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s Signature
		for range rapid.IntRange(1, 12).Draw(t, "strokes") {
			var line []Point
			for range rapid.IntRange(1, 15).Draw(t, "points") {
				line = append(line, Point{rapid.IntRange(0, PadWidth).Draw(t, "x"), rapid.IntRange(0, PadHeight).Draw(t, "y")})
			}
			s = append(s, line)
		}
		kept := s.Bytes()
		opened, err := OpenSignature(kept)
		if err != nil {
			t.Fatal(err)
		}
		shown, err := ReadSignature(opened.Path())
		if again := shown.Bytes(); err != nil || len(kept) <= signatureMost && !bytes.Equal(again, kept) {
			t.Fatalf("%x is kept as %x, %v", kept, again, err)
		}
	})
}

func TestSignatureNeedsInk(t *testing.T) {
	for path, signed := range map[string]bool{
		"": false, "M5 5L5 5": false, "M5 5L30 30": false,
		"M100 100L160 100L160 160L100 160L100 100": true,
	} {
		s, err := ReadSignature(path)
		if err != nil || s.Signed() != signed {
			t.Errorf("%q: signed %v (%v), want %v", path, s.Signed(), err, signed)
		}
	}
	for _, bad := range []string{"M5", "M5 x", "hello", "M1 2L", "M<script>", strings.Repeat("M1 1", 201)} {
		if _, err := ReadSignature(bad); err == nil {
			t.Errorf("%q was taken for a signature", bad)
		}
	}
}

func FuzzSignature(f *testing.F) {
	f.Add("M1 2L3 4", []byte{1, 2, 3, 4, 5, 6})
	f.Add(scrawl(3), []byte{1})
	f.Fuzz(func(t *testing.T, path string, kept []byte) {
		if s, err := ReadSignature(path); err == nil {
			again, err := OpenSignature(s.Bytes())
			if err != nil || len(again) != len(s) {
				t.Errorf("%d strokes kept, %d read: %v", len(s), len(again), err)
			}
		}
		if s, err := OpenSignature(kept); err == nil {
			if back, err := ReadSignature(s.Path()); err != nil || len(back) != len(s) || !bytes.Equal([]byte(back.Path()), []byte(s.Path())) {
				t.Errorf("shown as %q, read as %q: %v", s.Path(), back.Path(), err)
			}
		}
	})
}
