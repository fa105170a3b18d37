package station_test

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// two are two stations of a township that can read each other's records; both know
// one child.
func two(t *testing.T) (here, there *box, child hub.ID) {
	lane := hub.TownshipLane(township)
	a, c := newKeys(), newKeys()
	a.to, c.to = append(a.to, c.recipient()), append(c.to, a.recipient())
	here, there = newBoxIn(t, lane, a), newBoxIn(t, lane, c)
	here.neighbour, there.neighbour = there.site, here.site
	child = here.register("李沐阳", "1", "2026-04-12", "13803550421")
	here.give(there)
	there.give(here)
	return here, there, child
}

func (b *box) correct(kind hub.Kind, id hub.ID, values form.Values) {
	b.t.Helper()
	_, err := b.desk.Correct(b.ctx, b.actor(), hub.NewID(), kind, id, hub.ID{}, values)
	b.must(err)
}

// Two stations correct one birth differently: both versions stand side by side with
// equal weight, nothing is lost, and the one that is tapped holds everywhere.
func TestConflictIsShownAndSettled(t *testing.T) {
	here, there, child := two(t)
	here.correct("child", child, form.Values{"birth": hub.Day("2026-04-13")})
	there.correct("child", child, form.Values{"birth": hub.Day("2026-04-21")})
	there.give(here)

	at := "/conflict/" + child.String()
	s := here.screen.get("/todo").shows("李沐阳的生日", "两站写得不一样")
	s.link(at).shows("2026年4月13日", "2026年4月21日", "用哪个", "张桂兰记", "都不对，重新写", "没选的那个也不会丢")
	before := here.written()
	s.tap(at, "use", "keep").on("/todo").shows("李沐阳的生日")
	if here.written() != before {
		t.Error("leaving both wrote something")
	}
	s.get("/child/" + child.String()).shows("写得不一样").link(at)
	use := s.choice("use", "4月21日")
	form := s.form("use", use)
	s.post(at, form).on("/child/" + child.String()).shows("2026年4月21日")
	s.post(at, form).on("/todo") // the same press again
	if s.has("李沐阳的生日") {
		t.Error("it is asked again")
	}
	s.get("/child/" + child.String() + "/history").shows("2026年4月13日")

	here.give(there)
	there.screen.get("/todo")
	if there.screen.has("李沐阳的生日") || there.file(child).Child.Birth != "2026-04-21" {
		t.Errorf("there it is %s", there.file(child).Child.Birth)
	}
}

// Neither is right: the field is written anew, which ends the conflict too.
func TestConflictWrittenAnew(t *testing.T) {
	here, there, child := two(t)
	here.correct("child", child, form.Values{"birth": hub.Day("2026-04-13")})
	there.correct("child", child, form.Values{"birth": hub.Day("2026-04-21")})
	there.give(here)
	s := here.screen.get("/conflict/" + child.String())
	at := "/child/" + child.String() + "/edit/birth"
	s.link(at).tap(at, "day", "15").tap(at, "go", "next").on("/child/" + child.String()).shows("2026年4月15日")
	if n := len(here.file(child).Conflicts); n != 0 {
		t.Errorf("%d conflicts are left", n)
	}
}

// Two fields of one record: one after the other.
func TestConflictOfTwoFields(t *testing.T) {
	here, there, child := two(t)
	here.correct("child", child, form.Values{"birth": hub.Day("2026-04-13"), "name": "李牧阳"})
	there.correct("child", child, form.Values{"birth": hub.Day("2026-04-21"), "name": "李木阳"})
	there.give(here)
	at := "/conflict/" + child.String()
	s := here.screen.get(at).shows("李牧阳", "李木阳")
	s.tap(at, "use", s.choice("use", "李木阳")).on(at).shows("4月13日", "4月21日")
	s.tap(at, "use", s.choice("use", "4月13日")).on("/child/" + child.String())
	if c := here.file(child).Child; c.Name != "李木阳" || c.Birth != "2026-04-13" {
		t.Errorf("kept: %s %s", c.Name, c.Birth)
	}
}

