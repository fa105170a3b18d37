package trust_test

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/trust"
)

const (
	today     hub.Day = "2026-11-22"
	county            = "140427"
	township          = "140427103"
	neighbour         = "140427104"
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
	if again.Identity().Key() != f.Identity().Key() || again.Identity().Epoch != f.Identity().Epoch {
		t.Error("the box has other keys")
	}
	if string(own(t, again).Raw) != string(own(t, f).Raw) {
		t.Error("the box has another certificate")
	}
	if err := again.Members().Allowed(other.Key); err != nil {
		t.Errorf("the neighbour is forgotten: %v", err)
	}
	if err := again.NewEpoch(); err != nil || again.Identity().Epoch == f.Identity().Epoch {
		t.Errorf("no new epoch: %v", err)
	}
}
