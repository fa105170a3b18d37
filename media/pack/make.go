package pack

import (
	"crypto/ed25519"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"yizhan/hub"
	"yizhan/hub/lesson"
	"yizhan/media/clip"
	"yizhan/media/photo"
)

// What a sound of a page may be.
const (
	maxSound     = 16 << 20
	longestSound = 10 * time.Minute
)

// Fault is something that keeps a folder from becoming a pack. Why has a sentence for
// people.
type Fault = lesson.Fault

// Source is a folder that somebody has put a lesson into. Names count whatever their case:
// sticks come from machines that write PAGE-2.MP3.
type Source struct {
	dir   fs.FS
	names map[string]string // as a pack calls it → as it is called there
	root  *os.Root          // nil: it was not opened here
}

// ReadFolder reads a folder of a stick, or the stick itself where name is ".": a link in
// its place is refused. The source is to be closed.
func ReadFolder(stick, name string) (*Source, error) {
	var root *os.Root
	var err error
	if name == "." {
		root, err = os.OpenRoot(stick)
	} else {
		root, err = openFolder(stick, name)
	}
	if err != nil {
		return nil, hub.E(hub.CodeNotFound, "pack.none").Because(err)
	}
	s, err := Read(root.FS())
	if err != nil {
		return nil, errors.Join(err, root.Close())
	}
	s.root = root
	return s, nil
}

// Close lets the folder go.
func (s *Source) Close() error {
	if s.root == nil {
		return nil
	}
	return s.root.Close()
}

// Read lists a folder; folders inside it and hidden files are passed over, and what another
// hub signed: of a station's pack the county makes its own.
func Read(dir fs.FS) (*Source, error) {
	entries, err := fs.ReadDir(dir, ".")
	if err != nil {
		return nil, hub.E(hub.CodeNotFound, "pack.none").Because(err)
	}
	s := &Source{dir: dir, names: map[string]string{}}
	for _, e := range entries {
		if !e.Type().IsRegular() || strings.HasPrefix(e.Name(), ".") || strings.EqualFold(e.Name(), "thumbs.db") || e.Name() == ManifestFile {
			continue
		}
		name := strings.ToLower(e.Name())
		if stem, ok := strings.CutSuffix(name, ".jpeg"); ok {
			name = stem + ".jpg"
		}
		s.names[name] = e.Name()
	}
	return s, nil
}

// Open finds a file by what a pack calls it.
func (s *Source) Open(name string) (fs.File, error) {
	if own, ok := s.names[name]; ok {
		name = own
	}
	return s.dir.Open(name)
}

// Sounds is how many sounds lie there.
func (s *Source) Sounds() (n int) {
	for name := range s.names {
		if isSound(name) {
			n++
		}
	}
	return n
}

func isSound(name string) bool {
	ext := path.Ext(name)
	return ext == ".mp3" || ext == ".m4a" || ext == ".wav"
}

// Check is the lesson of a folder, or everything that is the matter: with the text, with
// its drawings, with sounds and photos.
func (s *Source) Check() (*lesson.Lesson, []Fault) {
	l, faults := lesson.Check(s)
	used := map[string]bool{textFile: true}
	pages := 0
	if l != nil {
		pages = len(l.Pages)
		for _, name := range l.Files() {
			used[name] = true
		}
	}
	heard := map[int]bool{}
	for _, name := range slices.Sorted(maps.Keys(s.names)) {
		if used[name] || l == nil && path.Ext(name) == ".svg" { // which ones the text would use is not known
			continue
		}
		if err := s.checkFile(name, pages, heard); err != nil {
			faults = append(faults, Fault{File: s.names[name], Why: err})
		}
	}
	if len(s.names) > maxFiles {
		faults = append(faults, Fault{File: "", Why: hub.E(hub.CodeInvalid, "pack.many", maxFiles)})
	}
	return l, faults
}

// checkFile looks at a sound or a photo; pages is 0 where the text cannot be read.
func (s *Source) checkFile(name string, pages int, heard map[int]bool) error {
	page, sound, picture := pageOf(name), isSound(name), path.Ext(name) == ".jpg"
	switch {
	case !fileName.MatchString(name) && (sound || picture):
		return hub.E(hub.CodeInvalid, "pack.name")
	case page == 0 || !sound && !picture:
		return hub.E(hub.CodeInvalid, "pack.unused")
	case pages > 0 && page > pages:
		return hub.E(hub.CodeInvalid, "pack.no-page")
	case sound && heard[page]:
		return hub.E(hub.CodeInvalid, "pack.two-sounds")
	}
	if sound {
		heard[page] = true
	}
	_, err := s.body(name)
	return err
}

