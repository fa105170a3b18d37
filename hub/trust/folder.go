package trust

import (
	"path/filepath"
	"sync"

	"yizhan/hub"
)

// Folder is the trust of one data folder: who this box is, whom it believes, and
// at the county the right to certify. It is safe for use by many; that only one
// process has it open is the store's lock.
type Folder struct {
	dir      string
	identity Identity
	members  *Members

	mu        sync.Mutex
	authority *Authority // nil but at the county
	cert      Certificate
	bundle    Bundle
	rawBundle []byte
	held      map[string]heldList // lists besides that of revoked keys
	lettered  uint64              // number of what the county's letters were last compared with
	gossip    gossipAges
	relisted  chan struct{}
}

type enrolmentFile struct {
	_       struct{} `cbor:",toarray"`
	Version uint8
	Cert    []byte
	Bundle  []byte // as the county signed it
}

func enrolmentPath(dir string) string { return filepath.Join(dir, "trust", "enrolment.cbor") }
func listPath(dir string) string      { return filepath.Join(dir, "trust", "revocations.cbor") }
func membersPath(dir string) string   { return filepath.Join(dir, "trust", "members.cbor") }

// Open reads the trust of a folder, and makes the box's keys where there are none.
func Open(dir string) (*Folder, error) {
	id, ok, err := LoadIdentity(dir)
	if err == nil && !ok {
		id, err = CreateIdentity(dir)
	}
	if err != nil {
		return nil, err
	}
	f := &Folder{dir: dir, identity: id, relisted: make(chan struct{}, 1)}
	f.members = NewMembers([32]byte{}, func(m membersFile) error { return save(membersPath(dir), m) })
	if f.authority, err = loadAuthority(dir); err != nil {
		return nil, err
	}
	return f, f.loadEnrolment()
}

func (f *Folder) loadEnrolment() error {
	var e enrolmentFile
	ok, err := load(enrolmentPath(f.dir), &e)
	if err != nil || !ok {
		return err
	}
	if e.Version != 1 {
		return hub.E(hub.CodeFolder, "trust.folder-newer")
	}
	b, err := openBundle(e.Bundle, [32]byte{})
	if err != nil {
		return hub.E(hub.CodeFolder, "trust.folder-damaged").Because(err)
	}
	cert, err := VerifyCertificate(b.CountyKey, e.Cert)
	if err != nil {
		return hub.E(hub.CodeFolder, "trust.folder-damaged").Because(err)
	}
	if cert.Key != f.identity.Key() { // keys of another box: a copied or mixed folder
		return hub.E(hub.CodeFolder, "trust.folder-mixed")
	}
	f.cert, f.bundle, f.rawBundle = cert, b, e.Bundle
	if err := f.loadMembers(); err != nil {
		return err
	}
	if _, err := load(gossipPath(f.dir), &f.gossip); err != nil {
		return err
	}
	return f.loadLists()
}

func (f *Folder) loadMembers() error {
	f.members.county = f.bundle.CountyKey
	var list []byte
	if _, err := load(listPath(f.dir), &list); err != nil {
		return err
	}
	if len(list) > 0 {
		if _, err := f.members.applyList(list, func() error { return nil }); err != nil {
			return hub.E(hub.CodeFolder, "trust.folder-damaged").Because(err)
		}
	}
	var m membersFile
	if _, err := load(membersPath(f.dir), &m); err != nil {
		return err
	}
	f.members.restore(m)
	return f.meet()
}

// meet learns the hubs that the own enrolment names. One that is refused (revoked
// since) is no reason to stop.
func (f *Folder) meet() error {
	if len(f.bundle.Revocations) > 0 {
		if _, err := f.applyList(f.bundle.Revocations); err != nil {
			return err
		}
	}
	for _, raw := range append([][]byte{f.cert.Raw}, f.bundle.Certificates...) {
		if _, err := f.members.know(raw); hub.CodeOf(err) == hub.CodeFolder {
			return err
		}
	}
	return nil
}

