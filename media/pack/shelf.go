package pack

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"

	"yizhan/hub"
	"yizhan/hub/lesson"
)

// Rank is whose word a pack is.
type Rank uint8

const (
	Near   Rank = iota // another hub's of the township
	Own                // this box's
	County             // the county's
)

// Signer is who made a pack.
type Signer struct {
	Name string // of the hub, for people
	Rank Rank
}

// Judge says who a key is, by its certificate and what is known now. Errors are for
// people: CodeUntrusted pack.signer, pack.not-ours.
type Judge func(key [32]byte, cert []byte) (Signer, error)

// Config is what a Shelf needs.
type Config struct {
	Dir     string // DIR/lessons
	Judge   Judge
	Free    func() (int64, error)          // bytes that still fit on its disk
	Floor   int64                          // that stay free whatever comes
	Live    func() bool                    // a class is held now: nothing is put in
	Shipped func(key string) (version int) // of the program's own lesson; 0 there is none
	Gone    func(*Manifest, Signer) bool   // taken back by the county; nil: nothing is
	Keep    func() bool                    // what was taken back stays on the disk: this is who may give it out again; nil: not
	Changed func([]*Pack)                  // told what stands on the shelf, whenever that changes
	Rename  func(old, new string) error    // os.Rename; tests cut here
}

// Pack is one that stands on the shelf.
type Pack struct {
	*Manifest
	ID     hub.Hash
	Signer Signer
	Lesson *lesson.Lesson
	folder string // below the shelf's
}

// Shelf is the packs of a box, on its disk. It is safe for concurrent use.
type Shelf struct {
	cfg   Config
	mu    sync.Mutex
	gives chan struct{}    // pieces that go out just now
	all   map[string]*Pack // by key
	out   *Pack            // taken away last; nil: none, or gone for good
	come  map[hub.Hash]*Arrival
}

// Folders below the shelf's that hold no lesson to read: what is not whole yet, and what
// was taken away last, until the night.
const (
	arriving = ".in"
	removed  = ".out"
)

// Open reads what stands on a shelf, and what was on its way when the box went down. A
// pack that cannot be read, or whose maker is trusted no longer, stays where it lies and
// is not shown.
func Open(cfg Config) (*Shelf, error) {
	if cfg.Rename == nil {
		cfg.Rename = os.Rename
	}
	s := &Shelf{cfg: cfg, come: map[hub.Hash]*Arrival{}, gives: make(chan struct{}, mostGiven)}
	if err := os.MkdirAll(filepath.Join(cfg.Dir, arriving), 0o700); err != nil {
		return nil, diskTrouble(err)
	}
	if err := s.clear(); err != nil {
		return nil, err
	}
	if err := s.Reload(); err != nil {
		return nil, err
	}
	return s, s.resume()
}

// Reload reads the shelf anew: whom the county trusts may have changed.
func (s *Shelf) Reload() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	folders, err := os.ReadDir(s.cfg.Dir)
	if err != nil {
		return diskTrouble(err)
	}
	s.all = map[string]*Pack{}
	for _, f := range folders {
		if !f.IsDir() || f.Name() == arriving || f.Name() == removed {
			continue
		}
		p, err := s.read(f.Name())
		if err != nil {
			continue // an unreadable lesson must not keep the others from being read
		}
		if old := s.all[p.Key]; old != nil { // the power went between the rename and the removal
			if old.follows(p) {
				p, old = old, p
			}
			if err := os.RemoveAll(filepath.Join(s.cfg.Dir, old.folder)); err != nil {
				return diskTrouble(err)
			}
		}
		s.all[p.Key] = p
	}
	s.tell()
	for _, a := range s.come {
		if s.gone(a.Manifest, a.Signer) {
			if err := a.drop(); err != nil {
				return err
			}
		}
	}
	return nil
}

