package media

import (
	"encoding/binary"
	"io"
	"path/filepath"
	"time"

	"yizhan/hub"
	"yizhan/media/adpcm"
	"yizhan/media/mp3"
	"yizhan/media/tape"
)

// Replay is a recording, or a part of it, as one file that every player plays: MP3, or
// WAV of PCM where it was recorded as ADPCM, which browsers do not know. It is for one
// goroutine, as http.ServeContent reads it.
type Replay struct {
	*io.SectionReader
	MIME   string
	Name   string        // of the file's kind: mp3, wav
	Length time.Duration // of the part
	tape   *tape.Reader
}

// Close may be called again.
func (r *Replay) Close() error { return r.tape.Close() }

// Open opens a recording from a time to another, cut at whole frames; to 0 is its end. It
// may be opened while it is recorded: what comes later is not in it. Errors: CodeNotFound
// class.no-recording where there is nothing of it.
func (r *Recordings) Open(class hub.ID, from, to time.Duration) (*Replay, error) {
	cut, err := r.Cut(class, from, to)
	if err != nil {
		return nil, err
	}
	c := codecNamed(cut.Codec)
	out := &Replay{MIME: c.mime, Name: "mp3", Length: cut.Length, tape: cut.tape}
	if c.name == codecIMA.name {
		out.Name = "wav"
	}
	out.SectionReader, _ = Played(cut.Codec, cut, cut.Size())
	return out, nil
}

// Cut is a recording, or a part of it, as it was encoded: whole frames and nothing else. It
// is what goes to another box, which makes a file of it (Played).
type Cut struct {
	*io.SectionReader
	Codec  string // mp3, ima
	Length time.Duration
	tape   *tape.Reader
}

// Close may be called again.
func (c *Cut) Close() error { return c.tape.Close() }

// Cut opens a recording as Open does, as it was encoded.
func (r *Recordings) Cut(class hub.ID, from, to time.Duration) (*Cut, error) {
	c, frames, err := r.length(class, codecMP3)
	if err != nil {
		return nil, unwritten(err)
	}
	end := frames
	if to > 0 {
		end = min(frames, c.frames(to))
	}
	begin := min(c.frames(max(from, 0)), end)
	if begin == end {
		return nil, hub.E(hub.CodeNotFound, "class.no-recording")
	}
	t, err := tape.Open(filepath.Join(r.folder(class), c.name), r.format(c))
	if err != nil {
		return nil, unwritten(err)
	}
	part := io.NewSectionReader(t, int64(begin*c.bytes), int64((end-begin)*c.bytes))
	return &Cut{part, c.name, c.lasts(end - begin), t}, nil
}

// Played makes of so many bytes of frames a file that every player plays: nil where a box
// of another release encoded them in a way that is not known here.
func Played(codec string, frames io.ReaderAt, size int64) (file *io.SectionReader, mime string) {
	c := codecNamed(codec)
	if c.bytes == 0 {
		return nil, ""
	}
	n := int(size) / c.bytes
	head, body, length := mp3.Info(n), frames, int64(n*c.bytes)
	if c.name == codecIMA.name {
		length = int64(n * 2 * c.samples)
		head, body = wavHead(length), pcmOf{frames}
	}
	whole := headed{head, io.NewSectionReader(body, 0, length)}
	return io.NewSectionReader(whole, 0, int64(len(head))+length), c.mime
}

// codecNamed is the codec of a name; one that is not known has no bytes.
func codecNamed(name string) codec {
	for _, c := range codecs {
		if c.name == name {
			return c
		}
	}
	return codec{}
}

// frames is how many have begun by a time.
func (c codec) frames(at time.Duration) int {
	return int(min(at, 99*time.Hour) * Rate / time.Second / time.Duration(c.samples))
}

// headed is something with bytes before it.
type headed struct {
	head []byte
	body io.ReaderAt
}

func (h headed) ReadAt(p []byte, off int64) (n int, err error) {
	if off < int64(len(h.head)) {
		n = copy(p, h.head[off:])
	}
	if n == len(p) {
		return n, nil
	}
	more, err := h.body.ReadAt(p[n:], off+int64(n)-int64(len(h.head)))
	return n + more, err
}

// pcmOf is the samples of ADPCM blocks.
type pcmOf struct{ blocks io.ReaderAt }

func (p pcmOf) ReadAt(b []byte, off int64) (n int, err error) {
	const bytes = 2 * adpcm.BlockSamples
	var block [adpcm.BlockBytes]byte
	var samples []int16
	var plain [bytes]byte
	for n < len(b) {
		no := off / bytes
		if _, err := p.blocks.ReadAt(block[:], no*adpcm.BlockBytes); err != nil {
			return n, err
		}
		if samples, err = adpcm.Decode(samples[:0], block[:]); err != nil {
			return n, err
		}
		for i, v := range samples {
			binary.LittleEndian.PutUint16(plain[2*i:], uint16(v))
		}
		took := copy(b[n:], plain[off-no*bytes:])
		n, off = n+took, off+int64(took)
	}
	return n, nil
}

// wavHead begins a WAV file of so many bytes of samples.
func wavHead(bytes int64) []byte {
	le := binary.LittleEndian
	b := le.AppendUint32([]byte("RIFF"), uint32(36+bytes))
	b = le.AppendUint32(append(b, "WAVEfmt "...), 16)
	b = le.AppendUint16(le.AppendUint16(b, 1), 1) // PCM, one channel
	b = le.AppendUint32(le.AppendUint32(b, Rate), 2*Rate)
	b = le.AppendUint16(le.AppendUint16(b, 2), 16)
	return le.AppendUint32(append(b, "data"...), uint32(bytes))
}