// A phone shows its ends only, on the card too.
func TestConflictOfPhones(t *testing.T) {
	here, there, child := two(t)
	granny := here.kin(child, "paternal-grandmother").ID
	here.correct("person", granny, form.Values{"phone": "13803550777"})
	there.correct("person", granny, form.Values{"phone": "13803550888"})
	there.give(here)
	here.screen.get("/conflict/"+granny.String()).shows("138****0777", "138****0888", "李沐阳").link("/child/" + child.String() + "/person/" + granny.String() + "/phone")
}

// Where their ends are the same, nobody could choose between two numbers: both stand
// there whole, and the look at them is noted beside that at the page.
func TestConflictOfNumbersWithTheSameEnds(t *testing.T) {
	for _, c := range []struct {
		kind       hub.Kind
		field      string
		one, other string
		shown      []string
		looks      int
	}{
		{"person", "phone", "13803551234", "13803661234", []string{"138 0355 1234", "138 0366 1234", "用 138 0366 1234", "全号"}, 2},
		{"person", "phone", "13803551234", "13803561243", []string{"138****1234", "138****1243"}, 1},
		{"child", "id_no", "140404202604120016", "140404202606070016", []string{"140404 20260412 0016", "140404 20260607 0016"}, 2},
	} {
		here, there, child := two(t)
		record := child
		if c.kind == "person" {
			record = here.kin(child, "paternal-grandmother").ID
		}
		here.correct(c.kind, record, form.Values{c.field: c.one})
		there.correct(c.kind, record, form.Values{c.field: c.other})
		there.give(here)
		here.screen.get("/child/" + child.String())
		here.doors.looks = nil
		here.screen.get("/conflict/" + record.String()).shows(c.shown...)
		if n := len(here.doors.looks); n != c.looks {
			t.Errorf("%s: %d looks are noted, want %d", c.other, n, c.looks)
		}
	}
}

func TestConflictThatIsNone(t *testing.T) {
	b := newBox(t)
	child := b.register("李沐阳", "1", "2026-04-12", "13803550421")
	s := b.screen
	if s.get("/conflict/" + child.String()); s.code != 404 {
		t.Errorf("%d", s.code)
	}
	if s.get("/conflict/x"); s.code != 404 {
		t.Errorf("%d", s.code)
	}
}

// A weight that both stations got wrong: it is written anew with the keys, and 撤回
// puts the question back.
func TestConflictOfWeights(t *testing.T) {
	here, there, child := two(t)
	for at, grams := range map[*box]int{here: 8200, there: 8500} {
		_, err := at.desk.Measure(at.ctx, at.actor(), desk.Measuring{Request: hub.NewID(), Child: child, Day: at.desk.Today(), Weight: grams, Clothes: "winter"})
		at.must(err)
	}
	there.give(here)
	record := hub.DeriveID("growth", child, string(here.desk.Today())).String()
	at := "/conflict/" + record
	s := here.screen.get(at).shows("体重写得不一样", "8.2", "8.5", "穿着棉衣", "钟有人对过").link(at + "/anew")
	s.shows("体重是多少", "单位是公斤")
	s.post(at+"/anew", s.form("value", "8.x", "go", "next")).shows("这个数没看懂")
	s.post(at+"/anew", s.form("value", "8.4", "go", "next")).on("/child/" + child.String()).shows("撤回")
	if g := here.file(child).Growth; len(g) != 1 || g[0].Weight != 8400 || len(here.file(child).Conflicts) != 0 {
		t.Errorf("kept: %+v", g)
	}
	s.tap("/child/"+child.String()+"/undo", "undo", s.button("undo"))
	s.get(at).shows("8.2", "8.5")
	s.get("/todo").shows("体重")
	s.get(at+"/anew").get("/child/"+child.String()+"/history").shows(" 公斤 / 8.", "公斤 → 8.4 公斤")
}
