package device

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"testing"

	"pgregory.net/rapid"
)

func TestFramesComeBack(t *testing.T) {
	var wire bytes.Buffer
	frames := []struct {
		kind Kind
		body []byte
	}{
		{Open, []byte{0x80, 0x3e, 0, 0}}, {Play, nil}, {Play, bytes.Repeat([]byte{1, 2}, MaxBody/2)}, {Drop, nil},
		{Opened, nil}, {Beat, make([]byte, 8)}, {Failed, []byte{byte(Lost)}}, {Listen, []byte{0x80, 0x3e, 0, 0}}, {Heard, []byte{1, 2}},
	}
	for _, f := range frames {
		if err := Write(&wire, f.kind, f.body); err != nil {
			t.Fatal(err)
		}
	}
	r := bufio.NewReader(&wire)
	for _, f := range frames {
		k, body, err := Read(r)
		if err != nil || k != f.kind || !bytes.Equal(body, f.body) {
			t.Errorf("%c came as %c with %d bytes: %v", f.kind, k, len(body), err)
		}
	}
	if _, _, err := Read(r); !errors.Is(err, io.EOF) {
		t.Errorf("the end: %v", err)
	}
	if err := Write(&wire, Play, make([]byte, MaxBody+2)); err == nil || wire.Len() > 0 {
		t.Error("a frame that is too long was written")
	}
}

func TestWhatIsNoFrame(t *testing.T) {
	for name, wire := range map[string]string{
		"unknown":           "x\x00\x00",
		"half a sample":     "p\x01\x00a",
		"too long":          "p\xff\xff",
		"open without rate": "o\x00\x00",
		"torn head":         "p\x02",
		"torn body":         "p\x02\x00a",
	} {
		if _, _, err := Read(bufio.NewReader(bytes.NewReader([]byte(wire)))); err == nil || errors.Is(err, io.EOF) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What waits is heard in its order, and nothing else but silence; what was dropped is
// not, as far as the reader had not taken it.
func TestRing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var r ring
		var waits []byte // what the ring should hold
		next := byte(1)
		put := func(most int) {
			b := make([]byte, most)
			for i := range b {
				b[i], next = next, next%255+1 // never 0, which is silence
			}
			free := Room - int(r.wrote.Load()-r.read.Load())
			n := r.put(b)
			if n != min(most, free) {
				t.Fatalf("%d of %d fit into %d", n, most, free)
			}
			waits = append(waits, b[:n]...)
		}
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			switch rapid.SampledFrom([]string{"put", "put", "take", "drop"}).Draw(t, "do") {
			case "put":
				put(2 * rapid.IntRange(0, Room/2+9).Draw(t, "bytes"))
			case "drop":
				r.drop()
				waits = nil
			case "take":
				b := bytes.Repeat([]byte{0xff}, 2*rapid.IntRange(0, Room/2).Draw(t, "bytes"))
				r.take(b)
				n := min(len(b), len(waits))
				if !bytes.Equal(b[:n], waits[:n]) || len(bytes.Trim(b[n:], "\x00")) > 0 {
					t.Fatal("heard something else")
				}
				waits = waits[n:]
				if r.waiting() != len(waits) {
					t.Fatalf("%d wait, it says %d", len(waits), r.waiting())
				}
				if len(waits) > 0 && r.taken() != r.wrote.Load()-uint64(len(waits)) {
					t.Fatalf("taken %d of %d, %d wait", r.taken(), r.wrote.Load(), len(waits))
				}
			}
		}
	})
}

// Whatever comes in, a child ends; it opens only what it is told to, and once.
func FuzzServe(f *testing.F) {
	f.Add([]byte("o\x04\x00\x80\x3e\x00\x00p\x04\x00abcdd\x00\x00p\x02\x00xy"))
	f.Add([]byte("o\x04\x00\x80\x3e\x00\x00o\x04\x00\x80\x3e\x00\x00"))
	f.Add([]byte("l\x04\x00\x80\x3e\x00\x00d\x00\x00"))
	f.Add([]byte("p\x02"))
	f.Fuzz(func(t *testing.T, in []byte) {
		speakers, microphones := 0, 0
		opener := func(opened *int) Opener {
			return func(rate uint32, data func([]byte), _ func()) error {
				*opened++
				if rate%2 == 1 {
					return NoDevice
				}
				data(make([]byte, 64))
				return nil
			}
		}
		var out bytes.Buffer
		_ = Serve(bytes.NewReader(in), &out, opener(&speakers), opener(&microphones))
		if speakers+microphones > 1 || speakers == 1 && !bytes.Contains(in, []byte("o\x04\x00")) || microphones == 1 && !bytes.Contains(in, []byte("l\x04\x00")) {
			t.Errorf("opened %d loudspeakers, %d microphones", speakers, microphones)
		}
		for r := bufio.NewReader(&out); ; {
			k, body, err := Read(r)
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil || k == Beat && binary.LittleEndian.Uint64(body) > uint64(len(in)) {
				t.Fatalf("the child says %c, %v", k, err)
			}
		}
	})
}
