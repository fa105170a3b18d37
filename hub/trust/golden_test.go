package trust

import (
	"bytes"
	"crypto/ed25519"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"yizhan/hub"
	"yizhan/hub/codec"
)

var update = flag.Bool("update", false, "write testdata anew: a change of format 1, which must not happen")

// goldenPapers are the vectors of TRUST.md. Those that are sealed hold random
// bytes, so that they are read here and not made again.
func goldenPapers() (fixed, sealed map[string][]byte) {
	a, id := testAuthority(1), testIdentity(1)
	seed := [32]byte{7}
	sign, x := oneTimeKeys(seed)
	grant := signedGrant(a, func(b *certBody) {
		b.Serial, b.Key, b.X25519 = Serial{1, 2, 3, 4, 5, 6, 7, 8}, [32]byte(sign.Public().(ed25519.PublicKey)), []byte{}
	})
	link := certLink{Key: id.Key(), X25519: id.Recipient()}
	link.Sig = codec.Sign(sign, signsEnroll, must(codec.Marshal(linkBody{Grant: sum(grant.Body), Key: link.Key, X25519: link.X25519})))
	chain := grant
	chain.Link = must(codec.Marshal(link))
	bundle := must(a.signBundle(testBundle(a)))
	origin := codec.OriginOf(id.Key(), [16]byte{1}, "township/140427103")
	list := List{
		Number: 2, Issued: "2026-11-22", Released: []hub.ID{{8}},
		Revoked: []Revocation{{Key: id.Key(), Stands: []Standing{{origin, hub.Head{Seq: 41, ID: hub.ID{4, 1}}}}}},
	}
	fixed = map[string][]byte{
		"certificate.cbor": forge(a, func(*certBody) {}),
		"chain.cbor":       must(codec.Marshal(chain)),
		"bundle.cbor":      bundle,
		"list.cbor":        must(a.SignList(list)),
		"request.txt":      must(NewRequest(id, "柳沟驿站")),
		"badge.txt":        []byte(must(a.SignBadge(testBadge(), badgePIN))),
	}
	s := must(signBody(a.sign, signsInvitation, invitationBody{Version: 1, Seed: seed, Grant: grant, Bundle: must(sealTo(publicX25519(x), signsBundle, bundle))}))
	sealed = map[string][]byte{
		"invitation.txt": must(armor(lineInvitation, invitationFile{Body: s.Body, Sig: s.Sig})),
		"answer.txt":     must(armor(lineAnswer, answerFile{Version: 1, Cert: fixed["certificate.cbor"], Bundle: must(sealTo(id.Recipient(), signsBundle, bundle))})),
	}
	return fixed, sealed
}

func signedGrant(a *Authority, change func(*certBody)) certFile {
	var f certFile
	if err := codec.Unmarshal(forge(a, change), &f); err != nil {
		panic(err)
	}
	return f
}

func TestGoldenPapers(t *testing.T) {
	fixed, sealed := goldenPapers()
	if *update {
		for _, set := range []map[string][]byte{fixed, sealed} {
			for name, b := range set {
				if err := os.WriteFile(filepath.Join("testdata", name), b, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	golden := func(name string) []byte {
		return must(os.ReadFile(filepath.Join("testdata", name)))
	}
	for name, b := range fixed {
		if !bytes.Equal(b, golden(name)) {
			t.Errorf("%s is written in another form:\n%x\n%x", name, b, golden(name))
		}
	}
	for name, cert := range map[string][]byte{"invitation.txt": fixed["chain.cbor"], "answer.txt": fixed["certificate.cbor"]} {
		c, b, bundle, err := accept(testIdentity(1), golden(name))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if !bytes.Equal(c.Raw, cert) || !bytes.Equal(bundle, fixed["bundle.cbor"]) || b.Fingerprint() != "2578 0747 7356" {
			t.Errorf("%s says something else: %x, fingerprint %s", name, c.Raw, b.Fingerprint())
		}
	}
}
