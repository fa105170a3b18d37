package hub

import (
	"slices"
	"testing"
)

func TestRights(t *testing.T) {
	for _, tt := range []struct {
		role Role
		act  Act
		want bool
	}{
		{RoleHead, ActSite, true},
		{RoleCarer, ActSite, false},
		{RoleCarer, ActExport, false},
		{RoleCarer, ActRegister, true},
		{RoleHealth, ActWall, false},
		{RoleCarer, ActCare, true},
		{RoleHealth, ActCare, false}, // she does not feed them
		{RoleTownship, ActPhone, false},
		{RoleCounty, ActRegister, false}, // the county reads; stations write
		{RoleCounty, ActFleet, true},
		{RoleBox, ActStranger, false}, // nobody stands at the gate of a command line
		{RoleCarer, ActSpeak, true},
		{RoleTownship, ActSpeak, false},
		{RoleBox, ActSpeak, false}, // a command line has no voice
		{"nobody", ActLook, false},
		{RoleFamily, ActOwn, true},
		{RoleHead, ActOwn, false}, // a worker opens a card at the screen
		{RoleBox, ActOwn, false},
	} {
		if got := tt.role.May(tt.act); got != tt.want {
			t.Errorf("%s may %s: %v, want %v", tt.role, tt.act, got, tt.want)
		}
	}
}

// A family's card opens its child and nothing else.
func TestAFamilyMayOneThing(t *testing.T) {
	if all := rights[RoleFamily]; len(all) != 1 || all[0] != ActOwn {
		t.Errorf("a family may %v", all)
	}
}

// Without a PIN a passer-by sees who is there and taps who came; nothing else.
func TestOnlyTheWallIsOpen(t *testing.T) {
	for _, a := range rights[RoleHead] {
		if a.OnOpenWall() != (a == ActWall) {
			t.Errorf("%s on the open wall: %v", a, a.OnOpenWall())
		}
	}
}

// Who may what at the county's desk, as it was decided: a role that gets more, or less,
// is a decision and changes this table too.
func TestRightsAtTheCounty(t *testing.T) {
	decided := map[Role][]Act{
		RoleTownship: {ActLook, ActOversee, ActCase, ActWork},
		RoleViewer:   {ActLook, ActOversee, ActCase},
		RoleAuditor:  {ActAudit, ActLogins, ActCase},
		RoleAdmin:    {ActOfficers, ActLogins, ActAgree, ActFleet, ActCarry},
	}
	for role, may := range decided {
		for _, act := range rights[RoleBox] {
			if got := role.May(act); got != slices.Contains(may, act) {
				t.Errorf("%s may %s: %v", role, act, got)
			}
		}
		if n := len(rights[role]); n != len(may) {
			t.Errorf("%s may %d things, decided were %d", role, n, len(may))
		}
	}
	// Nobody lets herself in: who reads children's records names no officers.
	for role, acts := range rights {
		if role != RoleBox && slices.Contains(acts, ActOfficers) && slices.Contains(acts, ActLook) {
			t.Errorf("%s names officers and opens children", role)
		}
	}
}
