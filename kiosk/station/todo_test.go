package station_test

import (
	"regexp"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

func TestTodoIsEmpty(t *testing.T) {
	b := newBox(t)
	b.screen.get("/todo").on("/todo").shows("老师体检", "要填的表", "1 个人")
	b.didIt(b.worker, "staff-check", b.desk.Today())
	for kind, values := range map[hub.Kind]form.Values{
		"training":         {"what": "fire", "on": b.desk.Today(), "hours": 2},
		"background-check": {"agreed": true, "asked": b.desk.Today(), "where": "派出所"},
	} {
		_, err := b.desk.Fill(b.ctx, b.actor(), desk.Sheet{Request: hub.NewID(), Kind: kind, Subject: b.worker, Values: values})
		b.must(err)
	}
	b.screen.get("/todo").on("/todo").shows("今天没有要办的事")
}

// What waits stands there by how pressing it is, and leads where it is done.
func TestTodo(t *testing.T) {
	b := newBox(t)
	child := b.register("王梓涵", "2", "2025-03-12", "13803550421")
	b.enrol(child, "2026-11-02")
	s := b.screen.get("/todo").shows("1 家待签", "1 个孩子待补")
	if s.has("没来") {
		t.Error("at nine nobody is late yet")
	}
	s.link("/gaps").shows("王梓涵", "还缺 身份证号").link("/child/" + child.String())
	s.get("/todo").link("/consents").shows("王梓涵")
	b.screen.get("/register").tap("/register/name", "put", "李")
	b.clock.at = b.clock.at.Add(90 * 60e9)
	s.get("/todo").shows("1 个孩子没来", "登记宝宝，写到名字")
	s.link("/absent").shows("王梓涵", "没说为什么")
	_, err := b.desk.Arrive(b.ctx, b.actor(), desk.Tap{Request: hub.NewID(), Day: b.desk.Today(), Minute: b.desk.Minute(), Children: []hub.ID{child}})
	b.must(err)
	if s.get("/todo"); s.has("没来") {
		t.Error("she came")
	}
	b.clock.at = b.clock.at.Add(9 * 60 * 60e9)
	s.get("/todo").shows("1 个孩子未登记离开")
	if i, j := strings.Index(s.text(), "未登记离开"), strings.Index(s.text(), "待补"); i > j {
		t.Error("what is pressing stands below what is not")
	}
}

// A list that does not fit goes on on another page.
func TestGapsTurnPages(t *testing.T) {
	b := newBox(t)
	for i := range 7 {
		b.register("王"+string([]rune("涵轩怡宇泽琪晨")[i]), "2", hub.Day("2025-03-01").Add(9*i), "")
	}
	s := b.screen.get("/gaps").shows("后面还有 2 条")
	seen := len(s.links("/child/"))
	s.get("/gaps?page=2").shows("前面的")
	if seen += len(s.links("/child/")); seen != 7 {
		t.Errorf("two pages show %d children", seen)
	}
	for _, page := range []string{"0", "-1", "99", "x"} {
		s.get("/gaps?page=" + page).on("/gaps").shows("待补")
	}
}

// What was just answered can be taken back on a long list too: the bar stands beside
// the ways to its other pages, not in their stead.
func TestUndoOfALongList(t *testing.T) {
	b := newBox(t)
	for i := range 7 {
		b.register("王"+string([]rune("涵轩怡宇泽琪晨")[i]), "2", hub.Day("2025-03-01").Add(9*i), "")
	}
	s := b.screen.get("/consents").shows("7 家还没签", "后面还有")
	if s.has("撤回") {
		t.Error("nothing was done yet")
	}
	s.tap("/consents", "do", s.choice("do", "纸上签了")).on("/consents").shows("6 家还没签", "后面还有", "答好了，记好了", "撤回")
	s.tap("/consents/undo", "undo", s.undoToken()).shows("7 家还没签")
}

// The number on the door and the one on its list are the same, whatever else stands there.
func TestTheDoorSaysWhatTheListSays(t *testing.T) {
	b := newBox(t)
	b.nursery()
	due := regexp.MustCompile(`待办 (\d+) 件`).FindStringSubmatch(b.screen.get("/").text())
	if due == nil {
		t.Fatalf("nothing is due: %s", b.screen.text())
	}
	b.screen.get("/todo").shows("今天 "+due[1]+" ", "家待签")
}
