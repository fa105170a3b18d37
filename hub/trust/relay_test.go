package trust_test

import (
	"crypto"
	"crypto/ed25519"
	"crypto/tls"
	"io"
	"testing"

	"yizhan/hub/codec"
	"yizhan/hub/trust"
)

// oracle is a private key that is not here: it is asked to sign.
type oracle struct {
	public ed25519.PublicKey
	sign   func(msg []byte) []byte
}

func (o oracle) Public() crypto.PublicKey { return o.public }

func (o oracle) Sign(_ io.Reader, msg []byte, _ crypto.SignerOpts) ([]byte, error) {
	return o.sign(msg), nil
}

// as is a client that says it is the box whose leaf it has seen, and has sign for a key.
func as(victim *tls.Config, sign crypto.Signer) *tls.Config {
	c := victim.Clone()
	c.Certificates = []tls.Certificate{{Certificate: victim.Certificates[0].Certificate, PrivateKey: sign}}
	return c
}

// Whoever stands between a station and its neighbour, a hub of this county himself, can
// pass bytes on and no more: with the one's leaf and his own key he is let in nowhere,
// and under his own he is himself to both. Should a box sign for him what he chooses,
// for any purpose that hubs sign for, the handshake fails all the same; the control is
// a box that signs the bytes as they are.
func TestRelayedHandshake(t *testing.T) {
	c := found(t)
	a, b, relay := enrol(t, c, station("柳沟驿站")), enrol(t, c, station("石坡驿站")), enrol(t, c, station("横河驿站"))
	server, _ := sides(t, b, own(t, b).Raw)
	relayServer, relayClient := sides(t, relay, own(t, relay).Raw)
	_, victim := sides(t, a, own(t, a).Raw)

	if key, _, err := handshake(t, server, relayClient); err != nil || key != relay.Identity().Key() {
		t.Errorf("the relay under its own name is %x, %v", key[:4], err)
	}
	if _, _, err := handshake(t, relayServer, victim); err != nil {
		t.Errorf("the relay is a hub of this county: %v", err)
	}
	if _, err1, err2 := handshake(t, server, as(victim, relay.Identity().Sign)); err1 == nil && err2 == nil {
		t.Error("the relay was let in with another's leaf and its own key")
	}
	signs := func(purpose string) oracle {
		key := a.Identity().Sign
		return oracle{key.Public().(ed25519.PublicKey), func(msg []byte) []byte { return codec.Sign(key, purpose, msg) }}
	}
	for _, purpose := range []string{codec.SignsCommit, codec.SignsReceipt, "request", "stick", "backup", ""} {
		if _, err1, err2 := handshake(t, server, as(victim, signs(purpose))); err1 == nil && err2 == nil {
			t.Errorf("a signature made for %q opened a connection", purpose)
		}
	}
	bare := oracle{a.Identity().Sign.Public().(ed25519.PublicKey), func(msg []byte) []byte { return ed25519.Sign(a.Identity().Sign, msg) }}
	if key, err1, err2 := handshake(t, server, as(victim, bare)); err1 != nil || err2 != nil || key != a.Identity().Key() {
		t.Errorf("the control: an oracle for bare bytes opens nothing either: %v, %v", err1, err2)
	}
}

// A station signs no list: neither one that revokes nor one that releases.
func TestStationSignsNoList(t *testing.T) {
	c := found(t)
	a, b := enrol(t, c, station("柳沟驿站")), enrol(t, c, station("石坡驿站"))
	if _, err := c.Revoke(trust.Revocation{Key: a.Identity().Key()}, today); err != nil {
		t.Fatal(err)
	}
	list, err := c.List(trust.ListRevoked)
	if err != nil {
		t.Fatal(err)
	}
	var signed [2][]byte // body, signature
	if err := codec.Unmarshal(list, &signed); err != nil {
		t.Fatal(err)
	}
	home := signed
	home[1] = codec.Sign(b.Identity().Sign, "revoke", signed[0])
	bare := signed
	bare[1] = make([]byte, len(signed[1]))
	for name, s := range map[string][2][]byte{"a station's": home, "nobody's": bare} {
		raw, err := codec.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		if err := b.TakeList(trust.ListRevoked, raw); err == nil || b.Lists()[trust.ListRevoked] != 0 {
			t.Errorf("%s list was taken: %v", name, err)
		}
	}
	if err := b.TakeList(trust.ListRevoked, list); err != nil || b.Lists()[trust.ListRevoked] != 1 {
		t.Errorf("the control: %v", err)
	}
}
