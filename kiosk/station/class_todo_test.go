package station_test

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/class"
	"yizhan/hub/desk"
)

// What classes ask for stands in 待办, today's on the first page too, and leads to them.
func TestClassesInTodo(t *testing.T) {
	b := newBox(t)
	today := b.desk.Today()
	plan := func(title string, day hub.Day) hub.ID {
		t.Helper()
		out, err := b.desk.PlanClass(b.ctx, b.actor(), desk.ClassPlan{Request: hub.NewID(), Kind: "mothers", Title: title, Day: day, Start: 15 * 60})
		b.must(err)
		return out.Records[0]
	}
	s := b.screen.get("/todo")
	for _, word := range []string{"上妈妈课堂", "没有上", "台账"} {
		if s.has(word) {
			t.Errorf("without any class it says %s", word)
		}
	}
	plan("辅食怎么加", today)
	plan("防溺水", today.Add(1))
	plan("以后的", today.Add(2))
	s = b.screen.get("/todo").shows("今天 15:00 上妈妈课堂", "辅食怎么加", "明天 15:00 上妈妈课堂", "家里都说了吗")
	if s.has("以后的") {
		t.Error("what comes later is asked for today")
	}
	b.screen.get("/").shows("节课今天要上", "15:00 辅食怎么加")
	b.clock.at = b.clock.at.Add(24 * 60 * 60e9)
	s = b.screen.get("/todo").shows("的妈妈课堂没有上", "改一天", "今天 15:00 上妈妈课堂")
	all, err := b.desk.ClassList(b.ctx, b.actor(), today, today.Add(1))
	b.must(err)
	of := all[1].ID
	_, _, err = b.desk.OpenClass(b.ctx, b.actor(), hub.NewID(), of)
	b.must(err)
	b.screen.get("/").shows("节课在上，还没下课")
	s.get("/todo").shows("妈妈课堂还没下课")
	_, err = b.desk.CloseClass(b.ctx, b.actor(), hub.NewID(), class.Held{Class: of})
	b.must(err)
	s.get("/todo").shows("还没写台账")
	_, err = b.desk.KeepLedger(b.ctx, b.actor(), hub.NewID(), of, "上完了", "")
	b.must(err)
	if s.get("/todo").has("台账") {
		t.Error("a 台账 that was written is asked for")
	}
}
