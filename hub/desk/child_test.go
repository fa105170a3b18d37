package desk_test

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// known registers a child without a place.
func (h *house) known(name string, birth hub.Day, people ...desk.Person) hub.ID {
	h.t.Helper()
	return must[desk.Registered](h.t)(h.Register(h.t.Context(), h.head, desk.Registration{
		Request: hub.NewID(), Name: name, Sex: "2", Birth: birth, Category: "home", Site: h.site, AnyBirth: true, People: people,
	})).Child
}

// adult is a child's person of a kinship; zero if there is none.
func (h *house) adult(child hub.ID, kinship string) hub.ID {
	h.t.Helper()
	for _, p := range must[desk.File](h.t)(h.File(h.t.Context(), h.head, child)).People {
		if p.Kinship == kinship {
			return p.ID
		}
	}
	return hub.ID{}
}

// What is done at a child's page needs its right; the open wall may do none of it.
func TestRightsOfTheChildsPage(t *testing.T) {
	h := newHouse(t)
	child, other := h.known("王梓涵", "2025-03-12", granny("李秀英", "13803550421")), h.known("吴佳怡", "2025-05-12")
	granny := h.adult(child, "paternal-grandmother")
	looker := h.head
	looker.Role = hub.RoleTownship
	for name, act := range map[string]func(hub.Actor) error{
		"SetRole": func(a hub.Actor) error {
			_, err := h.SetRole(t.Context(), a, hub.NewID(), child, granny, desk.Away, true)
			return err
		},
		"SetCarer": func(a hub.Actor) error {
			_, err := h.SetCarer(t.Context(), a, hub.NewID(), child, "mother")
			return err
		},
		"Join": func(a hub.Actor) error {
			_, err := h.Join(t.Context(), a, hub.NewID(), child, other, false)
			return err
		},
		"Part": func(a hub.Actor) error { _, err := h.Part(t.Context(), a, hub.NewID(), child); return err },
		"Judge": func(a hub.Actor) error {
			_, err := h.Judge(t.Context(), a, hub.NewID(), child, other, "different")
			return err
		},
		"Move": func(a hub.Actor) error {
			_, err := h.Move(t.Context(), a, desk.Enrolling{Request: hub.NewID(), Child: child, Mode: "full", From: monday})
			return err
		},
		"Whole":    func(a hub.Actor) error { _, err := h.Whole(t.Context(), a, child, granny); return err },
		"ImportOf": func(a hub.Actor) error { _, err := h.ImportOf(t.Context(), a, hub.NewID()); return err },
		"Reader":   func(a hub.Actor) error { _, err := h.Reader(a, hub.ActExport); return err },
	} {
		before := h.commits()
		if got := hub.CodeOf(act(h.wall)); got != hub.CodeSignedOut {
			t.Errorf("%s at the open wall: %s", name, got)
		}
		if got := hub.CodeOf(act(looker)); got != hub.CodeForbidden {
			t.Errorf("%s by somebody who may look: %s", name, got)
		}
		if h.commits() != before {
			t.Errorf("%s wrote all the same", name)
		}
	}
}

// Who looks after the child day by day is one: another one takes her place, in one
// commit, and is added if she was not known.
func TestSetCarer(t *testing.T) {
	h := newHouse(t)
	child := h.known("王梓涵", "2025-03-12", granny("李秀英", "13803550421"), mother("赵丽"))
	before := h.commits()
	must[hub.Outcome](t)(h.SetCarer(t.Context(), h.head, hub.NewID(), child, "maternal-grandfather"))
	if n := h.commits() - before; n != 1 {
		t.Errorf("%d commits", n)
	}
	f := must[desk.File](t)(h.File(t.Context(), h.head, child))
	carers := 0
	for _, p := range f.People {
		if p.Carer {
			carers++
		}
	}
	if carers != 1 || f.People[0].Kinship != "maternal-grandfather" || len(f.People) != 3 {
		t.Errorf("%d carers, first of %d: %+v", carers, len(f.People), f.People[0])
	}
	if _, err := h.SetCarer(t.Context(), h.head, hub.NewID(), child, "neighbour"); hub.CodeOf(err) != hub.CodeInvalid {
		t.Errorf("a kinship nobody knows: %v", err)
	}
	must[hub.Outcome](t)(h.SetAway(t.Context(), h.head, hub.NewID(), child, "father", true))
	if p := h.adult(child, "father"); p.IsZero() {
		t.Error("a father who is away was not added")
	}
}

