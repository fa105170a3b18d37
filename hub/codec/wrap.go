package codec

import (
	"bytes"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"slices"

	"yizhan/hub"
)

// SubjectKey seals the values of one subject (AES-256-GCM).
type SubjectKey [32]byte

// NewSubjectKey draws a key.
func NewSubjectKey() (k SubjectKey) {
	rand.Read(k[:]) // never fails since Go 1.24
	return k
}

// Name is the first 8 bytes of SHA-256 over the key.
func (k SubjectKey) Name() hub.KeyName {
	sum := sha256.Sum256(k[:])
	return hub.KeyName(sum[:8])
}

// Recipient is a hub that may open: ID is RecipientID of its X25519 public key.
type Recipient struct {
	ID     [8]byte
	X25519 [32]byte
}

// RecipientOf is the recipient with this X25519 public key.
func RecipientOf(pub [32]byte) Recipient { return Recipient{RecipientID(pub), pub} }

// RecipientID is the first 8 bytes of SHA-256 over an X25519 public key.
func RecipientID(pub [32]byte) [8]byte {
	sum := sha256.Sum256(pub[:])
	return [8]byte(sum[:8])
}

// CardSecret is what a family card's QR holds. Its 128 bits are random, so that
// no slow hash is needed.
type CardSecret [16]byte

// NewCardSecret draws a secret.
func NewCardSecret() (s CardSecret) {
	rand.Read(s[:])
	return s
}

// A wrap value is the list [ephemeral public key, card's box or nil, id ‖ box, …]
// sorted by id. A box is the 32 bytes of the subject key under AES-256-GCM.
const (
	boxedKey  = 32 + 16
	oneWrap   = 8 + boxedKey
	wrapsFrom = 2 // place of the first recipient
)

// Wrap closes a subject's key for those who may open it, under one ephemeral
// X25519 key for all. A recipient with a key of no use (low order) is an error.
func Wrap(key SubjectKey, subject hub.ID, to []Recipient, card *CardSecret) ([]any, error) {
	ephemeral, err := ecdh.X25519().GenerateKey(rand.Reader)
	if err != nil {
		return nil, unfit("wrap: %w", err)
	}
	return wrapWith(ephemeral, key, subject, to, card)
}

func wrapWith(ephemeral *ecdh.PrivateKey, key SubjectKey, subject hub.ID, to []Recipient, card *CardSecret) ([]any, error) {
	pub := ephemeral.PublicKey().Bytes()
	value := []any{pub, nil}
	if card != nil {
		value[1] = closeKey(card[:], "card", pub, nil, key, subject)
	}
	to = slices.Clone(to)
	hub.Sort(to, func(a, b Recipient) int { return bytes.Compare(a.X25519[:], b.X25519[:]) })
	wraps := make([][]byte, 0, len(to))
	for _, r := range slices.Compact(to) {
		shared, err := agree(ephemeral, r.X25519)
		if err != nil {
			return nil, unfit("wrap: %w", err)
		}
		id := RecipientID(r.X25519)
		wraps = append(wraps, append(id[:], closeKey(shared, "wrap", pub, r.X25519[:], key, subject)...))
	}
	hub.Sort(wraps, bytes.Compare)
	for _, w := range wraps {
		value = append(value, w)
	}
	return value, nil
}

// Unwrapper is a hub's X25519 private key, made ready once: its public half costs as
// much to compute as opening a wrap does.
type Unwrapper struct {
	priv *ecdh.PrivateKey
	self Recipient
}

// NewUnwrapper makes a private key ready.
func NewUnwrapper(priv [32]byte) (Unwrapper, error) {
	mine, err := ecdh.X25519().NewPrivateKey(priv[:])
	if err != nil {
		return Unwrapper{}, unfit("wrap: %w", err)
	}
	return Unwrapper{mine, RecipientOf([32]byte(mine.PublicKey().Bytes()))}, nil
}

// Recipient is the hub whose key it is.
func (u Unwrapper) Recipient() Recipient { return u.self }

