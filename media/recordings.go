package media

import (
	"crypto/aes"
	"crypto/cipher"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"yizhan/hub"
	"yizhan/hub/class"
	"yizhan/media/tape"
)

// Recordings are what was recorded of classes at this box, a folder each:
//
//	DIR/<class>/mp3/000001 …  segments of media/tape, sealed with this box's own key
//	DIR/<class>/open          while somebody records into it: mended after a power cut
//
// They lie on this box, and on those that it lends them to; in no backup.
type Recordings struct {
	dir  string
	free func() (int64, error) // bytes above the floor
	// Spare erases recordings that nobody wants any more, where a class has no room; nil:
	// there are none.
	Spare func() error
	seal  cipher.Block

	mu   sync.Mutex // held while one is mended
	busy map[hub.ID]bool
}

// NewRecordings needs a folder, the key that seals what lies in it, and how many bytes may
// be written to its disk before records need them. It does no I/O.
func NewRecordings(dir string, key [32]byte, free func() (int64, error)) *Recordings {
	seal, err := aes.NewCipher(key[:])
	if err != nil {
		panic(err) // 32 bytes are a key
	}
	return &Recordings{dir: dir, seal: seal, free: free, busy: map[hub.ID]bool{}}
}

// openMark is there while a recording may have torn frames.
const openMark = "open"

func (r *Recordings) folder(class hub.ID) string { return filepath.Join(r.dir, class.String()) }

// format is that of a codec's tapes here.
func (r *Recordings) format(c codec) tape.Format {
	f := c.tape()
	f.Seal = r.seal
	return f
}

// Free is how many bytes a recording may take.
func (r *Recordings) Free() (int64, error) { return r.free() }

// room is Free, once what can be spared is gone.
func (r *Recordings) room() (int64, error) {
	free, err := r.free()
	if err != nil || free > 0 || r.Spare == nil {
		return free, err
	}
	if err := r.Spare(); err != nil {
		return free, err
	}
	return r.free()
}

// Mend cuts torn frames off the recordings that were being made when the power went.
func (r *Recordings) Mend() error {
	marks, err := filepath.Glob(filepath.Join(r.dir, "*", openMark))
	if err != nil {
		return err
	}
	var errs []error
	for _, mark := range marks {
		class, err := hub.ParseID(filepath.Base(filepath.Dir(mark)))
		if err == nil {
			err = r.mend(class)
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

func (r *Recordings) mend(class hub.ID) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.busy[class] {
		return nil
	}
	for _, c := range codecs {
		_, err := tape.Mend(filepath.Join(r.folder(class), c.name), r.format(c))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return os.Remove(filepath.Join(r.folder(class), openMark))
}

// record begins a recording, or goes on with one.
func (r *Recordings) record(class hub.ID, c codec) (*tape.Recorder, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	folder := filepath.Join(r.folder(class), c.name)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(r.folder(class), openMark), nil, 0o600); err != nil {
		return nil, err
	}
	for _, new := range []string{filepath.Dir(r.dir), r.dir, r.folder(class)} { // their names are on the disk before anything is in them
		if err := syncFolder(new); err != nil {
			return nil, err
		}
	}
	rec, err := tape.Record(folder, r.format(c))
	if err == nil {
		r.busy[class] = true
	}
	return rec, err
}

func syncFolder(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// recorded ends what record began; whole says that nothing of it is torn.
func (r *Recordings) recorded(class hub.ID, whole bool) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.busy, class)
	if !whole {
		return nil
	}
	return os.Remove(filepath.Join(r.folder(class), openMark))
}

// length is how much there is of a class, and how it is encoded; c is how one without any
// would be.
func (r *Recordings) length(class hub.ID, c codec) (codec, int, error) {
	for _, has := range codecs {
		l, err := tape.Measure(filepath.Join(r.folder(class), has.name), r.format(has))
		if err == nil && l.Frames > 0 {
			return has, l.Frames, nil
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return c, 0, err
		}
	}
	return c, 0, nil
}

// Length is how long a class's recording is; 0 where there is none.
func (r *Recordings) Length(class hub.ID) (time.Duration, error) {
	c, frames, err := r.length(class, codecMP3)
	return c.lasts(frames), err
}

// Taped is how much of a class lies recorded, and how it is encoded.
func (r *Recordings) Taped(of hub.ID) class.SoundState {
	c, frames, err := r.length(of, codecMP3)
	return class.SoundState{Recorded: c.lasts(frames), Format: c.format(), Card: unwritten(err)}
}

// Remove erases a recording. One that is being made is CodeConflict class.recording.
func (r *Recordings) Remove(class hub.ID) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.busy[class] {
		return hub.E(hub.CodeConflict, "class.recording")
	}
	return os.RemoveAll(r.folder(class))
}

// Kept are the classes that there are recordings of.
func (r *Recordings) Kept() (classes []hub.ID, err error) {
	folders, err := os.ReadDir(r.dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for _, f := range folders {
		if class, err := hub.ParseID(f.Name()); err == nil {
			classes = append(classes, class)
		}
	}
	return classes, nil
}

// unwritten says for people why nothing is recorded.
func unwritten(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), hub.CodeOf(err) == hub.CodeFull:
		return hub.E(hub.CodeFull, "class.card-full").Because(err)
	}
	return hub.E(hub.CodeFolder, "class.card").Because(err)
}
