package station_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/print"
	"yizhan/kiosk/web"
)

// girl is 20 months old on the day of the tests, 23 November 2026.
func (b *box) girl(measured ...desk.Measuring) (id hub.ID, at string) {
	b.t.Helper()
	id = b.register("王梓涵", "2", "2025-03-12", "13803550421")
	for _, m := range measured {
		m.Request, m.Child = hub.NewID(), id
		_, err := b.desk.Measure(b.ctx, b.actor(), m)
		b.must(err)
	}
	return id, "/child/" + id.String()
}

var before = desk.Measuring{Day: "2026-09-12", Weight: 10400, Length: 804, Head: 465, Measure: "lying", Clothes: "light"}

// newest is what was kept last.
func (b *box) newest(child hub.ID) care.Growth {
	b.t.Helper()
	all := b.file(child).Growth
	if len(all) == 0 {
		return care.Growth{}
	}
	return all[0]
}

// Three figures, each typed, each followed by the main action; then the curve.
func TestWeigh(t *testing.T) {
	b := newBox(t)
	child, at := b.girl(before)
	s := b.screen.get(at).link(at+"/growth").shows("长得正好", "体重 中，身长 中，头围 中", "跟着自己的线走").link(at+"/growth/new").shows("体重多少？", "上次 10.4，9月12日", "下一样：身长")
	s.taps = 0
	s.tap(at+"/growth/new", "count-weight", "10.9", "go", "next").shows("10.9 公斤", "身长多少？", "上次 80.4，9月12日", "就量这些")
	s.tap(at+"/growth/new", "count-length", "82.3", "go", "next").shows("82.3 厘米", "头围多少？", "记下来")
	s.tap(at+"/growth/new", "count-head", "46.8", "go", "next").on(at+"/growth").shows("长得正好", "下次 明年3月12日前后量", "撤回", "10.9", "82.3", "46.8")
	if s.taps != 3 {
		t.Errorf("%d taps, want 3", s.taps)
	}
	if g := b.newest(child); g.Period != "2026-11-23" || g.Weight != 10900 || g.Length != 823 || g.Head != 468 || g.Posture != "lying" || g.Clothes != "light" {
		t.Errorf("kept: %+v", g)
	}
	s.tap(at+"/growth/undo", "undo", s.button("undo")).on(at + "/growth")
	if g := b.newest(child); g.Weight == 10900 {
		t.Errorf("it is not taken back: %+v", g)
	}
}

// Without the script every press is a post: steps begin with the last measure, figures
// follow each other, 斤 are read as 斤, and nothing is lost on the way.
func TestWeighByPresses(t *testing.T) {
	b := newBox(t)
	child, at := b.girl(before)
	new := at + "/growth/new"
	s := b.screen.get(new)
	s.tap(new, "more", "weight").shows("10.4 公斤").tap(new, "more", "weight").shows("10.5 公斤").tap(new, "much-less", "weight").shows("9.5 公斤")
	s.tap(new, "unit", "jin").shows("19.0 斤").tap(new, "key", "2").tap(new, "key", "1").tap(new, "key", ".").tap(new, "key", "8").shows("21.8 斤")
	s.tap(new, "at", "length").tap(new, "more", "length").shows("80.4 厘米").tap(new, "measure", "standing").shows("身高多少？").tap(new, "clothes", "winter")
	s.get("/todo").shows("量身高体重").get(new).shows("21.8 斤", "80.4 厘米", "身高多少？")
	s.tap(new, "go", "done").on(at + "/growth")
	if g := b.newest(child); g.Weight != 10900 || g.Length != 804 || g.Posture != "standing" || g.Clothes != "winter" || g.Head != 0 {
		t.Errorf("kept: %+v", g)
	}
}

// What is kept while somebody types is there again, and answers nothing.
func TestWeighIsKept(t *testing.T) {
	b := newBox(t)
	_, at := b.girl()
	new := at + "/growth/new"
	s := b.screen.get(new).shows("第一次量")
	form := s.form("count-weight", "10.9", "keep", "1")
	if s.post(new, form); s.code != http.StatusNoContent {
		t.Errorf("%d, want 204", s.code)
	}
	s.get(new)
	if got := s.field("count-weight"); got != "10.9" {
		t.Errorf("%q is there again", got)
	}
}

