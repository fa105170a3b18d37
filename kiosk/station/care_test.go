package station_test

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// present registers children, gives them places and taps them in.
func (b *box) present(names ...string) (ids []hub.ID) {
	b.t.Helper()
	w, err := b.desk.Wall(b.ctx, b.actor(), b.site, b.desk.Today())
	b.must(err)
	for i, name := range names {
		id := b.register(name, "1", hub.Day("2025-03-1"+string(rune(48+i%10))), "1380355042"+string(rune('0'+i%10)))
		_, err := b.desk.Enrol(b.ctx, b.actor(), desk.Enrolling{Request: hub.NewID(), Child: id, Group: w.Groups[0].ID, Mode: "full", From: b.desk.Today().Add(-30), Anyway: true})
		b.must(err)
		ids = append(ids, id)
	}
	_, err = b.desk.Arrive(b.ctx, b.actor(), desk.Tap{Request: hub.NewID(), Day: b.desk.Today(), Minute: 450, Children: ids})
	b.must(err)
	return ids
}

func (b *box) careDay(child hub.ID) care.CareDay {
	b.t.Helper()
	rec, err := b.store.Record(b.ctx, "care-day", hub.DeriveID("care-day", child, string(b.desk.Today())))
	if hub.CodeOf(err) == hub.CodeNotFound {
		return care.CareDay{}
	}
	b.must(err)
	return care.AsCareDay(form.Builtin(), rec)
}

// Lunch of a group: the door, 午饭, one child who differs, 记下. Then it is taken back.
func TestLunch(t *testing.T) {
	b := newBox(t)
	ids := b.present("王小满", "陈雨桐", "马浩然")
	s := b.screen.get("/").link("/care").link("/care/note/lunch").shows("午饭吃了多少？", "王小满", "吃光了", "记下 3 个")
	s.taps = 0
	s.tap("/care/note/lunch", "pick", ids[1].String()).shows("没吃几口").tap("/care/note/lunch", "how", "half").shows("吃了一半")
	s.tap("/care/note/lunch", "go", "next").on("/care").shows("午饭", "记好了", "都记了", "撤回")
	if s.taps != 3 {
		t.Errorf("%d taps after the page was open, want 3", s.taps)
	}
	for i, want := range []string{"all", "half", "all"} {
		if got := b.careDay(ids[i]).Lunch; got != want {
			t.Errorf("child %d: %q, want %q", i, got, want)
		}
	}
	s.tap("/care/undo", "undo", s.button("undo")).on("/care").shows("还没记")
	if got := b.careDay(ids[0]).Lunch; got != "" {
		t.Errorf("taken back, and still %q", got)
	}
}
