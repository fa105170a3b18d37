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

// What a frame costs of the 36 ms that it lasts: the target is a hundredth of a core.
func BenchmarkEncode(b *testing.B) {
	e := newEncoder(b)
	var frame [FrameSamples]int16
	for i := range frame {
		frame[i] = int16(8000 * math.Sin(2*math.Pi*300*float64(i)/Rate))
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := e.Encode(frame[:]); err != nil {
			b.Fatal(err)
		}
	}
	const lasts = 1e9 * FrameSamples / Rate // ns
	b.ReportMetric(100*float64(b.Elapsed().Nanoseconds())/float64(b.N)/lasts, "%core")
}

// A tone comes back as it was, from any frame on.
func TestDecode(t *testing.T) {
	e := newEncoder(t)
	tone := make([]int16, 3*Rate)
	for i := range tone {
		tone[i] = int16(10000 * math.Sin(2*math.Pi*1000*float64(i)/Rate))
	}
	frames, err := e.Encode(tone)
	if err != nil {
		t.Fatal(err)
	}
	for _, from := range []int{0, 1, 40} {
		d, err := NewDecoder()
		if err != nil {
			t.Fatal(err)
		}
		var got []int16
		for rest := frames[from*FrameBytes:]; len(rest) > 0; {
			n := min(100+len(got)%900, len(rest))
			if err := d.Decode(rest[:n], func(s []int16, rate int) {
				if rate != Rate {
					t.Fatalf("%d Hz", rate)
				}
				got = append(got, s...)
			}); err != nil {
				t.Fatal(err)
			}
			rest = rest[n:]
		}
		if want := len(frames) - from*FrameBytes; len(got) < (want/FrameBytes-4)*FrameSamples { // it begins with one that it knows by the next
			t.Errorf("from %d: %d samples of %d bytes", from, len(got), want)
		}
		var c, s, all float64
		got = got[4*FrameSamples:][:Rate]
		for i, v := range got {
			sin, cos := math.Sincos(2 * math.Pi * 1000 * float64(i) / Rate)
			c, s, all = c+float64(v)*cos, s+float64(v)*sin, all+float64(v)*float64(v)
		}
		if of := 2 * (c*c + s*s) / Rate / all; of < 0.999 {
			t.Errorf("from %d: %.4f of it is the tone", from, of)
		}
		d.Close()
		d.Close()
	}
}

// Of a recording that was begun anew in between, and has a tag before it, every frame is
// heard, in whatever pieces it is read.
func TestDecodeSeams(t *testing.T) {
	all, at := Info(0), 0
	for _, frames := range []int{23, 31, 17} {
		e := newEncoder(t)
		tone := make([]int16, 8*frames*FrameSamples)
		for i := range tone {
			tone[i] = int16(10000 * math.Sin(2*math.Pi*700*float64(at)/Rate))
			at++
		}
		out, err := e.Encode(tone)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, out...)
	}
	for _, piece := range []int{1, 100, 288, 1000, 4096} {
		d, err := NewDecoder()
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for rest := all; len(rest) > 0; rest = rest[min(piece, len(rest)):] {
			if err := d.Decode(rest[:min(piece, len(rest))], func(s []int16, _ int) { n += len(s) }); err != nil {
				t.Fatal(err)
			}
		}
		d.Close()
		if n/FrameSamples != len(all)/FrameBytes-1 {
			t.Errorf("by %d bytes %d frames are heard of %d", piece, n/FrameSamples, len(all)/FrameBytes-1)
		}
	}
}

// Whatever comes, there are samples or there is an error.
func FuzzDecode(f *testing.F) {
	e := newEncoder(f)
	frames, err := e.Encode(make([]int16, Rate/4))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(append([]byte(nil), frames...))
	f.Add([]byte("ID3\x04\x00\x00\x00\x00\x02\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := NewDecoder()
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		n := 0
		_ = d.Decode(b, func(s []int16, rate int) {
			if n += len(s); rate < 8000 || rate > 48000 || len(s) == 0 {
				t.Fatalf("%d samples at %d", len(s), rate)
			}
		})
		if n > len(b)*most {
			t.Errorf("%d samples of %d bytes", n, len(b))
		}
	})
}
