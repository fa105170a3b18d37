package trust

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// maxFile bounds every file of the folder; the largest, members.cbor at a county
// of 5,000 boxes, has about 1.7 MB.
const maxFile = codec.MaxMessage

// save replaces a file as a whole. When it returns, the new bytes survive a power
// cut; when the power goes before, the old ones do.
func save(path string, v any) error {
	b, err := codec.Marshal(v)
	if err != nil {
		return err
	}
	if err := Replace(path, b); err != nil {
		return hub.E(hub.CodeFolder, "trust.folder").Because(err)
	}
	return nil
}

// Replace puts bytes in the place of a file, or makes one: after a power cut it is whole, the
// old or the new.
func Replace(path string, b []byte) error {
	dir := filepath.Dir(path)
	if err := makeDir(dir); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(dir, ".new-*") // 0600
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name()) // fails after the rename, as it should
	_, err = tmp.Write(b)
	err = errors.Join(err, tmp.Sync(), tmp.Close())
	if err != nil {
		return err
	}
	if err := os.Rename(tmp.Name(), path); err != nil {
		return err
	}
	return syncDir(dir)
}

// makeDir makes a folder that is still there after a power cut, and those above it.
func makeDir(dir string) error {
	if _, err := os.Stat(dir); err == nil {
		return nil
	}
	above := filepath.Dir(dir)
	if err := makeDir(above); err != nil {
		return err
	}
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return syncDir(above)
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// load reads what save wrote. A file that is not there is (false, nil); one that
// cannot be read is an error and never treated as missing: a box that made itself
// new keys would lock itself out of everything sealed for the old ones.
func load(path string, v any) (bool, error) {
	b, err := readFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, hub.E(hub.CodeFolder, "trust.folder").Because(err)
	}
	if err := codec.Unmarshal(b, v); err != nil {
		return false, hub.E(hub.CodeFolder, "trust.folder-damaged").Because(fmt.Errorf("%s: %w", filepath.Base(path), err))
	}
	return true, nil
}

func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err == nil && len(b) > maxFile {
		err = fmt.Errorf("%s: more than %d bytes", filepath.Base(path), maxFile)
	}
	return b, err
}
