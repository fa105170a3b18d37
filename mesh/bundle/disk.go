package bundle

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"

	"yizhan/hub"
	"yizhan/hub/codec"
	"yizhan/mesh/sync"
)

// file writes one sealed file, makes it last, reads it back, and puts it into the
// manifest. Fill says whether it holds anything; one that holds nothing is not kept.
func (w *writer) file(e entry, keys [][32]byte, fill func(io.Writer) (bool, error), done func(*entry)) error {
	w.number++
	e.Name = laneFile(w.number)
	sum := sha256.New()
	size := int64(0)
	kept := false
	err := w.create(e.Name, func(out io.Writer) (bool, error) {
		count := &counter{w: io.MultiWriter(out, sum), n: &size}
		sealed, err := sealTo(count, keys)
		if err != nil {
			return false, err
		}
		if kept, err = fill(sealed); err != nil || !kept {
			return false, err
		}
		return true, sealed.Close()
	})
	if err != nil || !kept {
		return err
	}
	e.Size, e.Hash = uint64(size), hub.Hash(sum.Sum(nil))
	if done != nil {
		done(&e)
	}
	if err := w.readBack(e); err != nil {
		return err
	}
	w.now.Files = append(w.now.Files, e)
	w.rep.Files++
	w.rep.Bytes += size
	if e.Kind != kindLane {
		return nil // the last manifest names it
	}
	return w.manifest()
}

type counter struct {
	w io.Writer
	n *int64
}

func (c *counter) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	*c.n += int64(n)
	return n, err
}

// readBack compares what the stick has kept with what was written.
func (w *writer) readBack(e entry) error {
	if err := w.step("read back"); err != nil {
		return err
	}
	size, hash, err := hashPlain(w.in, e.Name)
	if err != nil {
		return gone(err)
	}
	if uint64(size) != e.Size || hash != e.Hash {
		return hub.E(hub.CodeInternal, "bundle.bad-stick")
	}
	return nil
}

// manifest writes the manifest of what is on the stick now, and then takes the one
// before away.
func (w *writer) manifest() error {
	w.number++
	w.now.Number, w.now.Wall = w.number, w.Now().UnixMilli()
	raw, err := w.now.encode(func(body []byte) []byte { return codec.Sign(w.Sign, signsStick, body) })
	if err != nil {
		return err
	}
	name := manifestFile(w.number)
	err = w.create(name, func(out io.Writer) (bool, error) {
		_, err := out.Write(raw)
		return true, err
	})
	if err != nil {
		return err
	}
	if err := w.readBack(entry{Name: name, Size: uint64(len(raw)), Hash: sha256.Sum256(raw)}); err != nil {
		return err
	}
	return w.removeWhere(func(old string) bool { return manifestName.MatchString(old) && old != name })
}

// sweep removes our own files that the manifest does not name. Nothing of others is
// touched, here or in their folders.
func (w *writer) sweep() error {
	named := map[string]bool{}
	for _, e := range w.now.Files {
		named[e.Name] = true
	}
	return w.removeWhere(func(name string) bool { return fileName.MatchString(name) && !named[name] })
}

func (w *writer) removeWhere(gone func(name string) bool) error {
	all, err := names(w.in, maxEntries)
	if err != nil {
		return writable(err)
	}
	for _, name := range all {
		if !gone(name) {
			continue
		}
		if err := w.step("remove"); err != nil {
			return err
		}
		if err := w.in.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return writable(err)
		}
	}
	return nil
}

// create writes a file under another name, flushes it, and only then gives it its
// name. One that is not kept leaves nothing.
func (w *writer) create(name string, fill func(io.Writer) (keep bool, err error)) error {
	if err := w.step("create"); err != nil {
		return err
	}
	tmp := name + unfinished
	f, err := w.in.OpenFile(tmp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return writable(err)
	}
	keep, err := fill(&stepped{w, f})
	if err == nil && keep {
		if err = w.step("flush"); err == nil {
			err = f.Sync()
		}
	}
	err = errors.Join(err, f.Close())
	if err == nil && keep {
		if err = w.step("rename"); err == nil {
			err = w.in.Rename(tmp, name)
		}
		if err == nil {
			err = syncFolder(w.in)
		}
		if err == nil {
			return nil
		}
	}
	if w.step("clean up") == nil {
		_ = w.in.Remove(tmp) // the next write removes it otherwise
	}
	return writable(err)
}

// stepped lets tests cut between two writes.
type stepped struct {
	w *writer
	f *os.File
}

func (s *stepped) Write(b []byte) (int, error) {
	if err := s.w.step("write"); err != nil {
		n, _ := s.f.Write(b[:len(b)/2]) // a cut test: half of it got through
		return n, err
	}
	return s.f.Write(b)
}

func (w *writer) step(op string) error {
	if w.cut == nil {
		return nil
	}
	return gone(w.cut(op))
}

// roomFor says no while there is still room for the words that end a write.
func (w *writer) roomFor(unsynced int64) error {
	free, err := w.free()
	if err != nil {
		return err
	}
	if free < reserve+2*sync.MaxBatchBytes {
		return hub.E(hub.CodeFull, "bundle.full").Because(fmt.Errorf("%d bytes free, %d in the file", free, unsynced))
	}
	return nil
}

// free is what the stick still holds.
func (w *writer) free() (int64, error) {
	if w.room != nil {
		return w.room()
	}
	var st syscall.Statfs_t
	if err := syscall.Statfs(w.dir, &st); err != nil {
		return 0, gone(err)
	}
	return int64(st.Bavail) * st.Bsize, nil
}

// writable puts what a file system says of writing into words.
func writable(err error) error {
	switch {
	case err == nil, errors.As(err, new(*hub.Error)), errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return hub.E(hub.CodeFull, "bundle.full").Because(err)
	case errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrPermission):
		return hub.E(hub.CodeInvalid, "bundle.read-only").Because(err)
	case errors.Is(err, errOdd):
		return hub.E(hub.CodeInvalid, "bundle.odd").Because(err)
	case sync.Malformed(err):
		return err
	}
	return gone(err)
}
