package box

import (
	"encoding/csv"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/outside"
)

var seen = regexp.MustCompile(`name="seen" value="([^"]*)"`)

// enters notes that the sheet which she sees was entered over there.
func (o *officer) enters(number string) *officer {
	o.r.t.Helper()
	m := seen.FindStringSubmatch(o.body)
	if m == nil {
		o.r.t.Fatalf("%s is no sheet:\n%s", o.at, o.text())
	}
	return o.post(o.at.RequestURI(), url.Values{"seen": {m[1]}, "number": {number}, "request": {hub.NewID().String()}})
}

// outsideLine is what stands in a column of the sheet.
func (o *officer) outsideLine(head string) string {
	o.r.t.Helper()
	for _, li := range regexp.MustCompile(`(?s)<li[ >].*?</li>`).FindAllString(o.body, -1) {
		if text := plainText(li); strings.HasPrefix(text, head) {
			if m := regexp.MustCompile(`<output class="theirs" id="[^"]*">([^<]*)<`).FindStringSubmatch(li); m != nil {
				return html.UnescapeString(m[1])
			}
			return text
		}
	}
	o.r.t.Fatalf("%s asks for no %s:\n%s", o.at, head, o.text())
	return ""
}

const importHeads = "\uFEFF序号,*幼儿姓名,性别,出生日期,监护人电话,区县,备注\n"

