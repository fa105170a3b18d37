package pack

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"

	"yizhan/hub"
	"yizhan/hub/markdown"
)

// Home is the folder on a stick in which packs lie.
const Home = "yizhan-lessons"

// unfinished marks a pack that is being written to a stick; its manifest comes last, so
// that one with a manifest is whole.
const unfinished = ".part"

// mostOnStick bounds how many packs of a stick are looked at.
const mostOnStick = 200

// Found is a pack on a stick.
type Found struct {
	Dir      string // its folder
	Raw      []byte
	Manifest *Manifest // nil where it cannot be read
	Signer   Signer
	Err      error // why it is not put on the shelf
}

// Look lists the packs of a stick, and what would become of each.
func (s *Shelf) Look(stick string) (out []Found) {
	home, err := openFolder(stick, Home)
	if err != nil {
		return nil // none, or no longer there
	}
	defer home.Close()
	d, err := home.Open(".")
	if err != nil {
		return nil
	}
	names, _ := d.Readdirnames(mostOnStick)
	d.Close()
	slices.Sort(names)
	for _, name := range names {
		if !markdown.IsKey(strings.TrimSuffix(name, unfinished)) {
			continue
		}
		root, err := openFolderIn(home, name)
		if err != nil {
			continue
		}
		raw, err := readPlain(root, ManifestFile, maxManifest)
		root.Close()
		if err != nil { // still being written
			continue
		}
		f := Found{Dir: filepath.Join(stick, Home, name), Raw: raw}
		f.Manifest, f.Signer, f.Err = s.Weigh(raw)
		out = append(out, f)
	}
	return out
}

// Take puts the pack of a folder on the shelf. What of it had come before, from wherever,
// is not read again; what is torn or pulled out half way is kept. step, where given, is
// told the bytes that are here.
// Errors: those of an arrival; CodeQuestion pack.torn, CodeUnknown pack.gone.
func (s *Shelf) Take(dir string, step func(done, all int64)) (*Pack, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, hub.E(hub.CodeUnknown, "pack.gone").Because(err)
	}
	defer root.Close()
	return s.take(root, step)
}

func (s *Shelf) take(root *os.Root, step func(done, all int64)) (*Pack, error) {
	raw, err := readPlain(root, ManifestFile, maxManifest)
	if err != nil {
		return nil, hub.E(hub.CodeUnknown, "pack.gone").Because(err)
	}
	a, err := s.Begin(raw)
	if err != nil {
		return nil, err
	}
	missing, err := a.Missing()
	if err != nil {
		return nil, err
	}
	done := a.Held()
	for _, c := range missing {
		body, err := readChunk(root, c)
		if err != nil {
			return nil, chunkTrouble(err)
		}
		if err := a.Put(c, body); err != nil {
			return nil, err
		}
		if done += int64(c.Size); step != nil {
			step(done, a.Bytes())
		}
	}
	return a.Finish()
}

// Verify reads a pack whole, as its maker signed it; who that is, it does not ask.
// Errors as of Take.
func Verify(dir string) (*Manifest, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, hub.E(hub.CodeUnknown, "pack.gone").Because(err)
	}
	defer root.Close()
	raw, err := readPlain(root, ManifestFile, maxManifest)
	if err != nil {
		return nil, hub.E(hub.CodeUnknown, "pack.gone").Because(err)
	}
	m, err := Decode(raw)
	if err != nil {
		return nil, manifestTrouble(err)
	}
	for _, c := range m.chunks() {
		if _, err := readChunk(root, c); err != nil {
			return nil, chunkTrouble(err)
		}
	}
	_, err = m.lesson(root.FS())
	return m, err
}

// chunkTrouble says what is the matter with a piece on a stick.
func chunkTrouble(err error) error {
	switch {
	case errors.Is(err, errShort):
		return hub.E(hub.CodeQuestion, "pack.torn").Because(err)
	case errors.Is(err, errSpoiled), errors.Is(err, errOdd):
		return hub.E(hub.CodeUntrusted, "pack.tampered").Because(err)
	}
	return hub.E(hub.CodeUnknown, "pack.gone").Because(err)
}

