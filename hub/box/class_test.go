package box

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
)

// A class outlives its box: whoever opens it again is asked, goes on, and ends it once.
func TestAClassOutlivesItsBox(t *testing.T) {
	dir := t.TempDir()
	open := func() *Box {
		t.Helper()
		b, err := Open(t.Context(), Config{Data: dir})
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	b := open()
	made, err := b.desk.SetUp(t.Context(), hub.Actor{Role: hub.RoleHead, Lane: b.Lane()}, desk.Setup{
		Request: hub.NewID(), SiteFacts: desk.SiteFacts{Name: "柳沟村驿站", Role: "station", Kinds: []string{"village"}},
		Groups: []desk.Group{{Name: "混合班", Type: "hun", Places: 18}}, Worker: desk.Worker{Name: "张桂兰", Role: hub.RoleHead},
	})
	if err != nil {
		t.Fatal(err)
	}
	teacher := hub.Actor{Staff: made.Worker, Site: made.Site, Role: hub.RoleHead, Lane: b.Lane()}
	out, err := b.desk.PlanClass(t.Context(), teacher, desk.ClassPlan{Request: hub.NewID(), Kind: "mothers", Title: "辅食怎么加", Day: b.desk.Today(), Start: 900})
	if err != nil {
		t.Fatal(err)
	}
	of := out.Records[0]
	if _, err := b.class.Open(t.Context(), teacher, hub.NewID(), of); err != nil {
		t.Fatal(err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	b = open()
	if cut, ok := b.class.Cut(); !ok || cut.Class != of {
		t.Fatalf("nobody is asked: %+v", cut)
	}
	if _, err := b.class.Open(t.Context(), teacher, hub.NewID(), of); err != nil {
		t.Fatal(err)
	}
	if _, err := b.class.End(t.Context(), teacher, hub.NewID()); err != nil {
		t.Fatal(err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	b = open()
	defer b.Close()
	if _, ok := b.class.Cut(); ok {
		t.Error("a class that was ended is asked about")
	}
	if f, err := b.desk.ClassFile(t.Context(), teacher, of); err != nil || !f.Class.Held() {
		t.Errorf("it stands as %+v, %v", f.Class, err)
	}
}
