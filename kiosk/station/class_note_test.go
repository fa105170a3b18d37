package station_test

import (
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/kiosk/station"
)

// A class that was held without the box is noted by taps, and leads to its 台账.
func TestAClassNotedLate(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	b.classroom()
	s, yesterday := b.screen, b.desk.Today().Add(-1)
	s.get("/class").shows("上过了，补记").get("/plan?held=1").on("/plan/kind").shows("补记一节课").tap("/plan/kind", "pick", "mothers").on("/plan/lesson").
		tap("/plan/lesson", "pick", "feed-6").on("/plan/day").shows("昨天").lacks("明天").tap("/plan/day", "pick", string(yesterday)).on("/plan/heads").shows("来了几个大人").
		tap("/plan/heads", "count-n", "12", "go", "next").on("/plan/all").shows("满六个月，加辅食", "12 人", "张桂兰")
	s.get("/plan/minutes").tap("/plan/minutes", "go", "skip").on("/plan/all") // nobody looked at the clock
	s.tap("/plan/all", "go", "next").shows("记好了", "写台账").lacks("接着上").lacks("开始上课")
	at, _, _ := strings.Cut(s.path, "?")
	id, err := hub.ParseID(strings.TrimPrefix(at, "/class/"))
	b.must(err)
	file, err := b.desk.ClassFile(b.ctx, b.actor(), id)
	b.must(err)
	if c := file.Class; !c.Held() || c.Day != yesterday || c.HeldOn != yesterday || c.Heads != 12 || c.Way != "room" || c.Minutes != 0 {
		t.Errorf("noted: %+v", c)
	}
	s.get(at + "/ledger/heads").shows("12")
	s.get("/class").shows("台账没写")
}

// A planned class that was held elsewhere is the same class; its day has to have come, and
// what was noted by mistake is planned again.
func TestAPlannedClassNotedLate(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	b.classroom()
	day := func(off int) string { return strings.TrimLeft(string(b.desk.Today().Add(off))[len("2006-01-"):], "0") }
	s, at := b.screen, b.planned()
	s.get(at).shows("上过了，补记").get("/plan?held=1&of="+strings.TrimPrefix(at, "/class/")).on("/plan/heads").tap("/plan/heads", "count-n", "0", "go", "next").on("/plan/all").
		get("/plan/day").tap("/plan/day", "day", day(1)).tap("/plan/day", "go", "next").on("/plan/all").tap("/plan/all", "go", "next").shows("这一天还没到")
	s.get("/plan/day").tap("/plan/day", "day", day(0)).tap("/plan/day", "go", "next").tap("/plan/all", "go", "next").on(at).shows("记好了", "写台账")
	s.tap(at+"/undo", "undo", s.button("undo")).on(at).shows("开始上课")

	out, err := b.desk.PlanClass(b.ctx, b.actor(), desk.ClassPlan{Request: hub.NewID(), Kind: "mothers", Title: "下个月的", Day: b.desk.Today().Add(20), Start: 900})
	b.must(err)
	s.get("/class/" + out.Records[0].String()).lacks("补记").get("/plan?held=1&of=" + out.Records[0].String()).on("/plan/day")
}

// While the three questions stand on the phones the page says how they are answered, not
// which answer is right; then it sums up. The year's two figures stand apart.
func TestAClassSaysHowItsQuestionsWereAnswered(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	b.classroom()
	kid := b.register("王小满", "1", b.desk.Today().Add(-200), "")
	s, at := b.screen, b.planned()
	s.get("/class").shows("1 家里有 0 家").lacks("答一答")
	s.get(at+"/start").tap(at+"/start", "do", "open").tap("/class/live", "do", "ask").shows("收起题目")
	l, ok := b.desk.Lessons().Get("feed-6")
	if !ok {
		t.Fatal("the lesson is gone")
	}
	right := l.Quiz[0].Right
	wrong := right%3 + 1
	for _, answer := range []int{right, right, wrong} {
		b.must(b.station.Class.Answer(1, answer))
	}
	s.get("/class/live").shows(l.Quiz[0].Text, "2 "+l.Quiz[0].Answers[right-1].Text, "1 "+l.Quiz[0].Answers[wrong-1].Text, l.Quiz[2].Text).lacks("对了").lacks("什么时候开始")
	s.tap("/class/live", "do", "ask").shows("答了 3 回，对了 2 回", "什么时候开始").lacks(l.Quiz[0].Text)
	s.get(at+"/here").tap(at+"/here?sheet=", "tap", kid.String())
	s.get("/class").shows("1 家里有 1 家")
}

// Before a class the page says whether its electricity lasts, where the machine knows.
func TestBeforeAClassThereIsPower(t *testing.T) {
	t.Parallel()
	b := newBox(t)
	b.classroom()
	s, at := b.screen, b.planned()
	s.get(at + "/start").lacks("插着").lacks("电量")
	for _, c := range []struct {
		power station.Power
		says  string
	}{
		{station.Power{Plugged: true, Percent: -1}, "电 插着"},
		{station.Power{Plugged: true, Battery: true, Percent: 5}, "电 插着"},
		{station.Power{Battery: true, Percent: 80}, "没插着，电量 80%，能用多久不知道"},
		{station.Power{Battery: true, Percent: 80, Minutes: 190}, "没插着，电量 80%，照现在能用 3 小时 10 分"},
		{station.Power{Battery: true, Percent: 20, Minutes: 40}, "没插着，电量 20%，照现在能用 40 分钟"},
		{station.Power{Battery: true, Percent: -1}, "不知道还有多少"},
	} {
		b.station.Power = func() station.Power { return c.power }
		s.get(at + "/start").shows(c.says)
	}
	b.station.Power = func() station.Power { return station.Power{Percent: -1} }
	s.get(at + "/start").lacks("插着").lacks("电量")
}
