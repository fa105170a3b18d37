package station_test

import (
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
)

// known registers a child beforehand: 王梓涵, 2025-03-12, with her grandmother.
func (b *box) known(change func(*desk.Registration)) hub.ID {
	b.t.Helper()
	r := desk.Registration{
		Request: hub.NewID(), Name: "王梓涵", Sex: "2", Birth: "2025-03-12", Category: "home", Site: b.site,
		Village: "140404103203", VillageName: "桥头村",
		People: []desk.Person{
			{Name: "李秀英", Kinship: "paternal-grandmother", Phone: "13803550421", Carer: true, Pickup: true, Adult: true},
			{Kinship: "mother", Guardian: true, Away: true},
		},
	}
	if change != nil {
		change(&r)
	}
	made, err := b.desk.Register(b.ctx, b.actor(), r)
	b.must(err)
	b.learn()
	return made.Child
}

func (b *box) named(name string) care.Child {
	b.t.Helper()
	for _, c := range b.children() {
		if c.Called() == name {
			return c
		}
	}
	b.t.Fatalf("nobody is called %s", name)
	return care.Child{}
}

func TestRegisterUnnamed(t *testing.T) {
	b := newBox(t)
	s := b.screen.get("/register")
	s.tap("/register/name", "as", "unnamed").shows("姓什么")
	s.tap("/register/name", "put", "张").shows("张某之女")
	s.tap("/register/name", "born", "2").on("/register/birth").shows("张某之女哪天生的")
	s.tap("/register/birth", "go", "skip").on("/register/carer")
	s.tap("/register/carer", "carer", "mother")
	s.tap("/register/village", "go", "skip")
	s.tap("/register/phone", "go", "skip").on("/register/consent").shows("妈妈")
	s.tap("/register/consent", "way", "paper").shows("登记好了", "张某之女", "生日", "住在", "电话")
	if c := b.only().Child; !c.Unnamed || c.Name != "张某之女" || c.Sex != "2" || c.Birth != "" {
		t.Errorf("registered %+v", c)
	}
	if s.taps > 9 {
		t.Errorf("%d taps", s.taps)
	}
}

func TestRegisterNick(t *testing.T) {
	b := newBox(t)
	s := b.screen.get("/register")
	s.tap("/register/name", "as", "nick").shows("小名叫什么")
	s.tap("/register/name", "put", "豆")
	s.tap("/register/name", "put", "豆")
	s.tap("/register/name", "go", "next").on("/register/sex").shows("豆豆是女孩")
	s.tap("/register/sex", "go", "skip").on("/register/birth")
	s.get("/register/consent").tap("/register/consent", "way", "phone").shows("登记好了", "豆豆", "签同意书")
	f := b.only()
	if f.Child.Nick != "豆豆" || f.Child.Name != "" {
		t.Errorf("registered %+v", f.Child)
	}
	for code, a := range f.Consents {
		if a.Answer != hub.AnswerPending {
			t.Errorf("%s: %v, want pending until the parents have said so", code, a.Answer)
		}
	}
}

func TestRegisterExpectingFamily(t *testing.T) {
	b := newBox(t)
	s := b.screen.get("/register")
	s.tap("/register/name", "as", "unnamed")
	s.tap("/register/name", "put", "张")
	s.tap("/register/name", "born", "0").on("/register/carer-name").shows("妈妈叫什么")
	s.tap("/register/carer-name", "text", "王丽", "go", "next").on("/register/village")
	s.tap("/register/village", "village", "140404103209")
	s.tap("/register/phone", "phone", "13803550421").on("/register/consent")
	s.tap("/register/consent", "way", "paper").shows("登记好了", "张某的宝宝", "还没生")
	f := b.only()
	if f.Child.Category != "expecting" || f.Child.Sex != "" || len(f.People) != 1 || f.People[0].Name != "王丽" || f.People[0].Phone != "13803550421" {
		t.Errorf("registered %+v %+v", f.Child, f.People)
	}
}

