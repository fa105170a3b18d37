// Package blob keeps bytes that are too large for the log beside it: one file each,
// named by the SHA-256 of what lies in it. What lies in it is sealed under a key of its
// own, which stands in the record that names the file and nowhere else: whoever cannot
// open the record cannot open its bytes, and they may be copied to other hubs, or left
// behind on a stick, as they are.
//
// A file that no record names any more is swept away; bytes and record are never parted
// by that, because a sweep and a Put exclude each other.
package blob

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"syscall"

	"yizhan/hub"
)

// Ref is how a record names bytes that lie beside the log.
type Ref struct {
	Hash [32]byte // of the sealed bytes; the name of the file
	Key  [32]byte // opens them
}

// Limits are a store's; what is over them is refused before anything is written.
type Limits struct {
	Each  int64                 // bytes of one, sealed
	Quota int64                 // bytes of all
	Floor int64                 // bytes that have to stay free on the disk: records come first
	Free  func() (int64, error) // bytes that are free
}

// Blobs is a folder of sealed bytes. It is safe for concurrent use.
type Blobs struct {
	dir, temp string
	limits    Limits

	mu     sync.RWMutex // read while bytes are put and their record is written; sweeping writes
	taking sync.Mutex   // one piece after the other
}

// New makes a store of a folder and a folder for what is unfinished, on the same file
// system. It does no I/O.
func New(dir, temp string, limits Limits) *Blobs { return &Blobs{dir: dir, temp: temp, limits: limits} }

// Put seals bytes, has them on disk, and then lets the caller write the record that
// names them; where that fails, the bytes are swept with the next sweep.
// Errors: CodeTooLarge, CodeFull, CodeFolder, and the record's own.
func (b *Blobs) Put(plain []byte, record func(Ref) error) error {
	b.mu.RLock()
	defer b.mu.RUnlock()
	ref, sealed := seal(plain)
	if err := b.room(int64(len(sealed))); err != nil {
		return err
	}
	if err := b.write(ref.Hash, sealed); err != nil {
		return trouble(err)
	}
	return record(ref)
}

// Get reads bytes back, checked by their hash. Errors: CodeNotFound where they are not
// here, or no longer what they were: both ask for another copy.
func (b *Blobs) Get(ref Ref) ([]byte, error) {
	f, err := os.Open(b.path(ref.Hash))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, hub.E(hub.CodeNotFound, "blob.absent").Because(err)
	}
	if err != nil {
		return nil, trouble(err)
	}
	defer f.Close()
	sealed, err := io.ReadAll(io.LimitReader(f, b.limits.Each+1))
	if err != nil {
		return nil, trouble(err)
	}
	if sha256.Sum256(sealed) != ref.Hash {
		return nil, hub.E(hub.CodeNotFound, "blob.absent").Because(errors.New("blob: the bytes on disk are not those of the record"))
	}
	return open(ref, sealed)
}

// Has says whether bytes are here, without reading them.
func (b *Blobs) Has(hash [32]byte) bool {
	_, err := os.Stat(b.path(hash))
	return err == nil
}

// Sweep erases every file that is not named. The names are asked for while nothing is
// put, so that bytes whose record is just being written stay.
func (b *Blobs) Sweep(named func() (map[[32]byte]bool, error)) (erased int, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	keep, err := named()
	if err != nil {
		return 0, err
	}
	err = b.each(func(name string, _ int64) error {
		hash, ok := hashOf(name)
		if !ok || keep[hash] {
			return nil
		}
		erased++
		return os.Remove(filepath.Join(b.dir, name))
	})
	if erased > 0 && err == nil {
		err = syncDir(b.dir)
	}
	return erased, trouble(err)
}

// Used is the bytes of all.
func (b *Blobs) Used() (int64, error) {
	var sum int64
	err := b.each(func(_ string, size int64) error { sum += size; return nil })
	return sum, trouble(err)
}

// Left is how many bytes more would be taken.
func (b *Blobs) Left() (int64, error) {
	used, err := b.Used()
	if err != nil {
		return 0, err
	}
	free, err := b.limits.Free()
	return max(0, min(b.limits.Quota-used, free-b.limits.Floor)), trouble(err)
}

func (b *Blobs) room(size int64) error {
	if size > b.limits.Each {
		return hub.E(hub.CodeTooLarge, "blob.large")
	}
	used, err := b.Used()
	if err != nil {
		return err
	}
	if used+size > b.limits.Quota {
		return hub.E(hub.CodeFull, "blob.quota")
	}
	free, err := b.limits.Free()
	if err != nil {
		return trouble(err)
	}
	if free-size < b.limits.Floor {
		return hub.E(hub.CodeFull, "blob.floor")
	}
	return nil
}

func (b *Blobs) each(visit func(name string, size int64) error) error {
	entries, err := os.ReadDir(b.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) {
			continue // swept meanwhile
		}
		if err != nil {
			return err
		}
		if err := visit(e.Name(), info.Size()); err != nil {
			return err
		}
	}
	return nil
}

// write has a file on disk under its name, whole or not at all.
func (b *Blobs) write(hash [32]byte, sealed []byte) error {
	if err := os.MkdirAll(b.dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(b.temp, "blob-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // fails after the rename, as it should
	_, err = f.Write(sealed)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), b.path(hash)); err != nil {
		return err
	}
	return errors.Join(syncDir(b.dir), syncDir(filepath.Dir(b.dir)))
}

func (b *Blobs) path(hash [32]byte) string { return filepath.Join(b.dir, hex.EncodeToString(hash[:])) }

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// trouble says what is the matter with the disk.
func trouble(err error) error {
	if err == nil {
		return nil
	}
	if _, ok := errors.AsType[*hub.Error](err); ok {
		return err
	}
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return hub.E(hub.CodeFull, "blob.floor").Because(err)
	}
	return hub.E(hub.CodeFolder, "store.folder").Because(err)
}
