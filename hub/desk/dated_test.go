package desk_test

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// What the county counts from a day and until a day says these days itself, and takes
// them back with what it said.
func TestDaysThatFiguresNeed(t *testing.T) {
	h := newHouse(t)
	today := string(h.Today())
	day := func(kind hub.Kind, id hub.ID, name string) any {
		t.Helper()
		rec, err := h.log.Record(t.Context(), kind, id)
		if err != nil {
			t.Fatal(err)
		}
		def, _ := form.Builtin().Get(kind)
		f, _ := def.Field(name)
		return rec.Fields[f.No]
	}
	group, err := h.AddGroup(t.Context(), h.head, hub.NewID(), h.site, desk.Group{Name: "乳儿班", Type: "ru", Places: 8})
	if err != nil {
		t.Fatal(err)
	}
	worker, err := h.AddStaff(t.Context(), h.head, hub.NewID(), desk.Worker{Name: "刘建平", Role: hub.RoleCarer})
	if err != nil {
		t.Fatal(err)
	}
	child, err := h.Register(t.Context(), h.head, desk.Registration{Request: hub.NewID(), Name: "王小满", Birth: monday.Add(-400), Category: "home"})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		kind          hub.Kind
		id            hub.ID
		field         string
		said          any
		begins, until string
	}{
		{"group", group, "closed", true, "from", "to"},
		{"staff", worker, "left", true, "from", "left_on"},
		{"child", child.Child, "withdrawn", "grown", "registered", "withdrawn_on"},
	} {
		say := func(v any) {
			t.Helper()
			if _, err := h.Correct(t.Context(), h.head, hub.NewID(), tt.kind, tt.id, hub.ID{}, form.Values{tt.field: v}); err != nil {
				t.Fatal(err)
			}
		}
		want := func(field string, want any) {
			t.Helper()
			if got := day(tt.kind, tt.id, field); got != want {
				t.Errorf("%s: %s is %v, want %v", tt.kind, field, got, want)
			}
		}
		want(tt.begins, today)
		want(tt.until, nil)
		say(tt.said)
		want(tt.until, today)
		say(nil)
		want(tt.until, nil)
	}
}