// A place that was given this very day is written over; one from before ends the
// day before the next begins.
func TestMoveOnTheSameDay(t *testing.T) {
	h := newHouse(t)
	child := h.known("王梓涵", "2025-03-12")
	for _, mode := range []string{"full", "half"} {
		must[hub.Outcome](t)(h.Move(t.Context(), h.head, desk.Enrolling{Request: hub.NewID(), Child: child, Mode: mode, From: monday}))
	}
	f := must[desk.File](t)(h.File(t.Context(), h.head, child))
	if len(f.Enrolments) != 1 || f.Enrolments[0].Mode != "half" {
		t.Errorf("kept: %+v", f.Enrolments)
	}
	must[hub.Outcome](t)(h.Move(t.Context(), h.head, desk.Enrolling{Request: hub.NewID(), Child: child, Mode: "occasional", From: monday.Add(3)}))
	f = must[desk.File](t)(h.File(t.Context(), h.head, child))
	if len(f.Enrolments) != 2 || f.Enrolments[1].To != monday.Add(2) || f.Child.Category != "temporary" {
		t.Errorf("%s, kept: %+v", f.Child.Category, f.Enrolments)
	}
	e, ok, err := h.Place(t.Context(), h.head, child, monday.Add(5))
	if err != nil || !ok || e.Mode != "occasional" {
		t.Errorf("the place on Saturday: %+v %v %v", e, ok, err)
	}
}

// Questions are asked of what would be written, together with what is.
func TestAgrees(t *testing.T) {
	h := newHouse(t)
	child := h.known("王梓涵", "2025-03-12")
	first := "14040420250312002"
	digit, _ := care.IdentityDigit(first)
	girl := first + string(digit)
	for name, c := range map[string]struct {
		values form.Values
		asks   bool
	}{
		"fits":        {form.Values{"id_no": girl}, false},
		"other birth": {form.Values{"id_no": girl, "birth": hub.Day("2025-03-21")}, true},
		"a boy":       {form.Values{"id_no": girl, "sex": "1"}, true},
		"grown":       {form.Values{"birth": hub.Day("2022-01-01")}, true},
		"a name":      {form.Values{"name": "王紫涵"}, false},
	} {
		err := h.Agrees(t.Context(), h.head, child, c.values)
		if asks := err != nil; asks != c.asks {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// An act that is taken back twice by one request is taken back once, and what was
// changed since is not touched.
func TestUndoTwice(t *testing.T) {
	h := newHouse(t)
	child := h.known("王梓涵", "2025-03-12")
	out := must[hub.Outcome](t)(h.Correct(t.Context(), h.head, hub.NewID(), "child", child, hub.ID{}, form.Values{"sex": "1"}))
	request, before := hub.NewID(), h.commits()
	for range 2 {
		must[hub.Outcome](t)(h.Undo(t.Context(), h.head, request, out.Commit))
	}
	if n := h.commits() - before; n != 1 {
		t.Errorf("%d commits", n)
	}
	out = must[hub.Outcome](t)(h.Correct(t.Context(), h.head, hub.NewID(), "child", child, hub.ID{}, form.Values{"name": "王一"}))
	must[hub.Outcome](t)(h.Correct(t.Context(), h.head, hub.NewID(), "child", child, hub.ID{}, form.Values{"name": "王二"}))
	if _, err := h.Undo(t.Context(), h.head, hub.NewID(), out.Commit); hub.CodeOf(err) != hub.CodeConflict {
		t.Errorf("what somebody changed since: %v", err)
	}
}

// A class shows what it has left; the child's own place is free for it.
func TestRooms(t *testing.T) {
	h := newHouse(t)
	group := must[hub.ID](t)(h.AddGroup(t.Context(), h.head, hub.NewID(), h.site, desk.Group{Name: "甲班", Type: "hun", Places: 1}))
	child, other := h.known("王梓涵", "2025-03-12"), h.known("吴小满", "2026-03-12")
	must[hub.Outcome](t)(h.Enrol(t.Context(), h.head, desk.Enrolling{Request: hub.NewID(), Child: child, Group: group, Mode: "full", From: monday}))
	room := func(child hub.ID) desk.Room {
		for _, r := range must[[]desk.Room](t)(h.Rooms(t.Context(), h.head, h.site, child, monday)) {
			if r.Group.ID == group {
				return r
			}
		}
		t.Fatal("the class is gone")
		return desk.Room{}
	}
	if r := room(child); r.Taken != 0 || r.Full != nil || r.Age != nil {
		t.Errorf("her own: %+v", r)
	}
	if r := room(other); r.Taken != 1 || r.Full == nil || r.Age == nil {
		t.Errorf("another one's: %+v", r)
	}
}