func TestRegisterLunarBirth(t *testing.T) {
	b := newBox(t)
	s := b.screen.get("/register")
	s.tap("/register/name", "text", "王涵", "go", "next")
	s.tap("/register/sex", "sex", "1")
	s.tap("/register/birth", "calendar", "lunar").shows("正月", "腊月", "初一")
	s.tap("/register/birth", "year", "2025").shows("闰六月")
	s.tap("/register/birth", "month", "6L")
	s.tap("/register/birth", "day", "3").on("/register/birth").shows("农历2025年闰六月初三", "就是公历 2025年7月27日")
	s.tap("/register/birth", "go", "next").on("/register/carer").shows("2025年7月27日 · 15 月龄")
	s.get("/register/consent").tap("/register/consent", "way", "paper")
	if c := b.only().Child; c.Birth != "2025-07-27" || c.BirthSaid != "农历2025年闰六月初三" {
		t.Errorf("registered %s, said %q", c.Birth, c.BirthSaid)
	}
}

// A date that is tapped anew waits for 下一步; a child beyond three is asked about.
func TestRegisterBirthIsReadBack(t *testing.T) {
	b := newBox(t)
	s := b.screen.get("/register")
	s.tap("/register/name", "text", "王涵", "go", "next")
	s.tap("/register/sex", "sex", "1")
	s.tap("/register/birth", "day", "31")
	s.tap("/register/birth", "month", "2").on("/register/birth")
	s.tap("/register/birth", "year", "2025").on("/register/birth").shows("没有这一天")
	s.tap("/register/birth", "go", "next").shows("还没点齐")
	s.get("/register/birth").tap("/register/birth", "day", "12").on("/register/carer")
	s.get("/register/birth").tap("/register/birth", "month", "6").on("/register/birth").shows("2025年6月12日")

	s.tap("/register/birth", "year", "2023").on("/register/birth")
	s.tap("/register/birth", "go", "next").shows("已经满 3 岁了")
	if s.code != 422 {
		t.Errorf("a question answers %d", s.code)
	}
	s.tap("/register/birth", "go", "next").on("/register/carer")
	s.get("/register/consent").tap("/register/consent", "way", "paper").shows("登记好了")
	if c := b.only().Child; c.Birth != "2023-06-12" {
		t.Errorf("registered %s", c.Birth)
	}
	if !strings.Contains(s.text(), "3 岁") {
		t.Errorf("the receipt does not say the age:\n%s", s.text())
	}
}

func TestRegisterTypedVillage(t *testing.T) {
	b := newBox(t)
	b.known(nil)
	for typed, want := range map[string]string{"桥头": "140404103203", "野猪坪": ""} {
		s := b.screen.get("/register")
		s.tap("/register/name", "text", "赵小雨", "go", "next")
		s.get("/register/village").shows("桥头村 1 个孩子")
		s.tap("/register/village", "go", "write").on("/register/village-name")
		s.tap("/register/village-name", "text", typed, "go", "next").on("/register/phone")
		s.get("/register/consent").tap("/register/consent", "way", "paper").shows("登记好了")
		c := b.named("赵小雨")
		if c.Village != want || want == "" && c.VillageName != typed {
			t.Errorf("%s is kept as %q %q", typed, c.Village, c.VillageName)
		}
		_, err := b.desk.Correct(b.ctx, b.actor(), hub.NewID(), "child", c.ID, hub.ID{}, map[string]any{"withdrawn": "mistake"})
		b.must(err)
	}
}

func TestLikelyDuplicateIsAskedOnce(t *testing.T) {
	b := newBox(t)
	old := b.known(func(r *desk.Registration) { r.People = nil })
	walk := func(answer string) *screen {
		s := b.screen.get("/register")
		s.tap("/register/name", "text", "王子晗", "go", "next").shows("登记过？王梓涵") // sounds the same
		s.tap("/register/sex", "sex", "2")
		s.tap("/register/birth", "year", "2025")
		s.tap("/register/birth", "month", "3")
		s.tap("/register/birth", "day", "12").on("/register/birth").shows("登记过？王梓涵")
		s.tap("/register/birth", "go", "next").on("/register/carer")
		s.tap("/register/carer", "carer", "maternal-grandmother")
		s.tap("/register/village", "go", "skip")
		s.tap("/register/phone", "phone", "13912345678").on("/register/same").shows("王子晗", "王梓涵", "2025年3月12日", "桥头村")
		return s.tap("/register/same", answer, old.String())
	}
	walk("other").on("/register/consent").tap("/register/consent", "way", "paper").shows("登记好了", "王子晗")
	if n := len(b.children()); n != 2 {
		t.Errorf("%d children, want 2", n)
	}
	if len(b.doors.looks) == 0 || b.doors.looks[0] != old {
		t.Errorf("looks are %v", b.doors.looks)
	}
}

