package desk_test

import (
	"slices"
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
)

// Everything that is kept about a child, what was taken back and asked for too, and
// nothing of her sister, who lives in the same house.
func TestKeptIsAllOfOneChild(t *testing.T) {
	h := newHouse(t)
	sister := h.enrolled("王梓轩", hub.ID{}, granny("李秀英", "13803550421"))
	child := h.enrolled("王梓涵", sister, granny("李秀英", "13803550421"), desk.Person{Name: "王强", Kinship: "father", Guardian: true})
	must[hub.Outcome](t)(h.Arrive(t.Context(), h.head, h.tap(sister, child)))
	must[hub.Outcome](t)(h.WithdrawPerson(t.Context(), h.head, hub.NewID(), h.person(child, "paternal-grandmother")))
	if err := h.NoteExport(t.Context(), h.head, hub.LaneLocal, true, "check"); err != nil {
		t.Fatal(err)
	}
	father := h.person(child, "father")
	if err := h.NoteFamily(t.Context(), h.head, hub.LaneLocal, desk.FamilyAsks{Child: child, Who: father, Known: "card", What: "copy"}); err != nil {
		t.Fatal(err)
	}
	ask, _, err := h.AskErase(t.Context(), h.head, desk.Wish{Request: hub.NewID(), Child: child, What: desk.ErasePause, By: father, Proof: "known"})
	if err != nil {
		t.Fatal(err)
	}
	k := must[desk.Kept](t)(h.Kept(t.Context(), h.head, child))
	n := map[hub.Kind]int{}
	for _, rec := range k.Records {
		n[rec.Kind]++
		if rec.Subject == sister || rec.ID == sister {
			t.Errorf("a %s of the sister", rec.Kind)
		}
		if rec.Kind == "erase-ask" && rec.ID != ask {
			t.Error("another's request")
		}
	}
	for kind, want := range map[hub.Kind]int{"child": 1, "person": 2, "enrolment": 1, "day": 1, "erase-ask": 1, "look": 1} {
		if n[kind] != want {
			t.Errorf("%d of %s, want %d; all are %v", n[kind], kind, want, n)
		}
	}
	if len(k.Exports) != 1 {
		t.Errorf("%d exports, want the one roster", len(k.Exports))
	}
	for _, e := range k.History {
		if slices.ContainsFunc(e.Changes, func(c hub.Changed) bool { return c.Subject == sister }) {
			t.Error("the history tells of the sister")
		}
	}
}

// Who asks is one of the child's own, and known in a way that the form names.
func TestWhoMayAskForACopy(t *testing.T) {
	h := newHouse(t)
	child := h.enrolled("王梓涵", hub.ID{}, granny("李秀英", "13803550421"), desk.Person{Name: "王强", Kinship: "father", Guardian: true})
	other := h.enrolled("赵小满", hub.ID{}, desk.Person{Name: "赵刚", Kinship: "father", Guardian: true})
	father, old := h.person(child, "father"), h.person(child, "paternal-grandmother")
	carer, clerk := h.head, h.head
	carer.Role, clerk.Role = hub.RoleCarer, hub.RoleTownship
	for _, c := range []struct {
		name  string
		actor hub.Actor
		asks  desk.FamilyAsks
		want  hub.Code
	}{
		{"the father", h.head, desk.FamilyAsks{Child: child, Who: father, Known: "self", What: "copy"}, ""},
		{"granny on her own", h.head, desk.FamilyAsks{Child: child, Who: old, Known: "self", What: "copy"}, hub.CodeInvalid},
		{"granny, and he was asked", h.head, desk.FamilyAsks{Child: child, Who: old, Known: "guardian", What: "copy"}, ""},
		{"nobody says how", h.head, desk.FamilyAsks{Child: child, Who: father, What: "copy"}, hub.CodeInvalid},
		{"in a way that is none", h.head, desk.FamilyAsks{Child: child, Who: father, Known: "seen", What: "copy"}, hub.CodeInvalid},
		{"another child's father", h.head, desk.FamilyAsks{Child: child, Who: h.person(other, "father"), Known: "self", What: "copy"}, hub.CodeNotFound},
		{"a carer shows it", carer, desk.FamilyAsks{Child: child, Who: father, Known: "self", What: "copy"}, ""},
		{"a carer hands out no file", carer, desk.FamilyAsks{Child: child, Who: father, Known: "self", What: "export"}, hub.CodeForbidden},
		{"nor paper", carer, desk.FamilyAsks{Child: child, Who: father, Known: "self", What: "print"}, hub.CodeForbidden},
		{"a township's clerk shows nothing", clerk, desk.FamilyAsks{Child: child, Who: father, Known: "self", What: "copy"}, hub.CodeForbidden},
	} {
		before := h.commits()
		err := h.NoteFamily(t.Context(), c.actor, hub.LaneLocal, c.asks)
		if (err == nil) != (c.want == "") || err != nil && hub.CodeOf(err) != c.want {
			t.Errorf("%s: %v", c.name, err)
		}
		if noted := h.commits() > before; noted != (c.want == "") {
			t.Errorf("%s: on the trail %v", c.name, noted)
		}
		h.clock.set(monday, 8, int(before)%60) // each in a minute of its own
	}
}