// Give writes a pack of the shelf to a stick and reads it back: it may be pulled out when
// Give returns. An older version of it goes from the stick; one that is there already is
// read and left. Errors: CodeNotFound, CodeFull pack.stick-full, CodeUnknown pack.stick.
func (s *Shelf) Give(key, stick string, step func(done, all int64)) error {
	p, ok := s.Get(key)
	if !ok {
		return hub.E(hub.CodeNotFound, "pack.none")
	}
	err := s.give(p, stick, step)
	switch {
	case err == nil, errors.As(err, new(*hub.Error)):
		return err
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return hub.E(hub.CodeFull, "pack.stick-full").Because(err)
	}
	return hub.E(hub.CodeUnknown, "pack.stick").Because(err)
}

func (s *Shelf) give(p *Pack, stick string, step func(done, all int64)) error {
	root, err := os.OpenRoot(stick)
	if err != nil {
		return err
	}
	defer root.Close()
	if err := root.Mkdir(Home, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	home, err := openFolderIn(root, Home)
	if err != nil {
		return err
	}
	defer home.Close()
	if have, err := openFolderIn(home, p.Key); err == nil {
		same := reads(have, p)
		have.Close()
		if same {
			return nil
		}
	}
	tmp := p.Key + unfinished
	if err := errors.Join(home.RemoveAll(tmp), home.Mkdir(tmp, 0o755)); err != nil {
		return err
	}
	to, err := openFolderIn(home, tmp)
	if err != nil {
		return err
	}
	defer to.Close()
	if err := s.copyTo(p, to, step); err != nil {
		return errors.Join(err, home.RemoveAll(tmp))
	}
	if !reads(to, p) {
		return errors.Join(errSpoiled, home.RemoveAll(tmp))
	}
	if err := errors.Join(home.RemoveAll(p.Key), home.Rename(tmp, p.Key)); err != nil {
		return err
	}
	return flush(home)
}

// copyTo writes the files of a pack, and the manifest when they are on the stick.
func (s *Shelf) copyTo(p *Pack, to *os.Root, step func(done, all int64)) error {
	done := int64(0)
	for _, name := range append(p.names(), ManifestFile) {
		from, err := s.Open(p.ID, name)
		if err != nil {
			return err
		}
		out, err := to.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
		if err != nil {
			return errors.Join(err, from.Close())
		}
		n, err := out.ReadFrom(from)
		if err = errors.Join(err, out.Sync(), out.Close(), from.Close()); err != nil {
			return err
		}
		if done += n; step != nil {
			step(min(done, p.Bytes()), p.Bytes())
		}
	}
	return nil
}

func (m *Manifest) names() (out []string) {
	for _, f := range m.Files {
		out = append(out, f.Name)
	}
	return out
}

// reads says whether a folder holds just this pack, read from the stick itself: what the
// machine has in memory of it says nothing about what the stick has kept.
func reads(in *os.Root, p *Pack) bool {
	raw, err := readPlain(in, ManifestFile, maxManifest)
	if err != nil || IDOf(raw) != p.ID {
		return false
	}
	for _, f := range p.Files {
		if file, err := openPlain(in, f.Name); err == nil {
			_ = unix.Fadvise(int(file.Fd()), 0, 0, unix.FADV_DONTNEED) // a file system that cannot is read as it is
			file.Close()
		}
	}
	for _, c := range p.chunks() {
		if _, err := readChunk(in, c); err != nil {
			return false
		}
	}
	return true
}

// flush has the stick's file system write everything that it keeps beside the files.
func flush(in *os.Root) error {
	d, err := in.Open(".")
	if err != nil {
		return err
	}
	return errors.Join(unix.Syncfs(int(d.Fd())), d.Close())
}

// openFolder opens a folder of a stick; a link in its place is refused.
func openFolder(dir, name string) (*os.Root, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return openFolderIn(root, name)
}

func openFolderIn(in *os.Root, name string) (*os.Root, error) {
	info, err := in.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return nil, errOdd
	}
	return in.OpenRoot(name)
}
