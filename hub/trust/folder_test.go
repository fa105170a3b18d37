package trust_test

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/codec"
	"yizhan/hub/trust"
)

const (
	today     = hub.Day("2026-11-22")
	county    = "140427"
	township  = "140427103"
	neighbour = "140427104"
)

func open(t testing.TB) *trust.Folder {
	t.Helper()
	f, err := trust.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func found(t testing.TB) *trust.Folder {
	t.Helper()
	f := open(t)
	if err := f.Found(county, "壶关县", today); err != nil {
		t.Fatal(err)
	}
	return f
}

func invite(t testing.TB, c *trust.Folder, g trust.Grant) []byte {
	t.Helper()
	if g.Issued == "" {
		g.Issued = today
	}
	file, err := c.Issue(g, "龙泉镇", nil)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func station(name string) trust.Grant { return trust.Grant{Name: name, Township: township} }

// enrol is a new box that accepted an invitation.
func enrol(t testing.TB, c *trust.Folder, g trust.Grant) *trust.Folder {
	t.Helper()
	f := open(t)
	if _, err := f.Accept(invite(t, c, g)); err != nil {
		t.Fatal(err)
	}
	return f
}

func own(t testing.TB, f *trust.Folder) trust.Certificate {
	t.Helper()
	c, ok := f.Certificate()
	if !ok {
		t.Fatal("not enrolled")
	}
	return c
}

// The way of every box: invitation, own keys, and any other hub of the county
// believes it offline.
func TestInvitedBoxesBelieveEachOther(t *testing.T) {
	c := found(t)
	a, b := enrol(t, c, station("柳沟驿站")), enrol(t, c, station("石坡驿站"))
	for _, pair := range [][2]*trust.Folder{{a, b}, {b, a}, {c, a}, {c, b}, {a, c}} {
		me, other := pair[0], own(t, pair[1])
		if _, err := me.Members().Learn(other.Raw); err != nil {
			t.Fatalf("%s: %v", other.Name, err)
		}
		if err := me.Members().Allowed(other.Key); err != nil {
			t.Fatalf("%s: %v", other.Name, err)
		}
	}
	cert := own(t, a)
	if cert.Name != "柳沟驿站" || cert.Role != trust.RoleStation || cert.Township != township || cert.Issued != today || !cert.Invited {
		t.Errorf("certificate says %+v", cert)
	}
	if string(a.Keyring(township)[0]) != string(b.Keyring(township)[0]) || string(a.Keyring(township)[0]) != string(c.Keyring(township)[0]) {
		t.Error("the township's hubs must hold one gossip key")
	}
}

func TestRequestedBoxIsCertifiedItself(t *testing.T) {
	c, f := found(t), open(t)
	request, err := f.Request("新驿站")
	if err != nil {
		t.Fatal(err)
	}
	answer, err := c.Issue(station("柳沟驿站"), "龙泉镇", request)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := f.Accept(answer)
	if err != nil {
		t.Fatal(err)
	}
	if cert.Invited || cert.Key != f.Identity().Key() || cert.Name != "柳沟驿站" {
		t.Errorf("certificate says %+v", cert)
	}
	if _, err := open(t).Accept(answer); hub.CodeOf(err) != hub.CodeUntrusted {
		t.Errorf("another box took the answer: %v", err)
	}
}

// What was enrolled is still so after the process was gone.
func TestFolderRemembers(t *testing.T) {
	dir := t.TempDir()
	c := found(t)
	f, err := trust.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	other := own(t, enrol(t, c, station("石坡驿站")))
	file := invite(t, c, station("柳沟驿站"))
	for range 2 { // accepting the same file again changes nothing
		if _, err := f.Accept(file); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := f.Members().Learn(other.Raw); err != nil {
		t.Fatal(err)
	}
	again, err := trust.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if again.Identity().Key() != f.Identity().Key() {
		t.Error("the box has other keys")
	}
	if string(own(t, again).Raw) != string(own(t, f).Raw) {
		t.Error("the box has another certificate")
	}
	if err := again.Members().Allowed(other.Key); err != nil {
		t.Errorf("the neighbour is forgotten: %v", err)
	}
}

func ids(to []codec.Recipient) map[[32]byte]bool {
	out := map[[32]byte]bool{}
	for _, r := range to {
		out[r.X25519] = true
	}
	return out
}

// Whom a subject is sealed for, and whom not.
func TestRecipients(t *testing.T) {
	c := found(t)
	health := enrol(t, c, trust.Grant{Name: "卫生院", Role: trust.RoleHealth, Township: township})
	guidance := enrol(t, c, trust.Grant{Name: "指导中心", Role: trust.RoleGuidance})
	elsewhere := enrol(t, c, trust.Grant{Name: "邻镇卫生院", Role: trust.RoleHealth, Township: neighbour})
	next := enrol(t, c, station("石坡驿站"))
	for _, f := range []*trust.Folder{health, guidance, elsewhere, next} {
		if _, err := c.Members().Learn(own(t, f).Raw); err != nil {
			t.Fatal(err)
		}
	}
	a := enrol(t, c, station("柳沟驿站")) // learns health and guidance centre from its bundle alone
	if err := a.Members().Meet(next.Identity().Key(), own(t, next).Raw); err != nil {
		t.Fatal(err)
	}
	everyone := []*trust.Folder{a, c, health, guidance, elsewhere, next}
	for _, tt := range []struct {
		name  string
		lane  hub.Lane
		share bool
		want  []*trust.Folder
	}{
		{"usual", hub.TownshipLane(township), false, []*trust.Folder{a, c, health, guidance}},
		{"shared in the township", hub.TownshipLane(township), true, []*trust.Folder{a, c, health, guidance, next}},
		{"looks and exports", hub.TrailLane(township), true, []*trust.Folder{c}},
		{"of no township", hub.CountyLane(county), false, []*trust.Folder{c}},
		{"this box only", hub.LaneLocal, true, []*trust.Folder{a}},
		{"everybody", hub.LanePublic, false, nil},
	} {
		got := ids(a.Recipients(tt.lane, tt.share))
		for _, f := range everyone {
			if want := slices.Contains(tt.want, f); got[f.Identity().Recipient()] != want {
				name := own(t, f).Name
				t.Errorf("%s: sealed for %s: %v, want %v", tt.name, name, !want, want)
			}
		}
		if len(got) != len(tt.want) {
			t.Errorf("%s: %d recipients, want %d", tt.name, len(got), len(tt.want))
		}
	}
	if got := ids(open(t).Recipients(hub.LaneLocal, false)); len(got) != 1 {
		t.Errorf("before enrolment: %d recipients", len(got))
	}
}

// A lost box costs the township its gossip key; the others get the new one with
// their next bundle, keep the old one while others may lack it, and then drop it.
func TestLostBoxRenewsGossip(t *testing.T) {
	c := found(t)
	a, lost := enrol(t, c, station("柳沟驿站")), enrol(t, c, station("石坡驿站"))
	far := enrol(t, c, trust.Grant{Name: "邻镇驿站", Township: neighbour})
	for _, f := range []*trust.Folder{a, lost, far} {
		if _, err := c.Members().Learn(own(t, f).Raw); err != nil {
			t.Fatal(err)
		}
	}
	before, beyond := a.Keyring(township), c.Keyring(neighbour)
	if _, err := c.Revoke(trust.Revocation{Key: lost.Identity().Key()}, today); err != nil {
		t.Fatal(err)
	}
	raw, err := c.BundleFor(own(t, a))
	if err != nil {
		t.Fatal(err)
	}
	if newer, err := a.ApplyBundle(raw); err != nil || !newer {
		t.Fatal(newer, err)
	}
	fresh := c.Keyring(township)[0]
	for _, step := range []struct {
		hours uint32
		want  [][]byte
	}{
		{0, [][]byte{before[0], fresh}}, {11, [][]byte{before[0], fresh}}, // others may not have it yet
		{1, [][]byte{fresh, before[0]}}, {11, [][]byte{fresh, before[0]}},
		{1, [][]byte{fresh}}, {100, [][]byte{fresh}}, // the lost box is shut out
	} {
		if err := a.AgeGossip(step.hours * 60); err != nil {
			t.Fatal(err)
		}
		if got := a.Keyring(township); !slices.EqualFunc(got, step.want, bytes.Equal) {
			t.Errorf("after %d hours more: %d keys, want %d", step.hours, len(got), len(step.want))
		}
	}
	if again := c.Keyring(neighbour); len(again) != 1 || string(again[0]) != string(beyond[0]) {
		t.Error("the next township got a new key too")
	}
	if err := a.Members().Allowed(lost.Identity().Key()); hub.CodeOf(err) != hub.CodeUntrusted {
		t.Errorf("the list in the bundle was not taken: %v", err)
	}
	if newer, err := a.ApplyBundle(raw); err != nil || newer {
		t.Errorf("the same bundle again: newer %v, %v", newer, err)
	}
	if _, err := far.ApplyBundle(raw); hub.CodeOf(err) != hub.CodeUntrusted {
		t.Errorf("another township's bundle: %v", err)
	}
	if _, err := enrol(t, found(t), station("外县")).ApplyBundle(raw); hub.CodeOf(err) != hub.CodeUntrusted {
		t.Errorf("another county's bundle: %v", err)
	}
}

// Refusals leave the box as it was.
func TestAcceptRefuses(t *testing.T) {
	c, elsewhere := found(t), found(t)
	a := enrol(t, c, station("柳沟驿站"))
	before := own(t, a)
	for name, file := range map[string][]byte{
		"another county": invite(t, elsewhere, station("柳沟驿站")),
		"rubbish":        []byte("YIZHAN-INVITATION-1\nAAAA\n"),
	} {
		if _, err := a.Accept(file); hub.CodeOf(err) != hub.CodeUntrusted {
			t.Errorf("%s: %v", name, err)
		}
	}
	if string(own(t, a).Raw) != string(before.Raw) || a.Bundle().CountyKey != c.Authority().Key() {
		t.Error("a refused file changed the box")
	}
	if _, err := c.Accept(invite(t, elsewhere, station("县"))); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("a county enrolled elsewhere: %v", err)
	}
	if err := a.Found(county, "县", today); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("a station became a county: %v", err)
	}
	if _, err := a.Issue(station("站"), "", nil); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("a station issued an invitation: %v", err)
	}
}

