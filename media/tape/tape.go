// Package tape keeps a recording on disk so that the plug may be pulled at any moment: what
// was heard more than five seconds before is there afterwards, whole, and can be played.
//
// A recording is a folder of segments, 000001 and on, ten seconds each, that hold frames
// of one size and nothing else. Nothing in them says how many there are: where a segment
// ends in the middle of a frame, or in bytes that the disk never wrote, Mend cuts it.
package tape

import (
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
}

// Recorder writes a recording. It is for one goroutine; a Write may take as long as the
// card takes.
type Recorder struct {
	dir     *os.Root
	format  Format
	no      int  // of the segment that is written; 0: none yet
	file    file // nil: the next frame begins one
	frames  int  // in the segment
	unsaved int  // frames that may not be on the disk
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

// Write appends whole frames. After an error, of a full card for example, the recording
// ends with a whole frame, and the next Write tries again.
func (r *Recorder) Write(frames []byte) error {
	if len(frames)%r.format.Bytes != 0 {
		return fmt.Errorf("tape: %d bytes are no whole frames", len(frames))
	}
	for ; len(frames) > 0; frames = frames[r.format.Bytes:] {
		if err := r.write(frames[:r.format.Bytes]); err != nil {
			return err
		}
	}
	return nil
}

func (r *Recorder) write(frame []byte) error {
	if r.file != nil && r.lasts(r.frames) >= segment {
		if err := r.end(); err != nil {
			return err
		}
	}
	if r.file == nil {
		if err := r.begin(); err != nil {
			return err
		}
	}
	if _, err := r.file.Write(frame); err != nil {
		at := int64(r.frames * r.format.Bytes) // half a frame may have fitted
		_, back := r.file.Seek(at, io.SeekStart)
		return errors.Join(err, r.file.Truncate(at), back)
	}
	r.frames++
	r.unsaved++
	if r.lasts(r.unsaved) >= flush {
		return r.save()
	}
	return nil
}

func (r *Recorder) lasts(frames int) time.Duration { return time.Duration(frames) * r.format.Lasts }

// begin begins the next segment; its name is on the disk before anything is in it.
func (r *Recorder) begin() error {
	file, err := r.dir.OpenFile(name(r.no+1), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	r.file, r.frames, r.unsaved = file, 0, 0
	r.no++
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
