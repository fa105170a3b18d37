package clip

import (
	"bytes"
	"encoding/binary"
	"slices"
	"testing"
	"time"

	"yizhan/hub"
)

// tone is a WAV file of silence.
func tone(rate, channels, bits, samples int) []byte {
	block := channels * bits / 8
	b := append([]byte("RIFF"), le32(uint32(36+samples*block))...)
	b = append(append(b, "WAVEfmt "...), le32(16)...)
	b = binary.LittleEndian.AppendUint16(b, 1)
	b = binary.LittleEndian.AppendUint16(b, uint16(channels))
	b = append(append(b, le32(uint32(rate))...), le32(uint32(rate*block))...)
	b = binary.LittleEndian.AppendUint16(b, uint16(block))
	b = binary.LittleEndian.AppendUint16(b, uint16(bits))
	b = append(append(b, "data"...), le32(uint32(samples*block))...)
	return append(b, make([]byte, samples*block)...)
}

func le32(n uint32) []byte { return binary.LittleEndian.AppendUint32(nil, n) }
func be32(n uint32) []byte { return binary.BigEndian.AppendUint32(nil, n) }

// frames is n MP3 frames of 64 kbit/s at 16 kHz (MPEG 2): 36 ms and 288 bytes each.
func frames(n int) []byte {
	one := append(be32(0xfff38800), make([]byte, 284)...)
	return bytes.Repeat(one, n)
}

func box(name string, content ...[]byte) []byte {
	all := slices.Concat(content...)
	return slices.Concat(be32(uint32(8+len(all))), []byte(name), all)
}

// m4aFile lasts ms; handlers are its tracks.
func m4aFile(ms uint32, handlers ...string) []byte {
	mvhd := slices.Concat(make([]byte, 12), be32(1000), be32(ms), make([]byte, 80))
	parts := [][]byte{box("mvhd", mvhd)}
	for _, h := range handlers {
		parts = append(parts, box("trak", box("tkhd", make([]byte, 84)), box("mdia", box("hdlr", make([]byte, 8), []byte(h), make([]byte, 13)))))
	}
	return slices.Concat(box("ftyp", []byte("M4A mp42")), box("mdat", make([]byte, 400)), box("moov", parts...))
}

func TestRead(t *testing.T) {
	withCover := slices.Concat([]byte("ID3\x04\x00\x00\x00\x00\x02\x00"), make([]byte, 256), frames(100))
	extra := tone(16000, 1, 16, 32000)
	extra = slices.Concat(extra[:12], []byte("LIST\x03\x00\x00\x00abc\x00"), extra[12:]) // an odd chunk and its padding
	for _, tt := range []struct {
		name string
		body []byte
		want Sound
		key  string
	}{
		{"a telephone's WAV", tone(16000, 1, 16, 32000), Sound{WAV, 2 * time.Second}, ""},
		{"with a note in it", extra, Sound{WAV, 2 * time.Second}, ""},
		{"stereo", tone(44100, 2, 16, 44100), Sound{WAV, time.Second}, ""},
		{"MP3", frames(100), Sound{MP3, 3600 * time.Millisecond}, ""},
		{"MP3 with a picture", withCover, Sound{MP3, 3600 * time.Millisecond}, ""},
		{"MP3 that stops within a frame", frames(100)[:28700], Sound{MP3, 99 * 36 * time.Millisecond}, ""},
		{"MP3 with a tag behind", append(frames(100), append([]byte("TAG"), make([]byte, 125)...)...), Sound{MP3, 3600 * time.Millisecond}, ""},
		{"M4A", m4aFile(5250, "soun"), Sound{M4A, 5250 * time.Millisecond}, ""},

		{"nothing", nil, Sound{}, "clip.kind"},
		{"words", []byte("王梓涵,女,2025-03-12\n李沐阳,男,2024-11-02\n"), Sound{}, "clip.kind"},
		{"AMR", append([]byte("#!AMR\n"), make([]byte, 3000)...), Sound{}, "clip.kind"},
		{"OGG", append([]byte("OggS"), make([]byte, 3000)...), Sound{}, "clip.kind"},
		{"two frames", frames(2), Sound{}, "clip.kind"},
		{"torn WAV", tone(16000, 1, 16, 32000)[:30000], Sound{}, "clip.torn"},
		{"compressed WAV", func() []byte { b := tone(16000, 1, 16, 32000); b[20] = 17; return b }(), Sound{}, "clip.torn"},
		{"WAV that claims no rate", func() []byte { b := tone(16000, 1, 16, 32000); copy(b[24:], le32(0)); return b }(), Sound{}, "clip.torn"},
		{"MP3 with a film behind", append(frames(100), make([]byte, 5000)...), Sound{}, "clip.torn"},
		{"torn M4A", m4aFile(5250, "soun")[:300], Sound{}, "clip.torn"},
		{"a film", m4aFile(5250, "soun", "vide"), Sound{}, "clip.torn"},
		{"a silent film", m4aFile(5250, "vide"), Sound{}, "clip.torn"},
		{"a click", tone(16000, 1, 16, 1600), Sound{}, "clip.short"},
		{"a song", tone(8000, 1, 8, 8000*60), Sound{}, "clip.long"},
		{"a concert", make([]byte, MaxBytes+1), Sound{}, "clip.large"},
	} {
		got, err := Read(tt.body)
		key := ""
		if e, ok := err.(*hub.Error); ok {
			key = e.Key
		}
		if got != tt.want || key != tt.key {
			t.Errorf("%s: %v, %q; want %v, %q", tt.name, got, key, tt.want, tt.key)
		}
	}
}

// Whatever comes in is named or refused: no panic, and nothing that is taken is longer
// than its bytes can hold.
func FuzzRead(f *testing.F) {
	for _, seed := range [][]byte{tone(16000, 1, 16, 16000), frames(40), m4aFile(5250, "soun"), nil} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		s, err := Read(body)
		if err != nil {
			if (s != Sound{}) {
				t.Errorf("refused, and yet %v", s)
			}
			return
		}
		if s.Length < Shortest || s.Length > Longest || s.Kind.MIME() == "application/octet-stream" {
			t.Errorf("took %v", s)
		}
		if s.Kind == WAV && s.Length > time.Duration(len(body))*time.Second/8000 {
			t.Errorf("%v in %d bytes", s.Length, len(body))
		}
	})
}
