package county

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/report"
	"yizhan/hub/sheet"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// reportRoutes are the county's own tables: made from its sheets, sent to stations for a
// period, said to be so, checked and locked.
func (c *County) reportRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /reports", c.signed(reportList))
	mux.HandleFunc("POST /reports/upload", c.signed(reportUpload))
	mux.HandleFunc("POST /reports/take", c.signed(reportTake))
	mux.HandleFunc("GET /reports/plan/{id}", c.signed(reportPlan))
	mux.HandleFunc("POST /reports/plan/{id}", c.signed(reportPlanKeep))
	mux.HandleFunc("GET /reports/{key}/{period}", c.signed(reportPeriod))
	mux.HandleFunc("POST /reports/{key}/{period}", c.signed(reportPeriodDo))
	mux.HandleFunc("GET /reports/{key}/{period}/paper", c.signed(reportPeriodPaper))
	mux.HandleFunc("GET /reports/{key}/{period}/table.xlsx", c.signed(reportFile))
	mux.HandleFunc("GET /report/{id}", c.signed(reportShow))
	mux.HandleFunc("POST /report/{id}", c.signed(reportMove))
	mux.HandleFunc("GET /report/{id}/paper", c.signed(reportPaper))
}

const reportsAt = "/reports"

func planAt(id hub.ID) string { return reportsAt + "/plan/" + id.String() }

func periodAt(key, period string) string { return reportsAt + "/" + key + "/" + period }

func reportAt(id hub.ID) string { return "/report/" + id.String() }

// reportList is the tables: those that go out with their last period, and those that are
// still to be looked at.
func reportList(v *visit) error {
	p, err := v.reports()
	if err != nil {
		return err
	}
	return v.render(p)
}

func (v *visit) reports() (page.CountyReports, error) {
	p := page.CountyReports{CountyFrame: v.frame("报表", "reports"), May: v.who.opens("POST /reports/upload")}
	all, err := v.c.Desk.ReportTables(v.ctx())
	if err != nil {
		return p, err
	}
	stations, err := v.reportStations()
	if err != nil {
		return p, err
	}
	seen := map[string]bool{} // the newest version that goes out is the table
	for _, one := range all {
		if one.Ended && !one.Published {
			continue
		}
		row, err := v.reportRow(one, stations)
		switch {
		case err != nil:
			return p, err
		case !one.Published && p.May:
			row.Word, row.Look = fmt.Sprintf("第 %d 版，还没定下来", one.Version), true
			row.Href, row.Period, row.State = "", "", "看过每一栏，点“定下来”"
		case !one.Published || seen[one.Key]:
			continue
		default:
			seen[one.Key] = true
		}
		p.Rows = append(p.Rows, row)
	}
	for _, one := range report.ReadyTables() {
		p.Ready = append(p.Ready, page.Choice{Value: one.Name, Text: one.Title})
	}
	return p, nil
}

func (v *visit) reportRow(one desk.ReportTable, stations []hub.Station) (page.ReportTableRow, error) {
	t, err := report.ReadTable(one.Plan)
	if err != nil {
		return page.ReportTableRow{}, err
	}
	last := t.Every.Last(v.c.Desk.Today())
	row := page.ReportTableRow{Title: t.Title, Every: everyWord(t.Every), Period: last.Say(), Href: periodAt(one.Key, last.Name), Word: fmt.Sprintf("第 %d 版", one.Version)}
	if v.who.opens("GET /reports/plan/{id}") {
		row.Plan = planAt(one.ID)
	}
	if one.Ended {
		row.State = "停用了"
		return row, nil
	}
	reports, err := v.reportsOf(one.Key, last.Name)
	if err != nil {
		return row, err
	}
	row.State = stands(reports, len(stations))
	row.Look = len(reports) < len(stations)
	return row, nil
}

func everyWord(e report.Every) string {
	for _, one := range report.Everies {
		if one.Every == e {
			return one.Name
		}
	}
	return ""
}