// The same child: what was entered fills the gaps, and changes nothing.
func TestSameChildIsCompleted(t *testing.T) {
	b := newBox(t)
	old := b.known(func(r *desk.Registration) { r.People, r.Sex = r.People[1:], "" })
	s := b.screen.usual0()
	s.tap("/register/carer", "carer", "paternal-grandmother")
	s.tap("/register/village", "village", "140404103209")
	s.tap("/register/phone", "phone", "13803550421").on("/register/same")
	same := s.form("same", old.String())
	s.post("/register/same", same)
	if s.path != "/child/"+old.String() {
		t.Errorf("it leads to %s", s.path)
	}
	s.post("/register/same", same) // and again
	f := b.only()
	if f.Child.Sex != "2" || f.Child.VillageName != "桥头村" || len(f.People) != 2 {
		t.Errorf("it is %+v with %+v", f.Child, f.People)
	}
	if b.draft("register").Body != nil {
		t.Error("the draft is still there")
	}
}

// usual0 is usual up to the birth, where a duplicate is hinted at.
func (s *screen) usual0() *screen {
	s.b.t.Helper()
	s.get("/register")
	s.tap("/register/name", "text", "王梓涵", "go", "next")
	s.tap("/register/sex", "sex", "2")
	s.tap("/register/birth", "year", "2025")
	s.tap("/register/birth", "month", "3")
	s.tap("/register/birth", "day", "12").on("/register/birth").shows("登记过？")
	return s.tap("/register/birth", "go", "next").on("/register/carer")
}

// The twin of a known child: name, sex and birth are asked, the family is known,
// and nobody asks whether she is the same.
func TestRegisterTwinOfAFamily(t *testing.T) {
	b := newBox(t)
	old := b.known(nil)
	s := b.screen.get("/register?like=" + old.String()).on("/register/name").shows("王梓涵家的")
	if s.field("text") != "王" {
		t.Errorf("the box holds %q", s.field("text"))
	}
	s.tap("/register/name", "put", "宇")
	s.tap("/register/name", "put", "轩")
	s.tap("/register/name", "go", "next")
	s.tap("/register/sex", "sex", "1")
	s.tap("/register/birth", "year", "2025")
	s.tap("/register/birth", "month", "3")
	s.tap("/register/birth", "day", "12").on("/register/consent").shows("照王梓涵的写")
	s.tap("/register/consent", "way", "paper").shows("登记好了", "王宇轩", "再登记他家一个")
	if s.taps > 8 {
		t.Errorf("a twin took %d taps, want at most 8", s.taps)
	}
	twin := b.named("王宇轩")
	f, err := b.desk.File(b.ctx, b.actor(), twin.ID)
	b.must(err)
	if len(f.Siblings) != 1 || f.Siblings[0].ID != old || len(f.People) != 2 || twin.VillageName != "桥头村" {
		t.Errorf("siblings %+v, people %+v, village %q", f.Siblings, f.People, twin.VillageName)
	}
	pairs, err := b.store.Of(b.ctx, twin.ID, "pair")
	b.must(err)
	if len(pairs) != 1 {
		t.Errorf("%d pairs are noted, want 1: twins", len(pairs))
	}
	for _, p := range f.People {
		if p.Carer && (p.Name != "李秀英" || p.Phone != "13803550421") {
			t.Errorf("the carer is %+v", p)
		}
	}
}

// Triplets one after the other: none is asked about.
func TestRegisterTriplets(t *testing.T) {
	b := newBox(t)
	old := b.known(nil)
	for _, name := range []string{"王宇轩", "王一诺"} {
		s := b.screen.get("/register?like=" + old.String())
		s.tap("/register/name", "text", name, "go", "next")
		s.tap("/register/sex", "sex", "1")
		s.tap("/register/birth", "year", "2025")
		s.tap("/register/birth", "month", "3")
		s.tap("/register/birth", "day", "12").on("/register/consent")
		s.tap("/register/consent", "way", "paper").shows("登记好了", name)
		b.learn()
	}
	f, err := b.desk.File(b.ctx, b.actor(), old)
	b.must(err)
	if len(f.Siblings) != 2 {
		t.Errorf("%d siblings, want 2", len(f.Siblings))
	}
}

