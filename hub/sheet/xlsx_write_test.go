package sheet

import (
	"bytes"
	"io"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"yizhan/hub"
)

var one = []Column{{Title: "甲"}}

// written makes an xlsx and opens it with excelize, another hand's reader.
func written(t testing.TB, name string, columns []Column, rows ...[]Cell) ([]byte, *excelize.File) {
	t.Helper()
	var b bytes.Buffer
	w, err := NewXLSX(&b, name, columns)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if err := w.Write(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return b.Bytes(), f
}

func TestTitlesStayInSight(t *testing.T) {
	_, f := written(t, "花名册", []Column{{Title: "姓名"}, {Title: "备注", Width: 40.5}}, []Cell{Text("张伟"), Number(3)})
	if p, err := f.GetPanes("花名册"); err != nil || !p.Freeze || p.YSplit != 1 || p.TopLeftCell != "A2" {
		t.Errorf("panes %+v, %v", p, err)
	}
	for column, want := range map[string]float64{"A": 12, "B": 40.5} {
		if got, err := f.GetColWidth("花名册", column); err != nil || got != want {
			t.Errorf("column %s is %v wide, want %v (%v)", column, got, want, err)
		}
	}
	for at, bold := range map[string]bool{"A1": true, "B1": true, "A2": false} {
		id, _ := f.GetCellStyle("花名册", at)
		style, err := f.GetStyle(id)
		if err != nil || style.NumFmt != 49 || (style.Font != nil && style.Font.Bold) != bold {
			t.Errorf("%s has style %+v, %v", at, style, err)
		}
	}
}

func TestNumbersAreNumbers(t *testing.T) {
	numbers := []float64{0, -5.25, 13800138000, 1e21, 1e-7, 0.1, math.MaxFloat64, math.Inf(1), math.NaN()}
	var cells []Cell
	for _, n := range numbers {
		cells = append(cells, Number(n))
	}
	raw, f := written(t, "表", one, cells)
	for i, n := range numbers {
		at, _ := excelize.CoordinatesToCellName(i+1, 2)
		kind, _ := f.GetCellType("表", at)
		if isText, wantText := kind == excelize.CellTypeInlineString, math.IsNaN(n) || math.IsInf(n, 0); isText != wantText {
			t.Errorf("%v is written as type %v", n, kind)
		}
	}
	tables, err := read(raw)
	if err != nil {
		t.Fatal(err)
	}
	for i, n := range numbers[:7] {
		if c := tables[0].Rows[1].At(i); !c.IsNumber || c.Number != n {
			t.Errorf("%v came back as %+v", n, c)
		}
	}
}

func TestColumnsHaveExcelsNames(t *testing.T) {
	for i := range 16384 {
		want, err := excelize.ColumnNumberToName(i + 1)
		if got := letters(i); err != nil || got != want {
			t.Fatalf("column %d is %s, want %s (%v)", i, got, want, err)
		}
	}
}

// What looks like an escape of xlsx is text too, wherever it meets another.
func TestTextThatLooksEscaped(t *testing.T) {
	part := rapid.SampledFrom([]string{"_x0041_", "_x005F_", "x0042_", "_", "_x", "_x00", "_X0041_", "a", "张", "&lt;", "]]>", "\n", "\r", "\t", " "})
	rapid.Check(t, func(rt *rapid.T) {
		text := strings.Join(rapid.SliceOfN(part, 1, 6).Draw(rt, "text"), "")
		var b bytes.Buffer
		w, _ := NewXLSX(&b, "表", one)
		w.Write([]Cell{Text("甲"), Text(text)})
		if err := w.Close(); err != nil {
			rt.Fatal(err)
		}
		tables, err := read(b.Bytes())
		if err != nil {
			rt.Fatal(err)
		}
		if got := tables[0].Rows[1].At(1).Text; got != text {
			rt.Fatalf("%q came back as %q", text, got)
		}
	})
	_, f := written(t, "表", one, []Cell{Text("_x0041_x0042_")})
	if got, _ := f.GetCellValue("表", "A2"); got != "_x0041_x0042_" {
		t.Errorf("excelize reads %q", got)
	}
}

func TestWithinExcelsLimits(t *testing.T) {
	for title, want := range map[string]string{
		"花名册":                   "花名册",
		`a:b\c/d?e*f[g]h'`:      "a b c d e f g h",
		strings.Repeat("名", 40): strings.Repeat("名", 31),
		strings.Repeat("𠮷", 20): strings.Repeat("𠮷", 15),
		"'":                     "Sheet1",
		"<&\">":                 "<&\">",
	} {
		if _, f := written(t, title, one, row("甲")); !slices.Equal(f.GetSheetList(), []string{want}) {
			t.Errorf("%q became %q, want %q", title, f.GetSheetList(), want)
		}
	}
	_, f := written(t, "表", one, row(strings.Repeat("长", maxCellUnits+1), strings.Repeat("长", maxCellUnits)))
	for _, at := range []string{"A2", "B2"} {
		if got, _ := f.GetCellValue("表", at); got != strings.Repeat("长", maxCellUnits) {
			t.Errorf("%s has %d bytes", at, len(got))
		}
	}
}

// A sheet that is full goes on in another one: no row is lost, and each sheet says what
// its columns are.
func TestAFullSheetGoesOn(t *testing.T) {
	var b bytes.Buffer
	w := NewBook(&b)
	w.limit = 5 // lines: one of titles, three rows, where it goes on
	if err := w.Sheet("花名册", one); err != nil {
		t.Fatal(err)
	}
	for _, r := range []string{"一", "二", "三", "四", "五", "六", "七"} {
		if err := w.Write(row(r)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Sheet("花名册", []Column{{Title: "乙"}}); err != nil { // the same name once more
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want := map[string]string{
		"花名册":   "甲 一 二 三 （一张表写满了，后面的在“花名册 2”）",
		"花名册 2": "甲 四 五 六 （一张表写满了，后面的在“花名册 3”）",
		"花名册 3": "甲 七",
		"花名册 4": "乙",
	}
	if got := f.GetSheetList(); len(got) != len(want) {
		t.Errorf("sheets %q", got)
	}
	for name, text := range want {
		rows, err := f.GetRows(name)
		var all []string
		for _, r := range rows {
			all = append(all, r...)
		}
		if got := strings.Join(all, " "); err != nil || got != text {
			t.Errorf("%s has %q, want %q (%v)", name, got, text, err)
		}
	}
}

// What was not closed looks whole to nobody.
func TestHalfABookIsNone(t *testing.T) {
	var b bytes.Buffer
	w, err := NewXLSX(&b, "表", one)
	for i := 0; i < 100_000 && err == nil; i++ {
		err = w.Write(row("一"))
	}
	if err != nil || b.Len() == 0 {
		t.Fatal(b.Len(), err)
	}
	if _, err := excelize.OpenReader(bytes.NewReader(b.Bytes())); err == nil {
		t.Error("excelize opens it")
	}
	if _, err := read(b.Bytes()); err == nil {
		t.Error("it is read as a table")
	}
}

// full takes some bytes and then no more, as a full stick does.
type full struct{ left int }

func (f *full) Write(b []byte) (int, error) {
	if f.left -= len(b); f.left < 0 {
		return 0, io.ErrShortWrite
	}
	return len(b), nil
}

func TestAFullDiskIsSaid(t *testing.T) {
	whole, _ := written(t, "表", one, row("甲"))
	for left := range len(whole) {
		w, err := NewXLSX(&full{left}, "表", one)
		if err == nil {
			w.Write(row("甲"))
			err = w.Close()
		}
		if err == nil {
			t.Fatalf("%d of %d bytes were written, and nothing said", left, len(whole))
		}
	}
}

// Days are days to a spreadsheet, and come back as they were; a date that it does not know is text.
func TestDaysAreDays(t *testing.T) {
	for day, date := range map[hub.Day]bool{"2026-11-24": true, "1900-03-01": true, "9999-12-31": true, "1986-05-04": true, "1940-06-03": true, "2024-02-29": true,
		"1900-02-28": false, "0987-01-01": false, "2026-02-30": false, "2026-11": false, "=1+1": false} {
		raw, f := written(t, "表", one, []Cell{Date(day)})
		if got, err := f.GetCellValue("表", "A2"); got != string(day) || err != nil {
			t.Errorf("%s reads as %q, %v", day, got, err)
		}
		tables, err := read(raw)
		if err != nil {
			t.Fatal(err)
		}
		if c := tables[0].Rows[1].At(0); c.Text != string(day) || (c.Day == day) != date || c.IsNumber != date {
			t.Errorf("%s came back as %+v", day, c)
		}
	}
	if _, f := written(t, "表", one, []Cell{Date(""), Text("x")}); f != nil {
		if got, _ := f.GetCellValue("表", "A2"); got != "" {
			t.Errorf("no day reads as %q", got)
		}
	}
}
