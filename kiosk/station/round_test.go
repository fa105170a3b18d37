package station_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/kiosk/print"
)

// keys presses figures, one after the other.
func (s *screen) keys(at, figures string) *screen {
	for _, k := range figures {
		s.tap(at, "key", string(k))
	}
	return s
}

func (b *box) checked(child hub.ID) desk.CheckUp {
	b.t.Helper()
	c, err := b.desk.CheckUpOf(b.ctx, b.actor(), child, b.desk.Today())
	b.must(err)
	return c
}

// A child is nine figures and one answer: ten taps, and the next child stands there.
func TestRound(t *testing.T) {
	b := newBox(t)
	child, _ := b.girl(before)
	other := b.register("陈雨桐", "2", "2025-02-01", "13803550422")
	at := "/round/child/" + child.String()
	s := b.screen.get("/more").link("/afield").link("/round").shows("该查 2", "王梓涵", "一岁半体检", "今天查身高体重、头围、视力、口腔")
	s.get(at).shows("体重，上次 10.4", "不用按点")
	s.taps = 0
	s.keys(at, "109").shows("10.9 公斤", "体重 中").keys(at, "823468").shows("82.3 厘米", "46.8 厘米", "长得正好：体重 中，身长 中，头围 中")
	s.tap(at, "go", "fine").on("/round/child/"+other.String()).shows("陈雨桐", "撤回上一个")
	if s.taps != 10 {
		t.Errorf("%d taps, want 10", s.taps)
	}
	if g := b.newest(child); g.Period != "2026-11-23" || g.Weight != 10900 || g.Length != 823 || g.Head != 468 || g.Posture != "lying" {
		t.Errorf("kept: %+v", g)
	}
	if c := b.checked(child); c.Result != "fine" || c.Eye != "fine" || c.Teeth != "fine" || len(c.Odd) > 0 {
		t.Errorf("kept: %+v", c)
	}
	_, items, _, err := b.desk.DueOf(b.ctx, b.actor(), child, b.desk.Today())
	b.must(err)
	for _, i := range items {
		if i.Rule.Group == "visit" {
			t.Errorf("%s is still asked for", i.Code)
		}
	}
	s.tap("/round/child/"+child.String()+"/undo", "undo", s.button("undo")).on(at).shows("10.9 公斤", "46.8 厘米")
	if b.checked(child).Result != "" || b.newest(child).Weight == 10900 {
		t.Error("it is not taken back")
	}
	s.tap(at, "go", "skip").on("/round/child/" + other.String())
	s.get("/round").shows("该查 1", "今天查")
}

// What is odd makes 复查 the main answer; it asks when, is on the list of the end, and
// is due again on that day.
func TestRoundAgain(t *testing.T) {
	b := newBox(t)
	child, _ := b.girl(before)
	at := "/round/child/" + child.String()
	s := b.screen.get(at).tap(at, "odd", "skin").tap(at, "teeth", "refer").keys(at, "109")
	s.tap(at, "go", "again").on(at).shows("哪天再来看？", "两周后")
	s.tap(at, "next", "2026-12-07").on("/round/end").shows("今天看了 1 个，1 个要复查", "12月7日复查", "口腔 · 皮肤")
	if c := b.checked(child); c.Result != "again" || c.Next != "2026-12-07" || c.Eye != "fine" || c.Teeth != "refer" || fmt.Sprint(c.Odd) != "[skin]" {
		t.Errorf("kept: %+v", c)
	}
	b.clock.at = b.clock.at.AddDate(0, 0, 14)
	s.get("/child/" + child.String() + "/due").shows("该带去复查了")
}

// A figure that is odd is asked about before anything is noted; sure goes on to what she
// had said.
func TestRoundAsks(t *testing.T) {
	b := newBox(t)
	child, _ := b.girl(before)
	at := "/round/child/" + child.String()
	s := b.screen.get(at).keys(at, "79").tap(at, "go", "refer").on(at).shows("比上次少了 2.5 公斤，对吗？")
	if b.checked(child).Result != "" {
		t.Error("it was noted before it was asked about")
	}
	s.tap(at, "answer", "sure").on("/round/end").shows("1 个去上级医院").link("/forms/referral/new?for=" + child.String())
	if b.checked(child).Result != "refer" || b.newest(child).Weight != 7900 {
		t.Errorf("kept: %+v", b.newest(child))
	}
	b.clock.at = b.clock.at.AddDate(0, 0, 7) // what was odd is weighed again after a week
	s.get("/child/" + child.String() + "/due").shows("该再量一回身高体重了").link("/child/" + child.String() + "/growth/new")
	if b.clock.at = b.clock.at.AddDate(0, 0, -7); s.get("/child/" + child.String() + "/due").has("再量一回") {
		t.Error("not on the same day")
	}
}

