package station_test

import (
	"net/url"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

func TestChildPage(t *testing.T) {
	b := newBox(t)
	child := b.register("王梓涵", "2", "2025-03-12", "13803550421")
	b.enrol(child, "2026-11-02")
	for _, day := range []hub.Day{"2026-11-18", "2026-11-19"} {
		_, err := b.desk.Arrive(b.ctx, b.actor(), desk.Tap{Request: hub.NewID(), Day: day, Minute: 8 * 60, Children: []hub.ID{child}})
		b.must(err)
	}
	s := b.screen.get("/child/" + child.String())
	s.shows("王梓涵", "20 月龄", "2025年3月12日", "西火村", "混合班 · 全日 · 11月2日起", "在托", "待签", "奶奶", "李秀英", "平时带", "在外务工", "138****0421",
		"这两周来了 2 天", "身份证号", "签同意书", "离托")
	if strings.Contains(s.page, "13803550421") || strings.Contains(s.page, "138 0355 0421") {
		t.Error("the whole number is on the page")
	}
}

// 看全号 shows one number, once, and the look is noted.
func TestChildWholePhoneIsNoted(t *testing.T) {
	b := newBox(t)
	child := b.register("王梓涵", "2", "2025-03-12", "13803550421")
	at := "/child/" + child.String()
	s := b.screen.get(at)
	s.tap(at+"/phone", "whose", b.kin(child, "paternal-grandmother").ID.String()).shows("138 0355 0421", "看过，记下了")
	if n := len(b.doors.looks); n != 2 {
		t.Errorf("%d looks noted, want the page and the number", n)
	}
	s.get(at + "/phone").on(at)
	if strings.Contains(s.page, "138 0355 0421") {
		t.Error("the number is still shown")
	}
	other := b.register("李沐阳", "1", "2025-06-01", "13803550423")
	s.post("/child/"+other.String()+"/phone", url.Values{"whose": {b.kin(child, "paternal-grandmother").ID.String()}})
	if s.code != 404 {
		t.Errorf("a number of another child's people: %d, want 404", s.code)
	}
}

// Without a PIN nobody opens a child's page: the way leads to the PIN, and back.
func TestChildNeedsPIN(t *testing.T) {
	b := newBox(t)
	child := b.register("王梓涵", "2", "2025-03-12", "13803550421")
	s := b.newScreen()
	s.http.Jar = nil
	for _, path := range []string{"", "/edit/birth", "/history", "/family", "/pickups", "/enrol"} {
		s.get("/child/" + child.String() + path)
		if s.path != "/pin" || strings.Contains(s.page, "王梓涵") {
			t.Errorf("%q: stands at %s", path, s.path)
		}
	}
	s.post("/child/"+child.String()+"/phone", url.Values{"whose": {b.kin(child, "mother").ID.String()}})
	if s.path != "/pin" {
		t.Errorf("看全号 without PIN: %s", s.path)
	}
	if len(b.doors.looks) != 0 {
		t.Error("a look was noted where nothing was seen")
	}
}

func TestChildUnknown(t *testing.T) {
	s := newBox(t).screen
	for _, path := range []string{"/child/" + hub.NewID().String(), "/child/x", "/child/" + hub.NewID().String() + "/edit/birth"} {
		if s.get(path); s.code != 404 {
			t.Errorf("%s: %d", path, s.code)
		}
	}
	child := s.b.register("王梓涵", "2", "2025-03-12", "13803550421")
	for _, path := range []string{"/edit/secret", "/person/" + hub.NewID().String(), "/person/" + s.b.kin(child, "mother").ID.String() + "/id"} {
		if s.get("/child/" + child.String() + path); s.code != 404 {
			t.Errorf("%s: %d", path, s.code)
		}
	}
}

// Each field is corrected on its own page, offered with its undo, and stands in the
// history with what was before.
func TestFieldsAreCorrected(t *testing.T) {
	for name, c := range map[string]struct {
		press func(s *screen, at string)
		said  string // on the child's page
		told  string // in the history
	}{
		"name": {func(s *screen, at string) {
			at += "/edit/name"
			s.get(at).tap(at, "del", "1").tap(at, "put", "怡").tap(at, "go", "next")
		}, "王梓怡", "王梓涵 → 王梓怡"},
		"nick": {func(s *screen, at string) {
			at += "/edit/name"
			s.get(at).tap(at, "as", "nick").tap(at, "text", "豆豆")
		}, "小名 豆豆", "小名 豆豆"},
		"sex": {func(s *screen, at string) {
			s.get(at+"/edit/sex").tap(at+"/edit/sex", "sex", "1")
		}, "男", "女 → 男"},
		"birth": {func(s *screen, at string) {
			at += "/edit/birth"
			s.get(at).tap(at, "day", "21").shows("2025年3月21日").tap(at, "go", "next")
		}, "2025年3月21日", "2025年3月12日 → 2025年3月21日"},
		"lunar birth": {func(s *screen, at string) {
			at += "/edit/birth"
			s.get(at).tap(at, "calendar", "lunar").tap(at, "month", "2").tap(at, "day", "13").tap(at, "go", "next")
		}, "2025年3月12日", "农历2025年二月十三"},
		"village": {func(s *screen, at string) {
			at += "/edit/village"
			s.get(at).tap(at, "go", "write").tap(at+"-name", "text", "柳沟庄")
		}, "柳沟庄", "西火村 → 柳沟庄"},
		"certificate": {func(s *screen, at string) {
			at += "/edit/birth_cert"
			s.get(at).tap(at, "go", "more").tap(at, "letter", "P").shows("P 后面").tap(at, "birth_cert", "140123456")
		}, "出生证 P140123456", "P140123456"},
		"carer": {func(s *screen, at string) {
			at += "/edit/carer"
			s.get(at).tap(at, "away", "father").tap(at, "carer", "maternal-grandmother")
		}, "外婆 平时带", "平时带 是 → 不是"},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBox(t)
			child := b.register("王梓涵", "2", "2025-03-12", "13803550421")
			at := "/child/" + child.String()
			c.press(b.screen, at)
			b.screen.on(at).shows(c.said)
			if name != "lunar birth" || b.file(child).Child.BirthSaid != "" {
				b.screen.get(at+"/history").shows(c.told, "张桂兰", "登记")
			}
			if b.screen.get("/unfinished"); !b.screen.has("都写完了") {
				t.Error("the draft is left")
			}
		})
	}
}

