package desk_test

import (
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// twice is a station where one child was registered two times, with what differs.
func twice(t *testing.T) (b *node, one, other hub.ID) {
	t.Helper()
	b = newTown(t).station("柳沟", liugou)
	one, other = b.double()
	b.learn()
	return b, one, other
}

// double registers a child two times.
func (b *node) double() (one, other hub.ID) {
	b.town.t.Helper()
	one = b.register("王梓涵", "13803550421")
	other = b.register("王紫涵", "13803550777", func(r *desk.Registration) {
		r.Nick, r.IDNo = "涵涵", "140404202503120025"
		r.People = append(r.People, desk.Person{Name: "赵丽", Kinship: "mother", Guardian: true, Phone: "13900001111"})
	})
	return one, other
}

func (b *node) unite(one, other, lead hub.ID) {
	b.town.t.Helper()
	must[hub.Outcome](b.town.t)(b.Unite(b.town.t.Context(), b.actor, hub.NewID(), one, other, lead))
}

func (b *node) listed() (ids []hub.ID) {
	b.town.t.Helper()
	children, err := b.ChildrenOf(b.town.t.Context(), b.actor.Site)
	if err != nil {
		b.town.t.Fatal(err)
	}
	for _, c := range children {
		ids = append(ids, c.ID)
	}
	return ids
}

// A child that is known twice counts once in every list, and either page shows one
// file; the second registration's gaps are no gaps.
func TestOneChildCountsOnce(t *testing.T) {
	b, one, other := twice(t)
	for _, id := range []hub.ID{one, other} {
		must[hub.Outcome](t)(b.Enrol(t.Context(), b.actor, desk.Enrolling{Request: hub.NewID(), Child: id, Mode: "full", From: monday.Add(-3), Anyway: true}))
	}
	tiles := func() int {
		return len(must[desk.Wall](t)(b.Wall(t.Context(), b.actor, b.actor.Site, monday)).Children)
	}
	if len(b.listed()) != 2 || tiles() != 2 || len(must[[]desk.Twice](t)(b.Duplicates(t.Context(), b.actor, b.actor.Site))) != 1 {
		t.Fatal("they are no two to begin with")
	}
	b.unite(other, one, hub.ID{})
	if got := b.listed(); !slices.Equal(got, []hub.ID{one}) && !slices.Equal(got, []hub.ID{other}) || tiles() != 1 {
		t.Fatalf("listed: %v, %d tiles", got, tiles())
	}
	lead := b.listed()[0]
	for _, id := range []hub.ID{one, other} {
		f := b.file(id)
		if f.Child.ID != lead || len(f.Same) != 1 || f.Child.Nick != "涵涵" || f.Child.IDNo == "" || len(f.Enrolments) != 2 {
			t.Errorf("the file of %s: %+v", id, f.Child)
		}
		if len(f.People) != 3 { // two grannies of two numbers, and the mother
			t.Errorf("%d people", len(f.People))
		}
		if len(f.Differ) != 1 || f.Differ[0].Field.Name != "name" {
			t.Errorf("differs: %+v", f.Differ)
		}
	}
	for _, c := range []struct{ once, want int }{{1, 1}, {0, 2}} {
		reader := must[desk.Reader](t)(b.Reader(b.actor, hub.ActExport))
		if c.once == 1 {
			reader = must[desk.Reader](t)(reader.Once(t.Context(), b.Desk))
		}
		n := 0
		if err := reader.Each(t.Context(), "child", func(hub.Record) error { n++; return nil }); err != nil || n != c.want {
			t.Errorf("a roster (once: %d) has %d: %v", c.once, n, err)
		}
	}
	todo := must[desk.Todo](t)(b.Todo(t.Context(), b.actor, b.actor.Site))
	if len(todo.Gaps) != 0 && slices.Contains(todo.Gaps[0].Missing, "身份证号") || len(todo.Unsigned) != 1 {
		t.Errorf("%d gaps %+v, %d unsigned", len(todo.Gaps), todo.Gaps, len(todo.Unsigned))
	}
	if n := len(must[[]desk.Twice](t)(b.Duplicates(t.Context(), b.actor, b.actor.Site))); n != 0 {
		t.Errorf("asked again: %d", n)
	}
}

// The record that people chose leads, whatever the rule would say.
func TestPeopleChooseWhichRecordLeads(t *testing.T) {
	for i := range 2 {
		b, one, other := twice(t)
		want := []hub.ID{one, other}[i]
		b.unite(one, other, want)
		if got := b.listed(); !slices.Equal(got, []hub.ID{want}) {
			t.Errorf("leads: %v, want %v", got, want)
		}
	}
}

// Where two stations say different things of two records, they are two children.
func TestTwoAnswersAreTwoChildren(t *testing.T) {
	here, there, child := neighbours(t)
	other := here.register("李木阳", "13803550777")
	here.town.meet(here, there)
	must[hub.Outcome](t)(here.Judge(t.Context(), here.actor, hub.NewID(), child, other, "same"))
	must[hub.Outcome](t)(there.Judge(t.Context(), there.actor, hub.NewID(), other, child, "different"))
	here.town.meet(here, there)
	for _, b := range []*node{here, there} {
		if leads, err := b.Leads(t.Context()); err != nil || len(leads) != 0 {
			t.Errorf("%s: %v %v", b.name, leads, err)
		}
	}
}

// Whatever is chosen and written while two records are one child: taken apart, each
// is as it was, but for what was written since.
func TestTakenApartLosesNothing(t *testing.T) {
	b := newTown(t).station("柳沟", liugou)
	rapid.Check(t, func(rt *rapid.T) {
		one, other := b.double()
		records := func() []map[uint32]any {
			return []map[uint32]any{b.fields("child", one), b.fields("child", other)}
		}
		before, people := records(), len(b.file(one).People)+len(b.file(other).People)
		lead := rapid.SampledFrom([]hub.ID{{}, one, other}).Draw(rt, "lead")
		b.unite(one, other, lead)
		file := b.file(one)
		written := map[uint32]any{}
		for _, differs := range file.Differ {
			if rapid.Bool().Draw(rt, "choose") {
				from := rapid.SampledFrom(differs.Values).Draw(rt, "right")
				must[hub.Outcome](t)(b.ChooseFact(t.Context(), b.actor, hub.NewID(), other, differs.Field.No, from.Child))
				if got := b.file(one); len(got.Differ) != 0 || !form.Equal(b.fields("child", file.Child.ID)[differs.Field.No], from.Value) {
					rt.Fatalf("chosen %v, shown %+v, still asked %+v", from.Value, got.Child, got.Differ)
				}
			}
		}
		for _, name := range rapid.SliceOfDistinct(rapid.SampledFrom([]string{"name", "note", "address"}), func(s string) string { return s }).Draw(rt, "writes") {
			value := rapid.SampledFrom([]string{"改过", "又改过"}).Draw(rt, "value")
			b.correct("child", file.Child.ID, form.Values{name: value})
			def, _ := form.Builtin().Get("child")
			f, _ := def.Field(name)
			written[f.No] = value
		}
		must[hub.Outcome](t)(b.Divide(t.Context(), b.actor, hub.NewID(), other, one, "different"))

		want := []map[uint32]any{maps.Clone(before[0]), maps.Clone(before[1])}
		at := 0
		if file.Child.ID == other {
			at = 1
		}
		maps.Copy(want[at], written)
		for i, got := range records() {
			maps.DeleteFunc(got, func(_ uint32, v any) bool { return v == nil })
			if !maps.EqualFunc(got, want[i], form.Equal) {
				rt.Fatalf("record %d: %v, want %v", i, got, want[i])
			}
		}
		if n := len(b.file(one).People) + len(b.file(other).People); n != people || len(b.file(one).Same) != 0 || len(must[map[hub.ID]hub.ID](t)(b.Leads(t.Context()))) != 0 {
			rt.Fatalf("%d people, want %d", n, people)
		}
	})
}
