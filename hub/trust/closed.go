package trust

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"golang.org/x/crypto/argon2"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// A box opens its keys in one of two ways. 无人值守: they lie in identity.cbor, and
// whoever switches it on has a working box. 有人值守: they lie in closed.cbor, once
// for everybody who may open them, each copy closed with her PIN and the key file, and
// once for the 恢复码. Which of the two files is there says which way it is;
// identity.cbor counts where both are, so that one rename switches.
//
// Four figures are 10,000 guesses of 30 ms. Whoever has the box's card and the key file
// has the keys within minutes: it keeps out who switches the box on, not who takes it
// apart. With the key file on a stick that goes home it keeps out both.

// Way is one person's way of opening the keys. Peg and Role are for her tile on the
// screen that asks; her name is nowhere on a box that is closed.
type Way struct {
	_     struct{} `cbor:",toarray"`
	Staff hub.ID
	Peg   string
	Role  string
	Salt  [16]byte
	Keys  []byte // identityFile, AES-256-GCM
}

type closedFile struct {
	_       struct{} `cbor:",toarray"`
	Version uint8
	Key     [32]byte // the box's public key: whose keys these are
	File    [8]byte  // first bytes of the key file's hash
	Ways    []Way
	Code    []byte // identityFile, sealed to the key of the 恢复码
}

func closedPath(dir string) string { return filepath.Join(dir, "keys", "closed.cbor") }
func oldPath(dir string) string    { return filepath.Join(dir, "keys", "identity.old") }
func filePath(dir string) string   { return filepath.Join(dir, "keys", "unlock.key") }

// KeyFileName is what the key file of a box is called on a stick.
func KeyFileName(key [32]byte) string { return fmt.Sprintf("yizhan-%x.key", key[:4]) }

const (
	codePurpose = "unlock-code"
	keyFileSize = 32

	// As access keeps a PIN: RFC 9106 and OWASP for little memory.
	pinMemory = 19 << 10 // KiB
	pinTime   = 2
)

// opened are the keys of closed folders that were opened in this process.
var opened sync.Map // folder → Identity

func openedName(dir string) string {
	if abs, err := filepath.Abs(dir); err == nil {
		return abs
	}
	return filepath.Clean(dir)
}

// Forget closes a folder again: its keys leave this process's memory.
func Forget(dir string) { opened.Delete(openedName(dir)) }

// HasKeys says whether a folder has keys, closed or not.
func HasKeys(dir string) (bool, error) {
	for _, path := range []string{identityPath(dir), closedPath(dir)} {
		switch _, err := os.Stat(path); {
		case err == nil:
			return true, nil
		case !errors.Is(err, fs.ErrNotExist):
			return false, hub.E(hub.CodeFolder, "trust.folder").Because(err)
		}
	}
	return false, nil
}

// Closed says whether a folder's keys wait for somebody to open them.
func Closed(dir string) (bool, error) {
	_, _, err := LoadIdentity(dir)
	if e, ok := errors.AsType[*hub.Error](err); ok && e.Key == "trust.closed" {
		return true, nil
	}
	return false, err
}

// loadClosed reads what is closed; ok is false where a folder is 无人值守.
func loadClosed(dir string) (f closedFile, ok bool, err error) {
	if _, err := os.Stat(identityPath(dir)); err == nil {
		return f, false, nil
	}
	if ok, err = load(closedPath(dir), &f); err != nil || !ok {
		return f, false, err
	}
	if f.Version != 1 {
		return f, false, hub.E(hub.CodeFolder, "trust.folder-newer")
	}
	return f, true, nil
}

// openedIdentity is what LoadIdentity answers where no plain keys lie.
func openedIdentity(dir string) (id Identity, ok bool, err error) {
	if _, closed, err := loadClosed(dir); err != nil || !closed {
		return Identity{}, false, err
	}
	if v, ok := opened.Load(openedName(dir)); ok {
		return v.(Identity), true, nil
	}
	return Identity{}, false, hub.E(hub.CodeFolder, "trust.closed")
}

