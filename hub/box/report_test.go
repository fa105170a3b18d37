package box

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/report"
)

// uploads sends a file as the page of reports does.
func (o *officer) uploads(path, name string, body []byte) *officer {
	o.r.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	part, err := w.CreateFormFile("upload", name)
	o.r.must(err)
	_, err = part.Write(body)
	o.r.must(err)
	o.r.must(w.WriteField("request", hub.NewID().String()))
	o.r.must(w.Close())
	return o.took(o.http.Post(o.r.url+path, w.FormDataContentType(), &b))
}

// chosen is what a page of a table's columns would post as it stands.
func (o *officer) chosen(do string) url.Values {
	o.r.t.Helper()
	out := url.Values{"request": {hub.NewID().String()}, "do": {do}}
	for _, m := range regexp.MustCompile(`<input[^>]* name="(title|days|line|room|total)"[^>]* value="([^"]*)"`).FindAllStringSubmatch(o.body, -1) {
		out.Set(m[1], m[2])
	}
	for _, m := range regexp.MustCompile(`(?s)<select name="([^"]+)"[^>]*>(.*?)</select>`).FindAllStringSubmatch(o.body, -1) {
		if on := regexp.MustCompile(`value="([^"]*)" selected`).FindStringSubmatch(m[2]); on != nil {
			out.Set(m[1], on[1])
		}
	}
	return out
}

