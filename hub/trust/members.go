package trust

import (
	"bytes"
	"slices"
	"strings"
	"sync"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// Members is the certificates that a hub knows, and the list of those that no
// longer count. It is safe for use by many.
type Members struct {
	mu      sync.RWMutex
	county  [32]byte // zero before enrolment: then nobody is a member
	byKey   map[[32]byte]Certificate
	first   map[Serial][32]byte // which key used an invitation first, as this hub saw it
	learned [][]byte            // in order, because the first use stands
	shown   map[[32]byte]bool   // whose certificate has come from a hub or a stick since the start
	doubles [][]byte            // second uses, for people to look into
	list    List
	rawList []byte
	checked map[[32]byte]Certificate // by hash of the bytes: signatures are checked once
	save    func(membersFile) error
}

type membersFile struct {
	_       struct{} `cbor:",toarray"`
	Version uint8
	Learned [][]byte
	Doubles [][]byte
}

const (
	maxDoubles = 64
	maxChecked = 8192
)

// NewMembers knows nobody yet; save makes what is learned durable, nil keeps it
// in memory.
func NewMembers(county [32]byte, save func(membersFile) error) *Members {
	if save == nil {
		save = func(membersFile) error { return nil }
	}
	m := &Members{county: county, save: save}
	m.forget()
	return m
}

func (m *Members) forget() {
	m.byKey, m.first, m.checked = map[[32]byte]Certificate{}, map[Serial][32]byte{}, map[[32]byte]Certificate{}
	m.learned, m.doubles, m.shown = nil, nil, map[[32]byte]bool{}
}

// Verify proves a certificate with what this hub knows: the county's signature,
// the chain, the lanes within the role, the list, and that its invitation was not
// used by another box before. It learns nothing.
func (m *Members) Verify(cert []byte) (Certificate, error) {
	c, err := m.prove(cert)
	if err != nil {
		return Certificate{}, err
	}
	m.mu.RLock()
	defer m.mu.RUnlock()
	return c, m.refuse(c)
}

// prove checks the signatures, once for the same bytes.
func (m *Members) prove(cert []byte) (Certificate, error) {
	m.mu.RLock()
	county := m.county
	c, ok := m.checked[sum(cert)]
	m.mu.RUnlock()
	if ok {
		return c, nil
	}
	if county == ([32]byte{}) {
		return Certificate{}, untrusted("trust.not-enrolled", "no county key yet")
	}
	c, err := VerifyCertificate(county, cert)
	if err != nil {
		return Certificate{}, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.checked) >= maxChecked {
		clear(m.checked)
	}
	if m.county == county {
		m.checked[sum(cert)] = c
	}
	return c, nil
}

// refuse says why a proven certificate does not count here. Callers hold mu.
func (m *Members) refuse(c Certificate) error {
	if _, gone := m.list.Find(c.Key); gone {
		return untrusted("trust.revoked", "key %x", c.Key[:4])
	}
	if key, used := m.first[c.Serial]; used && key != c.Key {
		return untrusted("trust.second-use", "invitation %x was used by key %x", c.Serial, key[:4])
	}
	if known, ok := m.byKey[c.Key]; ok && known.X25519 != c.X25519 {
		return untrusted("trust.certificate", "key %x is known with another X25519 key", c.Key[:4])
	}
	return nil
}

// Learn verifies a certificate that a hub has shown and remembers it. A second use of
// an invitation is refused and kept for people to look into; of two certificates of
// one key the later one counts.
func (m *Members) Learn(cert []byte) (Certificate, error) {
	c, err := m.know(cert)
	if err == nil {
		m.show(c.Key)
	}
	return c, err
}

// know is Learn where the hub itself has shown nothing: the county let it in, or
// somebody else told of it.
func (m *Members) know(cert []byte) (Certificate, error) {
	c, err := m.prove(cert)
	if err != nil {
		return Certificate{}, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.refuse(c); err != nil {
		if key, used := m.first[c.Serial]; used && key != c.Key {
			m.noteDouble(c)
		}
		return Certificate{}, err
	}
	if err := m.keep(c); err != nil {
		return Certificate{}, err
	}
	return c, nil
}

// keep makes a proven certificate durable, unless as late a one of its key is known.
// Callers hold mu.
func (m *Members) keep(c Certificate) error {
	if known, ok := m.byKey[c.Key]; ok && compareCertificates(known, c) >= 0 {
		return nil
	}
	m.learned = append(m.learned, c.Raw)
	if err := m.save(m.file()); err != nil {
		m.learned = m.learned[:len(m.learned)-1]
		return err
	}
	m.take(c)
	return nil
}

// keepLost remembers whose key was revoked, also where that box was never met: people
// are told its name, and no subject key is closed for it again.
func (m *Members) keepLost(c Certificate) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, known := m.byKey[c.Key]; known {
		return nil
	}
	// As with living hubs: a full disk is no reason to doubt a proof.
	if err := m.keep(c); hub.CodeOf(err) != hub.CodeFolder {
		return err
	}
	return nil
}

// take remembers a hub. A revoked key holds no invitation: see applyList.
func (m *Members) take(c Certificate) {
	m.byKey[c.Key] = c
	_, used := m.first[c.Serial]
	_, gone := m.list.Find(c.Key)
	if !used && !gone {
		m.first[c.Serial] = c.Key
	}
}

// noteDouble keeps the alarm durable; failing to write it must not hide the refusal.
func (m *Members) noteDouble(c Certificate) {
	if len(m.doubles) >= maxDoubles || slices.ContainsFunc(m.doubles, func(raw []byte) bool { return bytes.Equal(raw, c.Raw) }) {
		return
	}
	m.doubles = append(m.doubles, c.Raw)
	if m.save(m.file()) != nil {
		m.doubles = m.doubles[:len(m.doubles)-1]
	}
}

func (m *Members) file() membersFile {
	return membersFile{Version: 1, Learned: noNil(m.learned), Doubles: noNil(m.doubles)}
}

// restore takes a stored file. What does not verify any more is left out: another
// county, or a release that knows better.
func (m *Members) restore(f membersFile) {
	for _, raw := range f.Learned {
		c, err := VerifyCertificate(m.county, raw)
		if err != nil || m.refuseUse(c) {
			continue
		}
		m.learned = append(m.learned, raw)
		if known, ok := m.byKey[c.Key]; !ok || compareCertificates(known, c) < 0 {
			m.take(c)
		}
	}
	m.doubles = f.Doubles
}

func (m *Members) refuseUse(c Certificate) bool {
	key, used := m.first[c.Serial]
	return used && key != c.Key
}

// compareCertificates: the later day, then the higher serial, so that all hubs
// prefer the same one.
func compareCertificates(a, b Certificate) int {
	if d := strings.Compare(string(a.Issued), string(b.Issued)); d != 0 {
		return d
	}
	return bytes.Compare(a.Serial[:], b.Serial[:])
}

// Meet is the check of a connection (TLS): the peer has proven to hold key, and
// showed cert, or nothing where it is known already.
func (m *Members) Meet(key [32]byte, cert []byte) error {
	if len(cert) > 0 {
		c, err := m.Learn(cert)
		if err != nil {
			return err
		}
		if c.Key != key {
			return untrusted("trust.certificate", "key %x shows the certificate of %x", key[:4], c.Key[:4])
		}
	}
	err := m.Allowed(key)
	if err == nil {
		m.show(key)
	}
	return err
}

// Allowed says whether a key belongs to a member that this hub knows.
func (m *Members) Allowed(key [32]byte) error {
	m.mu.RLock()
	defer m.mu.RUnlock()
	c, ok := m.byKey[key]
	if !ok {
		return untrusted("trust.stranger", "key %x", key[:4])
	}
	return m.refuse(c)
}

// MayWrite says whether the key of a live hub may write a lane, by its certificate.
// The hub is learned, also where it was never met and its commits came by way of
// others: that is how the county sees the first use of an invitation.
func (m *Members) MayWrite(key [32]byte, lane hub.Lane, cert []byte) error {
	c, err := m.prove(cert)
	if err != nil {
		return err
	}
	if err := c.mayWrite(key, lane); err != nil {
		return err
	}
	// A full disk is no reason to doubt a proven hub; it is learned the next time.
	if _, err := m.Learn(cert); err != nil && hub.CodeOf(err) != hub.CodeFolder {
		return err
	}
	return nil
}

func (c Certificate) mayWrite(key [32]byte, lane hub.Lane) error {
	switch {
	case c.Key != key:
		return untrusted("trust.certificate", "certificate of key %x for key %x", c.Key[:4], key[:4])
	case !c.MayWrite(lane):
		return untrusted("trust.lane-beyond", "%v may not write %s", c.Role, lane)
	}
	return nil
}

// Admit says how far commits of an origin are to be taken. The proof must be the
// origin's, its key certified for the lane. Of a revoked key only what the list
// lets stand is taken: limited is true then, and upto the last commit (zero: none
// but released ones).
func (m *Members) Admit(origin hub.Origin, proof hub.OriginProof) (upto hub.Head, limited bool, err error) {
	if codec.OriginOf(proof.Key, proof.Epoch, proof.Lane) != origin {
		return hub.Head{}, false, untrusted("trust.certificate", "the proof is of another origin")
	}
	c, err := m.prove(proof.Cert)
	if err != nil {
		return hub.Head{}, false, err
	}
	if err := c.mayWrite(proof.Key, proof.Lane); err != nil {
		return hub.Head{}, false, err
	}
	m.mu.RLock()
	r, gone := m.list.Find(c.Key)
	m.mu.RUnlock()
	if gone {
		return r.Upto(origin), true, m.keepLost(c)
	}
	return hub.Head{}, false, m.MayWrite(proof.Key, proof.Lane, proof.Cert)
}

// Released says whether the list lets a commit stand by name.
func (m *Members) Released(id hub.ID) bool {
	m.mu.RLock()
	defer m.mu.RUnlock()
	_, ok := slices.BinarySearchFunc(m.list.Released, id, compareID)
	return ok
}

// Get is the certificate by which a key is known.
func (m *Members) Get(key [32]byte) (Certificate, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	c, ok := m.byKey[key]
	return c, ok
}

// All is every member that counts, by name.
func (m *Members) All() []Certificate {
	m.mu.RLock()
	defer m.mu.RUnlock()
	all := make([]Certificate, 0, len(m.byKey))
	for _, c := range m.byKey {
		if m.refuse(c) == nil {
			all = append(all, c)
		}
	}
	hub.Sort(all, func(a, b Certificate) int {
		if d := strings.Compare(a.Name, b.Name); d != 0 {
			return d
		}
		return bytes.Compare(a.Key[:], b.Key[:])
	})
	return all
}

// Doubles are the certificates that came with an invitation used before: an alarm
// until the county revokes one of the two keys.
func (m *Members) Doubles() []Certificate {
	m.mu.RLock()
	defer m.mu.RUnlock()
	var out []Certificate
	for _, raw := range m.doubles {
		c, err := VerifyCertificate(m.county, raw)
		if _, gone := m.list.Find(c.Key); err == nil && !gone && m.refuseUse(c) {
			out = append(out, c)
		}
	}
	return out
}

// Revocations is the newest list, and its bytes to pass on; zero and nil while
// there is none.
func (m *Members) Revocations() (List, []byte) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.list, m.rawList
}

// applyList takes a list if it is newer than the one held; store makes it durable
// first. A key that is revoked gives its invitation free: where hubs saw two boxes
// in another order, the county's word settles which one stands.
func (m *Members) applyList(raw []byte, store func() error) (newer bool, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.county == ([32]byte{}) {
		return false, untrusted("trust.not-enrolled", "no county key yet")
	}
	l, err := ReadList(m.county, raw)
	switch {
	case err != nil:
		return false, err
	case l.Number == m.list.Number && !bytes.Equal(raw, m.rawList):
		return false, untrusted("trust.list", "two lists with number %d", l.Number)
	case l.Number <= m.list.Number:
		return false, nil
	}
	if err := store(); err != nil {
		return false, err
	}
	m.list, m.rawList = l, slices.Clone(raw)
	for serial, key := range m.first {
		if _, gone := l.Find(key); gone {
			delete(m.first, serial)
		}
	}
	return true, nil
}
