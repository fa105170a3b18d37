package trust

import (
	"crypto/ed25519"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"yizhan/hub"
)

// papers is one of everything that comes from outside, and what reads it.
func papers() map[string]struct {
	good []byte
	read func([]byte) error
} {
	a, id := testAuthority(1), testIdentity(1)
	invitation, chain := testChain(a, id)
	answer := must(a.answer(must(a.Certify(id.Key(), id.Recipient(), testGrant())), testBundle(a)))
	take := func(file []byte) error { _, _, _, err := accept(id, file); return err }
	return map[string]struct {
		good []byte
		read func([]byte) error
	}{
		"certificate": {forge(a, func(*certBody) {}), func(b []byte) error { _, err := VerifyCertificate(a.Key(), b); return err }},
		"chain":       {chain, func(b []byte) error { _, err := VerifyCertificate(a.Key(), b); return err }},
		"invitation":  {invitation, take},
		"answer":      {answer, take},
		"request":     {must(NewRequest(id, "柳沟驿站")), func(b []byte) error { _, err := ReadRequest(b); return err }},
		"bundle":      {must(a.signBundle(testBundle(a))), func(b []byte) error { _, err := openBundle(b, a.Key()); return err }},
		"list": {must(a.SignList(List{Number: 1, Revoked: []Revocation{{Key: id.Key()}}, Released: []hub.ID{{1}}})),
			func(b []byte) error { _, err := ReadList(a.Key(), b); return err }},
	}
}

// No bit of a paper can be changed, and no end of it be missing.
func TestDamagedPapersAreRefused(t *testing.T) {
	for name, p := range papers() {
		t.Run(name, func(t *testing.T) {
			if err := p.read(p.good); err != nil {
				t.Fatalf("the control: %v", err)
			}
			rapid.Check(t, func(t *rapid.T) {
				bad := slices.Clone(p.good)
				switch rapid.SampledFrom([]string{"flip", "cut", "double", "add"}).Draw(t, "harm") {
				case "flip":
					at := rapid.IntRange(0, len(bad)*8-1).Draw(t, "bit")
					bad[at/8] ^= 1 << (at % 8)
				case "cut": // a last line break may be missing, nothing else
					bad = bad[:rapid.IntRange(0, len(bad)-2).Draw(t, "length")]
				case "double":
					bad = append(bad, bad...)
				case "add":
					bad = append(bad, rapid.SliceOfN(rapid.ByteRange(0x20, 0xff), 1, 40).Draw(t, "tail")...)
				}
				if err := p.read(bad); err == nil {
					t.Fatalf("taken although damaged")
				} else if code := hub.CodeOf(err); code != hub.CodeUntrusted {
					t.Fatalf("refused as %s", code)
				}
			})
		})
	}
}

// Editors on other machines change line ends; that is no harm.
func TestLineEndsMayDiffer(t *testing.T) {
	a, id := testAuthority(1), testIdentity(1)
	file, _ := testChain(a, id)
	var crlf []byte
	for _, c := range file {
		if c == '\n' {
			crlf = append(crlf, '\r')
		}
		crlf = append(crlf, c)
	}
	if _, _, _, err := accept(id, crlf); err != nil {
		t.Error(err)
	}
}

func TestHugeFilesAreRefused(t *testing.T) {
	id := testIdentity(1)
	huge := append([]byte(lineInvitation+"\n"), make([]byte, MaxEnrolFile)...)
	if _, _, _, err := accept(id, huge); hub.CodeOf(err) != hub.CodeTooLarge {
		t.Error(err)
	}
	if _, err := VerifyCertificate(testAuthority(1).Key(), make([]byte, 1<<20)); hub.CodeOf(err) != hub.CodeUntrusted {
		t.Error(err)
	}
}

// A box takes no other file for its own.
func TestOtherFilesAreRefused(t *testing.T) {
	id, stranger := testIdentity(1), testIdentity(2)
	all := papers()
	for name, file := range map[string][]byte{
		"nothing":       {},
		"a picture":     {0xff, 0xd8, 0xff, 0xe0},
		"a roster":      []byte("姓名,性别\n张小宝,男\n"),
		"a request":     all["request"].good,
		"an empty form": []byte(lineInvitation + "\n"),
	} {
		if _, _, _, err := accept(id, file); hub.CodeOf(err) != hub.CodeUntrusted {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, _, err := accept(stranger, all["answer"].good); hub.CodeOf(err) != hub.CodeUntrusted {
		t.Errorf("the answer to another box: %v", err)
	}
	if _, err := ReadRequest(all["invitation"].good); hub.CodeOf(err) != hub.CodeUntrusted {
		t.Error("an invitation was taken for a request")
	}
}

// An invitation whose parts come from two counties: whoever put it together holds
// one county's right, not the other's.
func TestMixedInvitationIsRefused(t *testing.T) {
	a, other, id := testAuthority(1), testAuthority(2), testIdentity(1)
	seed := [32]byte{5}
	sign, x := oneTimeKeys(seed)
	key := [32]byte(sign.Public().(ed25519.PublicKey))
	build := func(signer, certifier, bundler *Authority) []byte {
		s := must(signBody(signer.sign, signsInvitation, invitationBody{
			Version: 1, Seed: seed,
			Grant:  must(certifier.certify(key, []byte{}, testGrant())),
			Bundle: must(bundler.sealBundle(testBundle(bundler), publicX25519(x))),
		}))
		return must(armor(lineInvitation, invitationFile{Body: s.Body, Sig: s.Sig}))
	}
	for name, file := range map[string][]byte{
		"certificate of another": build(a, other, a),
		"bundle of another":      build(a, a, other),
		"signature of another":   build(other, a, a),
	} {
		if _, _, _, err := accept(id, file); hub.CodeOf(err) != hub.CodeUntrusted {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, _, err := accept(id, build(a, a, a)); err != nil {
		t.Errorf("the control: %v", err)
	}
}
