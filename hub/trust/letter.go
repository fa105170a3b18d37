package trust

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"strings"

	"yizhan/hub/codec"

	"yizhan/hub"
)

// A letter is the county's newest word for the hubs of one township: its bundle,
// sealed so that they alone read it, and signed so that anybody may carry it. That
// is how a new gossip key reaches a hub that cannot call the county.
type letter struct {
	_       struct{} `cbor:",toarray"`
	Version uint8
	Number  uint64
	Place   string      // township, or the county's code for hubs of the whole county
	About   [8]byte     // of what it says and to whom, so that the county sees when to write anew
	Box     []byte      // the signed bundle, AES-256-GCM, nonce zero: the key is drawn for this letter
	Keys    []letterKey // by recipient, ascending
}

// letterKey is the letter's key for one hub.
type letterKey struct {
	_  struct{} `cbor:",toarray"`
	To [8]byte  // first bytes of H(X25519 key)
	By []byte   // HPKE of the key
}

func (l letter) name() string { return listLetter + l.Place }

// writeLetters brings the county's letters to what they should say. It costs
// nothing while nothing has changed. A letter that cannot be kept is written again
// the next time; until then the older one stands. Callers hold mu.
func (f *Folder) writeLetters() {
	if f.authority == nil || !f.enrolled() {
		return
	}
	number := f.number()
	if number == f.lettered {
		return
	}
	hubs := map[string][]Certificate{}
	for _, c := range f.members.All() {
		if c.Role != RoleCounty {
			hubs[c.Township] = append(hubs[c.Township], c)
		}
	}
	done := true
	for township, to := range hubs {
		if f.writeLetter(number, township, to) != nil {
			done = false
		}
	}
	if done {
		f.lettered = number
	}
}

func (f *Folder) writeLetter(number uint64, township string, to []Certificate) error {
	role := RoleStation
	place := township
	if place == "" {
		role, place = RoleGuidance, f.authority.register.County
	}
	b := f.bundleFor(Certificate{Township: township, Role: role})
	b.Number, b.Revocations = 0, nil // that list travels on its own
	said, err := codec.Marshal(b.body())
	if err != nil {
		return err
	}
	l := letter{Version: 1, Number: number, Place: place}
	for _, c := range to {
		h := sum(c.X25519[:])
		said = append(said, h[:]...)
	}
	h := sum(said)
	l.About = [8]byte(h[:8])
	if old, err := readLetter(f.authority.Key(), f.held[l.name()].Raw); err == nil && old.About == l.About {
		return nil
	}
	b.Number = number
	if err := f.authority.sealLetter(&l, b, to); err != nil {
		return err
	}
	s, err := signBody(f.authority.sign, signsLetter, l)
	if err != nil {
		return err
	}
	raw, err := codec.Marshal(s)
	if err != nil {
		return err
	}
	return f.keep(heldList{Name: l.name(), Number: number, Raw: raw})
}

func (a *Authority) sealLetter(l *letter, b Bundle, to []Certificate) error {
	raw, err := a.signBundle(b)
	if err != nil {
		return err
	}
	key := random()
	gcm, err := letterCipher(key)
	if err != nil {
		return err
	}
	l.Box = gcm.Seal(nil, make([]byte, gcm.NonceSize()), raw, []byte(l.Place))
	l.Keys = []letterKey{}
	for _, c := range to {
		by, err := sealTo(c.X25519, signsLetter, key[:])
		if err != nil {
			return err
		}
		l.Keys = append(l.Keys, letterKey{To: recipientID(c.X25519), By: by})
	}
	hub.Sort(l.Keys, compareLetterKey)
	return nil
}

func letterCipher(key [32]byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key[:])
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

func recipientID(x25519 [32]byte) [8]byte {
	h := sum(x25519[:])
	return [8]byte(h[:8])
}

func compareLetterKey(a, b letterKey) int { return bytes.Compare(a.To[:], b.To[:]) }

// readLetter checks that the county wrote it.
func readLetter(county [32]byte, raw []byte) (letter, error) {
	var s signed
	var l letter
	if err := codec.Unmarshal(raw, &s); err != nil {
		return l, untrusted("trust.list", "%w", err)
	}
	if err := s.check(county, signsLetter, &l); err != nil {
		return l, untrusted("trust.list", "%w", err)
	}
	switch {
	case l.Version != 1:
		return l, untrusted("trust.newer", "letter version %d", l.Version)
	case l.Number == 0 || !isCounty(codeNumber(l.Place)) && !isTownship(codeNumber(l.Place)):
		return l, untrusted("trust.list", "number or place")
	}
	return l, nil
}

// open is the bundle that the letter holds for a hub; ok is false where it is for
// others. Callers check the bundle as they would any.
func (l letter) open(id Identity) (raw []byte, ok bool) {
	to := recipientID(id.Recipient())
	for _, k := range l.Keys {
		if k.To != to {
			continue
		}
		key, err := openSealed(id.X25519, signsLetter, k.By)
		if err != nil || len(key) != 32 {
			return nil, false
		}
		gcm, err := letterCipher([32]byte(key))
		if err != nil {
			return nil, false
		}
		raw, err := gcm.Open(nil, make([]byte, gcm.NonceSize()), l.Box, []byte(l.Place))
		return raw, err == nil
	}
	return nil, false
}

// takeLetter keeps a letter to pass it on, and reads it if it is for this hub.
// Callers hold mu.
func (f *Folder) takeLetter(name string, raw []byte) error {
	l, err := readLetter(f.bundle.CountyKey, raw)
	switch {
	case err != nil:
		return err
	case l.name() != name:
		return untrusted("trust.list", "a letter for %s under the name %s", l.Place, name)
	case l.Number <= f.held[name].Number:
		return nil
	}
	letters := 0
	for held := range f.held {
		if strings.HasPrefix(held, listLetter) {
			letters++
		}
	}
	if _, had := f.held[name]; !had && letters >= maxLetters {
		return nil
	}
	if bundle, ok := l.open(f.identity); ok {
		b, err := openBundle(bundle, f.bundle.CountyKey)
		if err != nil {
			return err
		}
		if b.Township != f.cert.Township || b.County != f.cert.County {
			return untrusted("trust.bundle", "for another place")
		}
		if _, err := f.takeBundle(b, bundle); err != nil {
			return err
		}
	}
	return f.keep(heldList{Name: name, Number: l.Number, Raw: raw})
}
