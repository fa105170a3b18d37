package hub

import "testing"

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
