package desk_test

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
)

// A worker changes her own name and picture, the 站长 everybody's; one 站长 stays.
func TestChangeStaff(t *testing.T) {
	h := newHouse(t)
	liu, err := h.AddStaff(t.Context(), h.head, hub.NewID(), desk.Worker{Name: "刘建平", Role: hub.RoleCarer})
	if err != nil {
		t.Fatal(err)
	}
	carer := hub.Actor{Staff: liu, Site: h.site, Role: hub.RoleCarer, Lane: h.head.Lane}
	onWall := carer
	onWall.Open = true
	for _, tt := range []struct {
		name  string
		actor hub.Actor
		staff hub.ID
		c     desk.StaffChange
		want  hub.Code // "" where it is done
	}{
		{"her own picture", carer, liu, desk.StaffChange{Peg: "yu2"}, ""},
		{"her own name", carer, liu, desk.StaffChange{Name: "刘建萍"}, ""},
		{"her own role", carer, liu, desk.StaffChange{Role: hub.RoleHead}, hub.CodeForbidden},
		{"somebody else's picture", carer, h.head.Staff, desk.StaffChange{Peg: "yu2"}, hub.CodeForbidden},
		{"from the open wall", onWall, liu, desk.StaffChange{Peg: "yu3"}, hub.CodeSignedOut},
		{"a name of nothing", carer, liu, desk.StaffChange{Name: "\u202e"}, hub.CodeInvalid},
		{"the last 站长 leaves", h.head, h.head.Staff, desk.StaffChange{Left: true}, hub.CodeForbidden},
		{"the last 站长 becomes 保育师", h.head, h.head.Staff, desk.StaffChange{Role: hub.RoleCarer}, hub.CodeForbidden},
		{"another 站长", h.head, liu, desk.StaffChange{Role: hub.RoleHead}, ""},
		{"now the first may leave", h.head, h.head.Staff, desk.StaffChange{Left: true}, ""},
		{"a worker of nobody", h.head, hub.NewID(), desk.StaffChange{Peg: "yu2"}, hub.CodeNotFound},
	} {
		_, err := h.ChangeStaff(t.Context(), tt.actor, hub.NewID(), tt.staff, tt.c)
		if err == nil && tt.want != "" || err != nil && hub.CodeOf(err) != tt.want {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
	}
	staff, err := h.Staff(t.Context(), h.site)
	if err != nil || len(staff) != 1 || staff[0].Name != "刘建萍" || staff[0].Peg != "yu2" || staff[0].Role != hub.RoleHead {
		t.Errorf("who works here: %+v, %v", staff, err)
	}
}

// Places are set in one commit; a class keeps as many as it has children.
func TestSetPlaces(t *testing.T) {
	h := newHouse(t)
	before, err := h.Groups(t.Context(), h.site)
	if err != nil {
		t.Fatal(err)
	}
	request := hub.NewID()
	list := []desk.Places{{Type: "xiao", Places: 12}, {Type: "ru", Places: 0}}
	out, err := h.SetPlaces(t.Context(), h.head, request, h.site, list)
	if err != nil || out.Commit.IsZero() {
		t.Fatalf("%+v, %v", out, err)
	}
	if again, err := h.SetPlaces(t.Context(), h.head, request, h.site, list); err != nil || again.Commit != out.Commit {
		t.Errorf("the same request: %+v, %v", again, err)
	}
	groups, err := h.Groups(t.Context(), h.site)
	if err != nil || len(groups) != len(before)+1 {
		t.Fatalf("%d groups, %v", len(groups), err)
	}
	var xiao hub.ID
	for _, g := range groups {
		if g.Type == "xiao" && g.Places == 12 {
			xiao = g.ID
		}
	}
	if same, err := h.SetPlaces(t.Context(), h.head, hub.NewID(), h.site, []desk.Places{{Group: xiao, Type: "xiao", Places: 12}}); err != nil || !same.Commit.IsZero() {
		t.Errorf("nothing changes: %+v, %v", same, err)
	}
	kid, err := h.Register(t.Context(), h.head, desk.Registration{Request: hub.NewID(), Name: "王梓涵", Sex: "2", Birth: "2025-03-12", Category: "home"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.Enrol(t.Context(), h.head, desk.Enrolling{Request: hub.NewID(), Child: kid.Child, Group: xiao, Mode: "full", From: monday}); err != nil {
		t.Fatal(err)
	}
	for places, want := range map[int]hub.Code{0: hub.CodeInvalid, 16: hub.CodeInvalid, -1: hub.CodeInvalid, 1: ""} {
		_, err := h.SetPlaces(t.Context(), h.head, hub.NewID(), h.site, []desk.Places{{Group: xiao, Type: "xiao", Places: places}})
		if err == nil && want != "" || err != nil && hub.CodeOf(err) != want {
			t.Errorf("%d places: %v, want %q", places, err, want)
		}
	}
	carer := h.head
	carer.Role = hub.RoleCarer
	if _, err := h.SetPlaces(t.Context(), carer, hub.NewID(), h.site, list); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("a 保育师 set places: %v", err)
	}
}
