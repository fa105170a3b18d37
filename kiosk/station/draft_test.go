package station_test

import (
	"strings"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/desk"
)

// What somebody has begun and left stands on her home page and in a list: who it is
// of, what, how far, when; she goes on where she was.
func TestWhatWasLeft(t *testing.T) {
	b := newBox(t)
	name := "/child/" + b.register("王梓涵", "2", "2025-03-08", "").String() + "/edit/name"
	s := b.screen.get(name)
	s.post(name, s.form("text", "王小明", "keep", "1"))
	b.clock.at = b.clock.at.Add(time.Minute)
	s.get("/register").tap("/register/name", "put", "李")

	s = b.newScreen().get("/").shows("2", "件没写完", "李", "写到名字", "今天 9:01")
	s.link("/unfinished").shows("李", "登记宝宝，写到名字", "王梓涵", "改名字", "今天 9:00", "只有你自己看得到")
	s.link(name).on(name)
	if got := s.field("text"); got != "王小明" {
		t.Errorf("the name goes on with %q", got)
	}
}

// 不要了 takes a draft off the list, and comes back with one tap, with the bar or
// from the list; what was begun in its place since is not lost either.
func TestNotWantedComesBack(t *testing.T) {
	b := newBox(t)
	s := b.screen.get("/register")
	s.tap("/register/name", "put", "王")
	s.get("/unfinished").tap("/unfinished", "do", "register").shows("不要了")
	if s.get("/"); s.has("件没写完") {
		t.Error("what is not wanted is still asked about")
	}
	s.get("/unfinished?gone=register").tap("/unfinished/undo", "undo", "register").on("/unfinished").shows("王", "接着写")

	s.tap("/unfinished", "do", "register")
	s.get("/register").on("/register/name").tap("/register/name", "put", "李")
	s.get("/unfinished").shows("李", "王", "拿回来").tap("/unfinished", "do", "aside/register")
	s.get("/register/name")
	if got := s.field("text"); got != "王" {
		t.Errorf("fetched back: %q", got)
	}
	s.get("/unfinished").shows("李", "拿回来")
}

// Another worker is shown nothing of it, and nobody without a PIN.
func TestWhatWasLeftIsHersAlone(t *testing.T) {
	b := newBox(t)
	b.screen.get("/register").tap("/register/name", "put", "王")
	id, err := b.desk.AddStaff(b.ctx, b.actor(), hub.NewID(), desk.Worker{Name: "刘建平", Role: hub.RoleCarer})
	b.must(err)
	other := b.newScreen()
	other.sign(id, "2468")
	for _, path := range []string{"/", "/unfinished", "/todo"} {
		if other.get(path); other.has("没写完") && path == "/" || other.has("王") {
			t.Errorf("%s shows another worker what is not hers", path)
		}
	}
	other.get("/register").on("/register/name")
	if got := other.field("text"); got != "" {
		t.Errorf("another worker goes on with %q", got)
	}
	other.http.Jar = nil
	if other.get("/"); other.has("没写完") {
		t.Error("the open home page says what somebody has not finished")
	}
}

// A screen that was started anew knows nobody; her PIN leads her to the step where
// she was. After half a day it leads home.
func TestResumeAfterAStart(t *testing.T) {
	b := newBox(t)
	s := b.screen.get("/register")
	s.tap("/register/name", "text", "王涵", "go", "next").on("/register/sex")
	fresh := b.newScreen()
	fresh.http.Jar = nil
	if fresh.get("/cover"); !strings.Contains(fresh.page, "/pin?next=/resume") {
		t.Fatal("the cover of a fresh screen leads elsewhere")
	}
	if fresh.has("王涵") {
		t.Error("the cover names somebody")
	}
	b.newScreen().get("/resume").on("/register/sex")
	b.clock.at = b.clock.at.Add(13 * time.Hour)
	b.newScreen().get("/resume").on("/")
}

// Two children's drafts of one kind do not push each other out.
func TestDraftsOfTwoChildren(t *testing.T) {
	b := newBox(t)
	for _, c := range []hub.ID{b.register("王梓涵", "2", "2025-03-08", ""), b.register("李沐阳", "1", "2025-05-01", "")} {
		at := "/child/" + c.String() + "/pickup"
		b.screen.get(at).post(at, b.screen.form("kin", "uncle"))
	}
	b.screen.get("/unfinished").shows("王梓涵", "李沐阳")
}
