package hand

import (
	"archive/zip"
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"testing"

	"yizhan/kiosk/ime/hand/internal/ink"
)

// templates are the characters as the writers of the tests know them.
func templates(t testing.TB) [][][]Point {
	t.Helper()
	files, err := unzip(archive)
	if err != nil {
		t.Fatal(err)
	}
	_, templates, err := readStrokes(files["strokes.bin"])
	if err != nil {
		t.Fatal(err)
	}
	return templates
}

// tally counts where the meant character stood.
type tally struct{ written, first, ten int }

func (t tally) String() string {
	share := func(n int) float64 { return 100 * float64(n) / float64(t.written) }
	return fmt.Sprintf("%5d written: first %6.2f %%, among ten %6.2f %%", t.written, share(t.first), share(t.ten))
}

func (t *tally) add(meant rune, list []Candidate) {
	t.written++
	switch slices.IndexFunc(list, func(c Candidate) bool { return c.Rune == meant }) {
	case -1:
	case 0:
		t.first++
		fallthrough
	default:
		t.ten++
	}
}

// dice are a writer's for one character: always the same.
func dice(w writer, r rune) *rand.Rand {
	return rand.New(rand.NewPCG(uint64(r), uint64(len(w.name))<<32+20261122))
}

// TestWriters lets each writer write characters that nothing was learned or tuned on.
// YIZHAN_LONG writes all characters, and shows the others too.
func TestWriters(t *testing.T) {
	k, templates := known(), templates(t)
	every := 12
	if os.Getenv("YIZHAN_LONG") != "" {
		every = 1
	}
	for _, w := range writers {
		var held, other tally
		n := 0
		for c, r := range k.runes {
			into := &other
			if ink.HeldOut(r) {
				into = &held
			} else if every > 1 {
				continue
			}
			if n++; n%every == 0 {
				into.add(r, Recognise(w.write(dice(w, r), templates[c]), Hint{}))
			}
		}
		t.Logf("%-12s held out %v", w.name, held)
		if other.written > 0 {
			t.Logf("%-12s others   %v", w.name, other)
		}
		if share := 100 * float64(held.ten) / float64(held.written); share < w.want {
			t.Errorf("%s: %.2f %% are among the ten, want %.0f", w.name, share, w.want)
		}
	}
}

// The control: whoever writes in a mirror is not understood, so the figures above can
// fall.
func TestMirrorIsNotRead(t *testing.T) {
	k, templates := known(), templates(t)
	var read tally
	for c := 5; c < len(k.runes); c += 100 {
		strokes := writers[0].write(dice(writers[0], k.runes[c]), templates[c])
		for _, s := range strokes {
			for i := range s {
				s[i].X = -s[i].X
			}
		}
		read.add(k.runes[c], Recognise(strokes, Hint{}))
	}
	if read.ten*2 > read.written {
		t.Errorf("in a mirror %v, which says that the shapes do not matter", read)
	}
}

func TestKnowsAllCharacters(t *testing.T) {
	k := known()
	if len(k.runes) != 6763 {
		t.Fatalf("%d characters, want the 6,763 of GB 2312", len(k.runes))
	}
	for c, strokes := range templates(t) {
		if len(strokes) == 0 || slices.ContainsFunc(strokes, func(s []Point) bool { return len(s) == 0 }) {
			t.Errorf("%c has an empty stroke, or none", k.runes[c])
		}
		if len(k.steps[c]) > manySteps+len(strokes) {
			t.Errorf("%c is followed in %d steps", k.runes[c], len(k.steps[c]))
		}
	}
	if size := len(archive); size > 1_500_000 {
		t.Errorf("the templates take %d bytes", size)
	}
}

