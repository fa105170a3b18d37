package trust

import "testing"

// tagBytes is the length of a key or value in Serf's encoding of tags: msgpack of
// the old kind, which knows lengths of 5, 16 and 32 bits.
func tagBytes(s string) int {
	if len(s) < 32 {
		return 1 + len(s)
	}
	return 3 + len(s)
}

// All tags of a node together have 512 B; the rest is left to the mesh: where its
// sync port listens, which protocol, which list.
func TestCertificateFitsItsTag(t *testing.T) {
	const left = 48
	a, id := testAuthority(1), testIdentity(1)
	for _, tt := range []struct {
		name  string
		most  int
		grant Grant
	}{
		{"usual name", 304, Grant{Name: "柳沟村照护驿站", Township: "140427103", Issued: "2026-11-22"}},
		{"longest name", 344, Grant{Name: "一二三四五六七八九十一二三四五六七八九十", Township: "140427103", Issued: "2026-11-22"}},
		{"health centre", 344, Grant{Name: "一二三四五六七八九十一二三四五六七八九十", Role: RoleHealth, Township: "140427103", Issued: "2026-11-22"}},
		{"guidance centre", 344, Grant{Name: "一二三四五六七八九十一二三四五六七八九十", Role: RoleGuidance, Issued: "2026-11-22"}},
	} {
		file := must(a.invite(tt.grant, testBundle(a)))
		raw, _, err := acceptInvitation(id, file)
		c := must(VerifyCertificate(a.Key(), must(raw, err)))
		if len(c.Raw) > tt.most {
			t.Errorf("%s: certificate of %d B, at most %d", tt.name, len(c.Raw), tt.most)
		}
		if used := 2 + tagBytes("c") + tagBytes(c.Tag()); used > 512-left {
			t.Errorf("%s: %d B of 512 used", tt.name, used)
		}
		back, err := ParseTag(c.Tag())
		if err != nil || string(back) != string(c.Raw) {
			t.Errorf("%s: tag does not come back: %v", tt.name, err)
		}
		t.Logf("%s: certificate %d B, tag %d B, invitation file %d B", tt.name, len(c.Raw), len(c.Tag()), len(file))
	}
}

func BenchmarkVerifyCertificate(b *testing.B) {
	a := testAuthority(1)
	_, chain := testChain(a, testIdentity(1))
	b.Run("chain", func(b *testing.B) {
		for b.Loop() {
			if _, err := VerifyCertificate(a.Key(), chain); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("again", func(b *testing.B) {
		m := NewMembers(a.Key(), nil)
		for b.Loop() {
			if err := m.MayWrite(testIdentityKey, "township/140427103", chain); err != nil {
				b.Fatal(err)
			}
		}
	})
}

var testIdentityKey = testIdentity(1).Key()
