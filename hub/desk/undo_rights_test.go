package desk_test

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
)

// What the 站长 decided about who works here nobody else takes back: a 保育师 does not
// make herself 站长 again by way of undo.
func TestTheHeadsActsAreHersToTakeBack(t *testing.T) {
	h := newHouse(t)
	liu, err := h.AddStaff(t.Context(), h.head, hub.NewID(), desk.Worker{Name: "刘建平", Role: hub.RoleHead})
	if err != nil {
		t.Fatal(err)
	}
	lowered, err := h.ChangeStaff(t.Context(), h.head, hub.NewID(), liu, desk.StaffChange{Role: hub.RoleCarer})
	if err != nil {
		t.Fatal(err)
	}
	carer := hub.Actor{Staff: liu, Site: h.site, Role: hub.RoleCarer, Lane: h.head.Lane}
	if _, err := h.Undo(t.Context(), carer, hub.NewID(), lowered.Commit); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("a carer takes her own lowering back: %v", err)
	}
	if _, err := h.Settle(t.Context(), carer, hub.NewID(), "staff", liu, 1, hub.ID{1}); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("a carer settles what is written of a worker: %v", err)
	}
	if _, err := h.Undo(t.Context(), h.head, hub.NewID(), lowered.Commit); err != nil {
		t.Errorf("the head herself: %v", err)
	}
}
