package store

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"errors"
)

// vault seals what is kept under the box key: AES-256-GCM with a random nonce in
// front. `where` is the place the bytes belong to, so that a row put into
// another's place does not open.
type vault struct{ aead cipher.AEAD }

func newVault(boxKey [32]byte) vault {
	block, err := aes.NewCipher(boxKey[:])
	if err != nil {
		panic(err) // 32 bytes are always a key
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		panic(err)
	}
	return vault{aead}
}

func (v vault) seal(plain []byte, where string) []byte {
	out := make([]byte, v.aead.NonceSize(), v.aead.NonceSize()+len(plain)+v.aead.Overhead())
	rand.Read(out)
	return v.aead.Seal(out, out, plain, []byte(where))
}

// open gives back what seal was given; nothing opens to nothing.
func (v vault) open(sealed []byte, where string) ([]byte, error) {
	if len(sealed) == 0 {
		return nil, nil
	}
	n := v.aead.NonceSize()
	if len(sealed) < n {
		return nil, errors.New("store: sealed bytes are too short")
	}
	return v.aead.Open(nil, sealed[:n], sealed[n:], []byte(where))
}
