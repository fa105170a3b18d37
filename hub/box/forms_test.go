package box

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// The county writes a form at its desk, with the lines that are wrong beside it; it
// reaches a station and is filled in there, and what was filled in comes back as a table.
func TestAFormOfTheCounty(t *testing.T) {
	r := newRegion(t)
	nandong := r.stations[0]
	zhao := r.officer("赵敏", hub.RoleCounty, "")
	zhao.tap("表").on("/forms").says("县里还没有自己的表", "来访登记").tap("写一张新表").says("站里看到的样子", "有几扇关不严", "空白表", "□ 是", "填好的谁还能看：县里")
	text := textareaOf(t, zhao.body)
	send := func(path, text string) *officer {
		return zhao.post(path, url.Values{"text": {strings.ReplaceAll(text, "\n", "\r\n")}, "request": {hub.NewID().String()}})
	}
	send("/forms/look", strings.Replace(text, "show: open > 0", "show: opened > 0", 1)).answers(http.StatusOK, "还不能发：1 处要改", "第 15 行", "没有名字叫 opened 的项").saysNot("空白表")
	send("/forms", strings.Replace(text, "140404", "140427", 1)).answers(http.StatusUnprocessableEntity, "代号要写成 x-县代码六位-名字")
	send("/forms", text).on("/forms").says("门窗检查", "第 1 版", "站长、保育师")
	kind := hub.Kind("x-140404-window")
	fill := func() error {
		_, err := nandong.desk.Fill(r.ctx, r.head(nandong), desk.Sheet{Request: hub.NewID(), Kind: kind, Values: form.Values{"open": 2, "where": "=睡觉的屋"}})
		return err
	}
	if err := fill(); hub.CodeOf(err) != hub.CodeInvalid {
		t.Fatalf("a form that has not arrived: %v", err)
	}
	r.meet(nandong)
	r.must(nandong.noticed(r.ctx, hub.News{}))
	r.must(fill())
	r.meet(nandong)

	// A new version has the next number by itself; a form that ends is offered nowhere.
	zhao.get("/forms").tap("门窗检查").says("现在用的是第 1 版")
	if next := textareaOf(t, zhao.body); !strings.Contains(next, "version: 2") {
		t.Errorf("its next version begins %q", next)
	}
	zhao.post("/forms/"+string(kind)+"/retire", url.Values{"request": {hub.NewID().String()}}).on("/forms").says("停用了", "第 2 版")
	r.meet(nandong)
	r.must(nandong.noticed(r.ctx, hub.News{}))
	if err := fill(); hub.CodeOf(err) != hub.CodeInvalid {
		t.Errorf("a form that was ended: %v", err)
	}
	if table, err := nandong.desk.Sheets(r.ctx, r.head(nandong), kind, desk.SheetFilter{}); err != nil || len(table.Rows) != 1 {
		t.Errorf("of what was filled in is left %v, %v", table.Rows, err)
	}
	// Who serves one township writes nothing for the county.
	town := r.officer("钱会计", hub.RoleTownship, sudian).saysNot(">表<")
	town.get("/forms").answers(http.StatusForbidden)
	town.post("/forms", url.Values{"text": {text}}).answers(http.StatusForbidden)
}

func textareaOf(t *testing.T, body string) string {
	t.Helper()
	_, rest, ok := strings.Cut(body, "<textarea")
	_, rest, _ = strings.Cut(rest, ">\n")
	text, _, ended := strings.Cut(rest, "</textarea>")
	if !ok || !ended {
		t.Fatal("the page has no text")
	}
	return strings.NewReplacer("&gt;", ">", "&lt;", "<", "&#34;", `"`, "&#39;", "'", "&amp;", "&").Replace(text)
}
