package trust

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// Lanes are the only filter of what travels: who holds which is a matter of privacy.
func TestMayRead(t *testing.T) {
	a := testAuthority(1)
	m := NewMembers(a.Key(), nil)
	keys := map[string][32]byte{}
	for i, g := range []Grant{
		{Name: "station", Township: "140427103"},
		{Name: "next township", Township: "140427104"},
		{Name: "health", Role: RoleHealth, Township: "140427103"},
		{Name: "guidance", Role: RoleGuidance},
		{Name: "county", Role: RoleCounty},
		{Name: "revoked", Township: "140427103"},
	} {
		id := testIdentity(byte(i))
		c := must(a.Certify(id.Key(), id.Recipient(), g))
		must(m.Learn(c.Raw))
		keys[g.Name] = id.Key()
	}
	keys["stranger"] = testIdentity(99).Key()
	list := must(a.SignList(List{Number: 1, Revoked: []Revocation{{Key: keys["revoked"]}}}))
	must(m.applyList(list, nothing))
	readers := map[hub.Lane][]string{
		"township/140427103": {"station", "health", "guidance", "county"},
		"township/140427104": {"next township", "guidance", "county"},
		"county/140427":      {"station", "next township", "health", "guidance", "county"},
		"county/140428":      nil,
		"county/140427103":   {"station", "health", "guidance", "county"},
		"county/140427104":   {"next township", "guidance", "county"},
		hub.LanePublic:       {"station", "next township", "health", "guidance", "county"},
		hub.LaneCounty:       {"county"},
		hub.LaneLocal:        nil,
		"township/*":         nil,
	}
	for lane, want := range readers {
		got := map[string]bool{}
		for name, key := range keys {
			got[name] = m.MayRead(key, lane)
		}
		for _, name := range want {
			if !got[name] {
				t.Errorf("%s may not read %s", name, lane)
			}
			delete(got, name)
		}
		for name, may := range got {
			if may {
				t.Errorf("%s reads %s", name, lane)
			}
		}
	}
	for _, tt := range []struct {
		list string
		want string // the only one of two stations, "both"
	}{{"letter/140427103", "station"}, {"letter/140427104", "next township"}, {"letter/140427", "both"}, {"revoked", "both"}} {
		for _, name := range []string{"station", "next township"} {
			if got := m.Concerns(keys[name], tt.list); got != (tt.want == name || tt.want == "both") {
				t.Errorf("%s concerns %s: %v", tt.list, name, got)
			}
		}
		if !m.Concerns(keys["guidance"], tt.list) {
			t.Errorf("%s does not concern who serves all townships", tt.list)
		}
	}
	if !m.County(keys["county"]) || m.County(keys["station"]) || m.County(keys["stranger"]) {
		t.Error("the county is taken for another")
	}
}

func TestReceiptsOfMembersOnly(t *testing.T) {
	a, id := testAuthority(1), testIdentity(1)
	m := NewMembers(a.Key(), nil)
	_, cert := testChain(a, id)
	must(m.Learn(cert))
	good := codec.SignReceipt(id.Sign, hub.Receipt{Origin: hub.Origin{1}, Head: hub.Head{Seq: 7, ID: hub.ID{7}}})
	more := good
	more.Head.Seq = 8
	for _, tt := range []struct {
		name    string
		receipt hub.Receipt
		want    bool
	}{
		{"a member's", good, true},
		{"one that claims more", more, false},
		{"a stranger's", codec.SignReceipt(testIdentity(2).Sign, good), false},
	} {
		if err := m.CheckReceipt(tt.receipt); (err == nil) != tt.want {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}