// What is not looked at today is not asked, and not noted as fine.
func TestRoundLooks(t *testing.T) {
	b := newBox(t)
	child, _ := b.girl(before)
	at := "/round/child/" + child.String()
	s := b.screen.get("/round/looks").tap("/round/looks", "look", "teeth").tap("/round/looks", "look", "head").get("/round").shows("今天查身高体重、视力")
	if s.get(at); s.has("口腔") || s.has("头围") {
		t.Error("it asks for what is not looked at")
	}
	s.keys(at, "109823").tap(at, "go", "fine")
	if c := b.checked(child); c.Teeth != "" || c.Eye != "fine" || b.newest(child).Head != 0 {
		t.Errorf("kept: %+v %+v", c, b.newest(child))
	}
}

// Walked away from half done, it stands there and on the list of what is unfinished; the
// same press posted twice is one.
func TestRoundResumes(t *testing.T) {
	b := newBox(t)
	child, _ := b.girl(before)
	at := "/round/child/" + child.String()
	s := b.screen.get(at).keys(at, "10")
	press := s.form("key", "9")
	s.post(at, press)
	s.post(at, press)
	s.get(at).shows("10.9 公斤")
	s.get("/unfinished").shows("体检", "王梓涵").link(at).shows("10.9 公斤")
	if len(b.file(child).Growth) != 1 {
		t.Error("something was noted")
	}
}

// Whoever is absent or skipped is no next one; a child seen again on the same day is the
// same check-up.
func TestRoundSlipsAndRepeats(t *testing.T) {
	b := newBox(t)
	child := b.known(func(r *desk.Registration) { r.Name, r.Nick, r.Sex, r.Birth = "王梓涵", "涵涵", "2", "2025-03-12" })
	at := "/round/child/" + child.String()
	b.paper.setup = print.Setup{Slip: print.Choice{Kind: print.USB, Where: "lp0", Width: print.Width80}}
	s := b.screen.get(at).keys(at, "109823468").tap(at, "go", "fine").on("/round/end")
	s.get(at).tap(at, "at", "weight").keys(at, "111").tap(at, "eye", "refer").tap(at, "go", "refer").on("/round/end").shows("今天看了 1 个")
	if g := b.file(child).Growth; len(g) != 1 || g[0].Weight != 11100 {
		t.Errorf("kept: %+v", g)
	}
	s.tap("/round/slips", "do", "all")
	b.turn()
	if len(b.paper.out) != 1 {
		t.Fatalf("%d slips", len(b.paper.out))
	}
	text := onPaper(b.paper.out[0])
	for _, want := range []string{"涵涵", "11.1 公斤", "82.3 厘米", "视力", "再看看", "请去上级医院看看"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s on the slip:\n%s", want, text)
		}
	}
	for _, never := range []string{"梓涵", "2025", "1380"} {
		if strings.Contains(text, never) {
			t.Errorf("%s is on the slip:\n%s", never, text)
		}
	}
}

// For whom something is due comes before whoever is only there, whichever of them was seen
// first.
func TestRoundGoesThroughTheDueFirst(t *testing.T) {
	b := newBox(t)
	due := []hub.ID{b.register("王一", "2", "2025-03-12", ""), b.register("王二", "2", "2025-03-13", ""), b.register("王三", "2", "2025-03-14", "")}
	fine := func(s *screen) {
		s.post(s.path, s.form("weight", "10.9", "length", "82.3", "go", "fine"))
	}
	for i, name := range []string{"赵一", "赵二"} { // seen yesterday, and here again
		fine(b.screen.get("/round/child/" + b.register(name, "2", hub.Day("2025-03-20").Add(i), "").String()))
	}
	b.clock.at = b.clock.at.AddDate(0, 0, 1)
	s := b.screen.get("/round").shows("该查 3").get("/round/child/" + due[1].String())
	for i := range len(due) + 1 {
		if isDue := slices.ContainsFunc(due, func(d hub.ID) bool { return strings.HasSuffix(s.path, d.String()) }); isDue != (i < len(due)) {
			t.Errorf("seen as number %d: %s; due are %v", i+1, s.path, due)
		}
		fine(s)
	}
}

// sixty are registered, a day apart.
func (b *box) sixty() {
	for i := range 60 {
		b.register(fmt.Sprintf("王%c%c", []rune("梓雨浩沐一子可思")[i%8], []rune("涵桐然阳诺墨欣远")[i/8]), "2", hub.Day("2025-03-12").Add(-i), "")
	}
}

// Sixty children follow one another without the list, each with one answer of its own
// handler; the last one leads to what the day came to, and nobody comes twice.
func TestRoundOfSixty(t *testing.T) {
	b := newBox(t)
	b.sixty()
	s := b.screen.get("/round").shows("该查 60", "换一页")
	s.get(s.links("/round/child/")[0])
	seen := map[string]bool{}
	for i := range 60 {
		at := s.path
		if seen[at] {
			t.Fatalf("%s comes a second time, after %d", at, i)
		}
		seen[at] = true
		answer := "fine"
		if i%20 == 7 {
			answer = "refer"
		}
		s.post(at, s.form("weight", "10.9", "length", "82.3", "head", "46.8", "go", answer))
	}
	s.on("/round/end").shows("今天看了 60 个，3 个去上级医院。")
	if len(s.links("/forms/referral/new")) != 3 {
		t.Error("three of them want a referral")
	}
}
