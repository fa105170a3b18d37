package sheet

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

var dangerous = []string{"=1+1", "+86", "-1", "@SUM(A1)", "\tx", "\rx", "＝1", "=cmd|'/c calc'!A0", "'=1", "'plain", "", "正常"}

func row(texts ...string) []Cell {
	out := make([]Cell, len(texts))
	for i, s := range texts {
		out[i] = Text(s)
	}
	return out
}

func TestNoFormulaLeavesByCSV(t *testing.T) {
	var b bytes.Buffer
	w := NewCSV(&b)
	w.Write(append(row(dangerous...), Number(-5)))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for _, field := range strings.Split(strings.TrimPrefix(strings.TrimSpace(b.String()), "\uFEFF"), ",") {
		if field = strings.Trim(field, `"`); field != "-5" && field != "" && strings.ContainsRune(formula, []rune(field)[0]) {
			t.Errorf("%q would run", field)
		}
	}
}

func TestNoFormulaLeavesByXLSX(t *testing.T) {
	raw := xlsxOf(t, [][]Cell{row(dangerous...)})
	f, err := excelize.OpenReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for i, want := range dangerous {
		at, _ := excelize.CoordinatesToCellName(i+1, 2)
		if formula, _ := f.GetCellFormula("表", at); formula != "" {
			t.Errorf("%s is a formula: %s", at, formula)
		}
		kind, _ := f.GetCellType("表", at)
		if want != "" && kind != excelize.CellTypeInlineString && kind != excelize.CellTypeSharedString {
			t.Errorf("%s has type %v", at, kind)
		}
		if got, _ := f.GetCellValue("表", at); got != want {
			t.Errorf("%s: %q, want %q", at, got, want)
		}
	}
}

func xlsxOf(t testing.TB, rows [][]Cell) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := NewXLSX(&b, "表", []Column{{Title: "甲"}, {Title: "乙", Width: 20}})
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
	return b.Bytes()
}

var anyText = rapid.OneOf(
	rapid.SampledFrom(dangerous),
	rapid.StringMatching(`[ a-z0-9张王李,;"'=+@\-\n]{0,12}`),
)

// Whatever text goes out comes back the same: many small CSV files, one large xlsx.
func TestOutAndBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		rows := rapid.SliceOfN(rapid.SliceOfN(anyText, 3, 3), 1, 5).Draw(rt, "rows")
		var b bytes.Buffer
		w := NewCSV(&b)
		w.Write(row("a", "b", "c")) // a title row fixes the separator
		for _, r := range rows {
			w.Write(row(r...))
		}
		w.Close()
		same(rt, b.Bytes(), rows)
	})
	var rows [][]string
	var cells [][]Cell
	for seed := range 300 {
		rows = append(rows, rapid.SliceOfN(anyText, 3, 3).Example(seed))
		cells = append(cells, row(rows[seed]...))
	}
	same(t, xlsxOf(t, cells), rows)
}

func same(t rapid.TB, raw []byte, rows [][]string) {
	t.Helper()
	tables, err := read(raw)
	if err != nil {
		t.Fatal(err)
	}
	var got, want strings.Builder
	for _, r := range tables[0].Rows[1:] {
		fmt.Fprintln(&got, strings.TrimRight(strings.Join(texts(r), "|"), "|"))
	}
	for _, r := range rows {
		fmt.Fprintln(&want, strings.TrimRight(strings.Join(r, "|"), "|"))
	}
	if strip(got.String()) != strip(want.String()) {
		t.Fatalf("got %q want %q", got.String(), want.String())
	}
}

// strip leaves empty rows out: they are not read.
func strip(s string) string {
	var out []string
	for _, line := range strings.Split(s, "\n") {
		if line != "" {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

func TestLinesOutAndBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		o := Object{Kind: "child", ID: rapid.StringMatching(`[0-9a-f]{32}`).Draw(rt, "id"), Fields: map[string]any{}}
		for _, name := range []string{"name", "village"} {
			o.Fields[name] = rapid.String().Draw(rt, name)
		}
		var b bytes.Buffer
		if err := NewLines(&b).Write(o); err != nil {
			rt.Fatal(err)
		}
		var back Object
		if err := json.Unmarshal(b.Bytes(), &back); err != nil || bytes.Count(b.Bytes(), []byte("\n")) != 1 {
			rt.Fatal(b.String(), err)
		}
		tables, err := read(b.Bytes())
		if err != nil {
			rt.Fatal(err)
		}
		if got, want := texts(tables[0].Rows[1]), []string{"child", o.ID, "", o.Fields["name"].(string), o.Fields["village"].(string)}; fmt.Sprint(got) != fmt.Sprint(want) {
			rt.Fatalf("%q, want %q", got, want)
		}
	})
}

func BenchmarkReadXLSX5000(b *testing.B) {
	rows := make([][]Cell, 5000)
	for i := range rows {
		rows[i] = row(fmt.Sprint(i), "张三", "男", "2025-03-12", "140402202506222999", "张秀英", "奶奶", "13800138000", "上庄村", "")
	}
	raw := xlsxOf(b, rows)
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := read(raw); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWriteXLSX(b *testing.B) {
	cells := row("张三", "男", "2025-03-12", "140402202506222999", "张秀英", "奶奶", "13800138000", "上庄村")
	w, err := NewXLSX(io.Discard, "表", []Column{{Title: "甲"}})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		w.Write(cells)
	}
	w.Close()
}
