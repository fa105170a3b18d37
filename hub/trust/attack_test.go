package trust

import (
	"crypto/ed25519"
	"slices"
	"testing"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// testAuthority is a county whose keys are known, so that tests can forge for it.
func testAuthority(seed byte) *Authority {
	return newAuthority([32]byte{seed}, register{Version: 1, County: "140427", Name: "壶关县"}, func(register) error { return nil })
}

// testIdentity is a box with known keys.
func testIdentity(seed byte) Identity {
	s := expand([]byte{seed}, "test")
	return Identity{Sign: ed25519.NewKeyFromSeed(s[:]), X25519: expand([]byte{seed}, "x")}
}

func testBundle(a *Authority) Bundle {
	return Bundle{
		Number: 1, CountyKey: a.Key(), CountyX25519: testIdentity(200).Recipient(),
		County: "140427", CountyName: "壶关县", Township: "140427103", TownshipName: "店上镇",
		URLs:   []string{"https://county.example"},
		Gossip: a.gossipKeys(township{Code: "140427103", Name: "店上镇", Gossip: 2}),
	}
}

func testGrant() Grant {
	return Grant{Name: "柳沟驿站", Township: "140427103", Issued: "2026-11-22"}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// testChain is an invitation and the certificate that a box made of it.
func testChain(a *Authority, id Identity) (file, cert []byte) {
	file = must(a.invite(testGrant(), testBundle(a)))
	cert, _, err := acceptInvitation(id, file)
	return file, must(cert, err)
}

// forge is a certificate that the county really signed, with a body that its own
// tools would never write.
func forge(a *Authority, change func(*certBody)) []byte {
	id := testIdentity(1)
	x := id.Recipient()
	body := must(bodyOf(testGrant(), "140427"))
	body.Serial, body.Key, body.X25519 = Serial{1}, id.Key(), x[:]
	change(&body)
	s := must(signBody(a.sign, signsCert, body))
	return must(codec.Marshal(certFile{Body: s.Body, Sig: s.Sig, Link: []byte{}}))
}

// reuse rebuilds a certificate file after an attacker changed it.
func reuse(cert []byte, change func(*certFile)) []byte {
	var f certFile
	if err := codec.Unmarshal(cert, &f); err != nil {
		panic(err)
	}
	change(&f)
	return must(codec.Marshal(f))
}

func TestForgedCertificatesAreRefused(t *testing.T) {
	a, other := testAuthority(1), testAuthority(2)
	_, chain := testChain(a, testIdentity(1))
	_, foreign := testChain(other, testIdentity(1))
	direct := forge(a, func(*certBody) {})
	attacker := testIdentity(66)
	link := func(sign ed25519.PrivateKey, grant []byte) []byte {
		l := certLink{Key: attacker.Key(), X25519: attacker.Recipient()}
		l.Sig = codec.Sign(sign, signsEnroll, must(codec.Marshal(linkBody{Grant: sum(grant), Key: l.Key, X25519: l.X25519})))
		return must(codec.Marshal(l))
	}
	relink := func(change func(*certLink)) []byte {
		return reuse(chain, func(f *certFile) {
			var l certLink
			if err := codec.Unmarshal(f.Link, &l); err != nil {
				panic(err)
			}
			change(&l)
			f.Link = must(codec.Marshal(l))
		})
	}
	for name, cert := range map[string][]byte{
		"nothing":                         {},
		"another county":                  foreign,
		"signed by the box itself":        reuse(direct, func(f *certFile) { f.Sig = codec.Sign(attacker.Sign, signsCert, f.Body) }),
		"signed for another purpose":      reuse(direct, func(f *certFile) { f.Sig = codec.Sign(a.sign, signsRevoke, f.Body) }),
		"key swapped in the link":         relink(func(l *certLink) { l.Key = attacker.Key() }),
		"X25519 swapped in the link":      relink(func(l *certLink) { l.X25519 = attacker.Recipient() }),
		"link by another than invited":    reuse(chain, func(f *certFile) { f.Link = link(attacker.Sign, f.Body) }),
		"invitation without link":         reuse(chain, func(f *certFile) { f.Link = []byte{} }),
		"certified box invites another":   reuse(direct, func(f *certFile) { f.Link = link(testIdentity(1).Sign, f.Body) }),
		"link of one grant under another": reuse(must2(testChain(a, testIdentity(1))), func(f *certFile) { f.Link = linkOf(chain) }),
		"lane of everybody":               forge(a, func(b *certBody) { b.Lanes = []uint32{numberPublic} }),
		"lane of the county":              forge(a, func(b *certBody) { b.Lanes = []uint32{numberCounty} }),
		"all townships":                   forge(a, func(b *certBody) { b.Lanes = []uint32{numberEveryTownship} }),
		"another township's lane":         forge(a, func(b *certBody) { b.Lanes = []uint32{140427104} }),
		"another county's lane":           forge(a, func(b *certBody) { b.Lanes = []uint32{140428} }),
		"health centre, other township":   forge(a, func(b *certBody) { b.Role, b.Lanes = uint8(RoleHealth), []uint32{140427104} }),
		"the same lane twice":             forge(a, func(b *certBody) { b.Lanes = []uint32{140427103, 140427103} }),
		"lanes out of order":              forge(a, func(b *certBody) { slices.Reverse(b.Lanes) }),
		"no lane":                         forge(a, func(b *certBody) { b.Lanes = []uint32{} }),
		"a number that is no lane":        forge(a, func(b *certBody) { b.Lanes = []uint32{7} }),
		"unknown role":                    forge(a, func(b *certBody) { b.Role = 9 }),
		"no role":                         forge(a, func(b *certBody) { b.Role = 0 }),
		"station without township":        forge(a, func(b *certBody) { b.Township, b.Lanes = 0, []uint32{140427} }),
		"later version":                   forge(a, func(b *certBody) { b.Version = 2 }),
		"no name":                         forge(a, func(b *certBody) { b.Name = "" }),
		"name that turns the line round":  forge(a, func(b *certBody) { b.Name = "\u202e站" }),
		"name of two lines":               forge(a, func(b *certBody) { b.Name = "柳沟\n驿站" }),
		"day that is none":                forge(a, func(b *certBody) { b.Issued = 20261301 }),
		"X25519 of low order":             forge(a, func(b *certBody) { b.X25519 = make([]byte, 32) }),
		"X25519 too short":                forge(a, func(b *certBody) { b.X25519 = b.X25519[:31] }),
		"no key":                          forge(a, func(b *certBody) { b.Key = [32]byte{} }),
		"more than a tag carries":         append(slices.Clone(direct), make([]byte, MaxCertificate)...),
		"a byte behind":                   append(slices.Clone(chain), 0),
	} {
		t.Run(name, func(t *testing.T) {
			if c, err := VerifyCertificate(a.Key(), cert); hub.CodeOf(err) != hub.CodeUntrusted {
				t.Errorf("taken: %+v, %v", c, err)
			}
		})
	}
	for name, cert := range map[string][]byte{"direct": direct, "chain": chain} {
		if _, err := VerifyCertificate(a.Key(), cert); err != nil {
			t.Errorf("the control, %s: %v", name, err)
		}
	}
}

func must2(_, cert []byte) []byte { return cert }

func linkOf(cert []byte) []byte {
	var f certFile
	if err := codec.Unmarshal(cert, &f); err != nil {
		panic(err)
	}
	return f.Link
}

// A grant that goes beyond the role never gets a signature.
func TestCountyToolsRefuseToo(t *testing.T) {
	a := testAuthority(1)
	for name, g := range map[string]Grant{
		"lane of everybody":     {Name: "站", Township: "140427103", Lanes: []hub.Lane{hub.LanePublic}},
		"local lane":            {Name: "站", Township: "140427103", Lanes: []hub.Lane{hub.LaneLocal}},
		"lane that is none":     {Name: "站", Township: "140427103", Lanes: []hub.Lane{"township/7"}},
		"no township":           {Name: "站"},
		"township of 8 digits":  {Name: "站", Township: "14042710"},
		"township of letters":   {Name: "站", Township: "店上镇"},
		"no name":               {Township: "140427103"},
		"21 characters of name": {Name: "一二三四五六七八九十一二三四五六七八九十一", Township: "140427103"},
	} {
		if _, err := a.Certify(testIdentity(1).Key(), testIdentity(1).Recipient(), g); hub.CodeOf(err) != hub.CodeInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Two boxes used one invitation. Hubs that met them in another order disagree
// until the county's list names the key that does not stand; then all agree.
func TestSecondUseIsRefusedAndSettledByTheList(t *testing.T) {
	a := testAuthority(1)
	file := must(a.invite(testGrant(), testBundle(a)))
	certOf := func(seed byte) []byte {
		cert, _, err := acceptInvitation(testIdentity(seed), file)
		return must(cert, err)
	}
	honest, thief := certOf(1), certOf(2)
	county, neighbour := NewMembers(a.Key(), nil), NewMembers(a.Key(), nil)
	for _, tt := range []struct {
		who           *Members
		first, second []byte
	}{{county, honest, thief}, {neighbour, thief, honest}} {
		if _, err := tt.who.Learn(tt.first); err != nil {
			t.Fatal(err)
		}
		for range 3 {
			if _, err := tt.who.Learn(tt.second); hub.CodeOf(err) != hub.CodeUntrusted {
				t.Fatalf("second use: %v", err)
			}
		}
		if n := len(tt.who.Doubles()); n != 1 {
			t.Errorf("%d alarms for one second use", n)
		}
	}
	list := must(a.SignList(List{Number: 1, Revoked: []Revocation{{Key: testIdentity(2).Key()}}}))
	for _, m := range []*Members{county, neighbour} {
		if newer, err := m.applyList(list, nothing); err != nil || !newer {
			t.Fatal(newer, err)
		}
		if _, err := m.Learn(honest); err != nil {
			t.Errorf("the honest box after the list: %v", err)
		}
		if _, err := m.Learn(thief); hub.CodeOf(err) != hub.CodeUntrusted {
			t.Errorf("the other after the list: %v", err)
		}
		if n := len(m.Doubles()); n != 0 {
			t.Errorf("%d alarms are left", n)
		}
		again := NewMembers(a.Key(), nil) // after a restart
		if _, err := again.applyList(list, nothing); err != nil {
			t.Fatal(err)
		}
		again.restore(m.file())
		if err := again.Allowed(testIdentity(1).Key()); err != nil {
			t.Errorf("the honest box after a restart: %v", err)
		}
		if again.Allowed(testIdentity(2).Key()) == nil {
			t.Error("the other counts after a restart")
		}
	}
}

// The county hears of two boxes by commits that a neighbour passed on, and never
// met either: the second is refused all the same.
func TestSecondUseIsSeenInPassedOnCommits(t *testing.T) {
	a := testAuthority(1)
	file := must(a.invite(testGrant(), testBundle(a)))
	m := NewMembers(a.Key(), nil)
	write := func(seed byte) error {
		cert, _, err := acceptInvitation(testIdentity(seed), file)
		return m.MayWrite(testIdentity(seed).Key(), "township/140427103", must(cert, err))
	}
	if err := write(1); err != nil {
		t.Fatal(err)
	}
	if err := write(2); hub.CodeOf(err) != hub.CodeUntrusted {
		t.Errorf("the second: %v", err)
	}
	if err := write(1); err != nil {
		t.Errorf("the first again: %v", err)
	}
	if len(m.Doubles()) != 1 {
		t.Error("no alarm")
	}
}

// What cannot be written down is still true: a full disk refuses no commits.
func TestFullDiskRefusesNobody(t *testing.T) {
	a, id := testAuthority(1), testIdentity(1)
	_, cert := testChain(a, id)
	m := NewMembers(a.Key(), func(membersFile) error { return hub.E(hub.CodeFolder, "trust.folder") })
	if err := m.MayWrite(id.Key(), "township/140427103", cert); err != nil {
		t.Error(err)
	}
	if _, err := m.Learn(cert); hub.CodeOf(err) != hub.CodeFolder {
		t.Errorf("learning it says %v", err)
	}
}

// An invitation's holder must not redirect what is sealed for a known box.
func TestKnownKeyKeepsItsX25519(t *testing.T) {
	a, victim := testAuthority(1), testIdentity(1)
	_, cert := testChain(a, victim)
	m := NewMembers(a.Key(), nil)
	if _, err := m.Learn(cert); err != nil {
		t.Fatal(err)
	}
	redirected := victim
	redirected.X25519 = testIdentity(66).X25519
	_, cert = testChain(a, redirected)
	if _, err := m.Learn(cert); hub.CodeOf(err) != hub.CodeUntrusted {
		t.Errorf("redirected: %v", err)
	}
	if c, _ := m.Get(victim.Key()); c.X25519 != victim.Recipient() {
		t.Error("the wrong key is known now")
	}
}

func TestMayWrite(t *testing.T) {
	a, id := testAuthority(1), testIdentity(1)
	_, station := testChain(a, id)
	x := id.Recipient()
	guidance := must(a.Certify(id.Key(), x, Grant{Name: "指导中心", Role: RoleGuidance})).Raw
	county := must(a.Certify(id.Key(), x, Grant{Name: "县", Role: RoleCounty})).Raw
	for _, tt := range []struct {
		name string
		cert []byte
		lane hub.Lane
		want bool
	}{
		{"station, own township", station, "township/140427103", true},
		{"station, county's looks", station, "county/140427", true},
		{"station, own trail", station, "county/140427103", true},
		{"station, next township's trail", station, "county/140427104", false},
		{"guidance, any trail", guidance, "county/140427104", true},
		{"county, any trail", county, "county/140427104", true},
		{"station, next township", station, "township/140427104", false},
		{"station, everybody", station, hub.LanePublic, false},
		{"station, county", station, hub.LaneCounty, false},
		{"station, local", station, hub.LaneLocal, false},
		{"guidance, any township", guidance, "township/140427104", true},
		{"guidance, township that is none", guidance, "township/*", false},
		{"guidance, everybody", guidance, hub.LanePublic, false},
		{"county, everybody", county, hub.LanePublic, true},
		{"county, any township", county, "township/140427104", true},
		{"county, another county", county, "county/140428", false},
		{"county, local", county, hub.LaneLocal, false},
	} {
		err := NewMembers(a.Key(), nil).MayWrite(id.Key(), tt.lane, tt.cert)
		if (err == nil) != tt.want {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	m := NewMembers(a.Key(), nil)
	if m.MayWrite(testIdentity(2).Key(), "township/140427103", station) == nil {
		t.Error("a certificate served another key")
	}
	if NewMembers([32]byte{}, nil).MayWrite(id.Key(), "township/140427103", station) == nil {
		t.Error("a hub without county believed somebody")
	}
}
