package sheet

import (
	"bytes"
	"testing"

	"yizhan/hub"
)

// check holds for whatever bytes come in: a table within the limits, or an
// error for people. A fuzz target fails by a panic, too.
func check(t *testing.T, raw []byte) {
	tables, err := read(raw)
	if err != nil {
		if _, ok := err.(*hub.Error); !ok {
			t.Fatalf("an error that nobody can read: %v", err)
		}
		return
	}
	rows := 0
	for _, table := range tables {
		last := -1
		for _, r := range table.Rows {
			if r.Line <= last && table.Format != XLSX {
				t.Fatalf("line %d after %d", r.Line, last)
			}
			last = r.Line
			if rows++; len(r.Cells) > MaxColumns {
				t.Fatalf("%d cells", len(r.Cells))
			}
		}
	}
	if rows == 0 || rows > MaxRows+1 {
		t.Fatalf("%d rows", rows)
	}
}

func FuzzCSV(f *testing.F) {
	for _, s := range []string{"a,b\n1,2\n", "a;b\n\"x;\ny\";2", "\uFEFF姓名\t村\r\n", "\xD0\xD5\xC3\xFB,\xB4\xE5\n", "\xFF\xFEa\x00", "'=1,\"", "a\rb"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) { check(t, raw) })
}

func FuzzJSONL(f *testing.F) {
	for _, s := range []string{`{"kind":"child","fields":{"name":"张"}}`, "{}\n{", `{"fields":{"a":1e999}}`, `{"id":"x","sealed":true}` + "\n\n{}"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) { check(t, append([]byte("{"), bytes.TrimPrefix(raw, []byte("{"))...)) })
}

// FuzzXLSX fuzzes the XML inside: a zip of random bytes hardly ever opens.
func FuzzXLSX(f *testing.F) {
	book := parts("")["xl/workbook.xml"]
	rels := `<R><Relationship Id="r1" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="/sharedStrings" Target="s.xml"/><Relationship Id="r3" Type="/styles" Target="/xl/t.xml"/></R>`
	f.Add(oneCell, `<sst><si><t>甲</t><rPh><t>jia</t></rPh></si></sst>`, `<s><numFmts><numFmt numFmtId="200" formatCode="yyyy"/></numFmts><cellXfs><xf numFmtId="200"/></cellXfs></s>`, book)
	f.Add(`<w><sheetData><row r="7"><c r="XFD7" t="s"><v>0</v></c><c t="d"><v>2025-01-01T00</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B9"/></mergeCells></w>`, `<sst/>`, `<s/>`, `<workbook><workbookPr date1904="1"/><sheets><sheet name="a" state="hidden" id="r1"/><sheet name="b" id="r1"/></sheets></workbook>`)
	f.Fuzz(func(t *testing.T, sheet, strings, styles, book string) {
		check(t, zipOf(t, map[string]string{
			"xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": rels,
			"xl/worksheets/sheet1.xml": sheet, "xl/s.xml": strings, "xl/t.xml": styles,
		}))
	})
}