// What looks like a slip is asked back; nothing is changed by itself.
func TestSlipsAreAskedBack(t *testing.T) {
	for _, c := range []struct {
		name, figure, typed string
		asks                []string
		answer              string
		weight, length      int
	}{
		{"斤, meant", "weight", "21.8", []string{"是 21.8 斤，还是 21.8 公斤？", "上次是 10.4 公斤", "是斤，记 10.9 公斤"}, "meant", 10900, 0},
		{"斤, but true", "weight", "21.8", []string{"是公斤，没错"}, "sure", 21800, 0},
		{"no point", "weight", "109", []string{"是不是少按了一个点？", "是 10.9 公斤"}, "meant", 10900, 0},
		{"a jump", "weight", "7.4", []string{"比上次少了 3 公斤，对吗？", "再量一次看看"}, "sure", 7400, 0},
		{"metres", "length", "0.823", []string{"是 0.823 米吧？", "是米，记 82.3 厘米"}, "meant", 0, 823},
		{"millimetres", "length", "823", []string{"是 82.3 厘米"}, "meant", 0, 823},
		{"shrunk", "length", "78", []string{"比上次少了 2.4 厘米，对吗？"}, "sure", 0, 780},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := newBox(t)
			child, at := b.girl(before)
			new := at + "/growth/new"
			s := b.screen.get(new).tap(new, "at", c.figure).tap(new, "count-"+c.figure, c.typed, "go", "done").on(new).shows(c.asks...)
			if n := len(b.file(child).Growth); n != 1 {
				t.Fatalf("%d measurings before she answered", n)
			}
			s.tap(new, "answer", c.answer).on(at + "/growth")
			if g := b.newest(child); g.Weight != c.weight || g.Length != c.length {
				t.Errorf("kept: %+v", g)
			}
		})
	}
}

// She may press another figure instead of answering; the next odd one is asked about too.
func TestAskedAndPressedAnew(t *testing.T) {
	b := newBox(t)
	child, at := b.girl(before)
	new := at + "/growth/new"
	s := b.screen.get(new).tap(new, "count-weight", "21.8", "go", "next").shows("身长多少？").tap(new, "count-length", "823", "go", "done")
	s.shows("还是 21.8 公斤？").tap(new, "count-weight", "22", "go", "next").shows("还是 22 公斤？").tap(new, "count-weight", "10.8", "go", "next").shows("是不是少按了一个点？")
	s.tap(new, "answer", "meant").on(at + "/growth")
	if g := b.newest(child); g.Weight != 10800 || g.Length != 823 {
		t.Errorf("kept: %+v", g)
	}
}

func TestWhatCannotBeIsSaid(t *testing.T) {
	b := newBox(t)
	child, at := b.girl()
	new := at + "/growth/new"
	b.screen.get(new).tap(new, "go", "next").tap(new, "go", "next").tap(new, "go", "next").shows("还没有写量出来的数")
	s := b.screen.get(new).tap(new, "at", "weight").tap(new, "count-weight", "8.2.3", "go", "done").shows("这个数没看懂")
	if s.code != 422 || s.field("count-weight") != "8.2.3" {
		t.Errorf("%d, %q", s.code, s.field("count-weight"))
	}
	s.tap(new, "count-weight", "0.4", "go", "done").tap(new, "answer", "sure")
	if s.code != 422 || len(b.file(child).Growth) != 0 {
		t.Errorf("0.4 公斤: %d, %d measurings", s.code, len(b.file(child).Growth))
	}
}

