package station_test

import (
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
)

func TestEnrolInFewTaps(t *testing.T) {
	b := newBox(t)
	child := b.register("王梓涵", "2", "2025-03-12", "13803550421")
	at := "/child/" + child.String()
	s := b.screen.get(at).link(at+"/enrol").shows("三样都点一下", "0 个，还空 18 个")
	s.taps = 0
	s.tap(at+"/enrol", "mode", "full").tap(at+"/enrol", "group", b.group("混合班").String()).tap(at+"/enrol", "start", "2026-11-23")
	s.shows("办好入托").tap(at+"/enrol", "go", "next").on(at).shows("在托", "混合班 · 全日 · 今天起", "离托", "撤回")
	if s.taps != 4 {
		t.Errorf("%d taps, want 4", s.taps)
	}
	if e := b.file(child).Enrolments; len(e) != 1 || e[0].From != "2026-11-23" || e[0].Mode != "full" {
		t.Errorf("kept: %+v", e)
	}
	s.tap(at+"/undo", "undo", s.button("undo")).on(at).shows("还没入托", "散居")
}

// Two presses on 办好入托 take one place.
func TestEnrolTwiceIsOnePlace(t *testing.T) {
	b := newBox(t)
	child := b.register("王梓涵", "2", "2025-03-12", "13803550421")
	at := "/child/" + child.String()
	s := b.screen.get(at+"/enrol").tap(at+"/enrol", "mode", "half").tap(at+"/enrol", "group", b.group("混合班").String()).tap(at+"/enrol", "start", "2026-11-23")
	form := s.form("go", "next")
	before := b.written()
	s.post(at+"/enrol", form).on(at)
	s.post(at+"/enrol", form).on(at)
	if n := len(b.file(child).Enrolments); n != 1 || b.written() != before+1 {
		t.Errorf("%d places, %d commits", n, b.written()-before)
	}
}

// An age that does not fit is asked about once; she says yes by the same button.
func TestEnrolAsksAboutAge(t *testing.T) {
	b := newBox(t)
	child := b.register("王小满", "2", "2026-02-12", "13803550421") // 9 months; the class is from 18 on
	at := "/child/" + child.String()
	s := b.screen.get(at + "/enrol").shows("收满 18 月龄的")
	s.tap(at+"/enrol", "mode", "full").tap(at+"/enrol", "group", b.group("混合班").String()).tap(at+"/enrol", "start", "2026-11-23")
	s.tap(at+"/enrol", "go", "next").shows("小了一点", "再点一次")
	if s.code != 422 || len(b.file(child).Enrolments) != 0 {
		t.Errorf("%d, places %d", s.code, len(b.file(child).Enrolments))
	}
	s.tap(at+"/enrol", "go", "next").on(at).shows("混合班")
}

// A full class is full: its tile cannot be pressed, and a press that comes all the
// same says so in words.
func TestEnrolFullClass(t *testing.T) {
	b := newBox(t)
	id, err := b.desk.AddGroup(b.ctx, b.actor(), hub.NewID(), b.site, desk.Group{Name: "小院", Type: "hun", Places: 1})
	b.must(err)
	other := b.register("李沐阳", "1", "2025-01-01", "13803550423")
	_, err = b.desk.Enrol(b.ctx, b.actor(), desk.Enrolling{Request: hub.NewID(), Child: other, Group: id, Mode: "full", From: "2026-11-02"})
	b.must(err)
	child := b.register("王梓涵", "2", "2025-03-12", "13803550421")
	at := "/child/" + child.String()
	s := b.screen.get(at + "/enrol").shows("满了，1 个")
	if !s.dead("group", id.String()) {
		t.Error("a full class can be pressed")
	}
	form := s.form("mode", "full", "group", id.String(), "start", "2026-11-23", "go", "next")
	s.post(at+"/enrol", form).shows("托位都有人了")
	if s.code != 422 || len(b.file(child).Enrolments) != 0 {
		t.Errorf("%d, places %d", s.code, len(b.file(child).Enrolments))
	}
	if !strings.Contains(s.page, "先点") && !strings.Contains(s.page, "三样都点一下") {
		t.Error("the main action stands ready")
	}
}

