package station_test

import (
	"regexp"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// A visitor is noted by touch alone, step by step, with the sentence beside what is
// missing; she is in the list, her sheet is mended, taken back, and stands again.
func TestAFormFromTheMenuToTheList(t *testing.T) {
	b := newBox(t)
	s := b.screen.get("/").shows("填表").get("/forms").shows("安全").get("/forms?of=%E5%AE%89%E5%85%A8").shows("来访登记").get("/forms/visitor").shows("还没有填过")
	s.get("/forms/visitor/new").shows("来的人叫什么", "第 1 步")
	s.get("/").get("/forms/visitor/new").shows("来的人叫什么", "第 1 步") // went away before she said anything
	at := s.path
	fill := at[:strings.LastIndex(at, "/")]
	s.tap(at, "text", "李建国", "go", "next").shows("从哪里来")
	s.tap(s.path, "pick", "work").shows("来做什么") // 来看哪个孩子 is not asked
	s.tap(s.path, "go", "skip").shows("几点来的")
	s.tap(s.path, "hour", "8").tap(s.path, "minute", "10").tap(s.path, "go", "next").shows("看过证件", "不咳嗽")
	s.tap(s.path, "pick", "papers:true").tap(s.path, "go", "next").shows("不咳嗽、不发热还空着")
	s.tap(s.path, "pick", "well:true").tap(s.path, "go", "next").shows("一共几个人")
	s.tap(s.path, "more", "n").tap(s.path, "go", "next").shows("带进来的东西", "加一行")
	rows := s.path
	s.get(rows+"?row=0&col=0").tap(rows+"?row=0&col=0", "text", "水管", "go", "next").shows("几件")
	s.tap(rows+"?row=0&col=1", "more", "n").tap(rows+"?row=0&col=1", "go", "next").shows("水管 1 件")

	s.get("/unfinished").shows("来访登记").get(fill).shows("李建国", "修东西、送东西", "8:10", "水管 1 件").get(fill + "?page=2").shows("几点走的").get(fill)
	s.tap(fill, "go", "next").on("/forms/visitor").shows("李建国", "修东西、送东西", "记好了")
	table, err := b.desk.Sheets(b.ctx, b.actor(), "visitor", desk.SheetFilter{})
	b.must(err)
	if len(table.Rows) != 1 {
		t.Fatalf("%d sheets are kept", len(table.Rows))
	}
	sheet := "/forms/visitor/sheet/" + table.Rows[0].Record.ID.String()
	s.get(sheet).shows("李建国", "8:10", "水管 1 件", "作废").post(sheet+"/paper", s.form()).shows("来访登记")
	s.get(sheet+"/mend").shows("看一遍", "李建国")
	mend := s.path
	left, _ := form.Builtin().Get("visitor")
	for i := 1; i <= len(left.Fields); i++ { // the step that asks when she left
		if s.get(mend + "/" + string(rune('0'+i)) + "?mend=1"); strings.Contains(s.text(), "几点走的？") {
			break
		}
	}
	step := s.path + "?mend=1"
	s.tap(step, "hour", "7").tap(step, "minute", "0").tap(step, "go", "next").shows("再看一眼") // earlier than she came
	s.tap(step, "hour", "9").tap(step, "minute", "5").tap(step, "go", "next").shows("看一遍").get(mend+"?page=2").shows("9:05", "待了多久", "55 分钟")
	s.tap(mend, "go", "next").shows("9:05")
	s.get(sheet+"/away").tap(sheet+"/away", "pick", "mistake").on("/forms/visitor").shows("填过的都撤下了")
	s.tap("/forms/visitor/undo", "undo", s.undoToken()).shows("李建国")
}

// A number on a paper is written by touch: its question opens with figures and capitals,
// every key of which is one character, and any other text has them one press away.
func TestFiguresByTouch(t *testing.T) {
	b := newBox(t)
	child := b.enrolled("王涵", hub.ID{}, hub.ID{})
	s := b.screen.get("/forms/health-file/new?for="+child.String()).shows("健康档案编号", "数字")
	at := s.path
	for i, key := range []string{"1", "4", "A", "-", "7", "号"} {
		if !strings.Contains(s.page, `name="put" value="`+key+`"`) {
			t.Fatalf("key %d, %q, is not there", i, key)
		}
		s.tap(at, "put", key)
	}
	s.tap(at, "del", "1").tap(at, "write", "hand").shows("写好一个字")
	s.tap(at, "go", "next").shows("哪天建的")
	if s.get(at + "?mend=1"); !strings.Contains(s.page, `value="14A-7"`) {
		t.Errorf("what was written: %s", s.text())
	}
	s.get("/forms/visitor/new").shows("来的人叫什么", "数字").tap(s.path, "write", "figure").tap(s.path, "put", "2")
	if !strings.Contains(s.page, `name="put" value="3"`) {
		t.Error("after one figure the figures are gone")
	}
	if s.get("/register/name"); strings.Contains(s.page, `value="figure"`) {
		t.Error("a name has figures")
	}
}

// 都没有 stands alone among many answers, and what is only asked of some is not asked then.
func TestNoneStandsAlone(t *testing.T) {
	b := newBox(t)
	child := b.enrolled("王涵", hub.ID{}, hub.ID{})
	s := b.screen.get("/forms/health-file/new?for=" + child.String())
	s.tap(s.path, "go", "skip").tap(s.path, "pick", string(b.desk.Today())) // its number; opened today, so that it was not looked over since
	s.shows("怀了几周生的").tap(s.path, "go", "next").shows("怎么生的").tap(s.path, "go", "next").tap(s.path, "go", "skip").shows("以前有过什么")
	at := s.path
	on := func(want ...string) {
		t.Helper()
		got := regexp.MustCompile(`name="pick-on" value="([a-z]+)"`).FindAllStringSubmatch(s.page, -1)
		if len(got) != len(want) || got[0][1] != want[0] {
			t.Errorf("pressed stand %q, want %q", got, want)
		}
	}
	s.tap(at, "pick", "anemia").tap(at, "pick", "asthma")
	on("asthma", "anemia")
	s.tap(at, "pick", "none")
	on("none")
	s.tap(at, "go", "next").shows("归哪个卫生院管").get(at).tap(at, "pick", "anemia")
	on("anemia")
	s.tap(at, "go", "next").shows("说清楚些")
}

// A step that needs an answer says which, and leads to it.
func TestAStepNeedsAnAnswer(t *testing.T) {
	b := newBox(t)
	out, err := b.desk.Fill(b.ctx, b.actor(), desk.Sheet{Request: hub.NewID(), Kind: "complaint", Sure: true,
		Values: form.Values{"receipt": 7, "about": "food", "said": "饭凉了"}})
	b.must(err)
	at := "/forms/complaint/sheet/" + out.Records[0].String()
	s := b.screen.get(at).shows("刚收到").tap(at, "do", "work").shows("正在办", "撤回")
	s.tap(at, "do", "answered").shows("请先填好「怎么办的」", "去填").get(at + "/mend").shows("怎么办的 还空着")
}

// What a role may not write is not offered, and no address helps.
func TestAFormIsForThoseWhoMayWriteIt(t *testing.T) {
	b := newBox(t)
	if s := b.screen.get("/forms/child/new"); s.code != 404 {
		t.Errorf("a kind that is no sheet answers %d", s.code)
	}
	if s := b.screen.get("/forms/visitor/fill/" + b.site.String()); s.code != 404 {
		t.Errorf("a sheet that nobody began answers %d", s.code)
	}
}
