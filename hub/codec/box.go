package codec

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"io"
	"sync"

	"github.com/klauspost/compress/flate"

	"yizhan/hub"
)

// First byte of what a box holds.
const (
	boxStored   = 0
	boxDeflated = 1

	minBox = 1 + 1 + 16 // form, an empty array, tag
)

// OpenPart fills Value and Opened of the sealed fields. A key of another name, a
// changed box, or another place than the part was sealed for is an error, and
// leaves the part as it was.
func OpenPart(p *hub.Part, at PartRef, key SubjectKey) error {
	if p.Box == nil {
		return nil
	}
	if key.Name() != p.Key {
		return damaged("part is sealed with another key")
	}
	plain, err := openBox(key, p.Salt, at, p.Box)
	if err != nil {
		return damaged("box: %w", err)
	}
	r := reader{b: plain}
	values := make([]any, 0, 16)
	for n := r.count(); n > 0 && r.err == nil; n-- {
		values = append(values, r.value(nil, 0))
	}
	if err := r.end(); err != nil {
		return damaged("box: %w", err)
	}
	if sealed := countSealed(p.Changes); sealed != len(values) {
		return damaged("box of %d values for %d fields", len(values), sealed)
	}
	for i := range p.Changes {
		for j := range p.Changes[i].Fields {
			if f := &p.Changes[i].Fields[j]; f.Sealed {
				f.Value, f.Opened = values[0], true
				values = values[1:]
			}
		}
	}
	return nil
}

func countSealed(cs []hub.Change) (n int) {
	for _, c := range cs {
		for _, f := range c.Fields {
			if f.Sealed {
				n++
			}
		}
	}
	return n
}

// aad binds a box to its place:
// "yizhan/part/1" 0x00 ‖ CBOR [origin, seq, index, subject, key name].
func aad(at PartRef, name hub.KeyName) []byte {
	b := append(make([]byte, 0, 96), "yizhan/part/1\x00"...)
	b = appendArray(b, 5)
	b = appendBytes(b, at.Origin[:])
	b = appendUint(b, at.Seq)
	b = appendUint(b, uint64(at.Index))
	b = appendBytes(b, at.Subject[:])
	return appendBytes(b, name[:])
}

func drawSalt() (salt [16]byte) {
	rand.Read(salt[:]) // never fails since Go 1.24
	return salt
}

// hedgedSalt draws a salt for a sealed part: HMAC-SHA256, under the subject's
// key, over 16 random bytes, the part's place and its secret, cut to 16 bytes.
//
// The salt's first 12 bytes are the nonce, and a nonce that two plaintexts share
// would break GCM. A counter would repeat on a card that was copied: both boxes
// have the same key, origin and next seq. Random bytes do not repeat; and should
// both copies also wake with the same random state, the secret itself makes the
// salts differ, unless all is equal, and then so is the box. Whoever lacks the
// key cannot tell the salt from random bytes.
func hedgedSalt(key SubjectKey, at PartRef, plain []byte) [16]byte {
	return hedge(drawSalt(), key, at, plain)
}

func hedge(drawn [16]byte, key SubjectKey, at PartRef, plain []byte) [16]byte {
	mac := hmac.New(sha256.New, key[:])
	mac.Write([]byte("yizhan/salt/1\x00"))
	mac.Write(drawn[:])
	mac.Write(aad(at, key.Name()))
	mac.Write(plain)
	return [16]byte(mac.Sum(nil)[:16])
}

func newGCM(key [32]byte) cipher.AEAD {
	block, err := aes.NewCipher(key[:])
	if err == nil {
		var aead cipher.AEAD
		if aead, err = cipher.NewGCM(block); err == nil {
			return aead
		}
	}
	panic(err) // a key of 32 bytes fits
}

func sealBox(key SubjectKey, salt [16]byte, at PartRef, plain []byte) ([]byte, error) {
	packed, err := pack(plain)
	if err != nil {
		return nil, err
	}
	return newGCM(key).Seal(nil, salt[:12], packed, aad(at, key.Name())), nil
}

func openBox(key SubjectKey, salt [16]byte, at PartRef, box []byte) ([]byte, error) {
	packed, err := newGCM(key).Open(nil, salt[:12], box, aad(at, key.Name()))
	if err != nil {
		return nil, err
	}
	return unpack(packed)
}

// pack deflates the plaintext where that makes it shorter: notes and long names
// get shorter, a few values of Chinese text longer. There is no dictionary: one
// made for a registration saved 50 of its 1,111 bytes, and would tie the format
// for good to what forms look like today.
func pack(plain []byte) ([]byte, error) {
	var out bytes.Buffer
	out.WriteByte(boxDeflated)
	if err := flate.StatelessDeflate(&out, plain, true, nil); err != nil {
		return nil, err
	}
	if out.Len() <= len(plain) {
		return out.Bytes(), nil
	}
	return append([]byte{boxStored}, plain...), nil
}

var inflaters = sync.Pool{New: func() any { return flate.NewReader(nil) }}

// unpack undoes pack, never making more than a commit may hold, and refuses bytes
// behind the deflate stream.
func unpack(packed []byte) ([]byte, error) {
	if len(packed) == 0 {
		return nil, errTruncated
	}
	switch packed[0] {
	case boxStored:
		return packed[1:], nil
	case boxDeflated:
	default:
		return nil, fmt.Errorf("codec: box of unknown form %d", packed[0])
	}
	src := bytes.NewReader(packed[1:])
	z := inflaters.Get().(io.ReadCloser)
	defer inflaters.Put(z)
	if err := z.(flate.Resetter).Reset(src, nil); err != nil {
		return nil, err
	}
	plain, err := io.ReadAll(io.LimitReader(z, hub.MaxCommit+1))
	switch {
	case err != nil:
		return nil, err
	case len(plain) > hub.MaxCommit:
		return nil, fmt.Errorf("codec: box of more than %d bytes", hub.MaxCommit)
	case src.Len() > 0:
		return nil, fmt.Errorf("codec: %d bytes behind the box", src.Len())
	}
	return plain, nil
}
