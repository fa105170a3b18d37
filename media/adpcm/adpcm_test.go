package adpcm

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"math"
	"testing"

	"pgregory.net/rapid"
)

// uneven is a steep triangle with noise on it.
func uneven(n int) []int16 {
	out, noise := make([]int16, n), 1
	for i := range out {
		noise = (noise*1103515245 + 12345) % (1 << 31)
		t := i * 397 % 40000
		if t < 20000 {
			t -= 10000
		} else {
			t = 30000 - t
		}
		out[i] = int16(max(-32768, min(32767, t+(noise>>16)%4001-2000)))
	}
	return out
}

// Another implementation (audioop of Python 3.11, which holds the codes in the other
// order) makes the same of the same samples, and of the codes.
func TestAsOthersDoIt(t *testing.T) {
	samples := uneven(3 * BlockSamples)
	var e Encoder
	var blocks []byte
	for i := range 3 {
		blocks = e.Encode(blocks, (*[BlockSamples]int16)(samples[i*BlockSamples:]))
	}
	if len(blocks) != 3*BlockBytes || crc32.ChecksumIEEE(blocks) != 0x39f17af6 {
		t.Errorf("%d bytes, %#x", len(blocks), crc32.ChecksumIEEE(blocks))
	}
	var back []int16
	for i := range 3 {
		var err error
		if back, err = Decode(back, blocks[i*BlockBytes:][:BlockBytes]); err != nil {
			t.Fatal(err)
		}
	}
	var flat []byte
	for _, v := range back {
		flat = binary.LittleEndian.AppendUint16(flat, uint16(v))
	}
	if crc32.ChecksumIEEE(flat) != 0xba10c738 {
		t.Errorf("%d samples, %#x", len(back), crc32.ChecksumIEEE(flat))
	}
}

// Speech keeps its shape: a tone comes back 20 dB above all that was added to it, and a
// block alone as in its row.
func TestToneComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		hz := rapid.Float64Range(100, 1500).Draw(t, "hz")
		loud := rapid.Float64Range(500, 32000).Draw(t, "loud")
		var e Encoder
		var tone, noise float64
		for block := range 8 {
			var in [BlockSamples]int16
			for i := range in {
				in[i] = int16(loud * math.Sin(2*math.Pi*hz*float64(block*BlockSamples+i)/16000))
			}
			out, err := Decode(nil, e.Encode(nil, &in))
			if err != nil || len(out) != BlockSamples || out[0] != in[0] {
				t.Fatalf("%d samples, %v", len(out), err)
			}
			for i := range in {
				if block > 0 { // the first one finds its step
					tone += float64(in[i]) * float64(in[i])
					noise += (float64(in[i]) - float64(out[i])) * (float64(in[i]) - float64(out[i]))
				}
			}
		}
		if db := 10 * math.Log10(tone/max(noise, 1)); db < 20 {
			t.Errorf("%.0f Hz of %.0f: %.1f dB", hz, loud, db)
		}
	})
}

// Whatever a block holds, it gives its samples, or says that it is none.
func FuzzDecode(f *testing.F) {
	f.Add(make([]byte, BlockBytes))
	f.Add(append([]byte{0xff, 0x7f, 88, 0}, make([]byte, BlockBytes-4)...))
	f.Add([]byte{0, 0, 89, 0})
	f.Fuzz(func(t *testing.T, block []byte) {
		out, err := Decode(nil, block)
		whole := len(block) == BlockBytes && block[2] < 89
		if whole != (err == nil) || whole && len(out) != BlockSamples || !whole && (len(out) > 0 || !errors.Is(err, ErrBlock)) {
			t.Errorf("%d bytes give %d samples, %v", len(block), len(out), err)
		}
	})
}
