package station_test

import (
	"os"
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// learns takes in a form as the county's come.
func (b *box) learns(text []byte) *form.Definition {
	b.t.Helper()
	def, err := form.Parse(text)
	b.must(err)
	for kind, err := range b.desk.Forms().Learn([]*form.Definition{def}) {
		b.t.Fatal(kind, err)
	}
	b.must(b.store.Reform(b.ctx))
	return def
}

func (b *box) wholeForm() *form.Definition {
	b.t.Helper()
	text, err := os.ReadFile("../../hub/form/testdata/whole.yaml")
	b.must(err)
	return b.learns(text)
}

func (b *box) sheets(kind hub.Kind) []desk.SheetRow {
	b.t.Helper()
	table, err := b.desk.Sheets(b.ctx, b.actor(), kind, desk.SheetFilter{})
	b.must(err)
	return table.Rows
}

// The temperatures of all children in one table: a cell leads to the next child's, all
// are noted at once or none is, and one press takes them back.
func TestManyAtOnce(t *testing.T) {
	b := newBox(t)
	def := b.wholeForm()
	var kids []hub.ID
	for _, name := range []string{"王涵", "李轩", "马浩"} {
		kids = append(kids, b.enrolled(name, hub.ID{}, hub.ID{}))
	}
	at := "/forms/" + string(def.Kind)
	many := at + "/many"
	cell := func(i int, field string) string { return many + "/" + kids[i].String() + "/" + field }
	s := b.screen.get(at).shows("一起填").get(many).shows("王涵", "李轩", "马浩", "体温")
	s.get(cell(0, "temp")).shows("王涵", "体温？", "度")
	s.tap(cell(0, "temp"), "count-n", "36.6", "go", "next").shows("几点量的")
	s.tap(s.path, "go", "skip")
	for i := range kids[1:] { // whoever comes next in the list
		if s.path == many {
			t.Fatalf("after %d children the table stands there", i+1)
		}
		s.tap(s.path, "count-n", "38.5", "go", "next").tap(s.path, "go", "skip")
	}
	s.on(many).shows("36.6 度", "38.5 度", "记下 3 个人的")

	// Two have a fever: of them the rest has to be asked, and nobody is noted so far.
	s.tap(many, "go", "next").shows("有 2 个人的还不能记，一个也没有记", "单独填她的")
	if rows := b.sheets(def.Kind); len(rows) != 0 {
		t.Fatalf("%d are noted", len(rows))
	}
	fever := 0
	for i := range kids {
		if s.get(cell(i, "temp")); s.field("count-n") == "38.5" {
			if fever++; fever == 1 {
				s.get(many+"/"+kids[i].String()).shows("38.5", "第 1 步") // a sheet of its own, its temperature known
				continue
			}
			s.tap(cell(i, "temp"), "count-n", "36.9", "go", "next")
		}
	}
	s.get(many).shows("记下 2 个人的").tap(many, "go", "next").on(at).shows("记好了 2 个人的")
	if rows := b.sheets(def.Kind); len(rows) != 2 || fever != 2 {
		t.Fatalf("%d are noted, %d had a fever", len(rows), fever)
	}
	s.tap(at+"/undo", "undo", s.undoToken())
	if rows := b.sheets(def.Kind); len(rows) != 0 {
		t.Errorf("after they were taken back %d are listed", len(rows))
	}
}

// Only a form that says so has a table; whoever asks for another's comes to the single sheet.
func TestManyIsTheFormsToSay(t *testing.T) {
	b := newBox(t)
	b.screen.get("/forms/visitor/many").shows("来的人叫什么", "第 1 步")
	b.screen.get("/forms/cannot-eat/many").on("/forms/cannot-eat/whose")
}

// Who filled a sheet in and who changed what stands on it and behind it; what was taken
// back is shown to who asks; the child's own page leads to her sheets.
func TestWhoWroteASheet(t *testing.T) {
	b := newBox(t)
	def := b.wholeForm()
	child := b.enrolled("王涵", hub.ID{}, hub.ID{})
	fill := func(temp int) hub.ID {
		out, err := b.desk.Fill(b.ctx, b.actor(), desk.Sheet{Request: hub.NewID(), Kind: def.Kind, Subject: child, Values: form.Values{"temp": temp}})
		b.must(err)
		return out.Records[0]
	}
	rec := fill(366)
	at, sheet := "/forms/"+string(def.Kind), "/forms/"+string(def.Kind)+"/sheet/"+rec.String()
	s := b.screen.get(sheet).shows("填的")
	if s.has("谁改过") {
		t.Error("nobody has changed it")
	}
	fill(370)
	s.get(sheet).shows("改的", "谁改过").get(sheet+"/trail").shows("改了", "体温 36.6 度 → 37.0 度", "填了")
	page := "/child/" + child.String()
	s.get(page).shows("1 张表").get(page+"/forms").shows("样表", "1 张，最近 今天").get(at + "?for=" + child.String()).shows("37.0 度")

	s.get(at + "?from=2099-01-01").shows("这里一张也没有")
	s.get(at + "?state=back").shows("这里一张也没有").get(at + "?state=home").shows("王涵")
	_, err := b.desk.TakeBack(b.ctx, b.actor(), hub.NewID(), def.Kind, rec, "mistake", "")
	b.must(err)
	s.get(at).shows("填过的都撤下了", "连撤下的").get(at+"?away=1").shows("王涵", "撤下了").get(sheet+"/trail").shows("撤下了", "填了")
}

// The sheets of this site leave as a table, with names only for a purpose.
func TestSheetsAsATable(t *testing.T) {
	b := newBox(t)
	def := b.wholeForm()
	child := b.enrolled("王涵", hub.ID{}, hub.ID{})
	_, err := b.desk.Fill(b.ctx, b.actor(), desk.Sheet{Request: hub.NewID(), Kind: def.Kind, Subject: child, Values: form.Values{"temp": 366}})
	b.must(err)
	at := "/forms/" + string(def.Kind)
	s := b.screen.get(at).shows("存表格").get(at+"/save").shows("带名字", "不带名字")
	s.tap(at+"/save", "what", "personal").shows("拿去做什么用")
	s.tap(at+"/save", "what", "personal/report")
	if s.code != 200 || len(s.page) < 1000 || s.page[:2] != "PK" {
		t.Errorf("the table answers %d with %d bytes", s.code, len(s.page))
	}
}