// stands sums up how far a table is: 24 个站：锁定 12，等审核 3，没看 4，没发 5.
func stands(reports map[hub.ID]desk.Report, stations int) string {
	by := map[string]int{}
	for _, r := range reports {
		by[r.State]++
	}
	if len(reports) == 0 {
		return "还没发到站里"
	}
	text := fmt.Sprintf("%d 个站：", stations)
	for _, w := range []struct{ state, word string }{{desk.ReportLocked, "锁定"}, {desk.ReportChecked, "审核过"}, {desk.ReportSaid, "等审核"}, {desk.ReportDoubted, "说不对"}, {desk.ReportAsked, "没看"}} {
		if by[w.state] > 0 {
			text += fmt.Sprintf("%s %d，", w.word, by[w.state])
		}
	}
	if none := stations - len(reports); none > 0 {
		text += fmt.Sprintf("没发 %d，", none)
	}
	return string([]rune(text)[:len([]rune(text))-1])
}

// reportUpload takes an office's empty sheet and guesses what stands where.
func reportUpload(v *visit) error {
	v.Body = http.MaxBytesReader(v.w, v.Body, sheet.MaxTemplate+64<<10)
	if !web.IsUpload(v.Request) {
		return hub.E(hub.CodeInvalid, "file.none")
	}
	if err := v.ParseMultipartForm(sheet.MaxTemplate + 64<<10); err != nil {
		if _, large := errors.AsType[*http.MaxBytesError](err); large {
			return v.reportsAgain(hub.E(hub.CodeTooLarge, "sheet.template", sheet.MaxTemplate>>10))
		}
		return hub.E(hub.CodeInvalid, "web.unreadable").Because(err)
	}
	var err error
	if v.form, err = web.ParseForm(v.Request); err != nil {
		return err
	}
	file, _, err := v.FormFile("upload")
	if err != nil {
		return v.reportsAgain(hub.E(hub.CodeInvalid, "file.none"))
	}
	defer file.Close()
	body, err := io.ReadAll(file)
	if err != nil {
		return hub.E(hub.CodeInvalid, "web.unreadable").Because(err)
	}
	return v.addTable(body, nil)
}

// reportTake takes a table that comes with the program.
func reportTake(v *visit) error {
	for _, one := range report.ReadyTables() {
		if one.Name == v.form.Text("name") {
			return v.addTable(one.File, one.Plan)
		}
	}
	return hub.E(hub.CodeNotFound, "county.no-page")
}

// addTable keeps a sheet with what is known or guessed of it, and leads to where that is
// looked at.
func (v *visit) addTable(body []byte, plan *report.Table) error {
	tables, err := sheet.Read(bytes.NewReader(body), int64(len(body)))
	if err == nil && tables[0].Format != sheet.XLSX {
		err = hub.E(hub.CodeInvalid, "table.xlsx")
	}
	var guess report.Table
	if err == nil && plan == nil {
		guess, err = guessed(tables)
		plan = &guess
	}
	if err == nil {
		// One that cannot be filled in is refused now, not when the month is over.
		err = sheet.Fill(io.Discard, bytes.NewReader(body), int64(len(body)), sheet.Filling{Sheet: plan.Sheet})
	}
	if err != nil {
		return v.reportsAgain(err)
	}
	id, err := v.c.Desk.AddTable(v.ctx(), v.who.Actor, v.form.Request(), plan.Text(), body, nil)
	if err != nil {
		return err
	}
	return v.see(planAt(id))
}

// guessed is the first sheet of a workbook that looks like a table: before it may be one that
// explains, behind it lists to choose from.
func guessed(tables []sheet.Table) (guess report.Table, err error) {
	for _, t := range tables {
		if guess, err = report.GuessTable(t); err == nil {
			return guess, nil
		}
	}
	return guess, err
}

// reportsAgain is the list with what is the matter with a file.
func (v *visit) reportsAgain(err error) error {
	if code := hub.CodeOf(err); code != hub.CodeInvalid && code != hub.CodeTooLarge {
		return err
	}
	p, perr := v.reports()
	if perr != nil {
		return perr
	}
	p.Fault = page.Faults(err).Page()
	web.Render(v.w, v.Request, v.c.Log, http.StatusUnprocessableEntity, p)
	return nil
}
