package station_test

import (
	"archive/zip"
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/sheet"
)

// upload sends a file as the browser does.
func (s *screen) upload(path, name string, body []byte) *screen {
	s.b.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	s.b.must(w.WriteField("request", s.field("request")))
	part, err := w.CreateFormFile("upload", name)
	s.b.must(err)
	_, err = part.Write(body)
	s.b.must(err)
	s.b.must(w.Close())
	res, err := s.http.Post(s.b.server.URL+path, w.FormDataContentType(), &b)
	return s.took(res, err)
}

const roster = "姓名,性别,出生日期,住址（村）,家长,联系电话\n" +
	"王梓涵,女,2025-03-12,西火村,李秀英,13803550421\n" +
	"李沐阳,男,2025-06-11,柳沟庄,赵丽,13803550422\n" +
	"<b>坏</b>,女,2025-06-11,西火村,赵丽,13803550423\n" +
	"吴佳怡,女,2031-01-01,西火村,吴强,13803550424\n"

// A roster goes through columns and rows to one batch, which goes back as one; the
// same file again changes nothing.
func TestImport(t *testing.T) {
	b := newBox(t)
	s := b.screen.get("/import").shows("名册在哪个文件").upload("/import", "roster.csv", []byte(roster))
	job := strings.TrimSuffix(s.path, "/columns")
	if s.code != 200 || !strings.HasSuffix(s.path, "/columns") {
		t.Fatalf("%d at %s:\n%s", s.code, s.path, s.text())
	}
	s.shows("姓名", "孩子的名字", "列都对")
	before := b.written()
	s.tap(job+"/columns", "go", "next").on(job).shows("2 新登记", "2 收不了", "收进 2 个孩子", "第 5 行", "还没到", "不是名字的符号")
	if strings.Contains(s.page, "<b>坏") {
		t.Error("the file's HTML is the page's")
	}
	if b.written() != before {
		t.Error("a preview wrote something")
	}
	take := s.form("go", "take")
	s.post(job, take).on(job).shows("收进 2 个孩子", "2 行没收", "同意书还没签")
	s.post(job, take).on(job).shows("收进 2 个孩子")
	if n := len(b.children()); n != 2 {
		t.Fatalf("%d children, want 2", n)
	}
	for _, c := range b.children() {
		if c.Category != "home" || c.Site != b.site {
			t.Errorf("kept: %+v", c)
		}
	}
	s.badRows(job)

	again := b.newScreen().get("/import").upload("/import", "roster.csv", []byte(roster))
	at := strings.TrimSuffix(again.path, "/columns")
	again.tap(at+"/columns", "go", "next").shows("0 新登记", "2 已经有", "没有能收的")

	s.get(job).tap(job, "go", "undo").on(job).shows("退回 2 个孩子")
	s.post(job, s.form("go", "undo")).on(job).shows("退回 2 个孩子")
	if n := len(b.children()); n != 0 {
		t.Errorf("%d children are left", n)
	}
}

// badRows opens the table of what was not taken.
func (s *screen) badRows(job string) {
	s.b.t.Helper()
	s.link(job + "/bad.xlsx")
	tables, err := sheet.Read(strings.NewReader(s.page), int64(len(s.page)))
	s.b.must(err)
	if n := len(tables[0].Rows); n != 3 {
		s.b.t.Errorf("the table of refused rows has %d rows, want a header and two", n)
	}
	if why := tables[0].Rows[1].Cells; !strings.Contains(why[len(why)-2].Text, "名字里有不是名字的符号") {
		s.b.t.Errorf("the first reads %+v", why)
	}
}

// Somebody worked on a child since: it stays when the batch goes back.
func TestImportUndoKeepsWhatWasWorkedOn(t *testing.T) {
	b := newBox(t)
	s := b.screen.get("/import").upload("/import", "roster.csv", []byte(roster))
	job := strings.TrimSuffix(s.path, "/columns")
	s.tap(job+"/columns", "go", "next").tap(job, "go", "take")
	b.enrol(b.children()[0].ID, "2026-11-23")
	s.tap(job, "go", "undo").shows("退回 1 个孩子", "1 个孩子后来有人改过")
	if n := len(b.children()); n != 1 {
		t.Errorf("%d children are left, want the one", n)
	}
}

// A column is what she says it is.
func TestImportColumnIsChanged(t *testing.T) {
	b := newBox(t)
	s := b.screen.get("/import").upload("/import", "roster.csv", []byte("甲,乙,丙\n王梓涵,女,2025-03-12\n李沐阳,男,2025-06-11\n"))
	job := strings.TrimSuffix(s.path, "/columns")
	s.tap(job+"/columns", "column", "0").on(job+"/column/0").shows("“第 1 栏”这一列是什么", "王梓涵")
	s.tap(job+"/column/0", "meaning", "nick").on(job + "/columns").shows("小名")
	if !s.has("先认出名字那列") {
		t.Error("without a name column it goes on")
	}
	s.tap(job+"/columns", "column", "0").tap(job+"/column/0", "meaning", "name").on(job+"/columns").tap(job+"/columns", "go", "next").shows("收进 2 个孩子")
	s.get(job+"/column/0").post(job+"/column/0", s.form("meaning", "nonsense")).on(job + "/columns").shows("孩子的名字")
}

