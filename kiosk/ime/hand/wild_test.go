package hand

import (
	"encoding/binary"
	"math"
	"slices"
	"sync"
	"testing"

	"yizhan/kiosk/ime/hand/internal/ink"
)

// check is what holds whatever was written: at most ten, each once, in order, and
// distances that are numbers.
func check(t *testing.T, list []Candidate) {
	t.Helper()
	seen := map[rune]bool{}
	for i, c := range list {
		if seen[c.Rune] || math.IsNaN(c.Distance) || math.IsInf(c.Distance, 0) || i > 0 && c.Distance < list[i-1].Distance {
			t.Fatalf("candidate %d of %v", i, list)
		}
		seen[c.Rune] = true
	}
	if len(list) > Most {
		t.Fatalf("%d candidates", len(list))
	}
}

func TestWildWriting(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	long := make([]Point, 10_000)
	for i := range long {
		long[i] = Point{X: float64(i * 7919 % 1000), Y: float64(i * 104729 % 1000)}
	}
	many := make([][]Point, 10_000)
	for i := range many {
		many[i] = long[i : i+1]
	}
	for _, row := range []struct {
		name    string
		strokes [][]Point
		silent  bool
	}{
		{"nothing", nil, true},
		{"empty strokes", [][]Point{{}, nil, {}}, true},
		{"no numbers", [][]Point{line(nan, 1, 1, inf, -inf, nan)}, true},
		{"one dot", [][]Point{line(5, 5)}, false},
		{"the same place", [][]Point{line(5, 5, 5, 5, 5, 5), line(5, 5)}, false},
		{"a number among none", [][]Point{line(nan, 1, 3, 4, 1, inf, 9, 4)}, false},
		{"huge", [][]Point{line(-1e9, 0, 1e9, 1), line(0, -1e9, 0, 1e9)}, false},
		{"beyond huge", [][]Point{line(-1e300, 0, 1e300, 1), line(0, 0, 0, 9)}, false},
		{"tiny", [][]Point{line(0, 0, 1e-300, 0), line(0, 0, 0, 1e-300)}, false},
		{"10,000 points", [][]Point{long}, false},
		{"10,000 strokes", many, false},
	} {
		list := Recognise(row.strokes, Hint{})
		check(t, list)
		if (len(list) == 0) != row.silent {
			t.Errorf("%s: %q", row.name, letters(list))
		}
	}
}

// However much is written, what is looked at is bounded.
func TestWorkIsBounded(t *testing.T) {
	scribble := make([][]Point, 1000)
	for i := range scribble {
		for j := range 1000 {
			scribble[i] = append(scribble[i], Point{X: float64(j % 2 * 100), Y: float64((i + j) % 3 * 50)})
		}
	}
	clean := ink.Clean(scribble)
	points := 0
	for _, s := range clean {
		points += len(s)
	}
	if steps := len(follow(ink.Fit(clean))); len(clean) > 64 || points > 64*256 || steps > 2*manySteps {
		t.Errorf("%d strokes of %d points are followed in %d steps", len(clean), points, steps)
	}
	if got := len(ink.Clean([][]Point{scribble[0][:256]})[0]); got != 256 {
		t.Errorf("of 256 points %d are kept", got)
	}
}

func TestFromSeveralAtOnce(t *testing.T) {
	k, templates := known(), templates(t)
	var wg sync.WaitGroup
	for c := 0; c < len(k.runes); c += 700 {
		strokes := writers[2].write(dice(writers[2], k.runes[c]), templates[c])
		want := Recognise(strokes, Hint{})
		for range 3 {
			wg.Go(func() {
				if got := Recognise(strokes, Hint{}); !slices.Equal(got, want) {
					t.Errorf("%c: %v, alone %v", k.runes[c], got, want)
				}
			})
		}
	}
	wg.Wait()
}

func FuzzRecognise(f *testing.F) {
	Load() // once, not within the time that a single input may take
	f.Add([]byte{})
	f.Add([]byte("\x10\x20\x90\x20\xff\xff\x50\x05\x50\x95"))
	f.Add([]byte("\x00\x00\x00\x00\x00\x00\x00\x00\xf0\x7f"))
	f.Fuzz(func(t *testing.T, data []byte) {
		check(t, Recognise(small(data), Hint{}))
		check(t, Recognise(bits(data), Hint{Boost: func(r rune) float64 { return math.Float64frombits(uint64(r) << 48) }}))
	})
}

// small reads points as pairs of bytes; 0xff 0xff lifts the pen.
func small(data []byte) [][]Point {
	strokes := [][]Point{nil}
	for ; len(data) >= 2; data = data[2:] {
		if last := len(strokes) - 1; data[0] == 0xff && data[1] == 0xff {
			strokes = append(strokes, nil)
		} else {
			strokes[last] = append(strokes[last], Point{X: float64(data[0]), Y: float64(data[1])})
		}
	}
	return strokes
}

// bits reads points as pairs of any float64, three a stroke.
func bits(data []byte) [][]Point {
	var strokes [][]Point
	for n := 0; len(data) >= 16; n, data = n+1, data[16:] {
		if n%3 == 0 {
			strokes = append(strokes, nil)
		}
		p := Point{
			X: math.Float64frombits(binary.LittleEndian.Uint64(data)),
			Y: math.Float64frombits(binary.LittleEndian.Uint64(data[8:])),
		}
		strokes[len(strokes)-1] = append(strokes[len(strokes)-1], p)
	}
	return strokes
}
