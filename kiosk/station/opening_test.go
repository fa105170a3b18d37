package station_test

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// The 站长 says on which days of the week the station opens; on others, and while it has
// closed, the wall and the first page say so, and nobody is asked after.
func TestDaysOnWhichTheStationIsShut(t *testing.T) {
	b := newBox(t)
	b.enrol(b.register("王梓涵", "2", "2025-03-12", "13803550421"), "2026-11-02")
	b.enrol(b.register("陈雨桐", "1", "2025-02-01", "13803550422"), "2026-11-02")
	s := b.screen.get("/settings").shows("哪几天开门", "星期一到星期五").link("/settings/week")
	s.tap("/settings/week", "pick", "6").tap("/settings/week", "pick", "1").tap("/settings/week", "go", "next").on("/settings").shows("星期二、三、四、五、六")
	b.clock.at = b.clock.at.Add(90 * 60e9) // half past ten on a Monday
	if s.get("/todo"); s.has("没来") {
		t.Error("it is shut on Mondays")
	}
	wall := b.wallScreen()
	wall.get("/").shows("今天不开门")
	if wall.has("还没到") {
		t.Error("nobody comes today")
	}
	wall.at("/wall/morning").shows("今天不开门")
	b.clock.at = b.clock.at.AddDate(0, 0, 1)
	s.get("/todo").shows("2 个孩子没来").link("/absent").shows("没说为什么", "一个也没来").link("/forms/closure/new").shows("从哪天起停？")
	_, err := b.desk.Fill(b.ctx, b.actor(), desk.Sheet{Request: hub.NewID(), Kind: "closure", Values: form.Values{"from": b.desk.Today(), "to": b.desk.Today().Add(1), "why": "weather", "told": true}})
	b.must(err)
	s.get("/absent").shows("没来的都问过了")
	wall.at("/wall/morning").shows("今天停园：下雪、下雨")
	s.get("/settings/week").tap("/settings/week", "pick", "2")
	for _, day := range []string{"3", "4", "5", "6"} {
		s.tap("/settings/week", "pick", day)
	}
	if s.tap("/settings/week", "go", "next"); s.code != 422 || !s.has("一周里总要开一天") {
		t.Errorf("%d: %s", s.code, s.text())
	}
}