// Unwrap opens a subject's key. Not ok: the value is no wrap, has none for this hub,
// or one that does not fit subject and name.
func (u Unwrapper) Unwrap(value any, subject hub.ID, name hub.KeyName) (key SubjectKey, ok bool) {
	list, pub, ok := wrapList(value)
	if !ok {
		return SubjectKey{}, false
	}
	for _, item := range list[wrapsFrom:] {
		wrap := item.([]byte)
		if !bytes.HasPrefix(wrap, u.self.ID[:]) {
			continue
		}
		shared, err := agree(u.priv, [32]byte(pub))
		if err != nil {
			return SubjectKey{}, false
		}
		if key, ok := openKey(shared, "wrap", pub, u.self.X25519[:], wrap[len(u.self.ID):], subject, name); ok {
			return key, true
		}
	}
	return SubjectKey{}, false
}

// UnwrapCard opens a subject's key with the secret on a family's card.
func UnwrapCard(value any, subject hub.ID, name hub.KeyName, card CardSecret) (key SubjectKey, ok bool) {
	list, pub, ok := wrapList(value)
	if !ok || list[1] == nil {
		return SubjectKey{}, false
	}
	return openKey(card[:], "card", pub, nil, list[1].([]byte), subject, name)
}

// Wrapped tells for whom a wrap value is; not ok: it is none.
func Wrapped(value any) (to [][8]byte, card, ok bool) {
	list, _, ok := wrapList(value)
	if !ok {
		return nil, false, false
	}
	for _, item := range list[wrapsFrom:] {
		to = append(to, [8]byte(item.([]byte)))
	}
	return to, list[1] != nil, true
}

// wrapList checks the shape of a wrap value.
func wrapList(value any) (list []any, pub []byte, ok bool) {
	list, _ = value.([]any)
	if len(list) < wrapsFrom {
		return nil, nil, false
	}
	if pub, ok = list[0].([]byte); !ok || len(pub) != 32 {
		return nil, nil, false
	}
	if card, isBytes := list[1].([]byte); list[1] != nil && (!isBytes || len(card) != boxedKey) {
		return nil, nil, false
	}
	for _, item := range list[wrapsFrom:] {
		if wrap, isBytes := item.([]byte); !isBytes || len(wrap) != oneWrap {
			return nil, nil, false
		}
	}
	return list, pub, true
}

func agree(priv *ecdh.PrivateKey, pub [32]byte) ([]byte, error) {
	p, err := ecdh.X25519().NewPublicKey(pub[:])
	if err != nil {
		return nil, err
	}
	return priv.ECDH(p) // refuses the all-zero result of a low-order key
}

// wrapKeys derives the key and nonce that close a subject's key: HKDF-SHA256 of
// the secret (what X25519 agreed on, or the card's), salt = ephemeral public key
// ‖ recipient's public key, info = context. The ephemeral key is new with every
// wrap value, so key and nonce close one plaintext only.
func wrapKeys(secret, pub, recipient, context []byte) (key [32]byte, nonce []byte) {
	salt := append(slices.Clone(pub), recipient...)
	out, err := hkdf.Key(sha256.New, secret, salt, string(context), 32+12)
	if err != nil {
		panic(err) // 44 bytes are within what HKDF gives
	}
	return [32]byte(out), out[32:]
}

// wrapContext binds a wrap to its use, subject and key name:
// "yizhan/" use "/1" 0x00 ‖ subject ‖ key name.
func wrapContext(use string, subject hub.ID, name hub.KeyName) []byte {
	b := signed(use, subject[:])
	return append(b, name[:]...)
}

func closeKey(secret []byte, use string, pub, recipient []byte, key SubjectKey, subject hub.ID) []byte {
	context := wrapContext(use, subject, key.Name())
	kek, nonce := wrapKeys(secret, pub, recipient, context)
	return newGCM(kek).Seal(nil, nonce, key[:], context)
}

func openKey(secret []byte, use string, pub, recipient, box []byte, subject hub.ID, name hub.KeyName) (SubjectKey, bool) {
	context := wrapContext(use, subject, name)
	kek, nonce := wrapKeys(secret, pub, recipient, context)
	plain, err := newGCM(kek).Open(nil, nonce, box, context)
	if err != nil || len(plain) != 32 || SubjectKey(plain).Name() != name {
		return SubjectKey{}, false
	}
	return SubjectKey(plain), true
}
