package trust

import (
	"crypto/ecdh"
	"crypto/hpke"
)

// Bundles are sealed with HPKE (RFC 9180): DHKEM(X25519, HKDF-SHA256),
// HKDF-SHA256, AES-256-GCM, base mode. Who sealed is proven by the county's
// signature inside.

func sealTo(recipient [32]byte, purpose string, plain []byte) ([]byte, error) {
	pub, err := ecdh.X25519().NewPublicKey(recipient[:])
	if err != nil {
		return nil, err
	}
	to, err := hpke.NewDHKEMPublicKey(pub)
	if err != nil {
		return nil, err
	}
	return hpke.Seal(to, hpke.HKDFSHA256(), hpke.AES256GCM(), sealInfo(purpose), plain)
}

func openSealed(private [32]byte, purpose string, box []byte) ([]byte, error) {
	key, err := ecdh.X25519().NewPrivateKey(private[:])
	if err != nil {
		return nil, err
	}
	own, err := hpke.NewDHKEMPrivateKey(key)
	if err != nil {
		return nil, err
	}
	plain, err := hpke.Open(own, hpke.HKDFSHA256(), hpke.AES256GCM(), sealInfo(purpose), box)
	if err != nil {
		return nil, errSealed
	}
	return plain, nil
}

func sealInfo(purpose string) []byte { return []byte("yizhan/" + purpose + "/1") }
