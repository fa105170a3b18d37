package desk_test

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/class"
	"yizhan/hub/desk"
)

// Phones may offer the families whom a worker has marked in the room of a class, and nobody
// else: not before it and not after it, not who listens by phone or next door, not who was
// taken back or does not count any more, not where the station has not said so; and never
// by a whole name.
func TestWhoIsPresent(t *testing.T) {
	h := newHouse(t)
	ctx := t.Context()
	family := h.head
	family.Role, family.Staff = hub.RoleFamily, hub.ID{}
	of := h.planned(nil)
	present := func() (shown []string) {
		t.Helper()
		for _, p := range must[[]desk.Present](t)(h.PresentAt(ctx, family, of)) {
			if p.Child.IsZero() || p.Called == "" {
				t.Errorf("%+v", p)
			}
			shown = append(shown, p.Shown)
		}
		return shown
	}
	none := func(when string) {
		t.Helper()
		if got := present(); len(got) > 0 {
			t.Errorf("%s %q are offered", when, got)
		}
	}
	zi := h.known("王梓轩", "2026-05-12", granny("李秀英", "13803550421"), mother("赵敏"))
	le := must[desk.Registered](t)(h.Register(ctx, h.head, desk.Registration{Request: hub.NewID(), Name: "吴佳怡", Nick: "乐乐", Sex: "2", Birth: "2026-05-01", Category: "home", Site: h.site, AnyBirth: true})).Child
	far, gone, phone := h.known("李一", "2026-04-01"), h.known("赵小明", "2026-03-01"), h.known("孙丽丽", "2026-02-01")
	sibling := must[desk.Registered](t)(h.Register(ctx, h.head, desk.Registration{Request: hub.NewID(), Name: "王梓昱", Sex: "1", Birth: "2024-01-12", Category: "home", Site: h.site, Family: zi, NotSame: []hub.ID{zi}, AnyBirth: true})).Child
	h.came(desk.Came{Class: of, Child: zi, Role: "mother"})
	none("before a class")
	h.opens(of)
	none("where nobody has said so")
	must[hub.Outcome](t)(h.SetClassNames(ctx, h.head, hub.NewID(), true))
	if got := present(); len(got) != 1 || got[0] != "王*轩" {
		t.Errorf("%q are offered", got)
	}
	h.came(desk.Came{Class: of, Child: zi, Role: "paternal-grandmother"})
	h.came(desk.Came{Class: of, Child: sibling, Role: "mother"})
	h.came(desk.Came{Class: of, Child: le, Role: "mother"})
	h.came(desk.Came{Class: of, Child: phone, Role: "mother", Way: "phone"})
	h.came(desk.Came{Class: of, Child: far, Role: "mother", Way: "near"})
	h.came(desk.Came{Class: of, Name: "老刘家的"})
	back := h.came(desk.Came{Class: of, Child: gone, Role: "father"})
	if got := present(); len(got) != 3 {
		t.Errorf("%q are offered, want one of each family in the room", got)
	}
	must[hub.Outcome](t)(h.NotAtClass(ctx, h.head, hub.NewID(), back))
	if got := present(); len(got) != 2 || got[0] != "乐乐" && got[1] != "乐乐" {
		t.Errorf("after one was taken back %q are offered", got)
	}
	elsewhere := family
	elsewhere.Site = hub.NewID()
	if got := must[[]desk.Present](t)(h.PresentAt(ctx, elsewhere, of)); len(got) > 0 {
		t.Errorf("next door %+v are offered", got)
	}
	for _, role := range []hub.Role{hub.RoleTownship, hub.RoleCounty} {
		a := h.head
		a.Role = role
		if _, err := h.PresentAt(ctx, a, of); code(err) != "desk.may-not" {
			t.Errorf("%s is told: %v", role, err)
		}
	}
	for _, role := range []hub.Role{hub.RoleCarer, hub.RoleHealth, hub.RoleFamily, hub.RoleTownship} {
		a := h.head
		a.Role = role
		if _, err := h.SetClassNames(ctx, a, hub.NewID(), true); code(err) != "desk.may-not" {
			t.Errorf("%s lets phones offer names: %v", role, err)
		}
	}
	h.ends(class.Held{Class: of})
	none("after a class")
}
