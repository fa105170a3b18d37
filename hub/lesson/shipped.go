package lesson

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed shipped.gz
var packed []byte

// Shipped are the lessons that the program carries. They are read when somebody asks for
// them: a station may run for days before.
var Shipped = sync.OnceValue(func() *Shelf {
	all, err := unpack()
	s := &Shelf{}
	var keys []string
	for key := range all {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for _, key := range keys {
		l, wrong := Read(all[key])
		if wrong != nil || l.Key != key {
			err = fmt.Errorf("%s: %w", key, wrong)
			break
		}
		s.all = append(s.all, l)
	}
	if err != nil {
		panic(fmt.Errorf("lesson: %w", err)) // embedded: a test opens it
	}
	return s
})

// unpack is the folder shipped: of each lesson its files. They are small and alike, so
// that all of them are pressed as one text, each behind a line with its name and length:
// every one for itself they take twice the room.
func unpack() (map[string]folder, error) {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	all := map[string]folder{}
	for rest := string(raw); rest != ""; {
		line, after, _ := strings.Cut(rest, "\n")
		is := strings.Fields(line) // key, name, length
		if len(is) != 3 {
			return nil, fmt.Errorf("%q is no file", line)
		}
		length, err := strconv.Atoi(is[2])
		if err != nil || length < 0 || length > len(after) {
			return nil, fmt.Errorf("%q is no file", line)
		}
		if all[is[0]] == nil {
			all[is[0]] = folder{}
		}
		all[is[0]][is[1]], rest = after[:length], after[length:]
	}
	return all, nil
}

// folder is files by name, as a file system.
type folder map[string]string

func (f folder) Open(name string) (fs.File, error) {
	text, ok := f[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return file{strings.NewReader(text)}, nil
}

type file struct{ *strings.Reader }

func (file) Stat() (fs.FileInfo, error) { return nil, fs.ErrInvalid } // nobody asks how large it says that it is
func (file) Close() error               { return nil }
