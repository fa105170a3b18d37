package station_test

import (
	"strings"
	"testing"
	"time"

	"yizhan/hub"
)

// What is not right is asked step by step on the open wall, noted at once, and shown to
// nobody there afterwards; nothing of it stands in an address. What follows needs a PIN.
func TestOddOnTheOpenWall(t *testing.T) {
	b := newBox(t)
	child := b.enrolled("王涵", hub.ID{}, hub.ID{})
	b.enrolled("李轩", hub.ID{}, hub.ID{})
	s := b.wallScreen().at("/check")
	s.shows("现在园里没有孩子")
	s.at("/wall/morning").touch(child).shows("到了，好着呢")
	s.tap("/wall/morning", "instead", "odd")
	at := "/check/child/" + child.String()
	s.on(at).shows("摸一摸", "额头烫", "都没有，下一步")
	before := b.noted()
	s.tap(at, "pick", "forehead").tap(at, "pick", "palm").tap(at, "pick", "palm").tap(at, "go", "next")
	s.post(at, s.form("count-tenths", "50", "go", "next")).shows("体温没有这么低，也没有这么高")
	s.post(at, s.form("count-tenths", "38.1", "go", "next")).shows("看一看")
	s.tap(at, "go", "back").shows("量一量体温").tap(at, "go", "next")
	s.tap(at, "pick", "skin").tap(at, "go", "next").tap(at, "go", "next").tap(at, "go", "next")
	s.shows("38.1 度，热", "9:10 再量一次")
	if b.noted() != before || strings.Contains(s.query, "skin") {
		t.Errorf("%d commits before the last step; the address is %s?%s", b.noted()-before, s.path, s.query)
	}
	s.tap(at, "pick", "watch").on("/check").shows("9:10 再量", "记下了，多看几眼")
	for _, secret := range []string{"38", "疹子", "烫", "烧"} {
		if s.has(secret) {
			t.Errorf("the open wall says %s:\n%s", secret, s.text())
		}
	}
	b.clock.at = b.clock.at.Add(10 * time.Minute)
	s.at("/check").shows("该再量了").link(at + "?again=1")
	s.post(at, s.form("count-tenths", "38.4", "go", "next")).shows("38.4 度，烧着")
	s.tap(at, "pick", "room").on("/pin")
	if b.noted() != before+2 {
		t.Errorf("%d commits", b.noted()-before)
	}

	// With a PIN: whom to call, what it may be, who fetches.
	ill := "/ill/" + child.String()
	in := b.screen.get(ill).on(ill).shows("9:00 38.1 度，9:10 38.4 度", "给家里打电话", "9:10 到观察室")
	in.link("/call/" + child.String() + "?about=ill").shows("家里人的电话一个也没有") // nobody of this family has one
	in.get(ill+"/what").tap(ill+"/what", "pick", "by-station").shows("水痘").tap(ill+"/what", "pick", "varicella")
	in.on(ill).shows("水痘 · 站里看着像", "至少 14 天", "要返园证明")
	in.tap(ill, "undo", in.actToken()).shows("还没说")
	in.get("/").shows("个孩子在观察室")
	in.get("/ill").shows("王涵", "在观察室")
	in.get("/child/" + child.String()).shows("在观察室")
	in.get(ill).tap(ill, "do", "over").on("/ill").shows("现在没有孩子病着")
}

// Whoever fetches an ill child hears how its day was, two taps from the wall; and nobody is
// asked any more to measure a child that has gone home.
func TestFetchedFromTheSickRoom(t *testing.T) {
	b := newBox(t)
	child := b.enrolled("王涵", hub.ID{}, hub.ID{})
	ill, look := "/ill/"+child.String(), "/check/child/"+child.String()
	s, in := b.wallScreen().at("/wall/morning").touch(child), b.screen.get(look)
	in.tap(look, "go", "next")
	in.post(look, in.form("count-tenths", "381", "go", "next")).shows("看一看")
	in.tap(look, "go", "next").tap(look, "go", "next").tap(look, "go", "next").shows("38.1 度，热")
	in.tap(look, "pick", "room").on(ill).shows("再量一次体温", "家里来接了")
	s.at("/wall/evening").touch(child).shows("接走，记好了")
	if in.get(ill); in.has("再量") || in.has("家里来接了") {
		t.Errorf("she has gone home: %s", in.text())
	}
	s.at("/wall/evening").link("/wall/child/" + child.String()).shows("哪里记错了？").link(childAt(child) + "/slip").on("/pin")
	in.get("/wall/child/" + child.String()).link(childAt(child) + "/slip").shows("今天的一天")
}

func childAt(child hub.ID) string { return "/child/" + child.String() }

// The door: until when, whether the paper was seen, and nothing of what it has.
func TestBackAtTheDoor(t *testing.T) {
	b := newBox(t)
	child := b.enrolled("王涵", hub.ID{}, hub.ID{})
	call := "/call/" + child.String()
	b.clock.at = b.clock.at.Add(40 * time.Minute)
	in := b.screen
	granny, err := b.desk.MayFetch(b.ctx, child)
	b.must(err)
	in.get("/absent").shows("王涵", "10:00 以前问完")
	said := func(fields ...string) { in.post(call, in.form(fields...)) }
	in.get(call)
	said("pick", granny[0].ID.String())
	in.shows("家里怎么说？").tap(call, "pick", "sick").shows("什么样子？").tap(call, "pick", "blister").tap(call, "go", "next")
	in.shows("医生说是什么病？").tap(call, "pick", "hfmd").on("/absent").shows("没来的都问过了", "记好了")

	b.clock.at = b.clock.at.AddDate(0, 0, 14)
	s := b.wallScreen().at("/wall/morning")
	s.shows("要返园证明").touch(child).on("/check/back/" + child.String())
	if s.has("手足口") {
		t.Error("the door says what it has")
	}
	s.tap("/check/back/"+child.String(), "pick", "no").on("/wall/morning").shows("要返园证明")
	s.touch(child).tap("/check/back/"+child.String(), "pick", "proof").on("/wall/morning").shows("到了，好着呢", "1 到了")
}

// Where the check is done by itself, a tap at the door is an arrival and no look.
func TestCheckApart(t *testing.T) {
	b := newBox(t)
	child, other := b.enrolled("王涵", hub.ID{}, hub.ID{}), b.enrolled("李轩", hub.ID{}, hub.ID{})
	b.screen.get("/settings/sites").shows("进门点一下，就是到了、看过、好着呢").tap("/settings/sites", "do", "check-apart").shows("进门只记到了")
	w := b.wallScreen()
	if w.at("/wall/morning").touch(child).shows("到了"); w.has("好着呢") {
		t.Error("nobody has looked, and it is well")
	}
	w.at("/check").shows("0 看过", "1 还没看").tap("/check", "tap", child.String()).shows("1 看过")
	b.screen.get("/settings/sites").tap("/settings/sites", "do", "check-door")
	w.at("/wall/morning").touch(other).shows("到了，好着呢")
}
