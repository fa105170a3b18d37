package blob

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"

	"yizhan/hub"
)

// sealPurpose is bound to every seal, so that no other bytes of the house open as these.
const sealPurpose = "yizhan/blob/1\x00"

// Overhead is what a seal adds, in bytes.
const Overhead = 16

// seal closes bytes under a fresh key, AES-256-GCM. A key closes one file and is never
// used again: the nonce may be zero.
func seal(plain []byte) (Ref, []byte) {
	var ref Ref
	_, _ = rand.Read(ref.Key[:]) // never fails (crypto/rand)
	sealed := aead(ref.Key).Seal(nil, make([]byte, 12), plain, []byte(sealPurpose))
	ref.Hash = sha256.Sum256(sealed)
	return ref, sealed
}

func open(ref Ref, sealed []byte) ([]byte, error) {
	plain, err := aead(ref.Key).Open(nil, make([]byte, 12), sealed, []byte(sealPurpose))
	if err != nil {
		return nil, hub.E(hub.CodeNotFound, "blob.absent").Because(err)
	}
	return plain, nil
}

func aead(key [32]byte) cipher.AEAD {
	block, err := aes.NewCipher(key[:])
	if err != nil {
		panic(err) // the key has 32 bytes
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		panic(err) // the block has 16 bytes
	}
	return gcm
}
