package outside

import (
	"bytes"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/form"
	"yizhan/hub/sheet"
)

var forms = form.Builtin()

// fields are a record's by name.
func record(kind hub.Kind, values form.Values) hub.Record {
	e := forms.Edit(kind, hub.ID{1}, hub.ID{1}, values)
	return hub.Record{Kind: kind, ID: hub.ID{1}, Subject: hub.ID{1}, Fields: e.Set}
}

var child = Facts{
	OfChild:     record("child", form.Values{"name": "王梓涵", "sex": "2", "birth": "2025-03-12", "category": "care", "village_name": "柳沟村"}),
	OfGuardian:  record("person", form.Values{"name": "李秀英", "phone": "13800350421", "kinship": "mother", "away": true}),
	OfEnrolment: record("enrolment", form.Values{"mode": "hourly", "from": "2026-09-01"}),
	OfSite:      record("site", form.Values{"name": "南董驿站", "kinds": []string{"village", "community"}, "role": "station"}),
}

func template(columns ...Column) Template {
	return Template{Name: "市级托育服务平台", System: "city", About: Care, File: File{Format: "xlsx"}, Columns: columns}
}

func TestLine(t *testing.T) {
	sex := []Pair{{"1", "01"}, {"2", "02"}}
	for _, tt := range []struct {
		name   string
		column Column
		text   string
		ours   string
		lack   Lack
	}{
		{"a text", Column{From: "child.name"}, "王梓涵", "", ""},
		{"nothing is asked", Column{}, "", "", ""},
		{"what must be there and is not", Column{From: "child.id_no", Must: true}, "", "", LackMissing},
		{"what may be left out", Column{From: "child.id_no"}, "", "", ""},
		{"fixed", Column{From: FromFixed, Fixed: "上党区"}, "上党区", "", ""},
		{"the line", Column{From: FromRow}, "7", "", ""},
		{"today", Column{From: FromToday, Day: "plain"}, "20261123", "", ""},
		{"months", Column{From: FromAge}, "20", "", ""},
		{"a day", Column{From: "child.birth"}, "2025-03-12", "", ""},
		{"a day with strokes", Column{From: "child.birth", Day: "loose"}, "2025/3/12", "", ""},
		{"a choice in our words", Column{From: "child.sex"}, "女", "", ""},
		{"a choice in theirs", Column{From: "child.sex", Codes: sex}, "02", "女", ""},
		{"a choice by their list", Column{From: "child.sex", List: []Item{{"B", "女"}, {"A", "男"}}}, "B", "女", ""},
		{"a pair goes before the list", Column{From: "child.sex", Codes: sex, List: []Item{{"B", "女"}}}, "02", "女", ""},
		{"a choice without counterpart is never guessed", Column{From: "enrolment.mode", Codes: []Pair{{"full", "1"}}}, "", "计时", LackCode},
		{"a text by their list", Column{From: "child.village_name", List: []Item{{"140427103201", "柳沟村"}}}, "140427103201", "柳沟村", ""},
		{"yes", Column{From: "guardian.away"}, "是", "", ""},
		{"yes in theirs", Column{From: "guardian.away", Codes: []Pair{{"true", "Y"}, {"false", "N"}}}, "Y", "是", ""},
		{"several", Column{From: "site.kinds"}, "村级婴幼儿照护驿站、社区", "", ""},
		{"several, one of them unknown there", Column{From: "site.kinds", Codes: []Pair{{"village", "1"}}}, "", "村级婴幼儿照护驿站、社区", LackCode},
		{"nobody is there", Column{From: "father.phone"}, "", "", ""},
	} {
		tt.column.Title = tt.name
		tpl := template(tt.column)
		if err := tpl.Check(forms); err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		got := NewRenderer(tpl, forms).Line(child, 7, "2026-11-23")[0]
		if got.Text != tt.text || got.Ours != tt.ours || got.Lack != tt.lack {
			t.Errorf("%s: %q (%q, %q), want %q (%q, %q)", tt.name, got.Text, got.Ours, got.Lack, tt.text, tt.ours, tt.lack)
		}
	}
	sealed := Facts{OfChild: hub.Record{Kind: "child", Sealed: true, Fields: map[uint32]any{}}}
	if got := NewRenderer(template(Column{Title: "a", From: "child.name", Must: true}), forms).Line(sealed, 0, "2026-11-23")[0]; got.Lack != LackSealed {
		t.Errorf("what cannot be opened lacks %q", got.Lack)
	}
}