// An old invitation that turns up again must not bring back old gossip keys.
func TestOldInvitationKeepsTheNewerBundle(t *testing.T) {
	c := found(t)
	file := invite(t, c, station("柳沟驿站"))
	a := open(t)
	if _, err := a.Accept(file); err != nil {
		t.Fatal(err)
	}
	if err := c.Authority().RenewGossip(township); err != nil {
		t.Fatal(err)
	}
	raw, err := c.BundleFor(own(t, a))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.ApplyBundle(raw); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Accept(file); err != nil {
		t.Fatal(err)
	}
	if got := a.Keyring(township); !slices.ContainsFunc(got, func(k []byte) bool { return bytes.Equal(k, c.Keyring(township)[0]) }) {
		t.Error("the new gossip key is gone")
	}
}

// Files that cannot be read stop the box; it never makes itself new keys.
func TestDamagedFolderStops(t *testing.T) {
	for _, name := range []string{"keys/identity.cbor", "trust/enrolment.cbor", "trust/members.cbor"} {
		dir := t.TempDir()
		f, err := trust.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Accept(invite(t, found(t), station("柳沟驿站"))); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, name)
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if info, _ := os.Stat(path); info.Mode().Perm() != 0o600 {
			t.Errorf("%s: mode %v", name, info.Mode())
		}
		if err := os.WriteFile(path, b[:len(b)-1], 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := trust.Open(dir); hub.CodeOf(err) != hub.CodeFolder {
			t.Errorf("%s cut short: %v", name, err)
		}
	}
}

