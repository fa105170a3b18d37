package trust

import (
	"crypto/ecdh"
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"path/filepath"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// Identity is what makes a box itself. Private keys stay in the folder; later
// they leave it only inside the envelope of a backup.
type Identity struct {
	Sign   ed25519.PrivateKey
	X25519 [32]byte // private half; opens wraps and bundles
	Box    [32]byte // local store key: sealed values at rest
	Local  [32]byte // local HMAC key: equality indexes, never sent
}

// Format keeps keys out of logs, whatever the verb.
func (id Identity) Format(s fmt.State, _ rune) {
	key := id.Key()
	fmt.Fprintf(s, "identity %x", key[:4])
}

// Key is the public signing key: the box's name among hubs.
func (id Identity) Key() [32]byte { return [32]byte(id.Sign.Public().(ed25519.PublicKey)) }

// Recipient is the public half of the key to which others seal.
func (id Identity) Recipient() [32]byte { return publicX25519(id.X25519) }

// Shared is a secret that only this box and the owner of peer can compute, each
// offline, one for every purpose: the telephone reset uses it.
func (id Identity) Shared(peer [32]byte, purpose string) ([32]byte, error) {
	secret, err := x25519(id.X25519, peer)
	if err != nil {
		return [32]byte{}, err
	}
	return expand(secret, "yizhan/shared/1/"+purpose), nil
}

type identityFile struct {
	_       struct{} `cbor:",toarray"`
	Version uint8
	Seed    [32]byte
	X25519  [32]byte
	Box     [32]byte
	Local   [32]byte
}

func identityPath(dir string) string { return filepath.Join(dir, "keys", "identity.cbor") }

// LoadIdentity reads the keys of a folder; ok is false where there are none yet.
// Errors: CodeFolder, "trust.closed" where somebody has to open them first.
func LoadIdentity(dir string) (id Identity, ok bool, err error) {
	var f identityFile
	if ok, err = load(identityPath(dir), &f); err != nil {
		return Identity{}, false, err
	}
	if !ok {
		return openedIdentity(dir)
	}
	if f.Version != 1 {
		return Identity{}, false, hub.E(hub.CodeFolder, "trust.folder-newer")
	}
	return f.identity(), true, nil
}

func (f identityFile) identity() Identity {
	return Identity{Sign: ed25519.NewKeyFromSeed(f.Seed[:]), X25519: f.X25519, Box: f.Box, Local: f.Local}
}

func (id Identity) file() identityFile {
	return identityFile{Version: 1, Seed: [32]byte(id.Sign.Seed()), X25519: id.X25519, Box: id.Box, Local: id.Local}
}

// Marshal is the keys as they lie in identity.cbor, for the inside of a backup.
func (id Identity) Marshal() ([]byte, error) { return codec.Marshal(id.file()) }

// CreateIdentity makes the keys of a folder that has none, from crypto/rand.
func CreateIdentity(dir string) (Identity, error) {
	f := identityFile{Version: 1, Seed: random(), X25519: random(), Box: random(), Local: random()}
	if err := save(identityPath(dir), f); err != nil {
		return Identity{}, err
	}
	id, ok, err := LoadIdentity(dir) // what was written is what is used
	if err == nil && !ok {
		err = hub.E(hub.CodeFolder, "trust.folder")
	}
	return id, err
}

func random() (b [32]byte) {
	rand.Read(b[:])
	return b
}

// expand derives a key from a secret, one for every info.
func expand(secret []byte, info string) [32]byte {
	b, err := hkdf.Key(sha256.New, secret, nil, info, 32)
	if err != nil {
		panic(err) // only for lengths that SHA-256 cannot give
	}
	return [32]byte(b)
}

func publicX25519(private [32]byte) [32]byte {
	key, err := ecdh.X25519().NewPrivateKey(private[:])
	if err != nil {
		panic(err) // any 32 bytes are a private key
	}
	return [32]byte(key.PublicKey().Bytes())
}

// x25519 is the raw shared secret; a peer key of low order is an error.
func x25519(private, peer [32]byte) ([]byte, error) {
	own, err := ecdh.X25519().NewPrivateKey(private[:])
	if err != nil {
		return nil, err
	}
	other, err := ecdh.X25519().NewPublicKey(peer[:])
	if err != nil {
		return nil, err
	}
	return own.ECDH(other)
}

// usable says whether peers may seal to this public key at all.
func usable(peer [32]byte) bool {
	_, err := x25519([32]byte{31: 64}, peer)
	return err == nil
}