// What the standard judges is said in words that frighten nobody, and never red.
func TestWordsOfGrowth(t *testing.T) {
	for _, c := range []struct {
		name string
		now  desk.Measuring
		more []desk.Measuring
		want []string
	}{
		{"fine", desk.Measuring{Weight: 10900, Length: 823}, nil, []string{"长得正好", "下次 明年3月12日前后量"}},
		{"light", desk.Measuring{Weight: 8800, Length: 800}, nil, []string{"比同龄的轻一些", "请带到乡镇卫生院看看，一个月后再量", "不是说有病", "下次 12月23日前后量"}},
		{"very light", desk.Measuring{Weight: 7600, Length: 800}, nil, []string{"比同龄的轻得多", "这几天就带到乡镇卫生院"}},
		{"short", desk.Measuring{Weight: 9800, Length: 755}, nil, []string{"矮一些"}},
		{"heavy for the length", desk.Measuring{Weight: 14500, Length: 820}, nil, []string{"比同龄的胖得多"}},
		{"a little heavy for the length", desk.Measuring{Weight: 11900, Length: 815}, nil, []string{"比同龄的胖一些", "体检时问问医生"}},
		{"large", desk.Measuring{Weight: 13200, Length: 905}, nil, []string{"比同龄的高大一些", "放心"}},
		{"flat", desk.Measuring{Weight: 10000}, []desk.Measuring{before}, []string{"这条线平了一点", "下个月再来量一次"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := newBox(t)
			c.now.Day = "2026-11-23"
			_, at := b.girl(append(c.more, c.now)...)
			s := b.screen.get(at + "/growth").shows(c.want...)
			if regexp.MustCompile(`class="[^"]*\b(harm|bad)\b`).MatchString(s.page) {
				t.Error("a low figure is red")
			}
		})
	}
}

func TestCurves(t *testing.T) {
	b := newBox(t)
	_, at := b.girl(before, desk.Measuring{Day: "2026-11-23", Weight: 10900, Length: 823, Head: 468})
	for of, point := range map[string]string{"weight": "10.9 公斤", "length": "82.3 厘米", "head": "46.8 厘米", "wfl": "10.9 公斤", "": "10.9 公斤"} {
		s := b.screen.get(at + "/growth?of=" + of)
		if n := strings.Count(s.page, `<circle class="pt`); n != 2 {
			t.Errorf("%s: %d points", of, n)
		}
		if !strings.Contains(s.page, "今天 · 20 月龄 · "+point) || strings.Count(s.page, `class="sd"`) != 7 || strings.Count(s.page, "b-mid") != 1 {
			t.Errorf("%s: no %s, or a standard is missing", of, point)
		}
	}
	nobody := b.known(func(r *desk.Registration) { r.Name, r.Sex, r.Birth = "王小满", "", "2025-05-06" })
	to := "/child/" + nobody.String()
	b.screen.get(to+"/growth").shows("还没量过", "还没写男女").link(to + "/edit/sex")
}

// Whoever may not measure sees the curve and no scale; a post of hers is refused.
func TestWhoMayMeasure(t *testing.T) {
	b := newBox(t)
	child, at := b.girl(before)
	s := b.newScreen()
	s.http = b.stranger(&web.Session{Actor: hub.Actor{Staff: hub.NewID(), Site: b.site, Role: hub.RoleTownship}, Signed: true})
	s.get(at + "/growth").shows("长得正好")
	if strings.Contains(s.page, "量一量") {
		t.Error("who may not measure is offered the scale")
	}
	s.get(at + "/growth/new")
	if s.post(at+"/growth/new", s.form("count-weight", "10.9", "go", "done")); s.code != http.StatusForbidden || len(b.file(child).Growth) != 1 {
		t.Errorf("%d, %d measurings", s.code, len(b.file(child).Growth))
	}
}

// A slip names the child by its nickname, and by nothing else.
func TestGrowthCardNamesNobody(t *testing.T) {
	b := newBox(t)
	child := b.known(func(r *desk.Registration) { r.Name, r.Nick, r.Sex, r.Birth = "王梓涵", "涵涵", "2", "2025-03-12" })
	at := "/child/" + child.String()
	for _, m := range []desk.Measuring{before, {Day: "2026-11-23", Weight: 10900, Length: 823, Head: 468}} {
		m.Request, m.Child = hub.NewID(), child
		_, err := b.desk.Measure(b.ctx, b.actor(), m)
		b.must(err)
	}
	b.paper.setup = print.Setup{Slip: print.Choice{Kind: print.USB, Where: "lp0", Width: print.Width80}}
	b.screen.get(at+"/growth").tap(at+"/growth/card", "do", "print")
	b.turn()
	if len(b.paper.out) != 1 {
		t.Fatalf("%d slips", len(b.paper.out))
	}
	text := onPaper(b.paper.out[0])
	for _, want := range []string{"涵涵", "10.9 公斤", "82.3 厘米", "46.8 厘米", "10.4 公斤", "长得正好", "下次 明年3月12日前后量"} {
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
