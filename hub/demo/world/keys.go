package world

import (
	"crypto/ecdh"
	"crypto/ed25519"
	"crypto/sha256"
	"errors"
	"fmt"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// Keys are a box's of the made-up county: what a store is opened with.
type Keys struct {
	sign        ed25519.PrivateKey
	x25519, box [32]byte
	to          []codec.Recipient
}

// certificate stands for one in a made-up county; Members asks for nothing else.
const certificate = "made up"

// countyKey is the number of the county's own keys, officeKey of those of its other box,
// which hands children over; stations count from 0.
const (
	countyKey = -1
	officeKey = -2
)

func (p *Plan) key(station int) *Keys {
	draw := func(what string) [32]byte { return sha256.Sum256(fmt.Append(nil, "world ", p.Seed, what, station)) }
	seed := draw("sign")
	k := &Keys{sign: ed25519.NewKeyFromSeed(seed[:]), x25519: draw("x25519"), box: draw("box")}
	if station != countyKey {
		k.to = []codec.Recipient{p.CountyKeys().Recipient()}
	}
	return k
}

// CountyKeys are the county's; StationKeys those of a station's box, which closes for
// itself and the county.
func (p *Plan) CountyKeys() *Keys             { return p.key(countyKey) }
func (p *Plan) StationKeys(station int) *Keys { return p.key(station) }

func (k *Keys) Sign() ed25519.PrivateKey              { return k.sign }
func (k *Keys) X25519() [32]byte                      { return k.x25519 }
func (k *Keys) BoxKey() [32]byte                      { return k.box }
func (k *Keys) Recipients(hub.Lane) []codec.Recipient { return k.to }
func (k *Keys) Certificate(hub.Lane) []byte           { return []byte(certificate) }

// Recipient is the box as one that may open.
func (k *Keys) Recipient() codec.Recipient {
	priv, err := ecdh.X25519().NewPrivateKey(k.x25519[:])
	if err != nil {
		panic(err) // 32 bytes are always a key
	}
	return codec.RecipientOf([32]byte(priv.PublicKey().Bytes()))
}

// Public is the key that commits are signed with.
func (k *Keys) Public() []byte { return k.sign.Public().(ed25519.PublicKey) }

// Members takes commits of whoever shows the made-up certificate.
type Members struct{}

// Admit and Released make it a store's Verifier.
func (Members) Admit(_ hub.Origin, proof hub.OriginProof) (hub.Head, bool, error) {
	if string(proof.Cert) != certificate {
		return hub.Head{}, false, errors.New("world: nobody of this county")
	}
	return hub.Head{}, false, nil
}

func (Members) Released(hub.ID) bool { return false }