// Ways lists who may open a folder's keys; none where it is 无人值守. away: the key
// file lies elsewhere, on a stick.
func Ways(dir string) (ways []Way, away bool, err error) {
	f, ok, err := loadClosed(dir)
	if err != nil || !ok {
		return nil, false, err
	}
	_, statErr := os.Stat(filePath(dir))
	return f.Ways, errors.Is(statErr, fs.ErrNotExist), nil
}

// OpenWithPIN opens a folder's keys for this process; places are folders of sticks on
// which the key file may lie. ok is false where the PIN is not hers.
// Errors: CodeNotFound where she has no way in, CodeInvalid where the key file is missing.
func OpenWithPIN(dir string, staff hub.ID, pin string, places ...string) (ok bool, err error) {
	f, closed, err := loadClosed(dir)
	if err != nil || !closed {
		return !closed, err
	}
	n := slices.IndexFunc(f.Ways, func(w Way) bool { return w.Staff == staff })
	if n < 0 {
		return false, hub.E(hub.CodeNotFound, "trust.no-way")
	}
	file, err := f.keyFile(dir, places)
	if err != nil {
		return false, err
	}
	w := f.Ways[n]
	plain, err := unlockAEAD(pin, file, w.Salt).Open(nil, make([]byte, 12), w.Keys, w.place(f.Key))
	if err != nil {
		return false, nil
	}
	return true, f.take(dir, plain)
}

// OpenWithCode opens a folder's keys with the private key of the 恢复码.
func OpenWithCode(dir string, private [32]byte) (ok bool, err error) {
	f, closed, err := loadClosed(dir)
	if err != nil || !closed {
		return !closed, err
	}
	plain, err := openSealed(private, codePurpose, f.Code)
	if err != nil {
		return false, nil
	}
	return true, f.take(dir, plain)
}

// take keeps opened keys in memory, if they are this box's.
func (f closedFile) take(dir string, plain []byte) error {
	var body identityFile
	if err := codec.Unmarshal(plain, &body); err != nil {
		return hub.E(hub.CodeFolder, "trust.folder-damaged").Because(err)
	}
	id := body.identity()
	if id.Key() != f.Key {
		return hub.E(hub.CodeFolder, "trust.folder-mixed")
	}
	opened.Store(openedName(dir), id)
	return nil
}

// keyFile finds the key file on the box or on a stick.
func (f closedFile) keyFile(dir string, places []string) ([]byte, error) {
	paths := []string{filePath(dir)}
	for _, p := range places {
		paths = append(paths, filepath.Join(p, KeyFileName(f.Key)))
	}
	for _, path := range paths {
		if b, err := readFile(path); err == nil && keyFileName(b) == f.File {
			return b, nil
		}
	}
	return nil, hub.E(hub.CodeInvalid, "trust.no-key-file").In("pin")
}

func keyFileName(b []byte) [8]byte {
	h := sha256.Sum256(append([]byte("yizhan/unlock-file/1\x00"), b...))
	return [8]byte(h[:8])
}

// place binds a way to its box and person.
func (w Way) place(key [32]byte) []byte {
	return bytes.Join([][]byte{[]byte("yizhan/unlock/1"), key[:], w.Staff[:]}, nil)
}

// unlockAEAD closes with PIN and key file: neither opens alone. Every salt closes one
// text only, so that the nonce may be zero.
func unlockAEAD(pin string, file []byte, salt [16]byte) cipher.AEAD {
	mac := hmac.New(sha256.New, file)
	mac.Write([]byte(pin))
	slow := argon2.IDKey(mac.Sum(nil), salt[:], pinTime, pinMemory, 1, 32)
	key, err := hkdf.Key(sha256.New, slow, file, "yizhan/unlock/1", 32)
	if err != nil {
		panic(err) // only for lengths that SHA-256 cannot give
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		panic(err) // 32 bytes are always a key
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		panic(err)
	}
	return aead
}

// newWay closes keys for one person.
func newWay(w Way, pin string, file []byte, id Identity) (Way, error) {
	plain, err := codec.Marshal(id.file())
	if err != nil {
		return w, err
	}
	rand.Read(w.Salt[:])
	w.Keys = unlockAEAD(pin, file, w.Salt).Seal(nil, make([]byte, 12), plain, w.place(id.Key()))
	return w, nil
}
