package blob

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"yizhan/hub"
)

// partSuffix ends the name of a file of which only the beginning is here.
const partSuffix = ".part"

// ErrSpoiled says that bytes which came are not those of the name they came under: they
// are thrown away, and the whole is wanted again.
var ErrSpoiled = errors.New("blob: not the bytes of that name")

// Piece is at most so many sealed bytes of a file from an offset on, and how many it has
// in all. Errors: CodeNotFound where it is not here as a whole.
func (b *Blobs) Piece(hash [32]byte, from int64, most int) (piece []byte, total int64, err error) {
	f, err := os.Open(b.path(hash))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, hub.E(hub.CodeNotFound, "blob.absent").Because(err)
	}
	if err != nil {
		return nil, 0, trouble(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, 0, trouble(err)
	}
	piece = make([]byte, min(int64(most), max(info.Size()-from, 0)))
	n, err := f.ReadAt(piece, from)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return piece[:n], info.Size(), trouble(err)
}

// Begun is how many bytes of a file are here that is not here as a whole.
func (b *Blobs) Begun(hash [32]byte) int64 {
	info, err := os.Stat(b.path(hash) + partSuffix)
	if err != nil {
		return 0
	}
	return info.Size()
}

// Take adds a piece of a file to what is here of it; a piece that does not follow is
// passed over. whole says that all is here, and is what its name says. named is asked
// while nothing is swept: what no record names any more is not taken, whoever brings it.
// Errors: CodeNotFound for that, CodeTooLarge, CodeFull, CodeFolder; ErrSpoiled.
func (b *Blobs) Take(hash [32]byte, total, from int64, piece []byte, named func() (bool, error)) (whole bool, err error) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	b.taking.Lock()
	defer b.taking.Unlock()
	if ok, err := named(); err != nil || !ok {
		return false, errors.Join(err, hub.E(hub.CodeNotFound, "blob.absent"))
	}
	begun := b.Begun(hash)
	if b.Has(hash) || from != begun || len(piece) == 0 {
		return b.Has(hash), nil
	}
	if over := from+int64(len(piece)) > total; over || from > 0 && total > b.limits.Each { // a first piece that lied of the size
		return false, b.spoil(hash)
	}
	if from == 0 {
		if err := b.room(total); err != nil {
			return false, err
		}
		if err := os.MkdirAll(b.dir, 0o700); err != nil {
			return false, trouble(err)
		}
	}
	if err := b.add(hash, piece); err != nil {
		return false, trouble(err)
	}
	if from+int64(len(piece)) < total {
		return false, nil
	}
	return b.finish(hash)
}

func (b *Blobs) add(hash [32]byte, piece []byte) error {
	f, err := os.OpenFile(b.path(hash)+partSuffix, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(piece)
	return errors.Join(err, f.Close())
}

// finish gives a file its name once it is on disk and is what the name says.
func (b *Blobs) finish(hash [32]byte) (bool, error) {
	f, err := os.OpenFile(b.path(hash)+partSuffix, os.O_RDWR, 0)
	if err != nil {
		return false, trouble(err)
	}
	h := sha256.New()
	_, err = io.Copy(h, io.LimitReader(f, b.limits.Each+1))
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return false, trouble(err)
	}
	if [32]byte(h.Sum(nil)) != hash {
		return false, b.spoil(hash)
	}
	if err := os.Rename(b.path(hash)+partSuffix, b.path(hash)); err != nil {
		return false, trouble(err)
	}
	return true, trouble(errors.Join(syncDir(b.dir), syncDir(filepath.Dir(b.dir))))
}

func (b *Blobs) spoil(hash [32]byte) error {
	err := os.Remove(b.path(hash) + partSuffix)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return errors.Join(ErrSpoiled, err)
}

// All are the files that are here as a whole.
func (b *Blobs) All() (all [][32]byte, err error) {
	err = b.each(func(name string, _ int64) error {
		if hash, ok := hashOf(name); ok && !strings.HasSuffix(name, partSuffix) {
			all = append(all, hash)
		}
		return nil
	})
	return all, trouble(err)
}

// Scrub reads every file and throws away those that are no longer what their name says,
// so that they are wanted again.
func (b *Blobs) Scrub() (damaged int, err error) {
	all, err := b.All()
	if err != nil {
		return 0, err
	}
	for _, hash := range all {
		sum, err := sumOf(b.path(hash))
		if errors.Is(err, fs.ErrNotExist) || err == nil && sum == hash {
			continue
		}
		damaged++
		if err := os.Remove(b.path(hash)); err != nil {
			return damaged, trouble(err)
		}
	}
	return damaged, nil
}

func sumOf(path string) (sum [32]byte, err error) {
	f, err := os.Open(path)
	if err != nil {
		return sum, err
	}
	defer f.Close()
	h := sha256.New()
	_, err = io.Copy(h, f)
	return [32]byte(h.Sum(nil)), err
}

// hashOf reads the name of a file, whole or begun; ok is false for what is none of ours.
func hashOf(name string) (hash [32]byte, ok bool) {
	raw, err := hex.DecodeString(strings.TrimSuffix(name, partSuffix))
	if err != nil || len(raw) != len(hash) {
		return hash, false
	}
	return [32]byte(raw), true
}
