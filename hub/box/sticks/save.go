package sticks

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"syscall"

	"yizhan/hub"
)

// Save puts a file on the stick that was plugged in last, under a name that is still
// free there, and reads it back. Errors: CodeInvalid bundle.no-stick and
// bundle.read-only, CodeFull, CodeInternal bundle.bad-stick.
func (s *Sticks) Save(_ context.Context, name string, body []byte) (saved string, err error) {
	dir := s.Writable()
	if dir == "" {
		return "", hub.E(hub.CodeInvalid, "bundle.no-stick")
	}
	s.one.Lock()
	defer s.one.Unlock()
	root, err := os.OpenRoot(dir)
	if err != nil {
		return "", hub.E(hub.CodeInvalid, "bundle.no-stick").Because(err)
	}
	defer root.Close()
	saved, err = saveIn(root, name, body)
	switch {
	case err == nil:
		err = flushDisk(dir)
	case errors.Is(err, syscall.ENOSPC):
		return "", hub.E(hub.CodeFull, "stick.save-full").Because(err)
	case errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrPermission):
		return "", hub.E(hub.CodeInvalid, "bundle.read-only").Because(err)
	}
	if err != nil && !errors.As(err, new(*hub.Error)) {
		err = hub.E(hub.CodeUnknown, "bundle.gone").Because(err)
	}
	return saved, err
}

// saveIn writes beside, flushes, renames, and compares what can be read.
func saveIn(root *os.Root, name string, body []byte) (string, error) {
	free, err := freeName(root, name)
	if err != nil {
		return "", err
	}
	tmp := free + ".part"
	f, err := root.OpenFile(tmp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return "", err
	}
	_, err = f.Write(body)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = root.Rename(tmp, free)
	}
	if err != nil {
		return "", errors.Join(err, root.Remove(tmp))
	}
	back, err := root.Open(free)
	if err != nil {
		return "", err
	}
	defer back.Close()
	got, err := io.ReadAll(io.LimitReader(back, int64(len(body))+1))
	if err == nil && !bytes.Equal(got, body) {
		err = hub.E(hub.CodeInternal, "bundle.bad-stick")
	}
	return free, err
}

// freeName is a name that nothing on the stick has: nobody's file is written over.
func freeName(root *os.Root, name string) (string, error) {
	end := path.Ext(name)
	stem := strings.TrimSuffix(name, end)
	for n := 1; n < 1000; n++ {
		try := name
		if n > 1 {
			try = fmt.Sprintf("%s-%d%s", stem, n, end)
		}
		_, err := root.Lstat(try)
		if errors.Is(err, fs.ErrNotExist) {
			return try, nil
		}
		if err != nil {
			return "", err
		}
	}
	return "", hub.E(hub.CodeFull, "stick.save-full")
}

// Writable is the stick that something would be written to now; "" none.
func (s *Sticks) Writable() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	dir := ""
	for _, p := range s.all {
		if !p.Here && !p.Only && !p.Gone && !p.Looking {
			dir = p.dir
		}
	}
	return dir
}
