package trust

import (
	"crypto/ed25519"
	"crypto/rand"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// Authority is the county's right to certify hubs. It lives at the county hub
// only; everything it signs can be checked offline with its public key.
type Authority struct {
	seed     [32]byte
	sign     ed25519.PrivateKey
	register register
	save     func(register) error // durable before anything that uses a number goes out
}

// register is what the county has to remember between two signatures.
type register struct {
	_         struct{} `cbor:",toarray"`
	Version   uint8
	County    string // 6 digits
	Name      string
	URLs      []string
	Number    uint64 // of the newest bundle
	Townships []township
}

type township struct {
	_      struct{} `cbor:",toarray"`
	Code   string
	Name   string
	Gossip uint32 // version of its gossip key, from 1
}

type authorityFile struct {
	_       struct{} `cbor:",toarray"`
	Version uint8
	Seed    [32]byte
}

func authorityPath(dir string) string { return filepath.Join(dir, "keys", "authority.cbor") }
func registerPath(dir string) string  { return filepath.Join(dir, "trust", "register.cbor") }

// Format keeps the key out of logs.
func (a *Authority) Format(s fmt.State, _ rune) {
	key := a.Key()
	fmt.Fprintf(s, "authority %x", key[:4])
}

// Key is the county's public key: what every box pins when it enrols.
func (a *Authority) Key() [32]byte { return [32]byte(a.sign.Public().(ed25519.PublicKey)) }

// County is the code and the name of the county.
func (a *Authority) County() (code, name string) { return a.register.County, a.register.Name }

// loadAuthority reads the county's key; nil where this folder is no county.
func loadAuthority(dir string) (*Authority, error) {
	var f authorityFile
	ok, err := load(authorityPath(dir), &f)
	if err != nil || !ok {
		return nil, err
	}
	var r register
	if ok, err = load(registerPath(dir), &r); err != nil {
		return nil, err
	}
	if f.Version != 1 || ok && r.Version != 1 {
		return nil, hub.E(hub.CodeFolder, "trust.folder-newer")
	}
	if !ok {
		return nil, hub.E(hub.CodeFolder, "trust.folder-damaged").Because(fmt.Errorf("county key without register"))
	}
	return newAuthority(f.Seed, r, func(r register) error { return save(registerPath(dir), r) }), nil
}

// createAuthority makes a county of this folder. The key is written last: with it
// the folder is a county.
func createAuthority(dir, code, name string) (*Authority, error) {
	if !isCounty(codeNumber(code)) {
		return nil, hub.E(hub.CodeInvalid, "trust.county").In("county")
	}
	if err := save(registerPath(dir), register{Version: 1, County: code, Name: name}); err != nil {
		return nil, err
	}
	if err := save(authorityPath(dir), authorityFile{Version: 1, Seed: random()}); err != nil {
		return nil, err
	}
	return loadAuthority(dir)
}

func newAuthority(seed [32]byte, r register, save func(register) error) *Authority {
	return &Authority{seed: seed, sign: ed25519.NewKeyFromSeed(seed[:]), register: r, save: save}
}

// change alters the register; it is durable when change returns.
func (a *Authority) change(f func(*register)) error {
	r := a.register
	r.Townships, r.URLs = slices.Clone(r.Townships), slices.Clone(r.URLs)
	f(&r)
	if err := a.save(r); err != nil {
		return err
	}
	a.register = r
	return nil
}

// SetURLs tells the addresses under which stations reach the county; they travel
// in the next bundle.
func (a *Authority) SetURLs(urls []string) error {
	if slices.Equal(a.register.URLs, urls) {
		return nil
	}
	return a.change(func(r *register) { r.URLs = slices.Clone(urls); r.Number++ })
}

// township finds a township, or opens it with a first gossip key.
func (a *Authority) township(code, name string) (township, error) {
	if !isTownship(codeNumber(code)) || len(code) != 9 {
		return township{}, hub.E(hub.CodeInvalid, "trust.township").In("township")
	}
	find := func() (int, bool) {
		return slices.BinarySearchFunc(a.register.Townships, code, func(t township, code string) int { return strings.Compare(t.Code, code) })
	}
	i, ok := find()
	if ok && (name == "" || a.register.Townships[i].Name == name) {
		return a.register.Townships[i], nil
	}
	err := a.change(func(r *register) {
		r.Number++
		if ok {
			r.Townships[i].Name = name
			return
		}
		r.Townships = slices.Insert(r.Townships, i, township{Code: code, Name: name, Gossip: 1})
	})
	if err != nil {
		return township{}, err
	}
	return a.register.Townships[i], nil
}

// RenewGossip gives a township a new gossip key, after a box was lost. It travels
// in the next bundle of each of its hubs.
func (a *Authority) RenewGossip(code string) error {
	t, err := a.township(code, "")
	if err != nil {
		return err
	}
	return a.change(func(r *register) {
		r.Number++
		for i := range r.Townships {
			if r.Townships[i].Code == code {
				r.Townships[i].Gossip = t.Gossip + 1
			}
		}
	})
}

// certify signs a certificate for a key. An empty x25519 makes it an invitation's.
func (a *Authority) certify(key [32]byte, x25519 []byte, g Grant) (certFile, error) {
	body, err := bodyOf(g, a.register.County)
	if err != nil {
		return certFile{}, err
	}
	rand.Read(body.Serial[:])
	body.Key, body.X25519 = key, x25519
	s, err := signBody(a.sign, signsCert, body)
	return certFile{Body: s.Body, Sig: s.Sig, Link: []byte{}}, err
}

// Certify gives a box a certificate for its own keys: nothing secret travels.
func (a *Authority) Certify(key, x25519 [32]byte, g Grant) (Certificate, error) {
	f, err := a.certify(key, x25519[:], g)
	if err != nil {
		return Certificate{}, err
	}
	raw, err := codec.Marshal(f)
	if err != nil {
		return Certificate{}, err
	}
	return VerifyCertificate(a.Key(), raw) // what the county gives out is what others will take
}
