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
		{RoleTownship, ActPhone, false},
		{RoleCounty, ActRegister, false}, // the county reads; stations write
		{RoleCounty, ActFleet, true},
		{RoleBox, ActStranger, false}, // nobody stands at the gate of a command line
		{RoleCarer, ActSpeak, true},
		{RoleTownship, ActSpeak, false},
		{RoleBox, ActSpeak, false}, // a command line has no voice
		{"nobody", ActLook, false},
	} {
		if got := tt.role.May(tt.act); got != tt.want {
			t.Errorf("%s may %s: %v, want %v", tt.role, tt.act, got, tt.want)
		}
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
