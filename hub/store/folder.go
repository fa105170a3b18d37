package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"yizhan/hub"
)

// Folder is a data folder that this process holds alone, until Close. Whoever
// opens a database in it has to show one, so that two processes never write the
// same log.
type Folder struct {
	dir  string
	lock *os.File
}

// OpenFolder makes the folder if it is missing, takes its lock, and empties
// DIR/tmp: what stands there was left by a process that died.
// Errors: CodeFolder where it cannot be used, CodeFull where the disk is full.
func OpenFolder(dir string) (*Folder, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, folderTrouble(err)
	}
	lock, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, folderTrouble(err)
	}
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		lock.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, hub.E(hub.CodeFolder, "store.inuse").Because(err)
		}
		return nil, folderTrouble(err)
	}
	f := &Folder{dir: dir, lock: lock}
	if err := f.emptyTemp(); err != nil {
		f.Close()
		return nil, folderTrouble(err)
	}
	return f, nil
}

// Path is a file of the folder.
func (f *Folder) Path(elem ...string) string {
	return filepath.Join(append([]string{f.dir}, elem...)...)
}

// Temp is DIR/tmp, where whatever is unfinished stands: the same file system, so
// that a rename finishes it.
func (f *Folder) Temp() string { return f.Path("tmp") }

func (f *Folder) emptyTemp() error {
	if err := os.RemoveAll(f.Temp()); err != nil {
		return err
	}
	return os.Mkdir(f.Temp(), 0o700)
}

// Close lets the folder go. It may be called again, and on a folder that never was held.
func (f *Folder) Close() error {
	if f == nil || f.lock == nil {
		return nil
	}
	// A child that was just being started has a copy of the file until it has become another
	// program: closing ours alone would leave the lock with it.
	err := errors.Join(syscall.Flock(int(f.lock.Fd()), syscall.LOCK_UN), f.lock.Close())
	f.lock = nil
	return err
}

func folderTrouble(err error) error {
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return hub.E(hub.CodeFull, "store.full").Because(err)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return hub.E(hub.CodeFolder, "store.readonly").Because(err)
	}
	return hub.E(hub.CodeFolder, "store.folder").Because(err)
}
