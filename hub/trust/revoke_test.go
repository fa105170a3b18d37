package trust

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/codec"
)

func nothing() error { return nil }

// A revoked key keeps what the list lets stand, on every hub alike.
func TestRevokedKeyStandsUpToItsHead(t *testing.T) {
	a, id := testAuthority(1), testIdentity(1)
	_, cert := testChain(a, id)
	proof := func(epoch byte) (hub.Origin, hub.OriginProof) {
		p := hub.OriginProof{Key: id.Key(), Epoch: [16]byte{epoch}, Lane: "township/140427103", Cert: cert}
		return codec.OriginOf(p.Key, p.Epoch, p.Lane), p
	}
	named, p1 := proof(1)
	unnamed, p2 := proof(2)
	head := hub.Head{Seq: 41, ID: hub.ID{4, 1}}
	m := NewMembers(a.Key(), nil)
	if _, limited, err := m.Admit(named, p1); err != nil || limited {
		t.Fatalf("before the list: %v %v", limited, err)
	}
	if _, err := m.Learn(cert); err != nil {
		t.Fatal(err)
	}
	list := must(a.SignList(List{
		Number: 3, Issued: "2026-11-22", Released: []hub.ID{{9}, {7}},
		Revoked: []Revocation{{Key: id.Key(), Stands: []Standing{{Origin: named, Head: head}}}},
	}))
	if newer, err := m.applyList(list, nothing); err != nil || !newer {
		t.Fatal(newer, err)
	}
	for _, tt := range []struct {
		origin hub.Origin
		proof  hub.OriginProof
		want   hub.Head
	}{{named, p1, head}, {unnamed, p2, hub.Head{}}} {
		upto, limited, err := m.Admit(tt.origin, tt.proof)
		if err != nil || !limited || upto != tt.want {
			t.Errorf("admitted up to %v, limited %v, %v; want %v", upto, limited, err, tt.want)
		}
	}
	if _, _, err := m.Admit(unnamed, p1); hub.CodeOf(err) != hub.CodeUntrusted {
		t.Errorf("a proof of another origin: %v", err)
	}
	if !m.Released(hub.ID{7}) || !m.Released(hub.ID{9}) || m.Released(hub.ID{8}) {
		t.Error("releases are not as listed")
	}
	for what, err := range map[string]error{
		"live write": m.MayWrite(id.Key(), "township/140427103", cert),
		"connection": m.Allowed(id.Key()),
	} {
		if hub.CodeOf(err) != hub.CodeUntrusted {
			t.Errorf("%s of a revoked key: %v", what, err)
		}
	}
	if len(m.All()) != 0 {
		t.Error("a revoked hub is still counted")
	}
}

// A hub that first hears of a box by way of others, after the box was put out, knows
// its name and whom not to close a key for; also after a restart.
func TestALostBoxThatWasNeverMetIsRemembered(t *testing.T) {
	a, id := testAuthority(1), testIdentity(1)
	_, cert := testChain(a, id)
	var kept membersFile
	m := NewMembers(a.Key(), func(f membersFile) error { kept = f; return nil })
	list := must(a.SignList(List{Number: 1, Revoked: []Revocation{{Key: id.Key()}}}))
	if _, err := m.applyList(list, nothing); err != nil {
		t.Fatal(err)
	}
	p := hub.OriginProof{Key: id.Key(), Lane: "township/140427103", Cert: cert}
	for range 2 {
		if _, limited, err := m.Admit(codec.OriginOf(p.Key, p.Epoch, p.Lane), p); err != nil || !limited {
			t.Fatal(limited, err)
		}
	}
	known, ok := m.Get(id.Key())
	if !ok || m.Allowed(id.Key()) == nil || len(m.All()) != 0 || len(kept.Learned) != 1 {
		t.Errorf("known %v, counted %d, kept %d", ok, len(m.All()), len(kept.Learned))
	}
	if _, lost, ok := m.Opener(codec.RecipientID(known.X25519)); !ok || !lost {
		t.Errorf("whom its wraps are for: known %v, lost %v", ok, lost)
	}
	again := NewMembers(a.Key(), nil)
	again.restore(kept)
	if _, ok := again.Get(id.Key()); !ok {
		t.Error("forgotten after a restart")
	}
}

func TestOnlyANewerListIsTaken(t *testing.T) {
	a, other := testAuthority(1), testAuthority(2)
	key := testIdentity(1).Key()
	sign := func(a *Authority, n uint64, keys ...[32]byte) []byte {
		l := List{Number: n}
		for _, k := range keys {
			l.Revoked = append(l.Revoked, Revocation{Key: k})
		}
		return must(a.SignList(l))
	}
	m := NewMembers(a.Key(), nil)
	for _, step := range []struct {
		name  string
		raw   []byte
		newer bool
		bad   bool
	}{
		{"another county's", sign(other, 9), false, true},
		{"the first", sign(a, 2, key), true, false},
		{"the same again", sign(a, 2, key), false, false},
		{"an older one, before the key was lost", sign(a, 1), false, false},
		{"another with the same number", sign(a, 2), false, true},
		{"the next", sign(a, 3, key), true, false},
	} {
		newer, err := m.applyList(step.raw, nothing)
		if newer != step.newer || (err != nil) != step.bad {
			t.Errorf("%s: newer %v, %v", step.name, newer, err)
		}
		if l, _ := m.Revocations(); l.Number > 0 {
			if _, gone := l.Find(key); !gone {
				t.Errorf("%s: the lost key counts again", step.name)
			}
		}
	}
	if l, _ := m.Revocations(); l.Number != 3 {
		t.Errorf("list %d is held", l.Number)
	}
}

func TestListHasOneForm(t *testing.T) {
	a := testAuthority(1)
	k1, k2 := testIdentity(1).Key(), testIdentity(2).Key()
	forward := must(a.SignList(List{Number: 1, Revoked: []Revocation{{Key: k1}, {Key: k2}}, Released: []hub.ID{{1}, {2}}}))
	back := must(a.SignList(List{Number: 1, Revoked: []Revocation{{Key: k2}, {Key: k1}}, Released: []hub.ID{{2}, {1}}}))
	if string(forward) != string(back) {
		t.Error("the same list has two forms")
	}
	if _, err := a.SignList(List{Number: 1, Revoked: []Revocation{{Key: k1}, {Key: k1}}}); err == nil {
		t.Error("a key was listed twice")
	}
	if _, err := a.SignList(List{}); err == nil {
		t.Error("a list without number was signed")
	}
}
