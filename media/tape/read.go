package tape

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"sync"
)

// Length is how much of a recording there is.
type Length struct {
	Segments int
	Frames   int
}

// Mend cuts each segment behind its last whole frame, and says how much is left. A folder
// that nobody records into any more is mended once; mended again, it stays as it is.
func Mend(folder string, f Format) (l Length, err error) {
	return each(folder, func(dir *os.Root, name string) (int, error) { return mend(dir, name, f) })
}

// Measure says how much there is of a recording that was mended, or is still made.
func Measure(folder string, f Format) (l Length, err error) {
	return each(folder, func(dir *os.Root, name string) (int, error) {
		at, err := dir.Stat(name)
		if err != nil {
			return 0, err
		}
		return f.frames(at.Size()), nil
	})
}

// each adds up the frames of all segments.
func each(folder string, count func(dir *os.Root, name string) (int, error)) (l Length, err error) {
	dir, err := os.OpenRoot(folder)
	if err != nil {
		return l, err
	}
	defer dir.Close()
	for {
		n, err := count(dir, name(l.Segments+1))
		if errors.Is(err, fs.ErrNotExist) {
			return l, nil
		}
		if err != nil {
			return l, err
		}
		l.Segments++
		l.Frames += n
	}
}

func mend(dir *os.Root, name string, f Format) (frames int, err error) {
	file, err := dir.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	body, err := io.ReadAll(io.LimitReader(file, f.head()+int64(2*segment/f.Lasts)*int64(f.Bytes)))
	if err != nil {
		return 0, err
	}
	kept := int64(0)
	if head := f.head(); int64(len(body)) >= head {
		rest := f.written(body[head:])
		f.crypt(rest, body[:head], 0)
		for ; len(rest) >= f.Bytes && f.Whole(rest[:f.Bytes]); rest = rest[f.Bytes:] {
			frames++
		}
		kept = head + int64(frames*f.Bytes)
	}
	if kept == int64(len(body)) {
		return frames, nil
	}
	return frames, errors.Join(file.Truncate(kept), file.Sync())
}

// Reader gives the frames of a recording as one run of bytes. What is recorded after it
// was opened is not in it. It is safe for concurrent use.
type Reader struct {
	format Format
	ends   []int64 // of each segment's frames, in the run

	mu    sync.Mutex
	dir   *os.Root
	no    int // of the segment that is open; 0: none
	file  *os.File
	nonce []byte
}

// Open opens a recording that was mended, or is still made.
func Open(folder string, f Format) (*Reader, error) {
	r := &Reader{format: f}
	_, err := each(folder, func(dir *os.Root, name string) (int, error) {
		at, err := dir.Stat(name)
		if err != nil {
			return 0, err
		}
		n := f.frames(at.Size())
		r.ends = append(r.ends, r.Size()+int64(n*f.Bytes))
		return n, nil
	})
	if err != nil {
		return nil, err
	}
	r.dir, err = os.OpenRoot(folder)
	return r, err
}

// Size is how many bytes there are, all of whole frames.
func (r *Reader) Size() int64 {
	if len(r.ends) == 0 {
		return 0
	}
	return r.ends[len(r.ends)-1]
}

// ReadAt is that of io.ReaderAt.
func (r *Reader) ReadAt(p []byte, off int64) (n int, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	begin := int64(0)
	for i, end := range r.ends {
		if off < end && len(p) > 0 {
			part := p[:min(int64(len(p)), end-off)]
			if err := r.read(i+1, part, off-begin); err != nil {
				return n, err
			}
			n, off, p = n+len(part), off+int64(len(part)), p[len(part):]
		}
		begin = end
	}
	if len(p) > 0 {
		return n, io.EOF
	}
	return n, nil
}

// read reads from one segment.
func (r *Reader) read(no int, p []byte, at int64) error {
	if r.no != no {
		if err := r.open(no); err != nil {
			return err
		}
	}
	if _, err := r.file.ReadAt(p, r.format.head()+at); err != nil {
		return errors.Join(io.ErrUnexpectedEOF, err)
	}
	r.format.crypt(p, r.nonce, at)
	return nil
}

func (r *Reader) open(no int) error {
	if err := r.shut(); err != nil {
		return err
	}
	file, err := r.dir.Open(name(no))
	if err != nil {
		return err
	}
	nonce := make([]byte, r.format.head())
	if _, err := file.ReadAt(nonce, 0); err != nil && len(nonce) > 0 {
		return errors.Join(err, file.Close())
	}
	r.no, r.file, r.nonce = no, file, nonce
	return nil
}

func (r *Reader) shut() error {
	if r.file == nil {
		return nil
	}
	err := r.file.Close()
	r.no, r.file = 0, nil
	return err
}

// Close may be called again.
func (r *Reader) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	err := r.shut()
	if closed := r.dir.Close(); !errors.Is(closed, fs.ErrClosed) {
		err = errors.Join(err, closed)
	}
	return err
}
