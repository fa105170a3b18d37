package trust

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"yizhan/hub/codec"
)

// fuzz feeds a reader with the papers of testdata and what grows from them.
// Whatever is taken must be what somebody with the key signed: the golden paper
// itself. Line ends do not count.
func fuzz(f *testing.F, golden string, read func([]byte) error) {
	good, err := os.ReadFile(filepath.Join("testdata", golden))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		if read(b) == nil && !bytes.Equal(plain(b), plain(good)) {
			t.Errorf("%x was taken and nobody signed it", b)
		}
	})
}

func plain(b []byte) []byte {
	return bytes.ReplaceAll(bytes.ReplaceAll(b, []byte("\r"), nil), []byte("\n"), nil)
}

func FuzzCertificate(f *testing.F) {
	county := testAuthority(1).Key()
	fuzz(f, "chain.cbor", func(b []byte) error { _, err := VerifyCertificate(county, b); return err })
}

func FuzzInvitation(f *testing.F) {
	id := testIdentity(1)
	fuzz(f, "invitation.txt", func(b []byte) error { _, _, _, err := accept(id, b); return err })
}

func FuzzAnswer(f *testing.F) {
	id := testIdentity(1)
	fuzz(f, "answer.txt", func(b []byte) error { _, _, _, err := accept(id, b); return err })
}

func FuzzRequest(f *testing.F) {
	fuzz(f, "request.txt", func(b []byte) error { _, err := ReadRequest(b); return err })
}

func FuzzBundle(f *testing.F) {
	county := testAuthority(1).Key()
	fuzz(f, "bundle.cbor", func(b []byte) error { _, err := openBundle(b, county); return err })
}

func FuzzList(f *testing.F) {
	county := testAuthority(1).Key()
	fuzz(f, "list.cbor", func(b []byte) error { _, err := ReadList(county, b); return err })
}

// FuzzBody reads what a signature would have covered: no panic behind the check either.
func FuzzBody(f *testing.F) {
	body := must(bodyOf(testGrant(), "140427"))
	body.X25519 = []byte{}
	f.Add(must(codec.Marshal(body)))
	f.Fuzz(func(t *testing.T, b []byte) {
		var body certBody
		if codec.Unmarshal(b, &body) != nil {
			return
		}
		c, err := body.read()
		if err != nil {
			return
		}
		for _, lane := range c.Lanes {
			if !withinRole(c, lane) {
				t.Errorf("%v got %s", c.Role, lane)
			}
		}
	})
}
