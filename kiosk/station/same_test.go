package station_test

import (
	"strings"
	"testing"
)

// Two records of one child: one tap joins them, either's page is the same page, a tap
// says which name is right, and 拆开 brings both back.
func TestTwoRecordsAreOnePage(t *testing.T) {
	b := newBox(t)
	one := b.register("王梓涵", "2", "2025-03-12", "13803550421")
	other := b.double("王紫涵", "2", "2025-03-12", one)
	at := b.screen.get("/todo").links("/child/")[0]
	s := b.screen.get(at)
	s.tap(at, "do", "same-"+otherOf(at, one, other).String())
	s.get("/child/" + other.String())
	lead := strings.TrimPrefix(s.path, "/child/")
	s.shows("2 份合一", "两份不一样，选一下", "写得不一样")
	if s.get("/child/" + one.String()); s.path != "/child/"+lead {
		t.Errorf("two pages: %s and %s", s.path, lead)
	}
	same := "/child/" + lead + "/same"
	s.link(same).shows("名字不一样", "王梓涵", "王紫涵", "拆开", "只数一回")
	s.tap(same, "do", s.choice("do", "王紫涵")).on(same)
	if s.has("名字不一样") {
		t.Error("it is asked again")
	}
	if n := len(b.screen.get("/find").tap("/find", "letter", "w").links("/child/")); n != 1 {
		t.Errorf("found %d times", n)
	}
	s.get(same).tap(same, "do", s.choice("do", "拆开")).on(same).shows("只看这一份")
	undo := "/child/" + lead + "/undo"
	s.tap(undo, "undo", s.button("undo"))
	s.get(same).shows("拆开", "只数一回") // a wrong tap
	s.tap(same, "do", s.choice("do", "拆开")).on(same).shows("只看这一份")
	if a, c := b.file(one).Child.Name, b.file(other).Child.Name; a != "王梓涵" || c != "王紫涵" {
		t.Errorf("taken apart: %s and %s", a, c)
	}
}