// The sample as stations keep it: every row has its answer, the good ones go in.
func TestImportOfTheSample(t *testing.T) {
	body, err := os.ReadFile("../../hub/roster/testdata/roster-sample.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	b := newBox(t)
	s := b.screen.get("/import").upload("/import", "名册.xlsx", body)
	job := strings.TrimSuffix(s.path, "/columns")
	s.tap(job+"/columns", "go", "next").shows("新登记", "收不了", "收进")
	s.tap(job, "go", "take").shows("收进")
	n := len(b.children())
	if n < 10 {
		t.Fatalf("%d children", n)
	}
	again := b.newScreen().get("/import").upload("/import", "名册.xlsx", body)
	at := strings.TrimSuffix(again.path, "/columns")
	again.tap(at+"/columns", "go", "next").shows("0 新登记")
	if len(b.children()) != n {
		t.Error("the same file again changed something")
	}
}

// A file that cannot be: one clear sentence on the same page, nothing half stored.
func TestImportRefusesBadFiles(t *testing.T) {
	var whole bytes.Buffer
	w, err := sheet.NewXLSX(&whole, "名册", []sheet.Column{{Title: "姓名"}, {Title: "出生日期"}})
	if err != nil {
		t.Fatal(err)
	}
	for range 400 {
		if err := w.Write([]sheet.Cell{sheet.Text("王梓涵"), sheet.Text("2025-03-12")}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		body []byte
		says string
	}{
		"truncated xlsx":    {whole.Bytes()[:whole.Len()*2/3], "没有拷完整"},
		"zip bomb":          {bomb(t), "展开以后太大"},
		"too large":         {make([]byte, 20<<20+1), "太大了"},
		"far too large":     {make([]byte, 24<<20), "太大了"},
		"nothing":           {nil, "没有内容"},
		"old xls":           {[]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest"), ".xls"},
		"broken UTF-8":      {[]byte("姓名,出生日期\n\xff\xfe\xfa\x81,2025-03-12\n"), "认不出"},
		"a line of 10 MB":   {[]byte(`{"kind":"child","fields":{"name":"` + strings.Repeat("王", 10<<20/3) + `"}}` + "\n"), "太长"},
		"no table":          {[]byte("%PDF-1.4 \x00\x01\x02 binary \x00\x00"), ""},
		"no names anywhere": {[]byte("a,b\n1,2\n3,4\n"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBox(t)
			before := b.written()
			s := b.screen.get("/import").upload("/import", "x.xlsx", c.body)
			if s.code < 400 || s.code >= 500 || s.path != "/import" {
				t.Errorf("%d at %s:\n%.400s", s.code, s.path, s.text())
			}
			s.shows(c.says)
			for _, no := range []string{"错误", "非法", "panic", "!", "！"} {
				if s.has(no) {
					t.Errorf("the page says %q: %s", no, s.text())
				}
			}
			if b.written() != before || len(b.children()) != 0 {
				t.Error("something was stored")
			}
		})
	}
}

// bomb is a workbook of which one sheet inflates to 300 MB.
func bomb(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, head := range map[string]string{
		"[Content_Types].xml":        `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"xl/workbook.xml":            `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`,
	} {
		f, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, head); err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, "sheet1.xml") {
			blank := bytes.Repeat([]byte(" "), 1<<20)
			for range 300 {
				if _, err := f.Write(blank); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// An upload that breaks off half way leaves nothing.
func TestImportBreaksOff(t *testing.T) {
	b := newBox(t)
	req, err := http.NewRequest(http.MethodPost, b.server.URL+"/import", strings.NewReader("--x\r\nContent-Disposition: form-data; name=\"upload\"; filename=\"a.csv\"\r\n\r\n姓名,"))
	b.must(err)
	req.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	res, err := b.screen.http.Do(req)
	b.screen.took(res, err)
	if b.screen.code != 422 || !b.screen.has("没有收") {
		t.Errorf("%d: %s", b.screen.code, b.screen.text())
	}
}

// A file that she does not want any more is forgotten with the next start, and she is
// asked to choose it again. What was taken is told all the same.
func TestImportIsForgotten(t *testing.T) {
	b := newBox(t)
	s := b.screen.get("/import").upload("/import", "roster.csv", []byte(roster))
	waiting := strings.TrimSuffix(s.path, "/columns")
	s.get("/import").upload("/import", "roster.csv", []byte(roster))
	taken := strings.TrimSuffix(s.path, "/columns")
	s.tap(taken+"/columns", "go", "next").tap(taken, "go", "take")
	b.clock.at = b.clock.at.Add(3 * time.Hour) // the memory has let it go
	s.get(waiting).shows("每一行怎么收")
	s.get("/unfinished").tap("/unfinished", "do", "import/"+strings.TrimPrefix(waiting, "/import/"))
	b.station.ForgetFiles()
	if s.get(waiting); s.code != 404 || !s.has("再选一次文件") {
		t.Errorf("%d: %s", s.code, s.text())
	}
	s.get(taken).on(taken).shows("收进 2 个孩子").tap(taken, "go", "undo").shows("退回 2 个孩子")
}

// Only the 站长 brings in and takes away.
func TestImportAndExportAreTheHeads(t *testing.T) {
	b := newBox(t)
	s := b.screen.get("/import").upload("/import", "roster.csv", []byte(roster))
	job := strings.TrimSuffix(s.path, "/columns")
	carer := b.newScreen()
	for token, session := range b.doors.sessions {
		session.Actor.Role = hub.RoleCarer
		b.doors.sessions[token] = session
	}
	before := b.written()
	for _, path := range []string{"/import", job, job + "/columns", job + "/bad.xlsx", "/export"} {
		if carer.get(path); carer.code != 403 || !carer.has("站长") {
			t.Errorf("%s: %d %s", path, carer.code, carer.text())
		}
	}
	carer.upload("/import", "roster.csv", []byte(roster))
	if carer.code != 403 {
		t.Errorf("an upload: %d", carer.code)
	}
	carer.post("/export", map[string][]string{"what": {"personal"}})
	if carer.code != 403 || strings.HasPrefix(carer.page, "PK") || b.written() != before {
		t.Errorf("an export: %d", carer.code)
	}
	if b.doors.refused != 7 { // two of them posts
		t.Errorf("%d refusals are on the trail, want 7", b.doors.refused)
	}
}

// The roster leaves as a table, on the trail before its first byte; without names
// no name is in it.
func TestExport(t *testing.T) {
	b := newBox(t)
	b.register("王梓涵", "2", "2025-03-12", "13803550421")
	s := b.screen.get("/export").shows("带名字和电话")
	s.tap("/export", "what", "personal").shows("拿去做什么用")
	if n := b.looked("export"); n != 0 {
		t.Errorf("%d exports on the trail before one is made", n)
	}
	s.tap("/export", "what", "personal/health")
	tables, err := sheet.Read(strings.NewReader(s.page), int64(len(s.page)))
	b.must(err)
	if len(tables[0].Rows) != 2 || !strings.Contains(rowText(tables[0].Rows[1]), "13803550421") {
		t.Errorf("the table: %+v", tables[0].Rows)
	}
	if n := b.looked("health"); n != 1 {
		t.Errorf("%d exports say what for, want 1", n)
	}
	if n := b.looked("export"); n != 1 {
		t.Errorf("%d exports on the trail, want 1", n)
	}
	s.get("/export").tap("/export", "what", "plain")
	tables, err = sheet.Read(strings.NewReader(s.page), int64(len(s.page)))
	b.must(err)
	if text := rowText(tables[0].Rows[1]); strings.Contains(text, "王") || strings.Contains(text, "0421") {
		t.Errorf("without names: %s", text)
	}
}

func rowText(r sheet.Row) string {
	var all []string
	for _, c := range r.Cells {
		all = append(all, c.Text)
	}
	return strings.Join(all, "|")
}

// looked counts the looks of a sort on the trail.
func (b *box) looked(what string) (n int) {
	b.t.Helper()
	b.must(b.store.Each(b.ctx, "look", func(rec hub.Record) error {
		for _, v := range rec.Fields {
			if v == what {
				n++
			}
		}
		return nil
	}))
	return n
}

// A power cut between reading a file and taking it leaves her, and nobody else, at the
// same step, with what she said of the columns.
func TestImportIsKept(t *testing.T) {
	b := newBox(t)
	s := b.screen.get("/import").upload("/import", "roster.csv", []byte("甲,乙,丙\n王梓涵,女,2025-03-12\n李沐阳,男,2025-06-11\n"))
	job := strings.TrimSuffix(s.path, "/columns")
	s.tap(job+"/columns", "column", "0").tap(job+"/column/0", "meaning", "nick").tap(job+"/columns", "column", "0").tap(job+"/column/0", "meaning", "name").tap(job+"/columns", "go", "next").on(job)
	b.station.ForgetFiles()
	other := b.newScreen()
	other.sign(b.hire("刘建平", hub.RoleHead).Staff, "2468")
	if got := other.get(job); got.code != http.StatusNotFound {
		t.Errorf("somebody else's file answers %d", got.code)
	}
	s = b.newScreen().get("/unfinished").shows("3 行的名册", "收名册，在看每一行")
	s.get(job).shows("收进 2 个孩子").tap(job, "go", "take").shows("收进 2 个孩子")
	if n := len(b.children()); n != 2 {
		t.Errorf("%d children, want 2", n)
	}
	if text := s.get("/unfinished").text(); strings.Contains(text, "名册，") {
		t.Error("what is done still waits to be finished")
	}
}
