package trust

import (
	"encoding/hex"
	"strconv"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// Bundle is what a hub has to know of its county. It is signed by the county and
// holds secrets (the gossip keys): it travels sealed to one hub, or inside TLS.
type Bundle struct {
	Number       uint64   // only a higher one replaces it
	CountyKey    [32]byte // Ed25519, pinned at enrolment
	CountyX25519 [32]byte
	County       string // 6 digits
	CountyName   string
	Township     string // 9 digits; empty for hubs of the whole county
	TownshipName string
	URLs         []string
	Gossip       []GossipKey // newest first; the second is taken until everyone has the first
	Certificates [][]byte    // of hubs to seal for before they were ever met: county, health centre
	Revocations  []byte      // the newest list; empty while there is none
}

// GossipKey encrypts the mesh of a township.
type GossipKey struct {
	_        struct{} `cbor:",toarray"`
	Township string
	Version  uint32
	Key      [32]byte
}

type bundleBody struct {
	_       struct{} `cbor:",toarray"`
	Version uint8
	Number  uint64
	Key     [32]byte
	X25519  [32]byte
	County  [2]string // code, name
	Place   [2]string
	URLs    []string
	Gossip  []GossipKey
	Certs   [][]byte
	Revoked []byte
}

const (
	maxURLs  = 8
	maxCerts = 64
)

// Keyring is the gossip keys of a township, newest first: the first encrypts, all
// decrypt. Never Serf's own key manager, which any holder of the key can command.
func (b Bundle) Keyring(township string) [][]byte {
	var ring [][]byte
	for _, k := range b.Gossip {
		if k.Township == township {
			ring = append(ring, k.Key[:])
		}
	}
	return ring
}

// Fingerprint is the county's key in twelve digits, to be compared by telephone
// when a box enrols: 0421 7735 9014.
func (b Bundle) Fingerprint() string { return twelve(b.CountyKey[:]) }

func (b Bundle) body() bundleBody {
	return bundleBody{
		Version: 1, Number: b.Number, Key: b.CountyKey, X25519: b.CountyX25519,
		County: [2]string{b.County, b.CountyName}, Place: [2]string{b.Township, b.TownshipName},
		URLs: noNil(b.URLs), Gossip: noNil(b.Gossip), Certs: noNil(b.Certificates), Revoked: noNil(b.Revocations),
	}
}

// noNil: nil and empty are one thing here, and must have one byte form.
func noNil[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// signBundle is the bytes that travel and that the folder keeps.
func (a *Authority) signBundle(b Bundle) ([]byte, error) {
	s, err := signBody(a.sign, signsBundle, b.body())
	if err != nil {
		return nil, err
	}
	return codec.Marshal(s)
}

// openBundle reads a signed bundle and checks it against a county key. The zero
// key takes the bundle's own: at enrolment, where the file is the first word of
// the county, and in the folder, where it is the county that was pinned.
func openBundle(raw []byte, county [32]byte) (Bundle, error) {
	var s signed
	if err := codec.Unmarshal(raw, &s); err != nil {
		return Bundle{}, untrusted("trust.bundle", "%w", err)
	}
	var f bundleBody
	if err := codec.Unmarshal(s.Body, &f); err != nil {
		return Bundle{}, untrusted("trust.bundle", "%w", err)
	}
	if county == ([32]byte{}) {
		county = f.Key
	}
	if f.Key != county {
		return Bundle{}, untrusted("trust.foreign", "county key %s", hex.EncodeToString(f.Key[:4]))
	}
	if !codec.Verify(county, signsBundle, s.Body, s.Sig) {
		return Bundle{}, untrusted("trust.bundle", "signature")
	}
	switch {
	case f.Version != 1:
		return Bundle{}, untrusted("trust.newer", "bundle version %d", f.Version)
	case !isCounty(codeNumber(f.County[0])) || !usable(f.X25519):
		return Bundle{}, untrusted("trust.bundle", "county")
	case f.Place[0] != "" && !isTownship(codeNumber(f.Place[0])):
		return Bundle{}, untrusted("trust.bundle", "township")
	case len(f.URLs) > maxURLs || len(f.Certs) > maxCerts || len(f.Gossip) > maxCerts:
		return Bundle{}, hub.E(hub.CodeTooLarge, "trust.bundle")
	}
	return Bundle{
		Number: f.Number, CountyKey: f.Key, CountyX25519: f.X25519, County: f.County[0], CountyName: f.County[1],
		Township: f.Place[0], TownshipName: f.Place[1], URLs: f.URLs, Gossip: f.Gossip,
		Certificates: f.Certs, Revocations: f.Revoked,
	}, nil
}

// gossipKeys derives a township's keys from the county's seed, so that the county
// has only a number to remember: the current one, and the one before.
func (a *Authority) gossipKeys(t township) []GossipKey {
	var keys []GossipKey
	for v := t.Gossip; v > 0 && len(keys) < 2; v-- {
		info := "yizhan/gossip/1/" + t.Code + "/" + strconv.FormatUint(uint64(v), 10)
		keys = append(keys, GossipKey{Township: t.Code, Version: v, Key: expand(a.seed[:], info)})
	}
	return keys
}
