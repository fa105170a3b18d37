package station_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
)

// didIt writes through the Desk that an item was done.
func (b *box) didIt(subject hub.ID, item string, day hub.Day) {
	b.t.Helper()
	_, err := b.desk.NoteDue(b.ctx, b.actor(), desk.DueDone{Request: hub.NewID(), Subject: subject, Item: item, Day: day})
	b.must(err)
}

// From 待办 to a child, to the dose, to the day: five taps, one record, and it can be
// taken back.
func TestADoseIsNotedFromTodo(t *testing.T) {
	b := newBox(t)
	child := b.register("王梓涵", "2", "2026-07-20", "13803550421") // four months and three days
	at := "/child/" + child.String()
	for _, dose := range []string{"hepb-1", "bcg-1"} {
		b.didIt(child, dose, "2026-07-20")
	}
	b.didIt(child, "hepb-2", "2026-08-20")
	for _, dose := range []string{"ipv-1", "dtap-1"} {
		b.didIt(child, dose, "2026-09-21")
	}
	b.didIt(child, "ipv-2", "2026-10-21")
	today := regexp.MustCompile(`今天 (\d+)`)
	s := b.screen.get("/todo").shows("打针", "1 个孩子", "王梓涵")
	due := 0
	all, err := b.desk.Due(b.ctx, b.actor(), b.site, b.desk.Today())
	b.must(err)
	for _, one := range all {
		if one.Today() {
			due++
		}
	}
	if n := today.FindStringSubmatch(s.text()); due == 0 || n == nil {
		t.Fatalf("%d things of today, the list says %v", due, n)
	}
	b.wallScreen().get("/").shows(fmt.Sprintf("待办 %d 件", due)) // the first page counts them, and names nobody
	s.get("/todo")
	s.link("/todo/now/dose").shows("王梓涵", "有 2 件")
	s.link(at+"/due").shows("该打第二针百白破了", "该吃第三次脊灰疫苗了", "12月20日以前做好")
	item := "/due/" + child.String() + "/dtap-2"
	s.link(item).shows("哪天打的", "以接种门诊安排为准", "看了接种证")
	s.tap(item, "source", "told").tap(item, "day", "2026-11-22").on(at+"/doses").shows("百白破 第二针", "昨天打了", "记好了", "撤回")
	_, items, _, err := b.desk.DueOf(b.ctx, b.actor(), child, b.desk.Today())
	b.must(err)
	for _, i := range items {
		if i.Code == "dtap-2" {
			t.Error("what was noted is still asked for")
		}
	}
	recs, err := b.store.Of(b.ctx, child, "dose")
	b.must(err)
	if len(recs) != 7 {
		t.Errorf("%d doses", len(recs))
	}
	s.tap(at+"/doses/undo", "undo", s.undoToken()).on(at + "/doses").shows("该打了")
}

// A day on which it was too early is asked about once; the same day again means it.
func TestATooEarlyDoseIsAskedAboutOnce(t *testing.T) {
	b := newBox(t)
	child := b.register("王梓涵", "2", "2026-07-20", "13803550421")
	item := "/due/" + child.String() + "/dtap-1"
	s := b.screen.get(item).tap(item, "go", "other").shows("哪一天")
	s.tap(item, "month", "8").tap(item, "day", "3").tap(item, "go", "next")
	if s.code != 422 || !strings.Contains(s.text(), "一般不会这么早") {
		t.Fatalf("%d %s", s.code, s.text())
	}
	s.tap(item, "go", "next").on("/child/" + child.String() + "/doses").shows("8月3日打了")
}

// What is put off stands with what is next, says why, and comes back by itself.
func TestPuttingOff(t *testing.T) {
	b := newBox(t)
	child := b.register("王梓涵", "2", "2026-09-20", "13803550421")
	b.didIt(child, "hepb-1", "2026-09-20")
	at := "/put/" + child.String() + "/hepb-2"
	s := b.screen.get("/due/" + child.String() + "/hepb-2").link(at)
	s.tap(at, "until", "2026-11-30").tap(at, "reason", "clinic").tap(at, "go", "next").on("/child/" + child.String() + "/doses").shows("推后到11月30日")
	s.get("/todo/soon").link("/todo/soon/dose").shows("推后到11月30日：门诊说先不打")
	if s.get("/todo/late/dose"); strings.Contains(s.text(), "第二针乙肝") {
		t.Error("it was put off and is late")
	}
	b.clock.at = b.clock.at.AddDate(0, 0, 8)
	s.get("/child/" + child.String() + "/doses").shows("晚了，能补")
}

// A sign is a reason to be seen, and no more.
func TestWarningSigns(t *testing.T) {
	b := newBox(t)
	child := b.register("王梓涵", "2", "2025-11-20", "13803550421")
	at := "/child/" + child.String() + "/signs/12"
	s := b.screen.get("/child/"+child.String()+"/due").link(at).shows("呼唤名字无反应", "只是提醒，不是看病")
	s.tap(at, "sign", "12-4").shows("记下来").tap(at, "go", "next").on(at+"/seen").shows("请医生看一看", "不是说有病")
	s.get("/child/" + child.String() + "/due")
	if s.has("看看一岁的发育") {
		t.Error("it was noted")
	}
}

// What was late before the archive began stands in one quiet line of its own and by child,
// not in the red number; what is let slip from then on does stand there.
func TestWhatWasBeforeTheArchive(t *testing.T) {
	b := newBox(t)
	child := b.register("王梓涵", "2", "2025-03-12", "13803550421")
	s := b.screen.get("/todo/late")
	if regexp.MustCompile(`过期 \d`).MatchString(s.text()) {
		t.Errorf("nobody here could have noted it: %s", s.text())
	}
	count := func() (n int) {
		m := regexp.MustCompile(`建档以前的 (\d+) 件`).FindStringSubmatch(s.get("/todo/late").text())
		if m == nil {
			t.Fatalf("no line of what was before: %s", s.text())
		}
		_, err := fmt.Sscan(m[1], &n)
		b.must(err)
		return n
	}
	n := count()
	s.link("/todo/before").shows("王梓涵", "打针", "儿童体检", "看着接种证")
	s.link("/child/"+child.String()+"/due").shows("好几针没记", "建档以前", "问一问：做一岁半体检")
	b.didIt(child, "visit-18", "2026-09-20")
	if count() != n-1 {
		t.Errorf("%d, was %d: one was asked about", count(), n)
	}
	b.clock.at = b.clock.at.AddDate(0, 5, 0)
	s.get("/todo/late").shows("过期", "儿童体检", "建档以前")
	if count() >= n {
		t.Error("what the station let slip counts as before")
	}
}
