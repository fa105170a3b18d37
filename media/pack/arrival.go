package pack

import (
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"yizhan/hub"
)

// Arrival is a pack on its way to the shelf. Its pieces come in any order and from
// anywhere; each is compared before it is kept. It is safe for concurrent use.
type Arrival struct {
	*Manifest
	ID     hub.Hash
	Signer Signer

	s       *Shelf
	mu      sync.Mutex
	missing map[Chunk]bool // nil: nobody has looked yet
	over    bool           // on the shelf, or given up
}

// Begin lets a pack come, or goes on with one that was begun. Errors are Weigh's, pack.live
// and pack.full.
func (s *Shelf) Begin(raw []byte) (*Arrival, error) {
	m, who, err := s.Weigh(raw)
	if err != nil {
		return nil, err
	}
	id := IDOf(raw)
	s.mu.Lock()
	defer s.mu.Unlock()
	if a := s.come[id]; a != nil {
		return a, nil
	}
	if s.live() {
		return nil, hub.E(hub.CodeQuestion, "pack.live")
	}
	if s.room(m.Bytes()) != nil {
		if err := s.clear(); err != nil {
			return nil, err
		}
	}
	if err := s.room(m.Bytes()); err != nil {
		return nil, err
	}
	a := s.arrival(m, id, who)
	if err := os.MkdirAll(a.dir(), 0o700); err != nil {
		return nil, diskTrouble(err)
	}
	if err := writeLasting(filepath.Join(a.dir(), ManifestFile), raw); err != nil {
		return nil, diskTrouble(errors.Join(err, os.RemoveAll(a.dir())))
	}
	s.come[id] = a
	return a, nil
}

func (s *Shelf) arrival(m *Manifest, id hub.Hash, who Signer) *Arrival {
	return &Arrival{Manifest: m, ID: id, Signer: who, s: s}
}

func (s *Shelf) live() bool { return s.cfg.Live != nil && s.cfg.Live() }

// room says no where so many bytes more would leave less than the floor.
func (s *Shelf) room(more int64) error {
	free, err := s.cfg.Free()
	if err != nil {
		return diskTrouble(err)
	}
	if free-more < s.cfg.Floor {
		return hub.E(hub.CodeFull, "pack.full")
	}
	return nil
}

// resume finds what was on its way when the box went down, and clears away what will not
// come any more.
func (s *Shelf) resume() error {
	folders, err := os.ReadDir(filepath.Join(s.cfg.Dir, arriving))
	if err != nil {
		return diskTrouble(err)
	}
	for _, f := range folders {
		dir := filepath.Join(s.cfg.Dir, arriving, f.Name())
		raw, err := os.ReadFile(filepath.Join(dir, ManifestFile))
		if err == nil {
			var m *Manifest
			var who Signer
			if m, who, err = s.Weigh(raw); err == nil {
				s.mu.Lock()
				if id := IDOf(raw); s.come[id] == nil {
					s.come[id] = s.arrival(m, id, who)
				}
				s.mu.Unlock()
				continue
			}
		}
		if err := os.RemoveAll(dir); err != nil {
			return diskTrouble(err)
		}
	}
	return nil
}

// Arrivals are the packs that are on their way.
func (s *Shelf) Arrivals() (out []*Arrival) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, a := range s.come {
		out = append(out, a)
	}
	return out
}

// Coming says whether a pack is on its way.
func (s *Shelf) Coming(id hub.Hash) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.come[id] != nil
}

func (a *Arrival) dir() string { return filepath.Join(a.s.cfg.Dir, arriving, folderOf(a.Key, a.ID)) }

// Missing are the pieces that are not here yet, the text and its drawings first. What was
// kept before a power cut is compared once: what the disk made of it then is not known.
func (a *Arrival) Missing() (out []Chunk, err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.look(); err != nil {
		return nil, err
	}
	for _, c := range a.chunks() {
		if a.missing[c] {
			out = append(out, c)
		}
	}
	return out, nil
}

// look finds what is here. Callers hold mu.
func (a *Arrival) look() error {
	if a.missing != nil || a.over {
		return nil
	}
	root, err := os.OpenRoot(a.dir())
	if err != nil {
		return diskTrouble(err)
	}
	defer root.Close()
	missing := map[Chunk]bool{}
	for _, c := range a.chunks() {
		if _, err := readChunk(root, c); err != nil {
			missing[c] = true
		}
	}
	a.missing = missing
	return nil
}

// Held is how many bytes of the pack are here, as far as somebody has looked.
func (a *Arrival) Held() int64 {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.missing == nil {
		return 0
	}
	sum := a.Bytes()
	for c := range a.missing {
		sum -= int64(c.Size)
	}
	return sum
}

