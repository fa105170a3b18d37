// Package tape keeps a recording on disk so that the plug may be pulled at any moment: what
// was heard more than five seconds before is there afterwards, whole, and can be played.
//
// A recording is a folder of segments, 000001 and on, ten seconds each, that hold frames
// of one size and nothing else. Nothing in them says how many there are: where a segment
// ends in the middle of a frame, or in bytes that the disk never wrote, Mend cuts it.
//
// Voices are personal, and a disk may be thrown away: a recording may be sealed (AES in
// counter mode; each segment begins with a nonce of its own). The seal keeps a recording
// from whoever has only the disk; it does not show what was changed on it.
package tape

import (
	"crypto/cipher"
	"errors"
	"fmt"
	"io"
	"os"
	"time"
)

// How long a segment is, and how long what is heard may be on its way to the disk.
const (
	segment = 10 * time.Second
	flush   = 5 * time.Second
)

// Format is what the frames of a recording are.
type Format struct {
	Bytes int           // of a frame
	Lasts time.Duration // a frame
	// Whole says whether so many bytes are a frame: after a power cut a file may end in
	// zeros that nobody wrote.
	Whole func(frame []byte) bool
	Seal  cipher.Block // nil: not sealed
}

// Recorder writes a recording. It is for one goroutine; a Write may take as long as the
// card takes.
type Recorder struct {
	dir     *os.Root
	format  Format
	no      int    // of the segment that is written; 0: none yet
	file    file   // nil: the next frame begins one
	nonce   []byte // of it
	sealed  []byte
	frames  int // in the segment
	unsaved int // frames that may not be on the disk
}

// file is what a recorder does with a segment.
type file interface {
	io.WriteSeeker
	Truncate(int64) error
	Sync() error
	Close() error
}

// Record begins a recording, or goes on with one, in a folder that is there.
func Record(folder string, f Format) (*Recorder, error) {
	last, err := Mend(folder, f)
	if err != nil {
		return nil, err
	}
	dir, err := os.OpenRoot(folder)
	if err != nil {
		return nil, err
	}
	return &Recorder{dir: dir, format: f, no: last.Segments}, nil
}

// Write appends whole frames, and says how many bytes of them are in the recording. After
// an error, of a full card for example, the recording ends with a whole frame, and the
// next Write goes on with what is left.
func (r *Recorder) Write(frames []byte) (n int, err error) {
	if len(frames)%r.format.Bytes != 0 {
		return 0, fmt.Errorf("tape: %d bytes are no whole frames", len(frames))
	}
	for n < len(frames) && err == nil {
		var in bool
		if in, err = r.write(frames[n:][:r.format.Bytes]); in {
			n += r.format.Bytes
		}
	}
	return n, err
}

// write says whether the frame is in the recording: it is, too, where it could not be
// flushed.
func (r *Recorder) write(frame []byte) (in bool, err error) {
	if r.file != nil && r.lasts(r.frames) >= segment {
		if err := r.end(); err != nil {
			return false, err
		}
	}
	if r.file == nil {
		if err := r.begin(); err != nil {
			return false, err
		}
	}
	r.sealed = append(r.sealed[:0], frame...)
	r.format.crypt(r.sealed, r.nonce, int64(r.frames*r.format.Bytes))
	if _, err := r.file.Write(r.sealed); err != nil {
		at := r.format.head() + int64(r.frames*r.format.Bytes) // half a frame may have fitted
		_, back := r.file.Seek(at, io.SeekStart)
		return false, errors.Join(err, r.file.Truncate(at), back)
	}
	r.frames++
	r.unsaved++
	if r.lasts(r.unsaved) >= flush {
		return true, r.save()
	}
	return true, nil
}

func (r *Recorder) lasts(frames int) time.Duration { return time.Duration(frames) * r.format.Lasts }

// begin begins the next segment; its name is on the disk before any frame is in it.
func (r *Recorder) begin() error {
	file, err := r.dir.OpenFile(name(r.no+1), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	r.no++
	nonce, err := r.format.begin(file)
	if err != nil { // it stays behind, and is empty
		return errors.Join(err, file.Truncate(0), file.Close())
	}
	r.file, r.nonce, r.frames, r.unsaved = file, nonce, 0, 0
	folder, err := r.dir.Open(".")
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

func (r *Recorder) save() error {
	r.unsaved = 0
	return r.file.Sync()
}

// end ends the segment.
func (r *Recorder) end() error {
	err := errors.Join(r.save(), r.file.Close())
	r.file = nil
	return err
}

// Close ends the recording; it may be called again.
func (r *Recorder) Close() error {
	var err error
	if r.file != nil {
		err = r.end()
	}
	return errors.Join(err, r.dir.Close())
}

func name(no int) string { return fmt.Sprintf("%06d", no) }
