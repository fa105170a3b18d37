package station_test

import (
	"bytes"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/sheet"
)

// The county changes a form while a station is away with a sheet half filled in: a
// question has another name, one is gone, one has a smaller range, a choice is gone, one
// is new. What was typed is there, a page of the old form answers nothing of the new one,
// old sheets are read and mended, and the list and the spreadsheet have both.
func TestAFormChangesUnderADraft(t *testing.T) {
	const head = "kind: x-140427-window\ntitle: 门窗检查\ngroup: 安全\nsubject: child\nretention: work\nwrite: [head]\n"
	b := newBox(t)
	def := b.learns([]byte(head + `version: 1
fields:
  - {no: 1, name: room, label: 哪间屋, type: choice, choices: [{code: a, label: 活动室}, {code: b, label: 睡觉屋}, {code: c, label: 老厨房}], privacy: internal}
  - {no: 2, name: open, label: 几扇关不严, type: int, unit: 扇, min: 0, max: 50, privacy: internal}
  - {no: 3, name: note, label: 以前要写的, type: text, max: 40, privacy: internal}
list: [room, open, note]
`))
	old, young := b.enrolled("王涵", hub.ID{}, hub.ID{}), b.enrolled("李轩", hub.ID{}, hub.ID{})
	out, err := b.desk.Fill(b.ctx, b.actor(), desk.Sheet{Request: hub.NewID(), Kind: def.Kind, Subject: old,
		Values: form.Values{"room": "c", "open": 40, "note": "门吱吱响"}})
	b.must(err)
	at := "/forms/" + string(def.Kind)
	s := b.screen.get(at + "/new?for=" + young.String())
	fill := s.path[:strings.LastIndex(s.path, "/")]
	s.tap(s.path, "pick", "c").shows("几扇关不严？").tap(s.path, "count-n", "40", "go", "next").shows("以前要写的？")
	stale := s.form("text", "没来得及", "go", "next")
	third := s.path

	b.learns([]byte(head + `version: 2
fields:
  - {no: 1, name: room, label: 哪一间, type: choice, choices: [{code: a, label: 活动室}, {code: b, label: 睡觉屋}, {code: c, label: 老厨房, retired: true}], privacy: internal}
  - {no: 2, name: open, label: 几扇关不严, type: int, unit: 扇, min: 0, max: 20, privacy: internal}
  - {no: 3, name: note, label: 以前要写的, type: text, max: 40, retired: true, privacy: internal}
  - {no: 4, name: who, label: 谁看的, type: text, max: 20, required: true, privacy: internal}
list: [room, open, who]
`))
	s.post(third, stale).on(fill).shows("县里改了这张表", "哪一间 老厨房", "几扇关不严 40", "谁看的 还空着")
	if s.has("没来得及") {
		t.Error("what was pressed on a page of the old form answers a question of the new one")
	}
	s.get("/unfinished").shows("门窗检查").get(fill).shows("几扇关不严应该在 0 到 20 扇之间", "去改")
	s.get(fill+"/2?mend=1").tap(fill+"/2?mend=1", "count-n", "12", "go", "next").on(fill).shows("12 扇")
	s.tap(fill, "go", "next").shows("谁看的还空着")
	s.get(fill+"/3?mend=1").tap(fill+"/3?mend=1", "text", "张桂兰", "go", "next").on(fill)
	s.tap(fill, "go", "next").on(at).shows("记好了", "老厨房", "12 扇", "张桂兰", "40 扇")

	// The old sheet is read as it was, and what the new form would not take stays while
	// something else of it is mended.
	sheetAt := at + "/sheet/" + out.Records[0].String()
	s.get(sheetAt).shows("哪一间 老厨房", "40 扇", "以前要写的 门吱吱响", "谁看的 空着").get(sheetAt + "/mend")
	mend := s.path
	s.get(mend+"/3?mend=1").tap(mend+"/3?mend=1", "text", "李会计", "go", "next").on(mend)
	s.tap(mend, "go", "next").on(at).shows("李会计")
	s.get(sheetAt).shows("40 扇", "门吱吱响", "李会计")

	s.get(at+"/save").tap(at+"/save", "what", "personal")
	s.tap(at+"/save", "what", "personal/report")
	tables, err := sheet.Read(bytes.NewReader([]byte(s.page)), int64(len(s.page)))
	b.must(err)
	var lines []string
	for _, row := range tables[0].Rows {
		var cells []string
		for _, c := range row.Cells {
			cells = append(cells, c.Text)
		}
		lines = append(lines, strings.Join(cells, " "))
	}
	if all := strings.Join(lines, "\n"); len(lines) != 3 || !strings.Contains(all, "王涵 老厨房 40 门吱吱响 李会计") || !strings.Contains(all, "李轩 老厨房 12  张桂兰") {
		t.Errorf("the spreadsheet has\n%s", all)
	}
}