// read is the pack of a folder: the small files are compared with the manifest, what is
// large is compared by the night (Check).
func (s *Shelf) read(folder string) (*Pack, error) {
	root, err := os.OpenRoot(filepath.Join(s.cfg.Dir, folder))
	if err != nil {
		return nil, err
	}
	defer root.Close()
	raw, err := readPlain(root, ManifestFile, maxManifest)
	if err != nil {
		return nil, err
	}
	m, err := Decode(raw)
	if err != nil {
		return nil, err
	}
	who, err := s.cfg.Judge(m.By, m.Cert)
	if err != nil {
		return nil, err
	}
	for _, c := range m.chunks() {
		if f, _ := m.File(c.File); f.Size > maxText {
			break // the small ones come first
		}
		if _, err := readChunk(root, c); err != nil {
			return nil, err
		}
	}
	if s.gone(m, who) {
		return nil, hub.E(hub.CodeForbidden, "pack.withdrawn")
	}
	l, err := m.lesson(root.FS())
	if err != nil {
		return nil, err
	}
	return &Pack{Manifest: m, ID: IDOf(raw), Signer: who, Lesson: l, folder: folder}, nil
}

// lesson is the text of a pack, which is what its manifest says.
func (m *Manifest) lesson(dir fs.FS) (*lesson.Lesson, error) {
	l, err := lesson.Read(dir)
	if err != nil {
		return nil, hub.E(hub.CodeUntrusted, "pack.tampered").Because(err)
	}
	if l.Key != m.Key || l.Version != int(m.Version) || l.Title != m.Title || string(l.Class) != m.Class {
		return nil, hub.E(hub.CodeUntrusted, "pack.tampered").Because(errors.New("pack: another lesson than its manifest says"))
	}
	return l, nil
}

// follows says whether p takes the place of old.
func (p *Pack) follows(old *Pack) bool {
	return cmp.Or(cmp.Compare(countyFirst(p.Signer), countyFirst(old.Signer)), cmp.Compare(p.Version, old.Version)) > 0
}

func countyFirst(s Signer) int {
	if s.Rank == County {
		return 1
	}
	return 0
}

// tell tells what stands on the shelf. Callers hold mu.
func (s *Shelf) tell() {
	if s.cfg.Changed != nil {
		s.cfg.Changed(s.list())
	}
}

// Packs are those on the shelf, by key.
func (s *Shelf) Packs() []*Pack {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.list()
}

func (s *Shelf) list() []*Pack {
	out := make([]*Pack, 0, len(s.all))
	for _, p := range s.all {
		out = append(out, p)
	}
	hub.Sort(out, func(a, b *Pack) int { return cmp.Compare(a.Key, b.Key) })
	return out
}

// Get finds a pack by its lesson's key.
func (s *Shelf) Get(key string) (*Pack, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, ok := s.all[key]
	return p, ok
}