// A platform is described from its own import file, without a line of code; a child is copied
// by hand, then only what has changed; the rest goes as a file in the platform's form, and
// the answer is read back. The station's monthly sheet is written by it, and whoever may not
// take people's numbers away sees none of it.
func TestOutside(t *testing.T) {
	r := newRegion(t)
	nandong, henghe := r.stations[0], r.stations[2]
	enrolled := func(b *Box, name, phone string) hub.ID {
		t.Helper()
		id := r.register(b, name, phone)
		_, err := b.desk.Enrol(r.ctx, r.head(b), desk.Enrolling{Request: hub.NewID(), Child: id, Mode: "full", From: b.desk.Today(), Anyway: true})
		r.must(err)
		return id
	}
	wang, ma := enrolled(nandong, "王梓涵", "13812340421"), enrolled(nandong, "马浩然", "13812340422")
	enrolled(henghe, "秦朗", "13900001111")
	r.register(nandong, "散居的", "13900002222")
	r.meet(r.stations...)
	zhao := r.officer("赵敏", hub.RoleCounty, "")

	// The county describes the platform.
	zhao.get("/outside").says("还没有", "国家托育机构备案信息系统", "这里不猜")
	zhao.post("/outside", url.Values{"name": {""}, "about": {"care"}, "system": {"city"}}).answers(http.StatusUnprocessableEntity).says("写上平台叫什么")
	zhao.post("/outside", url.Values{"name": {"市里的平台"}, "about": {"care"}, "system": {"city"}}).says("先把平台的导入模板")
	at := strings.TrimSuffix(zhao.at.Path, "/edit")
	zhao.uploads(at+"/heads", "x.csv", []byte("PK\x03\x04")).answers(http.StatusUnprocessableEntity)
	zhao.uploads(at+"/heads", "模板.csv", []byte(importHeads)).says("7 栏，2 栏空着", "*幼儿姓名", "那边怎么叫")
	save := url.Values{"name": {"市里的平台"}, "format": {"csv"}, "do": {"save"}, "from-0": {"row"}, "from-1": {"child.name"}, "must-1": {"1"}, "from-2": {"child.sex"},
		"from-3": {"child.birth"}, "day-3": {"plain"}, "from-4": {"carer.phone"}, "must-4": {"1"}, "from-5": {"fixed"}, "fixed-5": {"上党区"}, "from-6": {""}}
	zhao.post(at+"/edit", save).says("7 栏，1 栏空着")
	zhao.uploads(at+"/codes/2/list?columns=2", "性别.csv", []byte("代码,名称\n01,男\n02,女\n")).says("2 行")
	zhao.get(at + "/edit").says("还有 2 个没对上")
	zhao.post(at+"/codes/99", url.Values{}).answers(http.StatusNotFound)
	save.Set("fixed-5", "上党区")
	save.Set("do", "ready")
	zhao.post(at+"/edit", save).on(at).says("要抄的 3 个", "王梓涵", "马浩然", "秦朗").saysNot("散居的")

	// One child, by hand.
	sheet := at + "/of/" + wang.String()
	zhao.get(sheet).says("王梓涵", "后面还有 2 个")
	for head, want := range map[string]string{"*幼儿姓名": "王梓涵", "性别": "02", "出生日期": "20250312", "监护人电话": "13812340421", "区县": "上党区"} {
		if got := zhao.outsideLine(head); got != want {
			t.Errorf("%s is %q, want %q", head, got, want)
		}
	}
	zhao.post(sheet, url.Values{"seen": {"old"}}).answers(http.StatusUnprocessableEntity)
	zhao.get(sheet).enters("TY0001").answers(http.StatusOK, "后面还有 1 个")
	if row := zhao.get(at).row("王梓涵"); !strings.Contains(row, "好 王梓涵 南董驿站 TY0001") {
		t.Errorf("entered, and the list says %q", row)
	}

	// Her telephone number changes at the station: it alone is to be copied again, there.
	r.meet(r.stations...)
	grandmother := r.recordOf(nandong, wang, "person")
	_, err := nandong.desk.Correct(r.ctx, r.head(nandong), hub.NewID(), "person", grandmother.ID, grandmother.Commit, form.Values{"phone": "13899990000"})
	r.must(err)
	r.meet(r.stations...)
	if row := zhao.get(at).row("王梓涵"); !strings.Contains(row, "变了：监护人电话 TY0001") {
		t.Errorf("changed, and the list says %q", row)
	}
	zhao.get(sheet).says("原来写的是“ 13812340421 ”").enters("").get(at)
	if row := zhao.row("王梓涵"); !strings.HasPrefix(row, "好") || !strings.Contains(row, "TY0001") {
		t.Errorf("entered again without a number, the list says %q", row)
	}

	// The others as a file, in the platform's form, and its answer.
	zhao.post(at, url.Values{"do": {"batch"}, "request": {hub.NewID().String()}}).says("2 行", "马浩然", "秦朗")
	batch := zhao.at.Path
	zhao.get(batch + "/table").says("拿去做什么用").tap("报名单、报数")
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(zhao.body, "\uFEFF"))).ReadAll()
	r.must(err)
	if len(rows) != 3 || strings.Join(rows[0], ",")+"\n" != strings.TrimPrefix(importHeads, "\uFEFF") || rows[1][0] != "1" || rows[1][2] != "02" || rows[1][3] != "20250312" || rows[1][6] != "" {
		t.Fatalf("the file says %q", rows)
	}
	if got := zhao.head.Get("Content-Type"); got != "text/csv" {
		t.Errorf("the file is sent as %q", got)
	}
	line := map[string]int{rows[1][1]: 1, rows[2][1]: 2}
	answer := "行号,平台编号,失败原因\n" + strconv.Itoa(line["马浩然"]) + ",TY0002,成功\n" + strconv.Itoa(line["秦朗"]) + ",,身份证号校验不通过\n77,TY9,\n"
	zhao.uploads(batch+"/answer", "结果.csv", []byte(answer)).says("那边的结果")
	kept := zhao.at.Path
	by := url.Values{"head": {"1"}, "key": {"0"}, "ours": {""}, "second": {"-1"}, "other": {""}, "number": {"1"}, "why": {"2"}, "do": {"look"}}
	zhao.post(kept, by).says("收下了 1 个，退回 1 个，对不上 1 行；还有 0 个", "身份证号校验不通过", "第 4 行")
	r.officer("钱科长", hub.RoleCounty, "").get(kept).answers(http.StatusNotFound)
	by.Set("do", "keep")
	zhao.post(kept, by).on(at)
	if row := zhao.row("秦朗"); !strings.Contains(row, "那边退回：身份证号校验不通过") || !strings.HasPrefix(row, "新") {
		t.Errorf("refused, and the list says %q", row)
	}
	if row := zhao.row("马浩然"); !strings.HasPrefix(row, "好") || !strings.Contains(row, "TY0002") {
		t.Errorf("taken, and the list says %q", row)
	}

	// The station is done: its sheet of the month is written, once.
	site := r.head(nandong).Site
	for range 2 {
		zhao.post(at, url.Values{"do": {"report"}, "site": {site.String()}, "request": {hub.NewID().String()}}).on(at)
	}
	zhao.post(at, url.Values{"do": {"report"}, "site": {r.head(henghe).Site.String()}}).answers(http.StatusUnprocessableEntity, "还有没抄完的")
	r.meet(r.stations...)
	recs, err := nandong.store.Of(r.ctx, site, "outside-report")
	r.must(err)
	if len(recs) != 1 {
		t.Errorf("the station has %d sheets of this month", len(recs))
	}

	// Who leaves is to be taken out there, at the station as well as at the county.
	r.clock.at = r.clock.at.Add(24 * time.Hour)
	place := r.recordOf(nandong, ma, "enrolment")
	_, err = nandong.desk.EndEnrolment(r.ctx, r.head(nandong), hub.NewID(), place.ID, nandong.desk.Today().Add(-1), "moved")
	r.must(err)
	sys, list, err := nandong.desk.OutsideList(r.ctx, r.head(nandong), desk.OutsideAsk{System: r.outsideID(at)})
	r.must(err)
	if len(list) != 2 || list[0].Subject != ma || list[0].Stand != outside.StandLeft || !sys.Ready() {
		t.Errorf("at the station: %+v", list)
	}
	// Its neighbour holds the records too, and has none of the lines.
	if _, near, err := r.stations[1].desk.OutsideList(r.ctx, r.head(r.stations[1]), desk.OutsideAsk{System: sys.ID, Site: site}); err != nil || len(near) != 0 {
		t.Errorf("another station of the township sees %+v, %v", near, err)
	}

	// Attacks: who may not take numbers away, and nobody's made-up address.
	for _, path := range []string{"/outside", at, sheet, batch, kept} {
		r.officer("孙乡长"+path[len(path)-4:], hub.RoleTownship, sudian).get(path).answers(http.StatusForbidden).saysNot("1389999")
		r.officer("看的"+path[len(path)-4:], hub.RoleViewer, "").get(path).answers(http.StatusForbidden)
	}
	zhao.get(at + "/of/" + site.String()).answers(http.StatusNotFound)
	if n := r.trail(r.county, wang); n == 0 {
		t.Error("nobody is on the trail of a child whose numbers were shown")
	}
}

func (r *region) outsideID(at string) hub.ID {
	r.t.Helper()
	id, err := hub.ParseID(strings.TrimPrefix(at, "/outside/"))
	r.must(err)
	return id
}

// recordOf is the first record of a kind that a box has of somebody.
func (r *region) recordOf(b *Box, subject hub.ID, kind hub.Kind) hub.Record {
	r.t.Helper()
	recs, err := b.store.Of(r.ctx, subject, kind)
	r.must(err)
	return recs[0]
}
