package sheet

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"yizhan/hub"
)

// office is a table as an office has it: merged heads, four lines to write on, a sum, a
// footnote, places for names and a seal, and what the printer is told.
func office(t testing.TB) []byte {
	return book(t, func(f *excelize.File) {
		f.SetSheetName("Sheet1", "月报")
		set := func(at string, v any) {
			if err := f.SetCellValue("月报", at, v); err != nil {
				t.Fatal(err)
			}
		}
		edge, _ := f.NewStyle(&excelize.Style{Border: []excelize.Border{{Type: "left", Color: "000000", Style: 1}}, Font: &excelize.Font{Size: 14, Family: "仿宋"}})
		bold, _ := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true, Size: 20}, Alignment: &excelize.Alignment{Horizontal: "center"}})
		set("A1", "托育服务月报表")
		f.MergeCell("月报", "A1", "F1")
		f.SetCellStyle("月报", "A1", "F1", bold)
		for at, text := range map[string]string{"A2": "序号", "B2": "机构", "C2": "托位数", "D2": "在托人数", "D3": "合计", "E3": "其中：普惠", "F2": "备注"} {
			set(at, text)
		}
		for _, m := range [][2]string{{"A2", "A3"}, {"B2", "B3"}, {"C2", "C3"}, {"D2", "E2"}, {"F2", "F3"}, {"A9", "F9"}, {"E5", "F5"}} {
			f.MergeCell("月报", m[0], m[1])
		}
		f.SetCellStyle("月报", "A4", "F8", edge)
		f.SetRowHeight("月报", 4, 31)
		f.SetRowHeight("月报", 9, 52)
		f.SetColWidth("月报", "B", "B", 33)
		set("A8", "合计")
		for _, c := range []string{"C", "D"} {
			f.SetCellFormula("月报", c+"8", fmt.Sprintf(`IF(SUM(%s4:%s7)>0,SUM(%s4:%s7),LOG10(1)&"A9")`, c, c, c, c))
		}
		set("A9", "说明：在托人数按月末一天算。")
		set("A10", "填表人：")
		set("C10", "审核人：")
		f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: "'月报'!$A$1:$F$10", Scope: "月报"})
		landscape, size := "landscape", 9
		f.SetPageLayout("月报", &excelize.PageLayoutOptions{Orientation: &landscape, Size: &size})
		list := excelize.NewDataValidation(true)
		list.Sqref = "F4:F8"
		list.SetDropList([]string{"开", "停"})
		f.AddDataValidation("月报", list)
		f.NewSheet("填报说明")
		f.SetCellValue("填报说明", "A1", "不要动")
	})
}

func filled(t testing.TB, raw []byte, f Filling) ([]byte, *excelize.File) {
	t.Helper()
	var b bytes.Buffer
	if err := Fill(&b, bytes.NewReader(raw), int64(len(raw)), f); err != nil {
		t.Fatal(err)
	}
	x, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	return b.Bytes(), x
}