// The size of the writing and the place on the board are nothing to it, to the last
// candidate.
func TestAnyScale(t *testing.T) {
	k, templates := known(), templates(t)
	for c := 0; c < len(k.runes); c += 500 {
		strokes := writers[1].write(dice(writers[1], k.runes[c]), templates[c])
		want := Recognise(strokes, Hint{})
		moved := make([][]Point, len(strokes))
		for i, s := range strokes {
			for _, p := range s {
				moved[i] = append(moved[i], Point{X: 4096 + p.X/512, Y: -64 + p.Y/512})
			}
		}
		got := Recognise(moved, Hint{})
		if !slices.EqualFunc(want, got, func(a, b Candidate) bool { return a.Rune == b.Rune }) {
			t.Errorf("%c: %q, but small and elsewhere %q", k.runes[c], letters(want), letters(got))
		}
	}
}

func letters(list []Candidate) string {
	var out []rune
	for _, c := range list {
		out = append(out, c.Rune)
	}
	return string(out)
}

// line is a stroke through x, y, x, y, …
func line(xy ...float64) []Point {
	var out []Point
	for i := 0; i < len(xy); i += 2 {
		out = append(out, Point{X: xy[i], Y: xy[i+1]})
	}
	return out
}

// Shapes that differ by little: what is likelier here decides, and only there.
func TestBoost(t *testing.T) {
	earth := [][]Point{line(20, 40, 80, 40), line(50, 10, 50, 90), line(22, 90, 78, 90)}
	for _, row := range []struct {
		likely rune
		boost  float64
		want   string
	}{
		{0, 0, "土"}, {'士', 5, "士"}, {'士', 1e300, "士"}, {'士', math.NaN(), "土"}, {'驿', 5, "土"}, {'土', -5, "士"},
	} {
		list := Recognise(earth, Hint{Max: 1, Boost: func(r rune) float64 {
			if r == row.likely {
				return row.boost
			}
			return 0
		}})
		if letters(list) != row.want {
			t.Errorf("with %c %+g: %q, want %s", row.likely, row.boost, letters(list), row.want)
		}
	}
}

func TestHowMany(t *testing.T) {
	one := [][]Point{line(10, 50, 90, 48)}
	for max, want := range map[int]int{0: 10, 1: 1, 3: 3, 10: 10, 99: 10, -1: 10} {
		list := Recognise(one, Hint{Max: max})
		if len(list) != want || list[0].Rune != '一' {
			t.Errorf("Max %d: %q", max, letters(list))
		}
	}
}

func BenchmarkRecognise(b *testing.B) {
	k, templates := known(), templates(b)
	var in [][][]Point
	for c := 0; c < len(k.runes); c += 53 {
		in = append(in, writers[1].write(dice(writers[1], k.runes[c]), templates[c]))
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		Recognise(in[i%len(in)], Hint{})
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := load(archive); err != nil {
			b.Fatal(err)
		}
	}
}

// What stays in memory is at most 8 MB, the packed file not counted.
func TestMemory(t *testing.T) {
	heap := func() int {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return int(m.HeapAlloc)
	}
	before := heap()
	k, err := load(archive)
	if err != nil {
		t.Fatal(err)
	}
	grown := heap() - before
	runtime.KeepAlive(k)
	if grown < 1<<20 || grown > 8<<20 {
		t.Errorf("%d bytes in memory, want 1 to 8 MB", grown)
	}
	t.Logf("%.1f MB in memory", float64(grown)/(1<<20))
}

// A damaged archive is an error, not a panic or half the characters.
func TestDamagedArchive(t *testing.T) {
	files, err := unzip(archive)
	if err != nil {
		t.Fatal(err)
	}
	for name := range files {
		if name == "NOTICE.txt" || name == "ARPHICPL.TXT" {
			continue
		}
		for _, keep := range []int{0, 1, len(files[name]) / 2, len(files[name]) - 1} {
			var out bytes.Buffer
			w := zip.NewWriter(&out)
			for n, data := range files {
				f, err := w.Create(n)
				if err != nil {
					t.Fatal(err)
				}
				if n == name {
					data = data[:keep]
				}
				if _, err := f.Write(data); err != nil {
					t.Fatal(err)
				}
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			if _, err := load(out.Bytes()); err == nil {
				t.Errorf("%s of %d bytes instead of %d was read", name, keep, len(files[name]))
			}
		}
	}
	if _, err := load(archive[:len(archive)/2]); err == nil {
		t.Error("half an archive was read")
	}
}
