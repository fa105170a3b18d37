package station_test

import (
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
)

func (b *box) answers(child hub.ID) map[hub.Purpose]care.Consent {
	b.t.Helper()
	f, err := b.desk.File(b.ctx, b.actor(), child)
	b.must(err)
	return f.Consents
}

// Sheets that came back on paper are ticked off, one tap each, and a slip is
// taken back.
func TestPaperSheetsAreTickedOff(t *testing.T) {
	b := newBox(t)
	first := b.known(nil)
	second := b.known(func(r *desk.Registration) { r.Name, r.Birth, r.People = "赵小雨", "2024-08-02", nil })
	s := b.screen.get("/consents").shows("2 家还没签", "王梓涵", "赵小雨")
	tick := s.form("do", first.String())
	s.post("/consents", tick)
	s.on("/consents").shows("1 家还没签", "王梓涵 答好了", "撤回")
	s.post("/consents", tick) // the answer was lost: once more
	entries, err := b.desk.History(b.ctx, b.actor(), first)
	b.must(err)
	if len(entries) != 2 {
		t.Errorf("%d acts are in the history, want registration and sheet", len(entries))
	}
	for code, a := range b.answers(first) {
		if a.Answer != hub.AnswerYes || a.Way != "paper" || a.ByName != "见纸上签名" {
			t.Errorf("%s: %+v", code, a)
		}
	}
	s.tap("/consents/undo", "undo", s.undoToken()).shows("2 家还没签")
	s.tap("/consents", "do", first.String())
	s.tap("/consents", "do", second.String()).shows("都签好了")
	if s.taps != 3 {
		t.Errorf("%d taps", s.taps)
	}
}

func TestSheetsArePrintedInOneGo(t *testing.T) {
	b := newBox(t)
	b.known(nil)
	b.known(func(r *desk.Registration) { r.Name, r.Birth, r.People = "赵小雨", "2024-08-02", nil })
	s := b.screen.get("/consents/print").on("/consents/print").shows("2 家", "女 · 2025年3月12日生 · 桥头村", "赵小雨", "离开以后半年内删掉")
	if n := strings.Count(s.page, "签名"); n != 2 {
		t.Errorf("%d places to sign, want one a family", n)
	}
	if len(b.doors.looks) != 2 {
		t.Errorf("%d looks are noted, want 2", len(b.doors.looks))
	}
}

func (s *screen) undoToken() string { return s.field("token") }

func TestConsentOnTheScreen(t *testing.T) {
	b := newBox(t)
	child := b.known(nil)
	at := "/consents/" + child.String()
	b.screen.get(at + "/sign").on(at) // nothing is signed before it was said
	s := b.screen.get(at).shows("王梓涵", "给孩子拍照片", "奶奶代答")
	s.tap(at, "purpose-photo", "no", "answer", "mother", "way", "screen").on(at+"/sign").shows("请妈妈签个字", "同意 3 项，不同意 1 项")
	s.post(at+"/sign", s.form("signature", "M1 1L2 2", "way", "screen")).shows("还没有签名")
	if s.code != 422 {
		t.Errorf("a slip of the finger answers %d", s.code)
	}
	s.tap(at+"/sign", "signature", scrawled()).on("/consents").shows("都签好了")
	got := b.answers(child)
	if got["photo"].Answer != hub.AnswerNo || got["share"].Answer != hub.AnswerYes || got["share"].ByName != "妈妈" || got["share"].Way != "screen" {
		t.Errorf("answers are %+v", got)
	}
	kept := 0
	for _, a := range got {
		if len(a.Signature) > 0 {
			kept++
			if drawn, err := care.OpenSignature(a.Signature); err != nil || len(drawn) != 15 {
				t.Errorf("the signature has %d strokes (%v)", len(drawn), err)
			}
		}
	}
	if kept != 1 {
		t.Errorf("the signature is kept %d times, want once", kept)
	}
	if b.screen.get(at + "/sign").on(at); len(b.doors.looks) == 0 {
		t.Error("nobody is said to have looked")
	}
}

func TestConsentByTelephone(t *testing.T) {
	b := newBox(t)
	child := b.known(nil)
	at := "/consents/" + child.String()
	s := b.screen.get(at)
	s.tap(at, "way", "phone").on(at+"/call").shows("电话里是谁", "谁在旁边听见", "奶奶 李秀英")
	s.tap(at+"/call", "go", "later").on("/consents").shows("1 家还没签")
	s.get(at + "/call")
	s.post(at+"/call", s.form("whom", "mother", "go", "next")).shows("写上旁边是谁听到的")
	if s.code != 422 {
		t.Errorf("without a witness it answers %d", s.code)
	}
	s.tap(at+"/call", "purpose-research", "no", "whom", "mother", "witness", "奶奶 李秀英", "go", "next").on("/consents").shows("都签好了")
	got := b.answers(child)["research"]
	if got.Answer != hub.AnswerNo || got.Way != "phone" || got.ByName != "妈妈" || got.Witness != "奶奶 李秀英" || got.Day != "2026-11-23" {
		t.Errorf("research: %+v", got)
	}
}

// A purpose that a hand-made or torn form says nothing about is refused.
func TestConsentIsNeverAssumed(t *testing.T) {
	b := newBox(t)
	child := b.known(nil)
	at := "/consents/" + child.String()
	b.screen.get(at).post(at, map[string][]string{"way": {"paper"}, "answer": {"mother"}})
	for code, a := range b.answers(child) {
		if a.Answer != hub.AnswerNo {
			t.Errorf("%s: %v", code, a.Answer)
		}
	}
	s := b.screen.get("/consents/" + hub.NewID().String())
	if s.code != 404 {
		t.Errorf("an unknown child answers %d", s.code)
	}
}

// What a family agreed to can be taken back any day, from the child's page.
func TestConsentIsTakenBack(t *testing.T) {
	b := newBox(t)
	child := b.known(nil)
	s := b.screen.get("/consents")
	s.tap("/consents", "do", child.String())
	s.get("/child/" + child.String()).shows("家里的权利").get("/child/" + child.String() + "/rights").shows("同意过的能收回")
	s.get("/consents/" + child.String())
	answers := s.form("way", "paper")
	answers.Del("purpose-photo")
	answers.Set("purpose-photo", "no")
	s.post("/consents/"+child.String(), answers).on("/child/" + child.String())
	if got := b.answers(child)["photo"].Answer; got != hub.AnswerNo {
		t.Errorf("photos: %q, want no", got)
	}
}