// Weigh says what a manifest is and whether its pack would be put on this shelf; the error
// says why not, and the manifest comes along where it can be read.
func (s *Shelf) Weigh(raw []byte) (*Manifest, Signer, error) {
	m, err := Decode(raw)
	if err != nil {
		return nil, Signer{}, manifestTrouble(err)
	}
	who, err := s.cfg.Judge(m.By, m.Cert)
	if err != nil {
		return m, who, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return m, who, s.compare(m, IDOf(raw), who)
}

func manifestTrouble(err error) error {
	if errors.Is(err, errNewer) {
		return hub.E(hub.CodeQuestion, "pack.newer").Because(err)
	}
	return hub.E(hub.CodeUntrusted, "pack.tampered").Because(err)
}

// compare says why a pack does not take the place of what is here. Callers hold mu.
func (s *Shelf) compare(m *Manifest, id hub.Hash, who Signer) error {
	if s.gone(m, who) {
		return hub.E(hub.CodeForbidden, "pack.withdrawn")
	}
	old := s.all[m.Key]
	if old == nil {
		if v := s.cfg.Shipped(m.Key); v >= int(m.Version) {
			return hub.E(hub.CodeConflict, "pack.older", v, int(m.Version))
		}
		return nil
	}
	switch {
	case old.ID == id:
		return hub.E(hub.CodeConflict, "pack.here")
	case who.Rank == County && old.Signer.Rank != County:
		return nil
	case old.By != m.By && who.Rank != County:
		return hub.E(hub.CodeForbidden, "pack.other", old.Signer.Name)
	case m.Version < old.Version:
		return hub.E(hub.CodeConflict, "pack.older", int(old.Version), int(m.Version))
	case m.Version == old.Version:
		return hub.E(hub.CodeConflict, "pack.same", int(m.Version))
	}
	return nil
}

func (s *Shelf) gone(m *Manifest, who Signer) bool { return s.cfg.Gone != nil && s.cfg.Gone(m, who) }

// Remove takes a pack off the shelf. Its bytes lie there until the night, the next removal,
// or until something else needs the room: PutBack takes it back.
func (s *Shelf) Remove(key string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, ok := s.all[key]
	if !ok {
		return hub.E(hub.CodeNotFound, "pack.none")
	}
	if err := s.clear(); err != nil {
		return err
	}
	if err := s.cfg.Rename(filepath.Join(s.cfg.Dir, p.folder), filepath.Join(s.cfg.Dir, removed, p.folder)); err != nil {
		return diskTrouble(err)
	}
	delete(s.all, key)
	s.tell()
	s.out = p
	return nil
}

// Removed is the pack that was taken away last, as long as it can be put back.
func (s *Shelf) Removed() (*Pack, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.out, s.out != nil
}

// PutBack puts the pack back that was taken away last, unless another has come meanwhile.
func (s *Shelf) PutBack() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.out
	if p == nil {
		return hub.E(hub.CodeNotFound, "pack.none")
	}
	if err := s.compare(p.Manifest, p.ID, p.Signer); err != nil {
		return err
	}
	if err := s.cfg.Rename(filepath.Join(s.cfg.Dir, removed, p.folder), filepath.Join(s.cfg.Dir, p.folder)); err != nil {
		return diskTrouble(err)
	}
	s.all[p.Key], s.out = p, nil
	s.tell()
	return nil
}

// clear frees the room of what was taken away. Callers hold mu.
func (s *Shelf) clear() error {
	s.out = nil
	dir := filepath.Join(s.cfg.Dir, removed)
	return diskTrouble(errors.Join(os.RemoveAll(dir), os.Mkdir(dir, 0o700)))
}

// Open opens a file of a pack on the shelf. Errors: CodeNotFound pack.none.
func (s *Shelf) Open(id hub.Hash, name string) (*os.File, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.all {
		if p.ID != id || name != ManifestFile && !p.has(name) {
			continue
		}
		root, err := os.OpenRoot(filepath.Join(s.cfg.Dir, p.folder))
		if err != nil {
			return nil, hub.E(hub.CodeNotFound, "pack.none").Because(err)
		}
		defer root.Close()
		f, err := openPlain(root, name)
		if err != nil {
			return nil, hub.E(hub.CodeNotFound, "pack.none").Because(err)
		}
		return f, nil
	}
	return nil, hub.E(hub.CodeNotFound, "pack.none")
}

// Check is the night's work: what was taken away goes for good, and every pack is read as a
// whole. One that is no longer what it was goes off the shelf
// and is on its way again: only what is damaged is fetched.
func (s *Shelf) Check() (damaged int, err error) {
	s.mu.Lock()
	err = errors.Join(s.clear(), s.dropGone())
	s.mu.Unlock()
	if err != nil {
		return 0, err
	}
	for _, p := range s.Packs() {
		if s.whole(p) {
			continue
		}
		damaged++
		if err := s.takeDown(p); err != nil {
			return damaged, err
		}
	}
	return damaged, nil
}

