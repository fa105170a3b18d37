package sheet

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"yizhan/hub"
)

func read(raw []byte) ([]Table, error) { return Read(bytes.NewReader(raw), int64(len(raw))) }

func texts(r Row) []string {
	var out []string
	for _, c := range r.Cells {
		out = append(out, c.Text)
	}
	return out
}

func show(t Table) string {
	var b strings.Builder
	for _, r := range t.Rows {
		fmt.Fprintf(&b, "%d:%s\n", r.Line, strings.Join(texts(r), "|"))
	}
	return b.String()
}

// told asserts that err is for people and has this key.
func told(t *testing.T, err error, key string) {
	t.Helper()
	e, ok := err.(*hub.Error)
	if !ok || e.Key != key {
		t.Errorf("error %v, want %s", err, key)
	}
}

// book builds an xlsx with excelize, as a station's computer would.
func book(t testing.TB, build func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	build(f)
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestXLSXTypes(t *testing.T) {
	raw := book(t, func(f *excelize.File) {
		chinese := `yyyy"年"m"月"d"日"`
		plain, _ := f.NewStyle(&excelize.Style{NumFmt: 14})
		own, _ := f.NewStyle(&excelize.Style{CustomNumFmt: &chinese})
		f.SetSheetRow("Sheet1", "A2", &[]any{"姓名", 45830, 45830, 45830, 13026685384, 140402202506222999, 8.1999999999999993, true})
		f.SetCellStyle("Sheet1", "C2", "C2", plain)
		f.SetCellStyle("Sheet1", "D2", "D2", own)
		f.SetCellRichText("Sheet1", "A3", []excelize.RichTextRun{{Text: "王"}, {Text: "秀英", Font: &excelize.Font{Bold: true}}})
		f.SetCellFormula("Sheet1", "B3", "1+1")
		f.SetCellValue("Sheet1", "C3", "line\r\nbreak")
		f.NewSheet("藏起来的")
		f.SetCellValue("藏起来的", "A1", "x")
		f.SetSheetVisible("藏起来的", false)
	})
	tables, err := read(raw)
	if err != nil || len(tables) != 1 {
		t.Fatal(len(tables), err)
	}
	rows := tables[0].Rows
	want := "2:姓名|45830|2025-06-22|2025-06-22|13026685384|140402202506223000|8.2|TRUE\n3:王秀英||line\r\nbreak\n"
	if got := show(tables[0]); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if c := rows[0].Cells[1]; !c.IsNumber || c.Number != 45830 || c.Day != "" {
		t.Errorf("an unformatted serial number: %+v", c)
	}
	if c := rows[0].Cells[3]; c.Day != "2025-06-22" || !c.IsNumber {
		t.Errorf("a date: %+v", c)
	}
}

func TestMergedCellsBelongToEachRow(t *testing.T) {
	raw := book(t, func(f *excelize.File) {
		f.SetSheetRow("Sheet1", "A1", &[]any{"标题"})
		f.SetSheetRow("Sheet1", "A2", &[]any{"甲", "上庄村"})
		f.SetSheetRow("Sheet1", "A3", &[]any{"乙"})
		f.SetSheetRow("Sheet1", "A5", &[]any{"丙"})
		f.MergeCell("Sheet1", "A1", "C1")
		f.MergeCell("Sheet1", "B2", "B5")
	})
	tables, err := read(raw)
	if err != nil {
		t.Fatal(err)
	}
	want := "1:标题|标题|标题\n2:甲|上庄村\n3:乙|上庄村\n5:丙|上庄村\n"
	if got := show(tables[0]); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if c := tables[0].Rows[0].Cells[1]; !c.Merged {
		t.Error("a copy is not marked")
	}
	huge := strings.Replace(oneCell, "</sheetData>", `</sheetData><mergeCells>`+strings.Repeat(`<mergeCell ref="A1:XFD1048576"/>`, 5000)+`</mergeCells>`, 1)
	if tables, err = read(zipOf(t, parts(huge))); err != nil || len(tables[0].Rows) != 1 || len(tables[0].Rows[0].Cells) != MaxColumns {
		t.Error("a merge of the whole sheet", err)
	}
}

func TestSerialDays(t *testing.T) {
	for _, c := range []struct {
		serial float64
		day    hub.Day
		from   epoch
	}{
		{45830, "2025-06-22", epoch1900}, {45830.75, "2025-06-22", epoch1900}, {61, "1900-03-01", epoch1900},
		{59, "1900-02-28", epoch1900}, {1, "1900-01-01", epoch1900}, {44368, "2025-06-22", epoch1904},
		{0, "", epoch1900}, {-3, "", epoch1900}, {1e12, "", epoch1900},
	} {
		if got, ok := c.from.day(c.serial); got != c.day || ok != (c.day != "") {
			t.Errorf("serial %v: %q", c.serial, got)
		}
	}
	for code, date := range map[string]bool{
		"General": false, "0.00": false, `yyyy\-mm\-dd`: true, "[$-804]aaaa;@": false, `"day"0`: false, "m/d;@": true, "[Red]0": false, "@": false,
	} {
		if showsDate(code) != date {
			t.Errorf("format %q: date %v", code, !date)
		}
	}
}

// zipOf packs parts; a nil size tells the truth.
func zipOf(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, text)
	}
	z.Close()
	return b.Bytes()
}

