package trust

import (
	"bytes"
	"slices"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// MaxList bounds a list's bytes: some 8,000 revoked keys.
const MaxList = 700 << 10

// List is what no longer stands: the county signs it, and only a higher number
// replaces it. It is the first thing in every exchange.
type List struct {
	Number   uint64
	Issued   hub.Day
	Revoked  []Revocation
	Released []hub.ID // commits that stand although the list would hold them back
}

// Revocation takes the right from a key. Of its commits those stand that lie on
// the branch of a named head; origins that are not named do not stand at all.
type Revocation struct {
	Key    [32]byte
	Stands []Standing
}

// Standing is the last commit of an origin that stands.
type Standing struct {
	Origin hub.Origin
	Head   hub.Head
}

type listBody struct {
	_        struct{} `cbor:",toarray"`
	Version  uint8
	Number   uint64
	Issued   uint32
	Revoked  []revokedKey // by key, ascending
	Released []hub.ID     // ascending
}

type revokedKey struct {
	_      struct{} `cbor:",toarray"`
	Key    [32]byte
	Stands []standing // by origin, ascending
}

type standing struct {
	_      struct{} `cbor:",toarray"`
	Origin [16]byte
	Seq    uint64
	ID     [16]byte
}

// SignList is the bytes of a list; its entries may come in any order.
func (a *Authority) SignList(l List) ([]byte, error) {
	body := listBody{Version: 1, Number: l.Number, Issued: dayNumber(l.Issued), Released: noNil(slices.Clone(l.Released)), Revoked: []revokedKey{}}
	for _, r := range l.Revoked {
		k := revokedKey{Key: r.Key, Stands: []standing{}}
		for _, s := range r.Stands {
			k.Stands = append(k.Stands, standing{Origin: s.Origin, Seq: s.Head.Seq, ID: s.Head.ID})
		}
		hub.Sort(k.Stands, compareStanding)
		body.Revoked = append(body.Revoked, k)
	}
	hub.Sort(body.Revoked, compareRevoked)
	hub.Sort(body.Released, compareID)
	s, err := signBody(a.sign, signsRevoke, body)
	if err != nil {
		return nil, err
	}
	raw, err := codec.Marshal(s)
	if err != nil {
		return nil, err
	}
	_, err = ReadList(a.Key(), raw) // doubled entries end here
	return raw, err
}

// ReadList checks a list with the county's key.
func ReadList(county [32]byte, raw []byte) (List, error) {
	var s signed
	if err := codec.Unmarshal(raw, &s); err != nil {
		return List{}, untrusted("trust.list", "%w", err)
	}
	var body listBody
	if err := s.check(county, signsRevoke, &body); err != nil {
		return List{}, untrusted("trust.list", "%w", err)
	}
	day, known := dayOfNumber(body.Issued)
	switch {
	case body.Version != 1:
		return List{}, untrusted("trust.newer", "list version %d", body.Version)
	case body.Number == 0 || !known:
		return List{}, untrusted("trust.list", "number or day")
	case !ascending(body.Revoked, compareRevoked) || !ascending(body.Released, compareID):
		return List{}, untrusted("trust.list", "entries out of order")
	}
	l := List{Number: body.Number, Issued: day, Released: body.Released}
	for _, k := range body.Revoked {
		if !ascending(k.Stands, compareStanding) {
			return List{}, untrusted("trust.list", "entries out of order")
		}
		r := Revocation{Key: k.Key}
		for _, s := range k.Stands {
			r.Stands = append(r.Stands, Standing{s.Origin, hub.Head{Seq: s.Seq, ID: s.ID}})
		}
		l.Revoked = append(l.Revoked, r)
	}
	return l, nil
}

// Find is the entry of a key.
func (l List) Find(key [32]byte) (Revocation, bool) {
	i, ok := slices.BinarySearchFunc(l.Revoked, key, func(r Revocation, key [32]byte) int { return bytes.Compare(r.Key[:], key[:]) })
	if !ok {
		return Revocation{}, false
	}
	return l.Revoked[i], true
}

// Upto is the last commit of an origin that stands; the zero Head where none does.
func (r Revocation) Upto(origin hub.Origin) hub.Head {
	for _, s := range r.Stands {
		if s.Origin == origin {
			return s.Head
		}
	}
	return hub.Head{}
}

func compareRevoked(a, b revokedKey) int { return bytes.Compare(a.Key[:], b.Key[:]) }
func compareStanding(a, b standing) int  { return bytes.Compare(a.Origin[:], b.Origin[:]) }
func compareID(a, b hub.ID) int          { return bytes.Compare(a[:], b[:]) }

// ascending without doubles: a set has one byte form.
func ascending[T any](s []T, compare func(a, b T) int) bool {
	for i := 1; i < len(s); i++ {
		if compare(s[i-1], s[i]) >= 0 {
			return false
		}
	}
	return true
}
