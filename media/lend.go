package media

import (
	"errors"
	"io"
	"path/filepath"
	"time"

	"yizhan/hub"
	"yizhan/hub/class"
	"yizhan/media/adpcm"
	"yizhan/media/tape"
)

// Lent is a recording as another box may have it: its frames as one run of bytes, of which
// those outside of what is given to families are silence, so that times are the same
// everywhere. It is for one goroutine, as http.ServeContent reads it.
type Lent struct {
	*io.SectionReader
	Format class.Format
	tape   *tape.Reader
}

// Close may be called again.
func (l *Lent) Close() error { return l.tape.Close() }

// Lend opens a recording from a time to another; to 0 is its end. Errors: CodeNotFound
// class.no-recording.
func (r *Recordings) Lend(class hub.ID, from, to time.Duration) (*Lent, error) {
	c, frames, err := r.length(class, codecMP3)
	if err != nil {
		return nil, unwritten(err)
	}
	if frames == 0 {
		return nil, hub.E(hub.CodeNotFound, "class.no-recording")
	}
	t, err := tape.Open(filepath.Join(r.folder(class), c.name), r.format(c))
	if err != nil {
		return nil, unwritten(err)
	}
	end := frames
	if to > 0 {
		end = min(frames, c.frames(to))
	}
	hush, err := c.silence(t)
	if err != nil {
		return nil, errors.Join(unwritten(err), t.Close())
	}
	size := int64(c.bytes)
	cut := hushed{t, hush, int64(c.frames(max(from, 0))) * size, int64(end) * size}
	return &Lent{io.NewSectionReader(cut, 0, int64(frames)*size), c.format(), t}, nil
}

// silence is a frame in which nothing is heard.
func (c codec) silence(t *tape.Reader) ([]byte, error) {
	if c.name == codecIMA.name {
		return new(adpcm.Encoder).Encode(nil, new([adpcm.BlockSamples]int16)), nil
	}
	frame := make([]byte, c.bytes) // MP3's side information of zeros: no part of it has any bits
	_, err := t.ReadAt(frame[:4], 0)
	return frame, err
}

// hushed is frames of which only those from a byte to another are what they were.
type hushed struct {
	frames   io.ReaderAt
	hush     []byte
	from, to int64
}

func (h hushed) ReadAt(p []byte, off int64) (n int, err error) {
	for n < len(p) {
		at, rest := off+int64(n), p[n:]
		if at >= h.from && at < h.to {
			m, err := h.frames.ReadAt(rest[:min(int64(len(rest)), h.to-at)], at)
			if n += m; err != nil {
				return n, err
			}
			continue
		}
		n += copy(rest, h.hush[at%int64(len(h.hush)):])
		if at < h.from && off+int64(n) > h.from {
			n = int(h.from - off)
		}
	}
	return n, nil
}

// Borrowed is how many bytes of a recording lent in that format are here.
func (r *Recordings) Borrowed(class hub.ID, f class.Format) (int64, error) {
	c, err := codecOf(f)
	if err != nil {
		return 0, err
	}
	is, frames, err := r.length(class, c)
	if err == nil && frames > 0 && is.name != c.name {
		err = hub.E(hub.CodeConflict, "class.recording")
	}
	return int64(frames) * int64(c.bytes), err
}

// Borrow keeps what another box lends, behind what is here already (Borrowed): whole
// frames, as far as they come. Its error is why no more was kept.
func (r *Recordings) Borrow(class hub.ID, f class.Format, lent io.Reader) (err error) {
	c, err := codecOf(f)
	if err != nil {
		return err
	}
	if r.recording(class) {
		return hub.E(hub.CodeConflict, "class.recording")
	}
	rec, err := r.record(class, c)
	if err != nil {
		return unwritten(err)
	}
	defer func() {
		closed := rec.Close()
		err = errors.Join(err, unwritten(closed), unwritten(r.recorded(class, closed == nil)))
	}()
	frame := make([]byte, c.bytes)
	for n := 0; ; n++ {
		if _, err := io.ReadFull(lent, frame); err != nil {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
		if !c.whole(frame) {
			return errors.New("media: what is lent is no frame")
		}
		if n%1000 == 0 {
			if free, err := r.Free(); err != nil || free <= 0 {
				return hub.E(hub.CodeFull, "class.card-full").Because(err)
			}
		}
		if _, err := rec.Write(frame); err != nil {
			return unwritten(err)
		}
	}
}

func (r *Recordings) recording(class hub.ID) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.busy[class]
}

// codecOf is the codec of a format, if it is one that is known here.
func codecOf(f class.Format) (codec, error) {
	for _, c := range codecs {
		if c.format() == f {
			return c, nil
		}
	}
	return codec{}, errors.New("media: the neighbour's frames are of no kind that is known here")
}