// Any day can be the first: 别的日子 shows the tiles of a date, in either calendar.
func TestEnrolOtherDay(t *testing.T) {
	b := newBox(t)
	child := b.register("王梓涵", "2", "2025-03-12", "13803550421")
	at := "/child/" + child.String()
	s := b.screen.get(at+"/enrol").tap(at+"/enrol", "start", "other").on(at + "/day/first")
	s.tap(at+"/day/first", "month", "12").tap(at+"/day/first", "day", "7").shows("2026年12月7日", "星期一，还有 14 天")
	s.tap(at+"/day/first", "go", "next").on(at + "/enrol").shows("12月7日")
	if s.field("start") != "2026-12-07" {
		t.Errorf("start is %q", s.field("start"))
	}
}

func TestLeaveAndReturn(t *testing.T) {
	b := newBox(t)
	child := b.register("王梓涵", "2", "2025-01-12", "13803550421")
	b.enrol(child, "2026-07-01")
	at := "/child/" + child.String()
	s := b.screen.get(at).link(at + "/leave").shows("为什么不来了")
	s.tap(at+"/leave", "reason", "family").tap(at+"/leave", "day", "2026-11-22")
	form := s.form("go", "next")
	s.post(at+"/leave", form).on(at).shows("散居", "还没入托", "办入托")
	s.post(at+"/leave", form).on(at)
	if e := b.file(child).Enrolments; len(e) != 1 || e[0].To != "2026-11-22" || e[0].Ended != "family" {
		t.Errorf("kept: %+v", e)
	}
	b.clock.at = b.clock.at.AddDate(0, 4, 0)
	s.get(at+"/enrol").shows("离开 4 个月了", "体检")
	s.tap(at+"/enrol", "mode", "full").tap(at+"/enrol", "group", b.group("混合班").String()).tap(at+"/enrol", "start", "2027-03-23").tap(at+"/enrol", "go", "next")
	s.on(at).shows("在托")
	if n := len(b.file(child).Enrolments); n != 2 {
		t.Errorf("%d places, want the one before and the new one", n)
	}
}

// The last day cannot come before the first.
func TestLeaveBeforeItBegan(t *testing.T) {
	b := newBox(t)
	child := b.register("王梓涵", "2", "2025-03-12", "13803550421")
	b.enrol(child, "2026-11-23")
	at := "/child/" + child.String() + "/leave"
	s := b.screen.get(at).tap(at, "reason", "moved").tap(at, "day", "2026-11-22").tap(at, "go", "next")
	if s.shows("最后一天比第一天还早"); s.code != 422 {
		t.Errorf("%d", s.code)
	}
}

// Another class from another day: the old place ends the day before, in one commit.
func TestMove(t *testing.T) {
	b := newBox(t)
	child := b.register("王梓涵", "2", "2025-03-12", "13803550421")
	b.enrol(child, "2026-11-02")
	at := "/child/" + child.String()
	s := b.screen.get(at + "/enrol").shows("换班")
	if s.field("mode") != "full" {
		t.Errorf("the place she has is not on: %q", s.field("mode"))
	}
	s.tap(at+"/enrol", "mode", "half").tap(at+"/enrol", "start", "2026-11-24")
	before := b.written()
	s.tap(at+"/enrol", "go", "next").on(at)
	e := b.file(child).Enrolments
	if len(e) != 2 || e[0].From != "2026-11-24" || e[0].Mode != "half" || e[1].To != "2026-11-23" || b.written() != before+1 {
		t.Errorf("%d commits, kept: %+v", b.written()-before, e)
	}
}

// A place from tomorrow on stands on the child's page, which offers no second one.
func TestPlaceThatHasNotBegun(t *testing.T) {
	b := newBox(t)
	child := b.register("王梓涵", "2", "2025-03-12", "13803550421")
	at := "/child/" + child.String()
	s := b.screen.get(at+"/enrol").tap(at+"/enrol", "mode", "full").tap(at+"/enrol", "group", b.group("混合班").String()).tap(at+"/enrol", "start", "2026-11-24")
	s.tap(at+"/enrol", "go", "next").on(at).shows("混合班 · 全日 · 明天起")
	for _, word := range []string{"还没入托", "办入托", "离托"} {
		if strings.Contains(s.text(), word) {
			t.Errorf("the page says %q", word)
		}
	}
}