func TestFolderWithAnotherBoxsKeysStops(t *testing.T) {
	c, dirs := found(t), [2]string{t.TempDir(), t.TempDir()}
	for _, dir := range dirs {
		f, err := trust.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Accept(invite(t, c, station("柳沟驿站"))); err != nil {
			t.Fatal(err)
		}
	}
	b, err := os.ReadFile(filepath.Join(dirs[0], "trust/enrolment.cbor"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dirs[1], "trust/enrolment.cbor"), b, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := trust.Open(dirs[1]); hub.CodeOf(err) != hub.CodeFolder {
		t.Error(err)
	}
}

// Nothing that is printed by accident shows a private key.
func TestKeysStayOutOfLogs(t *testing.T) {
	c := found(t)
	id := c.Identity()
	secrets := [][]byte{id.Sign.Seed(), id.X25519[:], id.Box[:], id.Local[:]}
	for _, format := range []string{"%v", "%+v", "%#v", "%x", "%s", "%d", "%q"} {
		for _, v := range []any{id, &id, c.Authority(), struct{ ID trust.Identity }{id}} {
			text := fmt.Sprintf(format, v)
			for _, s := range secrets {
				if strings.Contains(text, hex.EncodeToString(s[:8])) || strings.Contains(text, strings.Trim(fmt.Sprint(s[:8]), "[]")) {
					t.Errorf("%s of %T shows a key", format, v)
				}
			}
		}
	}
}

// Two hubs compute one secret, others another; each purpose has its own.
func TestShared(t *testing.T) {
	a, b, x := open(t).Identity(), open(t).Identity(), open(t).Identity()
	get := func(id trust.Identity, peer [32]byte, purpose string) [32]byte {
		s, err := id.Shared(peer, purpose)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	ab := get(a, b.Recipient(), "pin-reset")
	if ab != get(b, a.Recipient(), "pin-reset") {
		t.Error("the two sides differ")
	}
	if ab == get(x, a.Recipient(), "pin-reset") || ab == get(a, b.Recipient(), "other") {
		t.Error("the secret is not the two hubs' and the purpose's own")
	}
	if _, err := a.Shared([32]byte{}, "pin-reset"); err == nil {
		t.Error("a key of low order was used")
	}
}
