package bundle

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"

	"yizhan/hub"
)

// Home is the folder on a stick below which every hub has its own.
const Home = "yizhan"

const (
	maxFolders = 1024
	maxEntries = 2 * maxFiles // in one hub's folder
)

var (
	folderName   = regexp.MustCompile(`^[0-9a-f]{16}$`)
	manifestName = regexp.MustCompile(`^manifest-[0-9]{10}\.yz$`)
)

func folderOf(key [32]byte) string { return hex.EncodeToString(key[:8]) }

func manifestFile(number uint64) string { return fmt.Sprintf("manifest-%010d.yz", number) }
func laneFile(number uint64) string     { return fmt.Sprintf("%010d.yz", number) }

// errOdd is a name that is no plain file or folder: a link, a device, a pipe.
var errOdd = errors.New("bundle: not a plain file")

// openHome opens the folder of all hubs on a stick. A link in its place is refused.
func openHome(dir string, create bool) (*os.Root, error) {
	stick, err := os.OpenRoot(dir)
	if err != nil {
		return nil, hub.E(hub.CodeInvalid, "bundle.no-stick").Because(err)
	}
	defer stick.Close()
	return openFolder(stick, Home, create)
}

// openFolder opens a folder inside another one, and makes it if asked to.
func openFolder(in *os.Root, name string, create bool) (*os.Root, error) {
	info, err := in.Lstat(name)
	if create && errors.Is(err, fs.ErrNotExist) {
		if err = in.Mkdir(name, 0o755); err == nil {
			err = syncFolder(in)
		}
		if err != nil {
			return nil, err
		}
		info, err = in.Lstat(name)
	}
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("%w: %s", errOdd, name)
	}
	return in.OpenRoot(name)
}

// names lists a folder, at most so many.
func names(in *os.Root, most int) ([]string, error) {
	d, err := in.Open(".")
	if err != nil {
		return nil, err
	}
	defer d.Close()
	all, err := d.Readdirnames(most)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	slices.Sort(all)
	return all, nil
}

// openPlain opens a regular file, and nothing that could hold up or lead away
// whoever opens it.
func openPlain(in *os.Root, name string) (*os.File, fs.FileInfo, error) {
	info, err := in.Lstat(name)
	if err != nil {
		return nil, nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, nil, fmt.Errorf("%w: %s", errOdd, name)
	}
	f, err := in.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, nil, err
	}
	info, err = f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%w: %s", errOdd, name)
	}
	if err != nil {
		f.Close()
		return nil, nil, err
	}
	return f, info, nil
}

// readPlain reads a small file whole.
func readPlain(in *os.Root, name string, most int64) ([]byte, error) {
	f, info, err := openPlain(in, name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info.Size() > most {
		return nil, fmt.Errorf("bundle: %s has %d bytes", name, info.Size())
	}
	return io.ReadAll(io.LimitReader(f, most))
}

// hashPlain reads a file from the stick itself: what the machine has in memory of
// it says nothing about what the stick has kept.
func hashPlain(in *os.Root, name string) (size int64, hash hub.Hash, err error) {
	f, _, err := openPlain(in, name)
	if err != nil {
		return 0, hash, err
	}
	defer f.Close()
	_ = unix.Fadvise(int(f.Fd()), 0, 0, unix.FADV_DONTNEED) // a file system that cannot is read as it is
	h := sha256.New()
	size, err = io.Copy(h, io.LimitReader(f, maxFile+1))
	return size, hub.Hash(h.Sum(nil)), err
}

// syncFolder makes names in a folder last. Not every file system of sticks knows
// that; those keep names in order with the files.
func syncFolder(in *os.Root) error {
	d, err := in.Open(".")
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, syscall.ENOTSUP) {
		return err
	}
	return nil
}

// newestManifest is the newest manifest of a folder that can be read. torn says
// that a newer one is there, cut off. Number is the highest that any file here has.
func newestManifest(in *os.Root) (m *manifest, torn bool, number uint64, err error) {
	all, err := names(in, maxEntries)
	if err != nil {
		return nil, false, 0, err
	}
	slices.Reverse(all)
	for _, name := range all {
		number = max(number, numberOf(name))
	}
	for _, name := range all {
		if !manifestName.MatchString(name) {
			continue
		}
		raw, err := readPlain(in, name, maxManifest)
		if err == nil {
			m, err = decodeManifest(raw)
		}
		switch {
		case errors.Is(err, errShort), errors.Is(err, fs.ErrNotExist):
			torn = true
			continue
		case err != nil:
			return nil, torn, number, err
		}
		return m, torn, number, nil
	}
	return nil, torn || len(all) > 0, number, nil
}

// numberOf is the number in the name of one of our files; 0 for other names.
func numberOf(name string) uint64 {
	digits, ok := strings.CutSuffix(strings.TrimPrefix(strings.TrimSuffix(name, unfinished), "manifest-"), ".yz")
	if !ok || len(digits) != 10 {
		return 0
	}
	var n uint64
	for _, d := range digits {
		if d < '0' || d > '9' {
			return 0
		}
		n = n*10 + uint64(d-'0')
	}
	return n
}
