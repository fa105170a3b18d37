package county

import (
	"bytes"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/report"
	"yizhan/hub/sheet"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

func splitNames(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(text, "、")
}

func joinNames(all []string) string { return strings.Join(all, "、") }

// reportPlan says what stands where in a table, beside the sheet as it looks, and with real
// figures below.
func reportPlan(v *visit) error {
	one, t, err := v.plannedTable()
	if err != nil {
		return err
	}
	p, err := v.planPage(one, t)
	if err != nil {
		return err
	}
	return v.render(p)
}

func (v *visit) plannedTable() (one desk.ReportTable, t report.Table, err error) {
	id, err := hub.ParseID(v.PathValue("id"))
	if err != nil {
		return one, t, hub.E(hub.CodeNotFound, "county.no-page")
	}
	if one, err = v.c.Desk.ReportTable(v.ctx(), id); err == nil {
		t, err = report.ReadTable(one.Plan)
	}
	return one, t, err
}

// reportPlanKeep keeps what was chosen; published, the table goes out as it is.
func reportPlanKeep(v *visit) error {
	one, t, err := v.plannedTable()
	if err != nil {
		return err
	}
	do := v.form.Text("do")
	switch {
	case do == "again":
		id, err := v.c.Desk.AddTable(v.ctx(), v.who.Actor, v.form.Request(), one.Plan, one.File, &one)
		if err != nil {
			return err
		}
		return v.see(planAt(id))
	case one.Published, do == "end": // a draft that is not wanted leaves the list
		one.Ended = do == "end"
	default:
		v.readPlan(&t)
		if err = t.Check(); err == nil {
			one.Plan, one.Published = t.Text(), do == "publish"
		}
	}
	if err == nil {
		err = v.c.Desk.PlanTable(v.ctx(), v.who.Actor, v.form.Request(), one.ID, one)
	}
	switch {
	case err == nil && (do == "publish" || one.Ended && !one.Published):
		return v.see(reportsAt)
	case err == nil:
		return v.see(planAt(one.ID))
	case hub.CodeOf(err) != hub.CodeInvalid:
		return err
	}
	p, perr := v.planPage(one, t)
	if perr != nil {
		return perr
	}
	p.Errors = page.Faults(err)
	web.Render(v.w, v.Request, v.c.Log, http.StatusUnprocessableEntity, p)
	return nil
}

// readPlan takes what was chosen into a table.
func (v *visit) readPlan(t *report.Table) {
	t.Title, t.Every = strings.TrimSpace(v.form.Text("title")), report.Every(v.form.Text("every"))
	t.Days, t.Line, t.Room, t.Total = atoi(v.form.Text("days")), atoi(v.form.Text("line")), atoi(v.form.Text("room")), atoi(v.form.Text("total"))
	t.Sums, t.Mask = v.form.Has("sums"), v.form.Has("mask")
	t.Columns, t.Spots = slices.Clone(t.Columns), slices.Clone(t.Spots)
	for i := range t.Columns {
		c := &t.Columns[i]
		if c.From = v.form.Text("c-" + strconv.Itoa(i)); c.From == "typed" {
			c.From = report.TypedFrom(c.At)
		}
	}
	for i := range t.Spots {
		t.Spots[i].From = v.form.Text("s-" + strconv.Itoa(i))
	}
	t.Spots = slices.DeleteFunc(t.Spots, func(s report.Spot) bool { return s.From == "" })
}

func (v *visit) planPage(one desk.ReportTable, t report.Table) (page.CountyReportPlan, error) {
	p := page.CountyReportPlan{
		CountyFrame: v.frame("表的样子", "reports"), Prev: reportsAt, Action: planAt(one.ID), Fixed: one.Published, Ended: one.Ended,
		Name: t.Title, Days: strconv.Itoa(t.Days), Line: strconv.Itoa(t.Line), Room: strconv.Itoa(t.Room), Total: strconv.Itoa(t.Total), Sums: t.Sums, Mask: t.Mask,
	}
	for _, e := range report.Everies {
		p.Every = append(p.Every, page.Choice{Value: string(e.Every), Text: e.Name, On: e.Every == t.Every})
	}
	for _, c := range report.Froms() {
		if n := len(p.Groups); n == 0 || p.Groups[n-1].Name != c.Group {
			p.Groups = append(p.Groups, page.ReportGroup{Name: c.Group})
		}
		g := &p.Groups[len(p.Groups)-1]
		g.Options = append(g.Options, page.Choice{Value: c.From, Text: c.Title})
	}
	for _, c := range report.Spots() {
		p.Cells = append(p.Cells, page.Choice{Value: c.From, Text: c.Title})
	}
	guess := !one.Published && one.Version == 1
	for i, c := range t.Columns {
		p.Columns = append(p.Columns, page.PlanColumn{Field: "c-" + strconv.Itoa(i), Place: strings.TrimRight(report.Place(c.At, 1), "1"), Head: c.Head,
			From: c.From, Title: report.FromTitle(c.From), Guessed: guess && c.From != "", Typed: c.Typed()})
	}
	for i, s := range t.Spots {
		title := ""
		for _, c := range report.Spots() {
			if c.From == s.From {
				title = c.Title
			}
		}
		p.Spots = append(p.Spots, page.PlanColumn{Field: "s-" + strconv.Itoa(i), Place: report.Place(s.Column, s.Line), Head: s.Before, From: s.From, Title: title, Guessed: guess})
	}
	if err := v.planGrid(&p, one, t); err != nil {
		return p, err
	}
	if t.Check() != nil {
		return p, nil
	}
	return p, v.planLook(&p, t)
}

// gridLines is as many lines of the sheet as are shown: beyond are more of the same.
const gridLines = 40

// planGrid is the sheet as it looks.
func (v *visit) planGrid(p *page.CountyReportPlan, one desk.ReportTable, t report.Table) error {
	tables, err := sheet.Read(bytes.NewReader(one.File), int64(len(one.File)))
	if err != nil {
		return err
	}
	i := max(0, slices.IndexFunc(tables, func(in sheet.Table) bool { return in.Name == t.Sheet }))
	in, wide := tables[i], 0
	for _, row := range in.Rows {
		wide = max(wide, len(row.Cells))
	}
	lines := map[int]sheet.Row{}
	for _, row := range in.Rows {
		lines[row.Line] = row
	}
	last := in.Rows[len(in.Rows)-1].Line
	for line := 1; line <= min(last, gridLines); line++ {
		if line > t.Line && line < t.Line+t.Room-1 {
			continue // one line for stations looks like the next
		}
		var cells []page.GridCell
		for at := 0; at < wide; at++ {
			cell := page.GridCell{Text: lines[line].At(at).Text, Columns: 1, Lines: 1}
			hidden := false
			for _, s := range in.Spans {
				if line < s.Line || line >= s.Line+s.Lines || at < s.Column || at >= s.Column+s.Columns {
					continue
				}
				if hidden = line != s.Line || at != s.Column; !hidden {
					cell.Columns, cell.Lines = min(s.Columns, wide-at), s.Lines
				}
			}
			if hidden {
				continue
			}
			switch {
			case line >= t.Line && line < t.Line+t.Room:
				cell.Kind = "data"
			case line == t.Total:
				cell.Kind = "sum"
			case slices.ContainsFunc(t.Spots, func(s report.Spot) bool { return s.Line == line && s.Column == at }):
				cell.Kind = "spot"
			case line < t.Line && cell.Text != "" && line > 1:
				cell.Kind = "head"
			}
			cells = append(cells, cell)
		}
		p.Grid = append(p.Grid, cells)
	}
	return nil
}

// planLook is the table with the figures of the last period.
func (v *visit) planLook(p *page.CountyReportPlan, t report.Table) error {
	last := t.Every.Last(v.c.Desk.Today())
	rows, err := v.freshRows(t, last)
	if err != nil {
		return err
	}
	g := grid(t, rows[:min(len(rows), gridLines)])
	p.Look, p.LookOf = &g, last.Say()
	return nil
}

// freshRows are the lines of a period as they would be sent out now.
func (v *visit) freshRows(t report.Table, p report.Period) (rows []report.TableRow, err error) {
	stations, err := v.reportStations()
	if err != nil {
		return nil, err
	}
	counted, err := v.tableCounts(t, p, 0)
	if err != nil {
		return nil, err
	}
	says, err := v.sayings(t, p, stations)
	for _, st := range stations {
		rows = append(rows, says.row(t, st, figuresOf(t, counted[st.ID])))
	}
	return rows, err
}