// body is a file as it goes into a pack: of a photo only the picture, whatever the camera
// wrote beside it.
func (s *Source) body(name string) ([]byte, error) {
	most := int64(maxText)
	ext := path.Ext(name)
	switch {
	case ext == ".jpg":
		most = photo.MaxBytes
	case isSound(name):
		most = maxSound
	}
	f, err := s.Open(name)
	if err != nil {
		return nil, hub.E(hub.CodeInvalid, "pack.read").Because(err)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, most+1))
	if err != nil {
		return nil, hub.E(hub.CodeInvalid, "pack.read").Because(err)
	}
	switch {
	case ext == ".jpg":
		p, err := photo.Read(b)
		if err != nil {
			return nil, hub.E(hub.CodeInvalid, "pack.photo").Because(err)
		}
		return p.JPEG, nil
	case isSound(name):
		sound, ok := clip.Long(b)
		if int64(len(b)) > most || !ok || "."+string(sound.Kind) != ext || sound.Length > longestSound {
			return nil, hub.E(hub.CodeInvalid, "pack.sound", int(longestSound.Minutes()), maxSound>>20)
		}
	case int64(len(b)) > most:
		return nil, hub.E(hub.CodeInvalid, "lesson.f-large", most>>10)
	}
	return b, nil
}

// Maker signs packs.
type Maker struct {
	Sign    ed25519.PrivateKey
	Cert    []byte // of the county, empty while there is none
	Day     hub.Day
	Machine bool // the sounds are a machine's voice
}

// ErrFaults is that a folder is no lesson yet: Check says why.
var ErrFaults = errors.New("pack: the folder is no lesson yet")

// Make writes a pack into an empty folder: its files, and the manifest last.
// Errors: ErrFaults; CodeInvalid pack.big.
func (s *Source) Make(out *os.Root, by Maker) (*Manifest, error) {
	l, faults := s.Check()
	if len(faults) > 0 {
		return nil, fmt.Errorf("%w: %w", ErrFaults, faults[0])
	}
	m := &Manifest{
		Key: l.Key, Version: uint32(l.Version), Title: l.Title, Class: string(l.Class), From: uint16(l.From), To: uint16(l.To),
		Licence: l.Licence, Sources: l.Sources, Machine: by.Machine, Day: by.Day, Cert: by.Cert,
		By: [32]byte(by.Sign.Public().(ed25519.PublicKey)),
	}
	if m.Cert == nil {
		m.Cert = []byte{}
	}
	for _, name := range slices.Sorted(maps.Keys(s.names)) {
		body, err := s.body(name)
		if err != nil {
			return nil, err
		}
		if m.Bytes()+int64(len(body)) > MaxBytes {
			return nil, hub.E(hub.CodeTooLarge, "pack.big")
		}
		if err := writeAll(out, name, body); err != nil {
			return nil, err
		}
		m.Files = append(m.Files, File{Name: name, Size: uint32(len(body)), Chunks: hashes(body)})
	}
	raw, err := m.encode(by.Sign)
	if err != nil {
		return nil, hub.E(hub.CodeInvalid, "pack.many", maxFiles).Because(err)
	}
	return m, writeAll(out, ManifestFile, raw)
}

// hashes are those of the pieces of a file.
func hashes(body []byte) (out []hub.Hash) {
	for len(body) > 0 {
		n := min(len(body), ChunkSize)
		out = append(out, sha256.Sum256(body[:n]))
		body = body[n:]
	}
	return out
}

// writeAll writes a file and has it on the disk.
func writeAll(in *os.Root, name string, body []byte) error {
	f, err := in.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(body)
	return errors.Join(err, f.Sync(), f.Close())
}

// Own makes a pack of a folder and puts it on this shelf. temp is an empty folder of the
// shelf's disk. Errors are Make's and those of an arrival.
func (s *Shelf) Own(src *Source, by Maker, temp string) (*Pack, error) {
	dir, err := os.MkdirTemp(temp, "lesson-*")
	if err != nil {
		return nil, diskTrouble(err)
	}
	defer os.RemoveAll(dir)
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, diskTrouble(err)
	}
	defer root.Close()
	if err := s.room(MaxBytes / 4); err != nil { // what it will be is not known yet
		return nil, err
	}
	if _, err := src.Make(root, by); err != nil {
		return nil, diskTroubleOf(err)
	}
	return s.Take(dir, nil)
}

func diskTroubleOf(err error) error {
	if errors.Is(err, ErrFaults) {
		return err
	}
	return diskTrouble(err)
}

// mostFolders bounds how many folders of a stick are looked at.
const mostFolders = 500

// Folders are where lessons that are no packs yet lie on a stick: folders one deep, and
// "." for the stick itself.
func Folders(stick string) (found []string) {
	root, err := os.OpenRoot(stick)
	if err != nil {
		return nil // pulled out
	}
	defer root.Close()
	d, err := root.Open(".")
	if err != nil {
		return nil
	}
	names, _ := d.Readdirnames(mostFolders)
	d.Close()
	slices.Sort(names)
	for _, name := range append([]string{"."}, names...) {
		if strings.HasPrefix(name, ".") && name != "." {
			continue
		}
		if info, err := root.Lstat(name); err != nil || !info.IsDir() {
			continue
		}
		for _, text := range []string{textFile, strings.ToUpper(textFile), "Lesson.md"} {
			if info, err := root.Lstat(path.Join(name, text)); err == nil && info.Mode().IsRegular() {
				found = append(found, name)
				break
			}
		}
	}
	return found
}