// What an edit did is taken back where it is seen, and in the history.
func TestCorrectionIsTakenBack(t *testing.T) {
	b := newBox(t)
	child := b.register("王梓涵", "2", "2025-03-12", "13803550421")
	at := "/child/" + child.String()
	s := b.screen.get(at + "/edit/sex")
	form := s.form("sex", "1")
	s.post(at+"/edit/sex", form).on(at).shows("记好了", "撤回")
	undo := s.form("undo", s.button("undo"))
	s.post(at+"/undo", undo).on(at)
	before := b.written()
	s.post(at+"/undo", undo).on(at) // the same press once more
	if got := b.file(child).Child.Sex; got != "2" || b.written() != before {
		t.Errorf("sex is %s after taking back, %d further commits", got, b.written()-before)
	}
	s.get(at+"/history").shows("男 → 女", "女 → 男")
	s.tap(at+"/history", "do", s.button("do")) // the newest: the taking back is taken back
	if got := b.file(child).Child.Sex; got != "1" {
		t.Errorf("sex is %s", got)
	}
}

// A correction that comes twice is written once.
func TestCorrectionTwiceIsOne(t *testing.T) {
	b := newBox(t)
	child := b.register("王梓涵", "2", "2025-03-12", "13803550421")
	at := "/child/" + child.String()
	s := b.screen.get(at + "/edit/sex")
	form, before := s.form("sex", "1"), b.written()
	s.post(at+"/edit/sex", form).on(at)
	s.post(at+"/edit/sex", form).on(at)
	if n := b.written() - before; n != 1 {
		t.Errorf("%d commits, want 1", n)
	}
}

// If somebody else was quicker nothing is overwritten: the page says so, keeps what
// was entered, and the next press writes it.
func TestSomebodyElseWasQuicker(t *testing.T) {
	b := newBox(t)
	child := b.register("王梓涵", "2", "2025-03-12", "13803550421")
	at := "/child/" + child.String() + "/edit/birth"
	s := b.screen.get(at).tap(at, "day", "21")
	_, err := b.desk.Correct(b.ctx, b.actor(), hub.NewID(), "child", child, hub.ID{}, form.Values{"birth": hub.Day("2025-03-15")})
	b.must(err)
	s.tap(at, "go", "next").shows("刚才别人也改了这一条")
	if s.code != 409 || b.file(child).Child.Birth != "2025-03-15" {
		t.Errorf("%d, birth is %s", s.code, b.file(child).Child.Birth)
	}
	s.tap(at, "go", "next").shows("2025年3月21日")
	if b.file(child).Child.Birth != "2025-03-21" {
		t.Error("the second press did not write it")
	}
}

// A power cut, a reload, an idle cover: what was entered is there again.
func TestEntryIsKept(t *testing.T) {
	b := newBox(t)
	child := b.register("王梓涵", "2", "2025-03-12", "13803550421")
	at := "/child/" + child.String() + "/edit/birth"
	b.screen.get(at).tap(at, "day", "21")
	b.newScreen().get(at).shows("2025年3月21日")
	one := "/child/" + child.String() + "/person/" + b.kin(child, "mother").ID.String() + "/phone"
	s := b.newScreen().get(one)
	s.post(one, url.Values{"keep": {"1"}, "phone": {"1380355"}})
	if s.code != 204 {
		t.Errorf("keep is answered with %d", s.code)
	}
	if got := b.newScreen().get(one).field("phone"); got != "1380355" {
		t.Errorf("the field holds %q", got)
	}
}

// The ID number is checked by its sum, and compared with sex and birth: that is a
// question, which the same button answers.
func TestIDNumber(t *testing.T) {
	b := newBox(t)
	child := b.register("王梓涵", "2", "2025-03-12", "13803550421")
	at := "/child/" + child.String() + "/edit/id_no"
	for no, why := range map[string]string{
		"":                   "还空着",
		"140404250312001":    "15 位的老身份证号",
		"140404202503120011": "有一位对不上",
		"14040420250312":     "少了 4 位",
	} {
		s := b.newScreen().get(at).tap(at, "id_no", no)
		if s.code != 422 || s.path != at {
			t.Errorf("%q: %d at %s", no, s.code, s.path)
		}
		s.shows(why)
	}
	boy := idNumber("14040420250312001")
	s := b.newScreen().get(at).tap(at, "id_no", boy).shows("男孩")
	if b.file(child).Child.IDNo != "" {
		t.Fatal("written before it was asked")
	}
	s.tap(at, "id_no", boy).on("/child/" + child.String()).shows("身份证尾号 " + boy[14:])
	if strings.Contains(s.page, boy) || b.file(child).Child.IDNo != boy {
		t.Error("the whole number is shown, or not kept")
	}
	if s.get(at); strings.Contains(s.page, boy) {
		t.Error("the page to change it shows the whole number")
	}
	s.get("/child/" + child.String() + "/history")
	if strings.Contains(s.page, boy) {
		t.Error("the history shows the whole number")
	}
}
