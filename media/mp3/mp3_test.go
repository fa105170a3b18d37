package mp3

import (
	"errors"
	"math"
	"testing"
)

func newEncoder(t testing.TB) *Encoder {
	t.Helper()
	e, err := NewEncoder()
	if errors.Is(err, ErrNone) {
		t.Skip("NOT TESTED: MP3; there is no libmp3lame (.ci/test installs it)")
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(e.Close)
	return e
}

// Of whatever length the pieces are, out come whole frames, each with a head of its own
// that says what it is, and with nothing in it that stands in the frame before.
func TestFramesStandAlone(t *testing.T) {
	e := newEncoder(t)
	frames, given := []byte(nil), 0
	for i := 0; given < 10*Rate; i++ {
		piece := make([]int16, 1+i*37%1700)
		for j := range piece {
			at := float64(given + j)
			piece[j] = int16(9000*math.Sin(2*math.Pi*440*at/Rate) + 9000*math.Sin(2*math.Pi*(200+at/50)*at/Rate))
		}
		out, err := e.Encode(piece)
		if err != nil {
			t.Fatal(err)
		}
		frames, given = append(frames, out...), given+len(piece)
	}
	n := len(frames) / FrameBytes
	if want := given/FrameSamples - 3; n < want || n > want+3 {
		t.Errorf("%d frames of %d samples", n, given)
	}
	for i := range n {
		f := frames[i*FrameBytes:][:FrameBytes]
		if !Whole(f) || Whole(f[1:]) {
			t.Fatalf("frame %d begins with % x", i, f[:4])
		}
		if back := f[4]; back != 0 { // main_data_begin, 8 bits in MPEG 2
			t.Fatalf("frame %d begins %d bytes before itself", i, back)
		}
	}
}

func TestEncoderCloses(t *testing.T) {
	e := newEncoder(t)
	if out, err := e.Encode(nil); len(out) > 0 || err != nil {
		t.Errorf("nothing is %d bytes, %v", len(out), err)
	}
	e.Close()
	e.Close()
}

// The target is a hundredth of a core: 10 ms for a second of sound.
func BenchmarkEncode(b *testing.B) {
	e := newEncoder(b)
	second := make([]int16, Rate)
	for i := range second {
		second[i] = int16(8000 * math.Sin(2*math.Pi*300*float64(i)/Rate))
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := e.Encode(second); err != nil {
			b.Fatal(err)
		}
	}
}