func (f *Folder) enrolled() bool { return f.cert.Raw != nil }

// Identity is the box's own keys. (Epochs are the store's: they begin in its transactions.)
func (f *Folder) Identity() Identity { return f.identity }

// Members is whom this box believes.
func (f *Folder) Members() *Members { return f.members }

// Certificate is the box's own; ok is false before enrolment.
func (f *Folder) Certificate() (c Certificate, ok bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.cert, f.enrolled()
}

// Bundle is what the county told this box last; zero before enrolment.
func (f *Folder) Bundle() Bundle {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.bundle
}

// Authority is the county's right to certify; nil on every other hub.
func (f *Folder) Authority() *Authority {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.authority
}

// ApplyList takes a list of revoked keys if it is newer than the one held.
func (f *Folder) ApplyList(raw []byte) (newer bool, err error) { return f.applyList(raw) }

func (f *Folder) applyList(raw []byte) (bool, error) {
	newer, err := f.members.applyList(raw, func() error { return save(listPath(f.dir), raw) })
	if newer {
		select {
		case f.relisted <- struct{}{}:
		default: // said already
		}
	}
	return newer, err
}

// Relisted tells one listener that a newer list of revoked keys was taken, whoever
// brought it.
func (f *Folder) Relisted() <-chan struct{} { return f.relisted }

// Request is the file with which this box asks for a certificate; nothing in it
// is secret.
func (f *Folder) Request(name string) ([]byte, error) { return NewRequest(f.Identity(), name) }

// Accept enrols the box with an invitation or an answer. The same file may be
// accepted again; another county's is refused, and nothing has changed then.
func (f *Folder) Accept(file []byte) (Certificate, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.authority != nil {
		return Certificate{}, hub.E(hub.CodeForbidden, "trust.is-county")
	}
	cert, b, raw, err := accept(f.identity, file)
	if err != nil {
		return Certificate{}, err
	}
	if f.enrolled() && b.CountyKey != f.bundle.CountyKey {
		return Certificate{}, untrusted("trust.foreign", "already enrolled in another county")
	}
	if cert.Township != b.Township || cert.County != b.County {
		return Certificate{}, untrusted("trust.file-damaged", "certificate and bundle are for different places")
	}
	if f.enrolled() && b.Number < f.bundle.Number && cert.Township == f.cert.Township {
		b, raw = f.bundle, f.rawBundle // an old file must not bring back old gossip keys
	}
	return cert, f.enrol(cert, b, raw)
}

func (f *Folder) enrol(cert Certificate, b Bundle, raw []byte) error {
	if err := save(enrolmentPath(f.dir), enrolmentFile{Version: 1, Cert: cert.Raw, Bundle: raw}); err != nil {
		return err
	}
	f.cert, f.bundle, f.rawBundle = cert, b, raw
	f.members.mu.Lock()
	f.members.county = b.CountyKey
	f.members.mu.Unlock()
	return f.meet()
}

// ApplyBundle takes a newer word of the county for this box.
func (f *Folder) ApplyBundle(raw []byte) (newer bool, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.enrolled() {
		return false, untrusted("trust.not-enrolled", "no county key yet")
	}
	b, err := openBundle(raw, f.bundle.CountyKey)
	if err != nil {
		return false, err
	}
	if b.Township != f.cert.Township || b.County != f.cert.County {
		return false, untrusted("trust.bundle", "for another place")
	}
	return f.takeBundle(b, raw)
}

// takeBundle takes a county's word that has been checked. A new gossip key begins
// its grace before the word counts: after a power cut between the two it is longer
// by that much, never lost. Callers hold mu.
func (f *Folder) takeBundle(b Bundle, raw []byte) (newer bool, err error) {
	if b.Number <= f.bundle.Number {
		return false, nil
	}
	if err := f.beginGrace(b); err != nil {
		return false, err
	}
	return true, f.enrol(f.cert, b, raw)
}
