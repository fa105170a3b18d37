package desk_test

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/names"
)

// A list of births registers nobody; taken in twice it is one list; what was found out
// stays, and can be taken back.
func TestBirthList(t *testing.T) {
	h := newHouse(t)
	child := h.enrolled("王梓涵", hub.ID{}, granny("李秀英", "13803550421")) // born 2025-03-12
	known := names.New()                                               // which knows who is registered
	known.Put(names.Entry{Subject: child, Name: "王梓涵", Birth: "2025-03-12", PhoneTails: []string{"0421"}})
	h.Desk = desk.New(h.log, h.Forms(), h.clock, known)
	line := func(name string, birth hub.Day, phone string) desk.Registration {
		return desk.Registration{Name: name, Sex: "2", Birth: birth, VillageName: "柳沟村", People: []desk.Person{{Name: "李秀英", Kinship: "paternal-grandmother", Phone: phone}}}
	}
	list := []desk.Registration{line("王梓涵", "2025-03-12", "13803550421"), line("陈雨桐", "2026-03-02", "13803550422"), line("陈雨桐", "2026-03-02", "13803550422"), line("王子涵", "2025-03-12", "13900000000")}
	got := must[desk.TakenBirths](t)(h.TakeBirths(t.Context(), h.head, hub.NewID(), list))
	if got.New != 3 || got.Known != 1 {
		t.Errorf("%+v, want 3 lines and 1 known for certain", got)
	}
	if got = must[desk.TakenBirths](t)(h.TakeBirths(t.Context(), h.head, hub.NewID(), list)); got.New != 0 {
		t.Errorf("taken in again: %+v", got)
	}
	rows := must[[]desk.BirthRow](t)(h.Births(t.Context(), h.head, h.site))
	if len(rows) != 3 || rows[0].State != "" || rows[1].State != "" || rows[2].State != desk.BirthKnown || rows[2].Child != child {
		t.Fatalf("rows: %+v", rows)
	}
	out := must[hub.Outcome](t)(h.CheckBirth(t.Context(), h.head, desk.BirthCheck{Request: hub.NewID(), Row: rows[0].ID, State: "moved"}))
	if b := must[desk.BirthRow](t)(h.Birth(t.Context(), h.head, rows[0].ID)); b.State != "moved" || b.Day != monday {
		t.Errorf("kept: %+v", b)
	}
	must[hub.Outcome](t)(h.Undo(t.Context(), h.head, hub.NewID(), out.Commit))
	if b := must[desk.BirthRow](t)(h.Birth(t.Context(), h.head, rows[0].ID)); b.State != "" || b.Day != "" {
		t.Errorf("taken back: %+v", b)
	}
	by := rows[1]
	reg := by.Registration()
	reg.Request, reg.Category, reg.Site, reg.Row, reg.Surely = hub.NewID(), "home", h.site, by.ID, true
	made := must[desk.Registered](t)(h.Register(t.Context(), h.head, reg))
	if b := must[desk.BirthRow](t)(h.Birth(t.Context(), h.head, by.ID)); b.State != desk.BirthKnown || b.Child != made.Child || b.Day != monday {
		t.Errorf("the line does not lead to who was registered from it: %+v", b)
	}
	must[hub.Outcome](t)(h.Undo(t.Context(), h.head, hub.NewID(), made.Commit))
	if b := must[desk.BirthRow](t)(h.Birth(t.Context(), h.head, by.ID)); b.State != "" || !b.Child.IsZero() {
		t.Errorf("the registration was taken back: %+v", b)
	}
	must[hub.Outcome](t)(h.Complete(t.Context(), h.head, child, desk.Registration{Request: hub.NewID(), Name: by.Name, Row: by.ID}))
	if b := must[desk.BirthRow](t)(h.Birth(t.Context(), h.head, by.ID)); b.State != desk.BirthKnown || b.Child != child {
		t.Errorf("it turned out to be a child that was known: %+v", b)
	}
	carer, town := h.head, h.head
	carer.Role, town.Role = hub.RoleCarer, hub.RoleTownship
	for _, tt := range []struct {
		name  string
		actor hub.Actor
		state string
		want  hub.Code
	}{
		{"a carer who was there", carer, "home", ""},
		{"no answer", carer, "", hub.CodeInvalid},
		{"no such answer", carer, "moon", hub.CodeInvalid},
		{"the town only looks", town, "home", hub.CodeForbidden},
		{"nobody at the open wall", h.wall, "home", hub.CodeSignedOut},
	} {
		_, err := h.CheckBirth(t.Context(), tt.actor, desk.BirthCheck{Request: hub.NewID(), Row: rows[1].ID, State: tt.state})
		if err == nil != (tt.want == "") || err != nil && hub.CodeOf(err) != tt.want {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
	}
	if _, err := h.TakeBirths(t.Context(), carer, hub.NewID(), list); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("a carer takes a list in: %v", err)
	}
}
