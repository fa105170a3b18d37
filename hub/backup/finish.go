package backup

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"yizhan/hub/store"
)

// asides is how many replaced folders are kept: the last, and the one before, should
// a restore be made twice.
const asides = 2

// Finish ends a restore that the power cut short after it was complete; where there is
// none it does nothing. Each step can be done again.
func Finish(folder *store.Folder, now time.Time) error {
	dir := folder.Path(waiting)
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return placeTrouble(err)
	}
	const old = ".old" // what is replaced, until all is in its place
	if err := os.Mkdir(filepath.Join(dir, old), 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return placeTrouble(err)
	}
	for _, e := range entries {
		if e.Name() == old {
			continue
		}
		if err := replace(folder, dir, filepath.Join(dir, old), e.Name()); err != nil {
			return placeTrouble(err)
		}
	}
	return placeTrouble(setAside(folder, dir, filepath.Join(dir, old), now))
}

// replace moves one piece away, with what SQLite keeps beside it, and the new one in.
func replace(folder *store.Folder, dir, old, name string) error {
	there := []string{name}
	if filepath.Ext(name) == ".db" { // first what belongs to the old file: the new one must not read it
		there = []string{name + "-wal", name + "-shm", name}
	}
	for _, n := range there {
		if err := os.Rename(folder.Path(n), filepath.Join(old, n)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if err := step("moved " + n); err != nil {
			return err
		}
	}
	if err := errors.Join(syncDir(old), os.Rename(filepath.Join(dir, name), folder.Path(name)), syncDir(folder.Path())); err != nil {
		return err
	}
	return step("placed " + name)
}

// setAside keeps what was replaced under a name of its own, and drops the oldest.
func setAside(folder *store.Folder, dir, old string, now time.Time) error {
	aside := folder.Path("aside")
	if err := os.MkdirAll(aside, 0o700); err != nil {
		return err
	}
	kept, err := os.ReadDir(aside) // in order of their names
	if err != nil {
		return err
	}
	if replaced, err := os.ReadDir(old); err != nil || len(replaced) > 0 {
		if err != nil {
			return err
		}
		name := fmt.Sprintf("%04d-%s", nextAside(kept), now.UTC().Format("20060102"))
		if err := errors.Join(os.Rename(old, filepath.Join(aside, name)), syncDir(aside)); err != nil {
			return err
		}
		for i := 0; i+asides <= len(kept); i++ {
			if err := os.RemoveAll(filepath.Join(aside, kept[i].Name())); err != nil {
				return err
			}
		}
	}
	if err := step("aside"); err != nil {
		return err
	}
	return errors.Join(os.RemoveAll(dir), syncDir(folder.Path()))
}

func nextAside(kept []fs.DirEntry) (n int) {
	for _, e := range kept {
		var number int
		if _, err := fmt.Sscanf(e.Name(), "%04d", &number); err == nil {
			n = max(n, number+1)
		}
	}
	return n
}

// DropAsides removes what restores have put aside: it may hold what is to be erased.
func DropAsides(folder *store.Folder) error { return os.RemoveAll(folder.Path("aside")) }

// syncTree flushes every file and folder below dir.
func syncTree(dir string) error {
	return filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		return errors.Join(f.Sync(), f.Close())
	})
}
