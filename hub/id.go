package hub

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// ID names a record, a subject, a commit, an act or a batch: 16 bytes. For
// persons and events it is random and never derived from place, person or ID
// number. The zero ID means "none".
type ID [16]byte

// NewID returns a random ID.
func NewID() ID {
	var id ID
	rand.Read(id[:]) // never fails since Go 1.24
	return id
}

// ParseID reads the 32 hex digits that String writes.
func ParseID(s string) (ID, error) {
	var id ID
	if len(s) != 2*len(id) {
		return ID{}, fmt.Errorf("hub: an id has 32 hex digits, this has %d characters", len(s))
	}
	if _, err := hex.Decode(id[:], []byte(s)); err != nil {
		return ID{}, fmt.Errorf("hub: id: %w", err)
	}
	return id, nil
}

//go:noinline
func (id ID) String() string { return hex.EncodeToString(id[:]) }

// IsZero says whether id means "none".
func (id ID) IsZero() bool { return id == ID{} }

// MarshalText and UnmarshalText make an ID readable in JSON and flags.
func (id ID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

func (id *ID) UnmarshalText(b []byte) error {
	got, err := ParseID(string(b))
	if err == nil {
		*id = got
	}
	return err
}

// Hash is a SHA-256 value.
type Hash [32]byte

func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// Kind names the form of a record: "child", "day", …
type Kind string

// DeriveID is the id of a record that exists once per subject and period, so
// that two boxes that note the same fact meet in one record: the first 16 bytes
// of SHA-256 over the core deterministic CBOR array [kind, subject, period].
// The period is text: 2026-11-23, 2026-11, a dose code, a purpose.
func DeriveID(kind Kind, subject ID, period string) ID {
	b := make([]byte, 0, 64)
	b = append(b, 0x83)
	b = appendText(b, string(kind))
	b = append(b, 0x50) // byte string of 16
	b = append(b, subject[:]...)
	b = appendText(b, period)
	sum := sha256.Sum256(b)
	return ID(sum[:16])
}

// appendText writes a CBOR text string head of the shortest form and the text.
func appendText(b []byte, s string) []byte {
	switch n := len(s); {
	case n < 24:
		b = append(b, 0x60|byte(n))
	case n < 1<<8:
		b = append(b, 0x78, byte(n))
	default:
		b = append(b, 0x79, byte(n>>8), byte(n))
	}
	return append(b, s...)
}
