package county

import (
	"cmp"
	"fmt"
	"net/http"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/hub/report"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// reportSheet is the station's sheet of the path, where this officer may see it.
func (v *visit) reportSheet() (desk.Report, error) {
	id, err := hub.ParseID(v.PathValue("id"))
	if err != nil {
		return desk.Report{}, hub.E(hub.CodeNotFound, "county.no-page")
	}
	r, err := v.c.Desk.ReportOf(v.ctx(), v.who.Actor, id)
	if err == nil && !v.who.Sees(r.Lane) {
		err = hub.E(hub.CodeForbidden, "county.other-township")
	}
	return r, err
}

// reportShow is a station's sheet: its figures beside those of today, whose turn it is, and
// who took which step.
func reportShow(v *visit) error {
	r, err := v.reportSheet()
	if err != nil {
		return err
	}
	p, err := v.reportPage(r)
	if err != nil {
		return err
	}
	return v.render(p)
}

func (v *visit) reportPage(r desk.Report) (page.CountyReportSheet, error) {
	period, _, ok := report.PeriodOf(r.Period)
	if !ok {
		return page.CountyReportSheet{}, hub.E(hub.CodeNotFound, "county.no-page")
	}
	st, err := v.stationOf(r.Site)
	if err != nil {
		return page.CountyReportSheet{}, err
	}
	p := page.CountyReportSheet{CountyFrame: v.frame(r.Title, "reports"), Prev: periodAt(r.Key(), r.Period), Action: reportAt(r.ID), Period: period.Say(),
		Station: joined(townText(st), st.Name), State: r.StateLabel, From: r.State, Seen: r.Commit.String(), Done: r.State == desk.ReportLocked, Paper: reportAt(r.ID) + "/paper"}
	if r.State == desk.ReportDoubted {
		p.Wrong = r.Wrong
	}
	if v.who.opens("POST /report/{id}") {
		role := v.who.Actor.Role
		p.Check = r.State == desk.ReportSaid && (role == hub.RoleTownship || role == hub.RoleCounty)
		p.Back = p.Check || r.State == desk.ReportChecked && role == hub.RoleCounty
	}
	if err := v.reportFigures(&p, r, period); err != nil {
		return p, err
	}
	p.Facts, err = v.reportFacts(r)
	return p, err
}

func (v *visit) stationOf(site hub.ID) (hub.Station, error) {
	all, err := v.reportStations()
	for _, st := range all {
		if st.ID == site {
			return st, err
		}
	}
	return hub.Station{ID: site, Name: "不在的站"}, err
}

// reportFigures are the figures that the station was shown, or that were locked, beside those
// of today, and for locked ones the records that came since.
func (v *visit) reportFigures(p *page.CountyReportSheet, r desk.Report, period report.Period) error {
	var t report.Table
	for _, f := range r.Says() {
		t.Columns = append(t.Columns, report.Column{Head: f.Label, From: f.From})
	}
	counted, err := v.tableCounts(t, period, 0)
	if err != nil {
		return err
	}
	changed := 0
	for _, f := range r.Says() {
		then, now := amountOf(f), counted[r.Site][f.From]
		row := page.ReportFigureRow{Label: f.Label, Said: then.Text(), Today: now.Text(), Typed: f.Typed()}
		if f.Typed() && !f.Known && r.State != desk.ReportSaid {
			row.Said = "等站里填"
		}
		if !f.Typed() && !report.SameAmounts(map[string]report.Amount{"": then}, map[string]report.Amount{"": now}) {
			row.Apart = apart(then, now)
			changed++
			if r.Locked != nil {
				if row.Causes, err = v.causes(f.From, period, r); err != nil {
					return err
				}
			}
		}
		p.Figures = append(p.Figures, row)
	}
	switch {
	case changed > 0 && r.Locked != nil:
		p.Changed = fmt.Sprintf("锁定的不变；%d 个数后来变了", changed)
	case changed > 0:
		p.Changed = fmt.Sprintf("%d 个数和给站里看的不一样了", changed)
	}
	return nil
}

// apart is how far today is from what was said.
func apart(then, now report.Amount) string {
	a, was := then.Rounded()
	b, is := now.Rounded()
	d := b - a
	switch {
	case !was || !is:
		return "变了"
	case d > 0:
		return "多了 " + (report.Amount{Known: true, Num: int64(d*100 + 0.5), Scale: 1}).Text()
	case d < 0:
		return "少了 " + (report.Amount{Known: true, Num: int64(-d*100 + 0.5), Scale: 1}).Text()
	}
	return "分子分母变了"
}

// causesShown is as many records as a line names.
const causesShown = 5

// causes are the records behind a figure that its closing did not know.
func (v *visit) causes(from string, p report.Period, r desk.Report) (out []page.Link, err error) {
	src, today, all := v.c.Figures.Counted(), v.c.Desk.Today(), 0
	for _, proof := range report.TableProofs(from, p, r.Locked.Closing, r.Site) {
		then, err := src.Evidence(v.ctx(), proof.Measure, proof.Query)
		if err != nil {
			return nil, err
		}
		proof.Query.Known = 0
		now, err := src.Evidence(v.ctx(), proof.Measure, proof.Query)
		if err != nil {
			return nil, err
		}
		for _, l := range report.LateOnes(then, now) {
			if all++; all > causesShown {
				continue
			}
			what := "后来才报到县里："
			if l.Gone {
				what = "后来改了、撤了："
			}
			link := page.Link{Text: what + joined(v.called(l.Evidence, nil), proof.Title, calendar.Date(l.Day, today))}
			if _, known := v.c.Names.Get(l.Subject); known && v.who.Sees(l.Lane) {
				link.Href = "/child/" + l.Subject.String()
			}
			out = append(out, link)
		}
	}
	if all > causesShown {
		out = append(out, page.Link{Text: fmt.Sprintf("还有 %d 条", all-causesShown)})
	}
	return out, nil
}

// reportFacts is who took which step, and by which closing the figures can be counted again.
func (v *visit) reportFacts(r desk.Report) (out []page.Fact, err error) {
	today := v.c.Desk.Today()
	say := func(word string, who hub.ID, day hub.Day) {
		if day == "" || err != nil {
			return
		}
		var name string
		name, err = v.reportName(who)
		out = append(out, page.Fact{Word: word, Text: strings.TrimSpace(cmp.Or(name, "机器") + " " + calendar.Date(day, today))})
	}
	said, saidOn, checked, checkedOn := r.SaidBy, r.SaidOn, r.CheckedBy, r.CheckedOn
	if l := r.Locked; l != nil {
		said, saidOn, checked, checkedOn = l.SaidBy, l.SaidOn, l.CheckedBy, l.CheckedOn
	}
	say("填表（县里发）", r.SentBy, r.SentOn)
	say("站里看过", said, saidOn)
	say("审核", checked, checkedOn)
	if l := r.Locked; l != nil {
		say("锁定", l.By, l.On)
		out = append(out, page.Fact{Word: "结账", Text: fmt.Sprintf("第 %d 次，摘要 %s", l.Closing, l.Digest[:min(16, len(l.Digest))])})
	} else {
		out = append(out, page.Fact{Word: "期限", Text: calendar.Date(r.Until, today)})
	}
	if r.Why != "" {
		out = append(out, page.Fact{Word: "退回的原因", Text: r.Why})
	}
	return out, err
}

// reportMove says that a sheet is right, or gives it back with the reason.
func reportMove(v *visit) error {
	r, err := v.reportSheet()
	if err != nil {
		return err
	}
	_, err = v.c.Desk.StepReport(v.ctx(), v.who.Actor, desk.ReportStep{Request: v.form.Request(), Record: r.ID, From: v.form.Text("from"), Seen: v.form.ID("seen"), To: v.form.Text("do"), Why: v.form.Text("why")})
	if err == nil {
		return v.see(reportAt(r.ID))
	}
	if hub.CodeOf(err) != hub.CodeInvalid {
		return err
	}
	p, perr := v.reportPage(r)
	if perr != nil {
		return perr
	}
	p.Fault = firstFault(page.Faults(err))
	web.Render(v.w, v.Request, v.c.Log, http.StatusUnprocessableEntity, p)
	return nil
}

// reportPaper is a station's sheet on A4, with a place for the station's stamp.
func reportPaper(v *visit) error {
	r, err := v.reportSheet()
	if err != nil {
		return err
	}
	p, err := v.reportPage(r)
	if err != nil {
		return err
	}
	out := page.CountyReportPaper{CountyFrame: p.CountyFrame, Prev: reportAt(r.ID), Head: r.Title, Lines: []string{p.Station + "　" + p.Period + "　" + p.State}}
	out.Grid.Heads = []page.ReportGridCell{{Text: "名字"}, {Text: "数", Figure: true}}
	for _, f := range p.Figures {
		out.Grid.Rows = append(out.Grid.Rows, page.ReportGridRow{Cells: []page.ReportGridCell{{Text: f.Label}, {Text: f.Said, Figure: true}}})
	}
	said, err := v.reportName(r.SaidBy)
	if err != nil {
		return err
	}
	checked, err := v.reportName(checkedBy(r))
	if err != nil {
		return err
	}
	out.Sign = []string{"填表人：" + said, "审核人：" + checked, "单位（盖章）：", "日期：" + dayByHand}
	if r.SaidOn != "" {
		out.Sign[3] = "日期：" + calendar.LongDate(r.SaidOn)
	}
	if r.Locked != nil {
		out.Notes = []string{fmt.Sprintf("%s锁定，按第 %d 次结账，摘要 %s。", calendar.LongDate(r.Locked.On), r.Locked.Closing, r.Locked.Digest)}
	}
	return v.render(out)
}
