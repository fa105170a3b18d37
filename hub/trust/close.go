package trust

import (
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// step is called where the power may go; tests pull the plug there.
var step = func(string) error { return nil }

// Attended says whether somebody has to open the keys after each start.
func (f *Folder) Attended() (bool, error) {
	_, ok, err := loadClosed(f.dir)
	return ok, err
}

// Attend closes the keys: from the next start on one of ways, which the first of them
// begins, or the 恢复码 opens them. code is the public key of the 恢复码. What was
// closed is opened again before the plain keys go.
func (f *Folder) Attend(first Way, pin string, code [32]byte) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.authority != nil { // whose own key would lie open beside
		return hub.E(hub.CodeForbidden, "trust.is-county")
	}
	if _, ok, err := loadClosed(f.dir); err != nil || ok {
		return err
	}
	file := make([]byte, keyFileSize)
	rand.Read(file)
	c := closedFile{Version: 1, Key: f.identity.Key(), File: keyFileName(file)}
	way, err := newWay(first, pin, file, f.identity)
	if err != nil {
		return err
	}
	c.Ways = []Way{way}
	if c.Code, err = sealedIdentity(f.identity, code); err != nil {
		return err
	}
	if err := Replace(filePath(f.dir), file); err != nil {
		return hub.E(hub.CodeFolder, "trust.folder").Because(err)
	}
	if err := step("file"); err != nil {
		return err
	}
	if err := save(closedPath(f.dir), c); err != nil {
		return err
	}
	if err := step("closed"); err != nil {
		return err
	}
	if err := f.rehearse(way.Staff, pin); err != nil {
		return err
	}
	opened.Store(openedName(f.dir), f.identity) // before the switch: nobody finds the folder closed meanwhile
	if err := rename(identityPath(f.dir), oldPath(f.dir)); err != nil {
		return err
	}
	if err := step("switched"); err != nil {
		return err
	}
	return Shred(oldPath(f.dir))
}

// rehearse opens what was just closed, as the next start will, but beside the plain keys.
func (f *Folder) rehearse(staff hub.ID, pin string) error {
	var c closedFile
	ok, err := load(closedPath(f.dir), &c)
	if err != nil || !ok || len(c.Ways) == 0 {
		return errors.Join(err, hub.E(hub.CodeFolder, "trust.folder"))
	}
	file, err := c.keyFile(f.dir, nil)
	if err != nil {
		return err
	}
	w := c.Ways[0]
	plain, err := unlockAEAD(pin, file, w.Salt).Open(nil, make([]byte, 12), w.Keys, w.place(c.Key))
	if err != nil || w.Staff != staff {
		return hub.E(hub.CodeFolder, "trust.folder").Because(err)
	}
	var body identityFile
	if err := codec.Unmarshal(plain, &body); err != nil || body != f.identity.file() {
		return hub.E(hub.CodeFolder, "trust.folder").Because(err)
	}
	return nil
}

// Unattend opens the keys for good: the box works as soon as it has power.
func (f *Folder) Unattend() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if _, ok, err := loadClosed(f.dir); err != nil || !ok {
		return err
	}
	if err := save(identityPath(f.dir), f.identity.file()); err != nil {
		return err
	}
	if err := step("plain"); err != nil {
		return err
	}
	Forget(f.dir)
	return Settle(f.dir)
}

// PutWay lets one more person open the keys, or closes hers with her new PIN. places
// are where the key file may lie besides the box.
func (f *Folder) PutWay(w Way, pin string, places ...string) error {
	return f.change(func(c *closedFile) error {
		file, err := c.keyFile(f.dir, places)
		if err != nil {
			return err
		}
		way, err := newWay(w, pin, file, f.identity)
		if err != nil {
			return err
		}
		c.Ways = append(slices.DeleteFunc(c.Ways, func(old Way) bool { return old.Staff == w.Staff }), way)
		return nil
	})
}

// DropWay takes somebody's way: she left, or says so. The 恢复码 is always left.
func (f *Folder) DropWay(staff hub.ID) error {
	return f.change(func(c *closedFile) error {
		c.Ways = slices.DeleteFunc(c.Ways, func(w Way) bool { return w.Staff == staff })
		return nil
	})
}

// PutCode closes the keys for a new 恢复码; the old one opens them no more.
func (f *Folder) PutCode(code [32]byte) error {
	return f.change(func(c *closedFile) (err error) {
		c.Code, err = sealedIdentity(f.identity, code)
		return err
	})
}

// MoveFile puts the key file on a stick, reads it back, and takes it off the box.
func (f *Folder) MoveFile(place string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	c, ok, err := loadClosed(f.dir)
	if err != nil || !ok {
		return err
	}
	file, err := c.keyFile(f.dir, nil)
	if err != nil {
		return err
	}
	to := filepath.Join(place, KeyFileName(c.Key))
	err = Replace(to, file)
	if err == nil {
		var back []byte
		if back, err = readFile(to); err == nil && keyFileName(back) != c.File {
			err = errors.New("the key file reads back as something else")
		}
	}
	if err != nil {
		return hub.E(hub.CodeFolder, "trust.key-file-place").Because(err)
	}
	return Shred(filePath(f.dir))
}

// change rewrites the closed keys as a whole; nothing happens in a folder that is
// 无人值守.
func (f *Folder) change(how func(*closedFile) error) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	c, ok, err := loadClosed(f.dir)
	if err != nil || !ok {
		return err
	}
	if err := how(&c); err != nil {
		return err
	}
	return save(closedPath(f.dir), c)
}

func sealedIdentity(id Identity, code [32]byte) ([]byte, error) {
	plain, err := codec.Marshal(id.file())
	if err != nil {
		return nil, err
	}
	return sealTo(code, codePurpose, plain)
}

// Settle ends a switch that the power cut short: where plain keys lie the closed ones
// go, where closed ones lie what is left of the plain ones does. It is for the start of
// a box, when nothing switches.
func Settle(dir string) error {
	left := []string{oldPath(dir)}
	if _, err := os.Stat(identityPath(dir)); err == nil {
		left = append(left, closedPath(dir), filePath(dir))
	} else if _, err := os.Stat(closedPath(dir)); err != nil {
		return nil // no keys at all: nothing is left over
	}
	var errs []error
	for _, path := range left {
		errs = append(errs, Shred(path))
	}
	return errors.Join(errs...)
}

func rename(from, to string) error {
	if err := os.Rename(from, to); err != nil {
		return hub.E(hub.CodeFolder, "trust.folder").Because(err)
	}
	return syncDir(filepath.Dir(to))
}

// Shred writes over a file and removes it. A magnetic disk is rid of it then; a flash
// card writes elsewhere and may keep the old bytes until it needs the room.
func Shred(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return hub.E(hub.CodeFolder, "trust.folder").Because(err)
	}
	st, err := f.Stat()
	if err == nil {
		noise := make([]byte, st.Size())
		rand.Read(noise)
		_, err = f.WriteAt(noise, 0)
	}
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return hub.E(hub.CodeFolder, "trust.folder").Because(err)
	}
	if err := step("overwritten"); err != nil {
		return err
	}
	if err := errors.Join(os.Remove(path), syncDir(filepath.Dir(path))); err != nil {
		return hub.E(hub.CodeFolder, "trust.folder").Because(err)
	}
	return nil
}