// A twin whose family nobody named: the same phone and birth ask once, 不是 makes
// them twins of one family.
func TestTwinByPhoneIsAskedOnce(t *testing.T) {
	b := newBox(t)
	old := b.known(nil)
	s := b.screen.get("/register")
	s.tap("/register/name", "text", "王宇轩", "go", "next")
	s.tap("/register/sex", "sex", "1")
	s.tap("/register/birth", "year", "2025")
	s.tap("/register/birth", "month", "3")
	s.tap("/register/birth", "day", "12").on("/register/carer")
	s.tap("/register/carer", "carer", "paternal-grandmother")
	s.tap("/register/village", "go", "skip")
	s.tap("/register/phone", "phone", "13803550421").on("/register/same").shows("138****0421", "一样")
	s.tap("/register/same", "other", old.String()).on("/register/consent")
	s.tap("/register/consent", "way", "paper").shows("登记好了")
	f, err := b.desk.File(b.ctx, b.actor(), b.named("王宇轩").ID)
	b.must(err)
	if len(f.Siblings) != 1 || f.Siblings[0].ID != old {
		t.Errorf("siblings are %+v", f.Siblings)
	}
}

// Another box registers the child between the last question and the last tap: the
// commit waits for an answer, and all that was entered stays.
func TestDuplicateThatComesMeanwhile(t *testing.T) {
	b := newBox(t)
	s := b.screen.usual()
	b.known(nil)
	s.tap("/register/consent", "way", "paper").on("/register/same").shows("王梓涵", "桥头村")
	if n := len(b.children()); n != 1 {
		t.Fatalf("%d children, want the other box's alone", n)
	}
	s.tap("/register/same", "other", b.named("王梓涵").ID.String()).on("/register/consent")
	s.tap("/register/consent", "way", "paper").shows("登记好了")
	if n := len(b.children()); n != 2 {
		t.Errorf("%d children, want 2", n)
	}
}

func TestRegisterRefusesWhatCannotBe(t *testing.T) {
	b := newBox(t)
	s := b.screen.get("/register")
	for typed, says := range map[string]string{
		"": "名字和小名至少写一个", "<script>": "不是名字的符号", "王\u202e涵": "看不见的符号", "😀": "不是名字的符号",
	} {
		s.post("/register/name", s.form("text", typed, "go", "next")).shows(says)
		if s.code != 422 || s.path != "/register/name" {
			t.Errorf("%q: %d at %s", typed, s.code, s.path)
		}
	}
	if strings.Contains(s.page, "<script>王") {
		t.Error("a typed tag is on the page")
	}
	s.tap("/register/name", "text", "王涵", "go", "next").on("/register/sex")
	for _, bad := range []struct{ path, name, value, says string }{
		{"/register/sex", "sex", "7", ""}, {"/register/carer", "carer", "robot", ""},
		{"/register/village", "village", "000000000000", "没找到这个村"},
		{"/register/phone", "phone", "", "电话还空着"}, {"/register/phone", "phone", "99999999999", "13 到 19"},
		{"/register/phone", "phone", "1380355042", "少了 1 位"},
		{"/register/sign", "signature", "M5 5L5 5", "还没有签名"}, {"/register/sign", "signature", "drop table", "还没有签名"},
	} {
		s.get(bad.path)
		s.post(bad.path, s.form(bad.name, bad.value)).shows(bad.says)
		if s.code != 422 || s.path != bad.path {
			t.Errorf("%s=%q: %d at %s", bad.name, bad.value, s.code, s.path)
		}
	}
	if n := len(b.children()); n != 0 {
		t.Errorf("%d children are registered", n)
	}
	s.get("/register/phone")
	if s.field("phone") != "1380355042" {
		t.Errorf("of the phone %q is left", s.field("phone"))
	}
}
