package tape

import (
	"errors"
	"io"
	"io/fs"
	"os"
)

// Length is how much of a recording there is.
type Length struct {
	Segments int
	Frames   int
}

// Mend cuts each segment behind its last whole frame, and says how much is left. A folder
// that nobody records into any more is mended once; mended again, it stays as it is.
func Mend(folder string, f Format) (l Length, err error) {
	dir, err := os.OpenRoot(folder)
	if err != nil {
		return l, err
	}
	defer dir.Close()
	for {
		n, err := mend(dir, name(l.Segments+1), f)
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
	body, err := io.ReadAll(io.LimitReader(file, int64(2*segment/f.Lasts)*int64(f.Bytes)))
	if err != nil {
		return 0, err
	}
	for rest := body; len(rest) >= f.Bytes && f.Whole(rest[:f.Bytes]); rest = rest[f.Bytes:] {
		frames++
	}
	if frames*f.Bytes == len(body) {
		return frames, nil
	}
	return frames, errors.Join(file.Truncate(int64(frames*f.Bytes)), file.Sync())
}

// Read gives the frames of a recording that was mended, from one on, counted from 0.
func Read(folder string, f Format, from int) (io.ReadCloser, error) {
	dir, err := os.OpenRoot(folder)
	if err != nil {
		return nil, err
	}
	return &reader{dir: dir, skip: int64(from) * int64(f.Bytes)}, nil
}

// reader reads segment after segment.
type reader struct {
	dir  *os.Root
	no   int
	file *os.File
	skip int64 // bytes before the first one that is wanted
}

func (r *reader) Read(p []byte) (int, error) {
	for {
		if r.file == nil {
			if err := r.next(); err != nil {
				return 0, err
			}
		}
		n, err := r.file.Read(p)
		if n > 0 || len(p) == 0 || !errors.Is(err, io.EOF) {
			return n, err
		}
		if err := r.file.Close(); err != nil {
			return 0, err
		}
		r.file = nil
	}
}

// next opens the next segment that something is wanted of; io.EOF where there is none.
func (r *reader) next() error {
	file, err := r.dir.Open(name(r.no + 1))
	if errors.Is(err, fs.ErrNotExist) {
		return io.EOF
	}
	if err != nil {
		return err
	}
	r.no++
	at, err := file.Stat()
	if err != nil {
		return errors.Join(err, file.Close())
	}
	past := min(r.skip, at.Size())
	r.skip -= past
	if _, err := file.Seek(past, io.SeekStart); err != nil {
		return errors.Join(err, file.Close())
	}
	r.file = file
	return nil
}

// Close may be called again.
func (r *reader) Close() error {
	var err error
	if r.file != nil {
		err, r.file = r.file.Close(), nil
	}
	return errors.Join(err, r.dir.Close())
}
