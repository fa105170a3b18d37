package county_test

import (
	"slices"
	"testing"

	"yizhan/hub"
	"yizhan/hub/box/county"
	"yizhan/hub/trust"
)

// Who does not serve the whole county is turned away before anything is read: an office
// without a log behind it says so.
func TestWhoMayAct(t *testing.T) {
	o := &county.Office{}
	for _, role := range []hub.Role{hub.RoleCarer, hub.RoleHead, hub.RoleHealth, hub.RoleTownship} {
		actor := hub.Actor{Role: role}
		_, certified := o.Certify(t.Context(), actor, trust.Request{}, county.Issue{})
		for act, err := range map[string]error{
			"lets a box in":        certified,
			"puts one out":         o.Revoke(t.Context(), actor, [32]byte{1}, ""),
			"lets what is held in": o.Release(t.Context(), actor, [32]byte{1}, hub.ID{1}),
		} {
			if hub.CodeOf(err) != hub.CodeForbidden {
				t.Errorf("%s %s: %v", role, act, err)
			}
		}
	}
}

// An officer of a township names it; who serves the county names none.
func TestOfficersTownship(t *testing.T) {
	o := &county.Office{}
	for _, c := range []struct {
		role     hub.Role
		township string
	}{
		{hub.RoleTownship, ""}, {hub.RoleHealth, ""}, {hub.RoleHealth, "12345"}, {hub.RoleCounty, "x"},
	} {
		if err := o.AddOfficer(t.Context(), "孙乡长", "驿站的猫爱吃鱼,不吃菜", c.role, c.township); hub.CodeOf(err) != hub.CodeInvalid {
			t.Errorf("%s of %q: %v", c.role, c.township, err)
		}
	}
}

// The county is called by the names that it told its stations, and where it listens.
func TestHosts(t *testing.T) {
	f, err := trust.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	o := &county.Office{Trust: f}
	if got := o.Hosts("10.0.0.8:8090"); !slices.Equal(got, []string{"10.0.0.8"}) {
		t.Errorf("before it was founded: %q", got)
	}
	if err := f.Found("140404", "上党区", "2026-11-23"); err != nil {
		t.Fatal(err)
	}
	if err := f.Authority().SetURLs([]string{"http://zhaoyu.example:8090"}); err != nil {
		t.Fatal(err)
	}
	if got := o.Hosts("10.0.0.8:8090"); !slices.Equal(got, []string{"10.0.0.8", "zhaoyu.example"}) {
		t.Errorf("after: %q", got)
	}
}