// Every field that can be chosen is one of its form, and says how it is called.
func TestSources(t *testing.T) {
	for _, r := range related {
		def, ok := forms.Get(r.kind)
		for _, name := range r.fields {
			if _, known := def.Field(name); !ok || !known {
				t.Errorf("%s has no field %s", r.kind, name)
			}
		}
	}
	for about, words := range plainWords {
		for word, key := range words {
			if !slices.ContainsFunc(SourcesOf(forms, about), func(s Source) bool { return s.Key == key }) {
				t.Errorf("%s: %s is %s, which nobody has", about, word, key)
			}
		}
	}
}

func TestCheck(t *testing.T) {
	for name, change := range map[string]func(*Template){
		"no name":         func(t *Template) { t.Name = " " },
		"about nobody":    func(t *Template) { t.About = "cats" },
		"nowhere":         func(t *Template) { t.System = "moon" },
		"no title":        func(t *Template) { t.Columns[0].Title = "" },
		"another's field": func(t *Template) { t.Columns[0].From = "staff.phone" },
		"no such field":   func(t *Template) { t.Columns[0].From = "child.shoe" },
		"no such day":     func(t *Template) { t.Columns[0].Day = "mayan" },
		"no such file":    func(t *Template) { t.File.Format = "exe" },
		"no separator":    func(t *Template) { t.File = File{Format: "csv", Encoding: "utf-8"} },
		"many columns":    func(t *Template) { t.Columns = make([]Column, MaxColumns+1) },
		"a list too long": func(t *Template) { t.Columns[0].List = make([]Item, MaxCodes+1) },
		"more than fits":  func(t *Template) { t.Columns[0].List = slices.Repeat([]Item{{strings.Repeat("村", 30), ""}}, 1000) },
		"broken letters":  func(t *Template) { t.Columns[0].Title = "\xff" },
		"rows above":      func(t *Template) { t.File.Above = make([][]string, maxAbove+1) },
	} {
		tpl := template(Column{Title: "姓名", From: "child.name"})
		change(&tpl)
		if hub.CodeOf(tpl.Check(forms)) == hub.CodeInternal || tpl.Check(forms) == nil {
			t.Errorf("%s: %v", name, tpl.Check(forms))
		}
	}
	tpl := template(Column{Title: "性别", From: "child.sex", Codes: []Pair{{"1", "01"}}, List: []Item{{"01", "男"}}, Must: true})
	again, err := Parse(tpl.Text(), forms)
	if err != nil || !reflect.DeepEqual(again, tpl) {
		t.Errorf("comes back as %+v, %v", again, err)
	}
	for _, bad := range []string{"", "{}", "[]", `{"name":"a","more":1}`, string(tpl.Text()) + "{}"} {
		if _, err := Parse([]byte(bad), forms); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

func TestStand(t *testing.T) {
	line := []Value{{Key: "姓名", Text: "王梓涵"}, {Key: "电话", Text: "138"}, {Key: "月龄", Text: "20", Volatile: true}}
	there := Entry{There: true, Values: Cells(line)}
	now := func(change func([]Value)) []Value { out := slices.Clone(line); change(out); return out }
	for _, tt := range []struct {
		name    string
		entry   Entry
		line    []Value
		belongs bool
		stand   Stand
		changed []string
	}{
		{"nothing was copied", Entry{}, line, true, StandNew, nil},
		{"refused", Entry{Why: "不对"}, line, true, StandNew, nil},
		{"as it was", there, line, true, StandDone, nil},
		{"older by a month", there, now(func(v []Value) { v[2].Text = "21" }), true, StandDone, nil},
		{"another number", there, now(func(v []Value) { v[1].Text = "139" }), true, StandChanged, []string{"电话"}},
		{"no number any more", there, now(func(v []Value) { v[1].Text = "" }), true, StandChanged, []string{"电话"}},
		{"sealed now", there, now(func(v []Value) { v[1].Text, v[1].Lack = "", LackSealed }), true, StandDone, nil},
		{"a column is gone", there, line[:1], true, StandDone, nil},
		{"a new column that says nothing", there, append(slices.Clone(line), Value{Key: "备注"}), true, StandDone, nil},
		{"a new column", there, append(slices.Clone(line), Value{Key: "备注", Text: "a"}), true, StandChanged, []string{"备注"}},
		{"left", there, line, false, StandLeft, nil},
		{"never there", Entry{}, line, false, StandNone, nil},
		{"in a file", Entry{Batch: hub.ID{1}}, line, true, StandWaiting, nil},
	} {
		if stand, changed := tt.entry.Stand(tt.line, tt.belongs); stand != tt.stand || !slices.Equal(changed, tt.changed) {
			t.Errorf("%s: %s %v, want %s %v", tt.name, stand, changed, tt.stand, tt.changed)
		}
	}
	odd := []Cell{{"a\tb", "c\nd"}, {"e", "f"}}
	if got := Unpack(Pack(odd)); !slices.Equal(got, []Cell{{"a b", "c d"}, {"e", "f"}}) {
		t.Errorf("cells come back as %v", got)
	}
}

// A file is read by what reads all our files, in whatever form the system wants.
func TestWrite(t *testing.T) {
	columns := []Column{{Title: "姓名"}, {Title: "证件号"}, {Title: "姓名"}}
	long := strings.Repeat("很长的一段", 900)
	lines := [][]Cell{{{"姓名", "王梓涵"}, {"证件号", "11010120250312002X"}}, {{"姓名（2）", long}}}
	for name, f := range map[string]File{
		"xlsx": {Format: "xlsx", Sheet: "模板", Above: [][]string{{"填表说明", "", ""}}}, "csv": {Format: "csv", Encoding: "utf-8", Comma: ";"},
		"old csv": {Format: "csv", Encoding: "gb18030", Comma: "\t"},
	} {
		tpl := template(columns...)
		tpl.File = f
		var out bytes.Buffer
		if err := tpl.Write(&out, lines); err != nil {
			t.Fatal(name, err)
		}
		tables, err := sheet.Read(bytes.NewReader(out.Bytes()), int64(out.Len()))
		if err != nil {
			t.Fatal(name, err)
		}
		rows := tables[0].Rows[len(f.Above):]
		if len(rows) != 3 || rows[0].At(0).Text != "姓名" || rows[0].At(2).Text != "姓名" || rows[1].At(1).Text != "11010120250312002X" || rows[1].At(2).Text != "" || rows[2].At(2).Text != long {
			t.Errorf("%s: %d rows, %.60v", name, len(rows), rows)
		}
	}
}

func TestFromSheet(t *testing.T) {
	table := sheet.Table{Name: "导入", Format: sheet.XLSX, Rows: []sheet.Row{
		{Line: 1, Cells: []sheet.Cell{{Text: "幼儿信息导入模板"}, {Text: "幼儿信息导入模板", Merged: true}}},
		{Line: 2, Cells: []sheet.Cell{{Text: "序号"}, {Text: "*姓名"}, {Text: "性别（必填）"}, {Text: "班主任"}, {Text: ""}, {Text: "监护人电话"}}},
		{Line: 3, Cells: []sheet.Cell{{Text: "1"}, {Text: "张三"}}},
	}}
	got := FromSheet(Template{Name: "a", System: "city", About: Care}, table, forms)
	want := []Column{{Title: "序号", From: FromRow}, {Title: "*姓名", From: "child.name", Must: true}, {Title: "性别（必填）", From: "child.sex", Must: true},
		{Title: "班主任"}, {Title: "（没有名字的一栏）"}, {Title: "监护人电话", From: "guardian.phone"}}
	if !reflect.DeepEqual(got.Columns, want) || len(got.File.Above) != 1 || got.File.Sheet != "导入" {
		t.Errorf("columns %+v of %+v", got.Columns, got.File)
	}
	if err := got.Check(forms); err != nil {
		t.Error(err)
	}
	list := ListOf(sheet.Table{Rows: []sheet.Row{{Cells: []sheet.Cell{{Text: "代码"}, {Text: "名称"}}}, {Cells: []sheet.Cell{{Text: "1"}, {Text: "男"}}}, {Cells: []sheet.Cell{{Text: "1"}, {Text: "又一个"}}}, {Cells: []sheet.Cell{{}, {Text: "没有代码"}}}}}, 0, 1)
	if !slices.Equal(list, []Item{{"1", "男"}}) {
		t.Errorf("the list is %v", list)
	}
	sex, _ := forms.Get("child")
	f, _ := sex.Field("sex")
	if pairs := Match(f.Offered(), []Item{{"01", "男"}, {"02", "女"}}, []Pair{{"2", "F"}}); !slices.Equal(pairs, []Pair{{"2", "F"}, {"1", "01"}}) {
		t.Errorf("paired are %v", pairs)
	}
}

func rowsOf(lines ...[]string) sheet.Table {
	t := sheet.Table{}
	for i, line := range lines {
		row := sheet.Row{Line: i + 1}
		for _, s := range line {
			row.Cells = append(row.Cells, sheet.Cell{Text: s})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func sentOf(names ...string) (out []Sent) {
	for i, name := range names {
		out = append(out, Sent{Subject: hub.ID{byte(i + 1)}, Row: i + 1, Cells: []Cell{{"姓名", name}, {"出生日期", "2025-03-1" + strconv.Itoa(i)}, {"身份证号", "1101012025031200" + strconv.Itoa(10+i) + "x"}}})
	}
	return out
}

func TestReceipt(t *testing.T) {
	tpl := template(Column{Title: "姓名"}, Column{Title: "出生日期"}, Column{Title: "身份证号"})
	sent := sentOf("王梓涵", "李沐阳", "王梓涵", "赵一诺")
	t.Run("by what it repeats", func(t *testing.T) {
		table := rowsOf([]string{"导入结果"}, []string{"身份证号", "姓名", "平台编号", "失败原因"},
			[]string{"'1101012025031200 10X", "王梓涵", "TY1", "成功"}, []string{"110101202503120011x", "", "", "证件号不对"}, []string{"999", "谁", "TY9", ""}, []string{"", "", "", ""}, []string{"110101202503120013X", "赵一诺", "", ""})
		r := Guess(table, tpl)
		if r.Head != 1 || r.By != ByTheir || r.Key != 0 || r.Ours != "身份证号" || r.Number != 2 || r.Why != 3 {
			t.Fatalf("guessed %+v", r)
		}
		said, lost := r.Read(table, sent)
		want := []Answer{{sent[0].Subject, 3, "TY1", ""}, {sent[1].Subject, 4, "", "证件号不对"}}
		if !slices.Equal(said, want) || len(lost) != 1 || lost[0].Why != LostNobody {
			t.Errorf("said %+v, lost %+v", said, lost)
		}
	})
	t.Run("one name of two children", func(t *testing.T) {
		table := rowsOf([]string{"姓名", "编号"}, []string{"王梓涵", "TY1"}, []string{"李沐阳", "TY2"})
		r := Guess(table, tpl)
		said, lost := r.Read(table, sent)
		if len(said) != 1 || said[0].Number != "TY2" || len(lost) != 1 || lost[0].Why != LostSeveral {
			t.Errorf("said %+v, lost %+v", said, lost)
		}
		table = rowsOf([]string{"姓名", "出生日期", "编号"}, []string{"王梓涵", "2025/3/10", "TY1"}, []string{"王梓涵", "2025年3月12日", "TY3"})
		said, lost = Guess(table, tpl).Read(table, sent)
		if len(said) != 2 || said[0].Subject != sent[0].Subject || said[1].Subject != sent[2].Subject || len(lost) != 0 {
			t.Errorf("by name and birthday: %+v, lost %+v", said, lost)
		}
	})
	t.Run("two lines of one", func(t *testing.T) {
		table := rowsOf([]string{"行", "编号"}, []string{"2", "TY1"}, []string{"02", "TY2"}, []string{"1", "TY3"}, []string{"1", "TY3"}, []string{"77", "TY4"})
		said, lost := Reading{By: ByRow, Key: 0, Second: -1, Number: 1, Why: -1}.Read(table, sent)
		if len(said) != 1 || said[0].Number != "TY3" || len(lost) != 2 || lost[0].Why != LostTwice {
			t.Errorf("said %+v, lost %+v", said, lost)
		}
	})
}