// dropGone frees the room of what the county has taken back. Callers hold mu.
func (s *Shelf) dropGone() error {
	if s.cfg.Keep != nil && s.cfg.Keep() {
		return nil
	}
	folders, err := os.ReadDir(s.cfg.Dir)
	for _, f := range folders {
		if !f.IsDir() || f.Name() == arriving || f.Name() == removed {
			continue
		}
		if _, rerr := s.read(f.Name()); isGone(rerr) {
			err = errors.Join(err, os.RemoveAll(filepath.Join(s.cfg.Dir, f.Name())))
		}
	}
	return diskTrouble(err)
}

func isGone(err error) bool {
	e, ok := errors.AsType[*hub.Error](err)
	return ok && e.Key == "pack.withdrawn"
}

func (s *Shelf) whole(p *Pack) bool {
	root, err := os.OpenRoot(filepath.Join(s.cfg.Dir, p.folder))
	if err != nil {
		return false
	}
	defer root.Close()
	for _, c := range p.chunks() {
		if _, err := readChunk(root, c); err != nil {
			return false
		}
	}
	return true
}

func (s *Shelf) takeDown(p *Pack) error {
	s.mu.Lock()
	if s.all[p.Key] != p { // replaced meanwhile
		s.mu.Unlock()
		return nil
	}
	err := s.cfg.Rename(filepath.Join(s.cfg.Dir, p.folder), filepath.Join(s.cfg.Dir, arriving, folderOf(p.Key, p.ID)))
	if err == nil {
		delete(s.all, p.Key)
		s.tell()
	}
	s.mu.Unlock()
	if err != nil {
		return diskTrouble(err)
	}
	return s.resume()
}

// folderOf is what the folder of a pack is called on the shelf.
func folderOf(key string, id hub.Hash) string { return key + "." + hex.EncodeToString(id[:8]) }

// readChunk reads a piece of a pack and compares it. errShort: the file ends before it
// does, or is not there.
func readChunk(root *os.Root, c Chunk) ([]byte, error) {
	f, err := openPlain(root, c.File)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errShort
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b := make([]byte, c.Size)
	switch _, err := f.ReadAt(b, c.at()); {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return nil, errShort
	case err != nil:
		return nil, err
	case hub.Hash(sha256.Sum256(b)) != c.Hash:
		return nil, errSpoiled
	}
	return b, nil
}

// Why a piece was not taken.
var (
	errShort   = errors.New("pack: a file ends too early")
	errSpoiled = errors.New("pack: a piece is not what the manifest says")
	errOdd     = errors.New("pack: not a plain file")
)

// openPlain opens a regular file, and nothing that could lead away or hold up whoever
// opens it.
func openPlain(in *os.Root, name string) (*os.File, error) {
	info, err := in.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errOdd
	}
	f, err := in.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	if info, err = f.Stat(); err != nil || !info.Mode().IsRegular() {
		f.Close()
		return nil, cmp.Or(err, errOdd)
	}
	return f, nil
}

func readPlain(in *os.Root, name string, most int64) ([]byte, error) {
	f, err := openPlain(in, name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, most+1))
	if err == nil && int64(len(b)) > most {
		err = errors.New("pack: " + name + " is too large")
	}
	return b, err
}

// diskTrouble says what is the matter with the box's own disk.
func diskTrouble(err error) error {
	switch {
	case err == nil, errors.As(err, new(*hub.Error)):
		return err
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return hub.E(hub.CodeFull, "pack.full").Because(err)
	}
	return hub.E(hub.CodeFolder, "store.folder").Because(err)
}

// isID reads the name of a pack in an address.
func isID(text string) (id hub.Hash, ok bool) {
	b, err := hex.DecodeString(text)
	if err != nil || len(b) != len(id) || text != strings.ToLower(text) {
		return id, false
	}
	copy(id[:], b)
	return id, true
}