// looks is all of a sheet but what some cells say, as another hand's reader sees it.
func looks(t testing.TB, f *excelize.File, name string, lines int) map[string]any {
	out := map[string]any{}
	for line := 1; line <= lines; line++ {
		height, _ := f.GetRowHeight(name, line)
		out[fmt.Sprint("height ", line)] = height
		for column := 1; column <= 6; column++ {
			at, _ := excelize.CoordinatesToCellName(column, line)
			text, _ := f.GetCellValue(name, at)
			style, _ := f.GetCellStyle(name, at)
			formula, _ := f.GetCellFormula(name, at)
			out["value "+at], out["style "+at], out["formula "+at] = text, style, formula
		}
	}
	all, err := f.GetMergeCells(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range all {
		out["merge "+m.GetStartAxis()] = m.GetEndAxis()
	}
	for _, c := range []string{"A", "B", "F"} {
		out["width "+c], _ = f.GetColWidth(name, c)
	}
	page, _ := f.GetPageLayout(name)
	out["page"] = fmt.Sprint(*page.Orientation, *page.Size)
	out["names"] = fmt.Sprint(f.GetDefinedName())
	rules, _ := f.GetDataValidations(name)
	out["rules"] = fmt.Sprint(len(rules), rules[0].Sqref)
	return out
}

// Filling in changes the cells that are asked for and no others; opened by excelize all the
// rest is what it was, and the other sheet is the very same bytes.
func TestFillChangesOnlyWhatIsAsked(t *testing.T) {
	raw := office(t)
	old, err := excelize.OpenReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	defer old.Close()
	before := looks(t, old, "月报", 12)
	rapid.Check(t, func(r *rapid.T) {
		f := Filling{Sheet: "月报"}
		want := map[string]string{}
		for range rapid.IntRange(0, 12).Draw(r, "cells") {
			// Cells that no merged range covers, beyond the last line too.
			p := Put{Column: rapid.IntRange(0, 3).Draw(r, "column"), Line: rapid.SampledFrom([]int{4, 5, 6, 7, 10, 12}).Draw(r, "line")}
			if rapid.Bool().Draw(r, "number") {
				p.Cell = Number(float64(rapid.IntRange(-9999, 99999).Draw(r, "n")) / 4)
			} else {
				p.Cell = Text(rapid.StringMatching(`[a-z<&"'=一-龥 _]{0,8}`).Draw(r, "text"))
			}
			f.Cells = append(f.Cells, p)
			want[letters(p.Column)+fmt.Sprint(p.Line)] = p.Cell.Text
		}
		body, anew := filled(t, raw, f)
		after := looks(t, anew, "月报", 12)
		for at, text := range want {
			if got := after["value "+at]; got != text {
				r.Fatalf("%s says %q, want %q", at, got, text)
			}
			delete(after, "value "+at)
		}
		for what, was := range before {
			if _, asked := want[strings.TrimPrefix(what, "value ")]; asked && strings.HasPrefix(what, "value ") {
				continue
			}
			if !reflect.DeepEqual(after[what], was) {
				r.Fatalf("%s was %v, is %v", what, was, after[what])
			}
		}
		if !bytes.Equal(partOf(t, raw, "xl/worksheets/sheet2.xml"), partOf(t, body, "xl/worksheets/sheet2.xml")) ||
			!bytes.Equal(partOf(t, raw, "xl/styles.xml"), partOf(t, body, "xl/styles.xml")) {
			r.Fatal("a part that nobody asked for is another one")
		}
	})
}

func partOf(t testing.TB, raw []byte, name string) []byte {
	t.Helper()
	wb, _, err := openTemplate(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	body, _, err := wb.raw(name)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// Lines are added where there are too few: they look like the line above, and what follows
// moves with all that refers to it.
func TestFillGrows(t *testing.T) {
	raw := office(t)
	_, f := filled(t, raw, Filling{Sheet: "月报", Grow: Growth{Line: 5, Count: 3}, Cells: []Put{{1, 8, Text("东坡驿站")}, {2, 8, Number(20)}}})
	for at, want := range map[string]string{"B8": "东坡驿站", "C8": "20", "A11": "合计", "A12": "说明：在托人数按月末一天算。", "A13": "填表人：", "C13": "审核人："} {
		if got, _ := f.GetCellValue("月报", at); got != want {
			t.Errorf("%s says %q, want %q", at, got, want)
		}
	}
	if got, _ := f.GetCellFormula("月报", "D11"); got != `IF(SUM(D4:D10)>0,SUM(D4:D10),LOG10(1)&"A9")` {
		t.Errorf("the sum is %s", got)
	}
	like, _ := f.GetCellStyle("月报", "B5")
	for _, line := range []string{"B6", "B7", "B8", "B9"} {
		if got, _ := f.GetCellStyle("月报", line); got != like {
			t.Errorf("%s has style %d, want %d", line, got, like)
		}
	}
	if got, _ := f.GetRowHeight("月报", 12); got != 52 {
		t.Errorf("the footnote is %v high", got)
	}
	all, _ := f.GetMergeCells("月报")
	got := map[string]bool{}
	for _, m := range all {
		got[m.GetStartAxis()+":"+m.GetEndAxis()] = true
	}
	for _, want := range []string{"A1:F1", "A2:A3", "D2:E2", "E5:F5", "E6:F6", "E7:F7", "E8:F8", "A12:F12"} {
		if !got[want] {
			t.Errorf("%s is not merged: %v", want, got)
		}
	}
	if len(all) != 11 {
		t.Errorf("%d merged ranges, want 11", len(all))
	}
	if names := f.GetDefinedName(); len(names) != 1 || names[0].RefersTo != "'月报'!$A$1:$F$13" {
		t.Errorf("what is printed is %+v", names)
	}
	if rules, _ := f.GetDataValidations("月报"); rules[0].Sqref != "F4:F11" {
		t.Errorf("the list of choices is at %s", rules[0].Sqref)
	}
}

func TestShiftFormula(t *testing.T) {
	by := Growth{Line: 5, Count: 10}
	for in, want := range map[string]string{
		"SUM(C4:C7)":             "SUM(C4:C17)",
		"SUM(C5:C5)":             "SUM(C5:C15)",
		"C5+C6":                  "C5+C16",
		"$C$9/D$9":               "$C$19/D$19",
		"其他!A9+'表 2'!A9:B9":      "其他!A9+'表 2'!A9:B9",
		`"C9"&C9`:                `"C9"&C19`,
		"LOG10(A9)":              "LOG10(A19)",
		"名_A9+A9B":               "名_A9+A9B",
		"SUM(C1:C4)":             "SUM(C1:C4)",
		"SUMIF(B4:B9,B20,C4:C9)": "SUMIF(B4:B19,B30,C4:C19)",
	} {
		if got := shiftFormula(in, by); got != want {
			t.Errorf("%s becomes %s, want %s", in, got, want)
		}
	}
}

// Other programs write prefixes, leave places out and have no lines at all.
func TestFillUnusualSheets(t *testing.T) {
	for name, c := range map[string]struct{ sheet, want string }{
		"prefix":  {`<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>`, "1|甲"},
		"none":    {`<worksheet><sheetData/></worksheet>`, "|甲"},
		"one row": {`<worksheet><sheetData><row r="1"/></sheetData></worksheet>`, "|甲"},
		"behind":  {`<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c><extLst/></row></sheetData></worksheet>`, "1|甲"},
	} {
		parts := parts(c.sheet)
		parts["xl/worksheets/sheet1.xml"] = c.sheet
		raw := zipOf(t, parts)
		tables, err := sheetNames(raw)
		if err != nil {
			t.Fatal(name, err)
		}
		var b bytes.Buffer
		if err := Fill(&b, bytes.NewReader(raw), int64(len(raw)), Filling{Sheet: tables[0], Cells: []Put{{1, 1, Text("甲")}}}); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got, err := read(b.Bytes())
		if err != nil || strings.Join(texts(got[0].Rows[0]), "|") != c.want {
			t.Errorf("%s: %v %v", name, got, err)
		}
	}
}

func sheetNames(raw []byte) (out []string, err error) {
	wb, _, err := openTemplate(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, err
	}
	refs, err := wb.readBook()
	for _, r := range refs {
		out = append(out, r.name)
	}
	return out, err
}

func TestFillRefuses(t *testing.T) {
	whole := office(t)
	name := "月报"
	with := func(change func(map[string]string)) []byte {
		p := parts(oneCell)
		change(p)
		return zipOf(t, p)
	}
	for what, c := range map[string]struct {
		raw []byte
		key string
	}{
		"no zip":   {[]byte("PK\x03\x04"), "sheet.damaged"},
		"large":    {make([]byte, MaxTemplate+1), "sheet.template"},
		"macros":   {with(func(p map[string]string) { p["xl/vbaProject.bin"] = "x" }), "sheet.macro"},
		"a zip":    {zipOf(t, map[string]string{"a": "b"}), "sheet.unknown"},
		"no sheet": {whole[:len(whole):len(whole)], "sheet.damaged"},
		"dtd":      {with(func(p map[string]string) { p["xl/worksheets/sheet1.xml"] = "<!DOCTYPE w>" + oneCell }), "sheet.damaged"},
		"deep":     {with(func(p map[string]string) { p["xl/worksheets/sheet1.xml"] = strings.Repeat("<a>", maxDepth+1) }), "sheet.bomb"},
		"vast": {with(func(p map[string]string) {
			p["xl/worksheets/sheet1.xml"] = "<w><sheetData>" + strings.Repeat(" ", maxFilled) + "</sheetData></w>"
		}), "sheet.bomb"},
		"backwards": {with(func(p map[string]string) {
			p["xl/worksheets/sheet1.xml"] = `<w><sheetData><row r="5"/><row r="4"/></sheetData></w>`
		}), "sheet.damaged"},
	} {
		sheet := name
		if what == "no sheet" {
			sheet = "没有"
		} else if names, err := sheetNames(c.raw); err == nil && len(names) > 0 {
			sheet = names[0]
		}
		told(t, Fill(&bytes.Buffer{}, bytes.NewReader(c.raw), int64(len(c.raw)), Filling{Sheet: sheet, Cells: []Put{{0, 1, Text("x")}}}), c.key)
	}
	told(t, Fill(&bytes.Buffer{}, bytes.NewReader(whole), int64(len(whole)), Filling{Sheet: name, Grow: Growth{4, MaxRows + 1}}), "sheet.rows")
	told(t, Fill(&bytes.Buffer{}, bytes.NewReader(whole), int64(len(whole)), Filling{Sheet: name, Cells: []Put{{MaxColumns, 1, Text("x")}}}), "sheet.damaged")
}

// Whatever XML comes in: an error for people, or a sheet that can be read and says what was
// put there.
func FuzzFill(f *testing.F) {
	book := parts("")["xl/workbook.xml"]
	f.Add(oneCell, book, 4, 2)
	f.Add(`<w><sheetData><row r="2"><c r="A2" s="1"><f t="shared" ref="A2:A3">B2+1</f><v>1</v></c></row><row r='9'/></sheetData><mergeCells count="1"><mergeCell ref="A2:B2"/></mergeCells><rowBreaks><brk id="9"/></rowBreaks></w>`, book, 2, 3)
	f.Add(`<x:w><x:sheetData/></x:w>`, book, 1, 0)
	f.Fuzz(func(t *testing.T, sheet, book string, line, count int) {
		p := parts(sheet)
		p["xl/worksheets/sheet1.xml"], p["xl/workbook.xml"] = sheet, book
		raw := zipOf(t, p)
		names, err := sheetNames(raw)
		if err != nil || len(names) == 0 {
			return
		}
		var out bytes.Buffer
		err = Fill(&out, bytes.NewReader(raw), int64(len(raw)), Filling{Sheet: names[0], Grow: Growth{line, count}, Cells: []Put{{0, 1, Text("甲")}}})
		if err != nil {
			if _, ok := err.(*hub.Error); !ok {
				t.Fatalf("an error that nobody can read: %v", err)
			}
			return
		}
		wb, _, err := openTemplate(bytes.NewReader(out.Bytes()), int64(out.Len()))
		if err == nil {
			_, err = wb.readBook()
		}
		if err != nil {
			t.Fatalf("what was written cannot be opened: %v", err)
		}
	})
}