// Put keeps a piece. One that is here already is no error. Errors: CodeUntrusted
// pack.tampered where it is not what the maker signed, pack.live, pack.full.
func (a *Arrival) Put(c Chunk, body []byte) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.look(); err != nil || !a.missing[c] {
		return err
	}
	if hub.Hash(sha256.Sum256(body)) != c.Hash {
		return hub.E(hub.CodeUntrusted, "pack.tampered").Because(errSpoiled)
	}
	if a.s.live() {
		return hub.E(hub.CodeQuestion, "pack.live")
	}
	if err := a.s.room(int64(len(body))); err != nil {
		return err
	}
	if err := a.write(c, body); err != nil {
		return diskTrouble(err)
	}
	delete(a.missing, c)
	return nil
}

func (a *Arrival) write(c Chunk, body []byte) error {
	root, err := os.OpenRoot(a.dir())
	if err != nil {
		return err
	}
	defer root.Close()
	f, err := root.OpenFile(c.File, os.O_WRONLY|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteAt(body, c.at())
	return errors.Join(err, f.Close())
}

// Finish puts the pack on the shelf in one step, once every piece is here, and then takes
// the version before away, bytes and all. Errors: CodeUnknown pack.torn while pieces are
// missing, those of Weigh, pack.live.
func (a *Arrival) Finish() (*Pack, error) {
	missing, err := a.Missing()
	if err != nil {
		return nil, err
	}
	if len(missing) > 0 {
		return nil, hub.E(hub.CodeUnknown, "pack.torn")
	}
	if a.isOver() {
		return nil, hub.E(hub.CodeNotFound, "pack.none")
	}
	if err := a.settle(); err != nil {
		return nil, diskTrouble(err)
	}
	l, err := a.lesson(os.DirFS(a.dir()))
	if err != nil { // its maker signed a lesson that is none
		return nil, errors.Join(err, a.GiveUp())
	}
	p := &Pack{Manifest: a.Manifest, ID: a.ID, Signer: a.Signer, Lesson: l, folder: folderOf(a.Key, a.ID)}
	return p, a.s.place(a, p)
}

func (s *Shelf) place(a *Arrival, p *Pack) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.live() { // pages of the lesson may be on the wall just now
		return hub.E(hub.CodeQuestion, "pack.live")
	}
	if err := s.compare(p.Manifest, p.ID, p.Signer); err != nil { // another came first
		return errors.Join(err, a.drop())
	}
	old := s.all[p.Key]
	if err := s.cfg.Rename(a.dir(), filepath.Join(s.cfg.Dir, p.folder)); err != nil {
		return diskTrouble(err)
	}
	if err := syncDir(s.cfg.Dir); err != nil {
		return diskTrouble(err)
	}
	a.end()
	delete(s.come, a.ID)
	s.all[p.Key] = p
	s.tell()
	for id, other := range s.come { // versions that this one has overtaken
		if other.Key == p.Key && s.compare(other.Manifest, id, other.Signer) != nil {
			if err := other.drop(); err != nil {
				return err
			}
		}
	}
	if old != nil {
		return diskTrouble(os.RemoveAll(filepath.Join(s.cfg.Dir, old.folder)))
	}
	return nil
}

// settle has everything of the arrival on the disk, and nothing that is not of it.
func (a *Arrival) settle() error {
	entries, err := os.ReadDir(a.dir())
	if err != nil {
		return err
	}
	for _, e := range entries {
		name := filepath.Join(a.dir(), e.Name())
		file, known := a.File(e.Name())
		switch {
		case e.Name() == ManifestFile:
			continue
		case !known:
			err = os.RemoveAll(name)
		default:
			err = settleFile(name, int64(file.Size))
		}
		if err != nil {
			return err
		}
	}
	return syncDir(a.dir())
}

func settleFile(name string, size int64) error {
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Truncate(size), f.Sync(), f.Close())
}

// GiveUp stops a pack from coming, and clears away what had come.
func (a *Arrival) GiveUp() error {
	a.s.mu.Lock()
	defer a.s.mu.Unlock()
	return a.drop()
}

// drop forgets an arrival. Callers hold the shelf's mu.
func (a *Arrival) drop() error {
	delete(a.s.come, a.ID)
	a.end()
	return diskTrouble(os.RemoveAll(a.dir()))
}

func (a *Arrival) end() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.over, a.missing = true, nil
}

func (a *Arrival) isOver() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.over
}

// writeLasting has a small file on disk under its name, whole or not at all.
func writeLasting(name string, body []byte) error {
	f, err := os.OpenFile(name+".part", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(body)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = os.Rename(name+".part", name)
	}
	if err != nil {
		return err
	}
	return syncDir(filepath.Dir(name))
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
