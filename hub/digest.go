package hub

import (
	"crypto/sha256"
	"encoding/binary"
	"math/bits"
)

// Digest is a lane's state digest: the sum modulo 2^256 of SHA-256 over each
// (kind, id, field number, live commit id). Little-endian words; the text form
// is big-endian hex. Equal on all hubs that hold the same commits of the lane,
// whatever keys and forms they have.
type Digest [4]uint64

// Toggle adds a version that came to life, or takes away one that was replaced.
func (d *Digest) Toggle(kind Kind, record ID, t Touch) {
	b := make([]byte, 0, 64)
	b = appendText(b, string(kind))
	b = append(b, record[:]...)
	b = binary.BigEndian.AppendUint32(b, t.No)
	b = append(b, t.Commit[:]...)
	sum := sha256.Sum256(b)
	var carry uint64
	for i := range d {
		word := binary.BigEndian.Uint64(sum[24-8*i:])
		if t.Alive {
			d[i], carry = bits.Add64(d[i], word, carry)
		} else {
			d[i], carry = bits.Sub64(d[i], word, carry)
		}
	}
}

// Add is the digest of what both stand for.
func (d Digest) Add(e Digest) Digest {
	var carry uint64
	for i := range d {
		d[i], carry = bits.Add64(d[i], e[i], carry)
	}
	return d
}

// Bytes is the big-endian form that hubs compare and store.
func (d Digest) Bytes() Hash {
	var h Hash
	for i, w := range d {
		binary.BigEndian.PutUint64(h[24-8*i:], w)
	}
	return h
}

// DigestOf reads what Bytes wrote.
func DigestOf(h Hash) Digest {
	var d Digest
	for i := range d {
		d[i] = binary.BigEndian.Uint64(h[24-8*i:])
	}
	return d
}

func (d Digest) String() string { return d.Bytes().String() }