// A county's own sheet: uploaded, its columns guessed and looked at, sent to stations with the
// figures of their records, said to be so, given back, said again, checked, locked. What comes
// late changes today's figures and not the locked ones, and the page says which record it was.
func TestReportsBetweenStationAndCounty(t *testing.T) {
	r := newRegion(t)
	r.clock.at = time.Date(2026, 11, 28, 9, 0, 0, 0, hub.China)
	nandong := r.stations[0]
	head := r.head(nandong)
	var err error
	head.Staff, err = nandong.desk.AddStaff(r.ctx, head, hub.NewID(), desk.Worker{Name: "张桂兰", Role: hub.RoleHead})
	r.must(err)
	r.register(nandong, "王梓涵", "13812340421")
	r.meet(r.stations...)

	zhao := r.officer("赵敏", hub.RoleCounty, "")
	file, err := excelize.OpenReader(bytes.NewReader(report.ReadyTables()[0].File))
	r.must(err)
	r.must(file.SetCellValue("报表", "N3", "有没有停水停电"))
	r.must(file.SetCellValue("报表", "K4", "登记的孩子"))
	var own bytes.Buffer
	r.must(file.Write(&own))
	zhao.uploads("/reports/upload", "x.xlsx", []byte("不是表格")).answers(http.StatusUnprocessableEntity, "这不是 Excel 表")
	zhao.uploads("/reports/upload", "月报.xlsx", own.Bytes()).says("猜的", "托位使用率", "填表人", "第一个站写在第几行")
	plan := zhao.at.Path
	chosen := zhao.chosen("publish")
	if got := chosen.Get("c-10"); got != "m.child.known.36m" {
		t.Errorf("the registered children are guessed to be %q", got)
	}
	chosen.Set("c-13", "typed")
	chosen.Set("sums", "yes")
	chosen.Set("c-2", "")
	zhao.post(plan, chosen).answers(http.StatusUnprocessableEntity, "要有一栏、只有一栏是站的名字")
	chosen.Set("c-2", "station")
	zhao.post(plan, chosen).on("/reports").says("托育服务月报表", "还没发到站里", "2026年10月")
	r.officer("李乡", hub.RoleCounty, sudian).get(plan).answers(http.StatusForbidden)

	// November is not over yet.
	key := regexp.MustCompile(`/reports/([0-9a-f]{32})/2026-10`).FindStringSubmatch(zhao.body)[1]
	november := "/reports/" + key + "/2026-11"
	do := func(what string) url.Values { return url.Values{"do": {what}, "request": {hub.NewID().String()}} }
	zhao.get(november).says("这一期还没过完").saysNot(`value="send"`)
	zhao.post(november, do("send")).answers(http.StatusUnprocessableEntity, "还没过完")

	r.clock.at = time.Date(2026, 12, 1, 9, 0, 0, 0, hub.China)
	zhao.login("赵敏", password).get(november).says("还没发", "发到各站")
	zhao.post(november, do("send")).on(november).says("没看 3", "3 个站还没点，没到期", "最早的12月8日到期").saysNot("<h2>催一催</h2>")
	r.meet(r.stations...)

	turns, err := nandong.desk.Turns(r.ctx, head, head.Site)
	r.must(err)
	if len(turns) != 1 || turns[0].Def.Kind != "period-report" || turns[0].Due != "2026-12-08" {
		t.Fatalf("the station's 待办: %+v", turns)
	}
	id := turns[0].Record.ID
	at := "/report/" + id.String()
	says := func(b *Box, actor hub.Actor, step desk.ReportStep) error {
		step.Request, step.Record = hub.NewID(), id
		_, err := b.desk.StepReport(r.ctx, actor, step)
		return err
	}
	// Nobody changes a figure on the general pages, takes a step that is another's, or says that
	// what she has not seen is so.
	if _, err := nandong.desk.Fill(r.ctx, head, desk.Sheet{Request: hub.NewID(), Kind: "period-report", Record: id, Values: map[string]any{"wrong": "x"}}); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("a report is filled in on the general page: %v", err)
	}
	for _, to := range []string{desk.ReportChecked, desk.ReportLocked} {
		if err := says(nandong, head, desk.ReportStep{From: desk.ReportAsked, To: to}); hub.CodeOf(err) != hub.CodeForbidden {
			t.Errorf("the station takes its report to %s: %v", to, err)
		}
	}
	if err := says(r.stations[1], r.head(r.stations[1]), desk.ReportStep{From: desk.ReportAsked, To: desk.ReportSaid}); hub.CodeOf(err) != hub.CodeForbidden && hub.CodeOf(err) != hub.CodeNotFound {
		t.Errorf("a neighbour says it: %v", err)
	}
	if err := says(nandong, head, desk.ReportStep{From: desk.ReportAsked, To: desk.ReportSaid, Seen: hub.NewID()}); hub.CodeOf(err) != hub.CodeConflict {
		t.Errorf("said of figures that she has not seen: %v", err)
	}
	got, err := nandong.desk.ReportOf(r.ctx, head, id)
	r.must(err)
	typed := report.TypedFrom(13)
	figure := func(of desk.Report, from string) desk.ReportFigure {
		for _, f := range of.Says() {
			if f.From == from {
				return f
			}
		}
		return desk.ReportFigure{Why: "none"}
	}
	if f := figure(got, "m.child.known.36m"); !f.Known || f.Num != 100 || f.Label != "服务（次） 登记的孩子" {
		t.Fatalf("the station reads %+v", f)
	}
	if err := says(nandong, head, desk.ReportStep{From: desk.ReportAsked, To: desk.ReportSaid}); hub.CodeOf(err) != hub.CodeInvalid {
		t.Errorf("said without what is to be typed: %v", err)
	}
	r.must(says(nandong, head, desk.ReportStep{From: desk.ReportAsked, To: desk.ReportSaid, Typed: map[string]int64{typed: 200}}))
	if err := says(nandong, head, desk.ReportStep{From: desk.ReportSaid, To: desk.ReportChecked}); hub.CodeOf(err) != hub.CodeForbidden {
		t.Errorf("the station checks its own report: %v", err)
	}
	r.meet(r.stations...)

	// The township gives it back, the station says it again, the township checks it.
	sun := r.officer("孙乡长", hub.RoleTownship, sudian)
	r.officer("李镇", hub.RoleTownship, yincheng).get(at).answers(http.StatusForbidden)
	step := func(from, to, why string) url.Values {
		return url.Values{"from": {from}, "do": {to}, "why": {why}, "request": {hub.NewID().String()}}
	}
	if n := strings.Count(zhao.get("/cases").body, `href="/report/`); n != 1 {
		t.Errorf("%d reports stand among the cases; two wait for stations", n)
	}
	if sun.get("/cases"); strings.Count(zhao.get("/cases?kind=period-report").body, `href="/report/`) != 3 || !strings.Contains(sun.body, at) {
		t.Error("a report that waits for the township is not among its cases, or all of them not under their name")
	}
	sun.get(at).says("站里说对，等审核", "审核过了", "退回站里", "2").saysNot("锁定时")
	sun.post(at, step("said", "asked", "")).answers(http.StatusUnprocessableEntity, "还没写原因")
	sun.post(at, step("said", "asked", "停电那天少算了")).on(at).says("等站里看")
	r.meet(r.stations...)
	if got, err = nandong.desk.ReportOf(r.ctx, head, id); err != nil || got.Why != "停电那天少算了" {
		t.Errorf("the station reads why: %+v, %v", got, err)
	}
	r.must(says(nandong, head, desk.ReportStep{From: desk.ReportAsked, To: desk.ReportSaid, Seen: got.Commit, Typed: map[string]int64{typed: 300}}))
	r.meet(r.stations...)
	sun.post(at, step("said", "checked", "")).on(at).says("审核过了，等县里锁定")
	sun.post(november, do("lock")).answers(http.StatusForbidden)

	// It is locked once a closing knows these very figures.
	zhao.get(november).says("等今天夜里结了账再锁").saysNot("锁定审核过的")
	zhao.post(november, do("lock")).answers(http.StatusUnprocessableEntity, "没有锁")
	r.clock.at = time.Date(2026, 12, 2, 9, 0, 0, 0, hub.China)
	r.must(r.county.closeDay(r.ctx))
	zhao.login("赵敏", password).get(november).says("锁定审核过的 1 个站")
	zhao.post(november, do("lock")).on(november).says("锁定 1")
	zhao.get(at).says("锁定了", "第 1 次", "赵敏", "孙乡长", "张桂兰").saysNot("多了")

	// What comes late is seen beside it.
	r.clock.at = time.Date(2026, 11, 30, 9, 0, 0, 0, hub.China) // on paper until the stick came
	r.register(nandong, "马浩然", "13812340422")
	r.clock.at = time.Date(2026, 12, 3, 9, 0, 0, 0, hub.China)
	r.meet(r.stations...)
	zhao.login("赵敏", password).get(at).says("锁定的不变；1 个数后来变了", "1 2 多了 1 后来才报到县里：马浩然")
	then, err := r.county.desk.ReportOf(r.ctx, r.countyActor(), id)
	r.must(err)
	if f := figure(then, "m.child.known.36m"); f.Num != 100 || then.Locked.Closing != 1 || len(then.Locked.Digest) != 64 {
		t.Errorf("locked as %+v, by closing %d", f, then.Locked.Closing)
	}

	// Somebody's box writes over the figures: the county's copy stands.
	def, _ := nandong.forms.Get("period-report")
	field, _ := def.Field("figures")
	state, _ := def.Field("state")
	rec, err := nandong.store.Record(r.ctx, "period-report", id)
	r.must(err)
	_, err = nandong.store.Append(r.ctx, hub.Draft{Request: hub.NewID(), Lane: nandong.Lane(), Edits: []hub.Edit{{Kind: "period-report", Record: id, Subject: rec.Subject, Period: rec.Period,
		Set: map[uint32]any{field.No: []any{[]any{int64(1), "m.child.known.36m", int64(2), "登记的孩子", int64(3), int64(9900)}}, state.No: "asked"}}}})
	r.must(err)
	r.meet(r.stations...)
	if then, err = r.county.desk.ReportOf(r.ctx, r.countyActor(), id); err != nil || figure(then, "m.child.known.36m").Num != 100 || then.State != desk.ReportLocked {
		t.Errorf("a station changed what was locked: %+v, %v", then, err)
	}

	// The office's own sheet, filled in.
	zhao.get(november + "/table.xlsx")
	x, err := excelize.OpenReader(strings.NewReader(zhao.body))
	r.must(err)
	defer x.Close()
	texts := map[string]string{}
	rows, err := x.GetRows("报表")
	r.must(err)
	for _, row := range rows {
		if len(row) > 13 && row[2] != "" {
			texts[row[2]] = row[10] + "|" + row[13]
		}
	}
	if texts["南董驿站"] != "1|3" || texts["苏店镇小计"] == "" {
		t.Errorf("the sheet says %q", texts)
	}
	if got, _ := x.GetCellValue("报表", "A2"); !strings.HasPrefix(got, "填报单位：") || got == "填报单位：" {
		t.Errorf("who reports: %q", got)
	}
	zhao.get(november+"/paper").says("填表人：赵敏", "审核人：孙乡长", "单位（盖章）：", "合计")
	zhao.get(at+"/paper").says("填表人：张桂兰", "审核人：孙乡长", "第 1 次结账")
}