func parts(sheet string) map[string]string {
	return map[string]string{
		"xl/workbook.xml":            `<workbook><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   sheet,
	}
}

const oneCell = `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c><c r="B1" s="4"/></row></sheetData></worksheet>`

func TestBombs(t *testing.T) {
	zeros := strings.Repeat("0", 2*maxToken)
	deep := strings.Repeat("<a>", 2000)
	for name, c := range map[string]struct {
		raw []byte
		key string
	}{
		"zeros in a cell":         {zipOf(t, parts(`<worksheet><sheetData><row><c><v>`+zeros)), "sheet.bomb"},
		"long formulas for ever":  {long(t), "sheet.bomb"},
		"starts without end":      {zipOf(t, parts(deep)), "sheet.bomb"},
		"starts in a cell":        {zipOf(t, parts(`<worksheet><sheetData><row><c>`+deep)), "sheet.bomb"},
		"starts in a string":      {zipOf(t, parts(`<worksheet><sheetData><row><c><is>`+deep)), "sheet.bomb"},
		"cut in the middle":       {zipOf(t, parts(oneCell[:100])), "sheet.damaged"},
		"an entity of its own":    {zipOf(t, parts(`<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData><row><c><v>&a;</v></c></row></sheetData></worksheet>`)), "sheet.damaged"},
		"no sheet part":           {zipOf(t, map[string]string{"xl/workbook.xml": parts("")["xl/workbook.xml"], "xl/_rels/workbook.xml.rels": `<R/>`}), "sheet.damaged"},
		"a zip of something else": {zipOf(t, map[string]string{"word/document.xml": "<w/>"}), "sheet.unknown"},
		"too many rows":           {zipOf(t, parts(`<worksheet><sheetData>`+strings.Repeat(`<row><c><v>1</v></c></row>`, MaxRows+1)+`</sheetData></worksheet>`)), "sheet.rows"},
		"nothing in it":           {zipOf(t, parts(`<worksheet><sheetData/></worksheet>`)), "sheet.empty"},
		"the old format":          {append([]byte{0xD0, 0xCF, 0x11, 0xE0}, make([]byte, 600)...), "sheet.old"},
		"too large a file":        {make([]byte, MaxFile+1), "sheet.file"},
		"zero bytes":              {nil, "sheet.empty"},
		"a picture":               {[]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), "sheet.unknown"},
		"an archive of 3000":      {manyParts(t), "sheet.bomb"},
	} {
		_, err := read(c.raw)
		t.Run(name, func(t *testing.T) { told(t, err, c.key) })
	}
}

// long is a sheet of more than MaxInflated bytes in which no token is long.
func long(t *testing.T) []byte {
	p := parts("")
	delete(p, "xl/worksheets/sheet1.xml")
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range p {
		w, _ := z.Create(name)
		io.WriteString(w, text)
	}
	w, err := z.Create("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(w, `<worksheet><sheetData>`)
	row := `<row><c><f>` + strings.Repeat(" ", maxToken/2) + `</f></c></row>`
	for range MaxInflated/len(row) + 1 {
		io.WriteString(w, row)
	}
	z.Close()
	return b.Bytes()
}

func manyParts(t *testing.T) []byte {
	names := map[string]string{}
	for i := range 3000 {
		names[fmt.Sprint("p", i)] = ""
	}
	return zipOf(t, names)
}

// A directory that says 10 bytes over a stream of 150 MiB: the stream is what counts.
func TestLyingDirectory(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range parts("") {
		if text != "" {
			w, _ := z.Create(name)
			io.WriteString(w, text)
		}
	}
	var packed bytes.Buffer
	fw, _ := flate.NewWriter(&packed, flate.BestSpeed)
	io.WriteString(fw, `<worksheet><sheetData><row><c><v>`)
	chunk := bytes.Repeat([]byte("0"), 1<<20)
	for range 150 {
		fw.Write(chunk)
	}
	fw.Close()
	w, err := z.CreateRaw(&zip.FileHeader{Name: "xl/worksheets/sheet1.xml", Method: zip.Deflate, CompressedSize64: uint64(packed.Len()), UncompressedSize64: 10})
	if err != nil {
		t.Fatal(err)
	}
	w.Write(packed.Bytes())
	z.Close()
	if _, err := read(b.Bytes()); err == nil {
		t.Error("a bomb was read")
	}
}

// Names that climb out of a folder lead nowhere: nothing is unpacked.
func TestTraversal(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	p := parts(oneCell)
	p["../../evil.txt"] = "evil"
	p["/etc/evil.txt"] = "evil"
	p[`..\evil.txt`] = "evil"
	tables, err := read(zipOf(t, p))
	if err != nil || show(tables[0]) != "1:甲\n" {
		t.Fatal(err)
	}
	p["xl/_rels/workbook.xml.rels"] = `<R><Relationship Id="r1" Target="../../../../etc/passwd"/></R>`
	_, err = read(zipOf(t, p))
	told(t, err, "sheet.damaged")
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("%d files were written", len(left))
	}
}

func TestTruncatedXLSX(t *testing.T) {
	raw := book(t, func(f *excelize.File) { f.SetCellValue("Sheet1", "A1", "甲") })
	for _, n := range []int{4, 30, len(raw) / 2, len(raw) - 1} {
		_, err := read(raw[:n])
		told(t, err, "sheet.damaged")
	}
}

func TestCSVEncodings(t *testing.T) {
	text := "姓名,住址\r\n㼆㱔,\"上庄村,3 组\"\r\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	utf16 := []byte{0xFF, 0xFE}
	for _, r := range text {
		utf16 = append(utf16, byte(r), byte(r>>8))
	}
	for name, raw := range map[string][]byte{
		"UTF-8": []byte(text), "UTF-8 with mark": []byte("\uFEFF" + text), "GB18030": []byte(gb), "UTF-16": utf16,
		"semicolons": []byte(strings.Replace(strings.Replace(text, "名,住", "名;住", 1), "㱔,\"", "㱔;\"", 1)),
		"tabs":       []byte(strings.Replace(strings.Replace(text, "名,住", "名\t住", 1), "㱔,\"", "㱔\t\"", 1)),
		"old Mac":    []byte(strings.ReplaceAll(text, "\r\n", "\r")),
	} {
		tables, err := read(raw)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := show(tables[0]); got != "1:姓名|住址\n2:㼆㱔|上庄村,3 组\n" {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestBrokenText(t *testing.T) {
	_, err := read([]byte("姓名,村\n张\xE4\xB8,上庄村\n"))
	told(t, err, "sheet.letters")
	if e := err.(*hub.Error); e.Args[0] != 2 {
		t.Errorf("line %v", e.Args)
	}
	_, err = read([]byte("\xC3\xFB\x81\x20\xFF\xFF,\n")) // neither UTF-8 nor GB18030
	told(t, err, "sheet.letters")
	_, err = read([]byte("{\"kind\":\"child\"}\n{\"kind\":\"ch\xFFld\"}\n"))
	told(t, err, "sheet.letters")
}

func TestJSONLines(t *testing.T) {
	tables, err := read([]byte("\uFEFF" + `{"kind":"child","fields":{"name":"<b>'; DROP TABLE","weight":8.20}}` + "\n\n" +
		`{"kind":"child","id":"00","fields":{"birth":"2025-03-12","name":null,"away":true}}` + "\n" + `{"kind":"child","sealed":true}`))
	if err != nil {
		t.Fatal(err)
	}
	want := "0:kind|id|sealed|name|weight|away|birth\n1:child|||<b>'; DROP TABLE|8.20\n3:child|00||||true|2025-03-12\n4:child||true\n"
	if got := show(tables[0]); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	for text, key := range map[string]string{
		`{"kind":"child"}` + "\n" + `{"kind":`:       "sheet.json",
		`{"kind":"child"} x`:                         "sheet.json",
		`{"kind":"child"}}`:                          "sheet.json",
		`{"kind":["child"]}`:                         "sheet.json",
		`{"kind":"child","fields":{"name":{"a":1}}}`: "sheet.value",
		`{"kind":"child","fields":{"id":"x"}}`:       "sheet.value",
		`{"kind":"child","fields":{"name":"` + strings.Repeat("张", MaxLine) + `"}}`: "sheet.line",
	} {
		_, err := read([]byte(text))
		told(t, err, key)
	}
}

// A line of 10 MB is refused by its length, before it is parsed.
func TestLongJSONLine(t *testing.T) {
	raw := []byte(`{"kind":"child","fields":{"name":"` + strings.Repeat("x", 10<<20) + `"}}`)
	_, err := read(raw)
	told(t, err, "sheet.line")
	if e := err.(*hub.Error); e.Args[0] != 1 || e.Code != hub.CodeTooLarge {
		t.Error(e)
	}
}

// What excelize shows and what is read here are the same, on random sheets.
func TestAgreesWithExcelize(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	rng := rand.New(rand.NewPCG(seed, 1))
	words := []any{"张伟", "", nil, " 空 格 ", 12, 3.5, -7, "=1+1", "_x0041_", "a\nb", "<&>\"'", "２０２５/０６/１１", "𠮷", 13800138000}
	raw := book(t, func(f *excelize.File) {
		for line := range 40 {
			row := make([]any, rng.IntN(12))
			for i := range row {
				row[i] = words[rng.IntN(len(words))]
			}
			at, _ := excelize.CoordinatesToCellName(1+rng.IntN(5), line*2+1)
			f.SetSheetRow("Sheet1", at, &row)
		}
	})
	tables, err := read(raw)
	if err != nil {
		t.Fatal(seed, err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	theirs, _ := f.GetRows("Sheet1", excelize.Options{RawCellValue: true})
	var want Table
	for i, row := range theirs {
		for column, s := range row {
			if s != "" {
				want.put(i+1, column, Text(s), MaxRows)
			}
		}
	}
	if got := show(tables[0]); got != show(want) {
		t.Errorf("seed %d: got\n%swant\n%s", seed, got, show(want))
	}
}
