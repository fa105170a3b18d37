package county

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/sheet"
	"yizhan/kiosk/page"
)

// accessRoutes are who came in at the desk, or tried to.
func (c *County) accessRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /access", c.signed(accessShow))
	mux.HandleFunc("GET /access.xlsx", c.signed(accessDownload))
}

// Of lines: a page, and as many days as are shown where nobody said which.
const (
	accessShown = 100
	accessDays  = 31
)

// accessFilter is what an address asks for.
func (v *visit) accessFilter(q url.Values) desk.EntryFilter {
	today := v.c.Desk.Today()
	f := desk.EntryFilter{From: today.Add(-accessDays), To: today, Failed: q.Get("failed") != ""}
	for name, day := range map[string]*hub.Day{"from": &f.From, "to": &f.To} {
		if d := hub.Day(q.Get(name)); d != "" {
			if _, ok := d.Time(); ok {
				*day = d
			}
		}
	}
	f.Who, _ = hub.ParseID(q.Get("who"))
	return f
}

func accessShow(v *visit) error {
	q := v.URL.Query()
	f := v.accessFilter(q)
	no := max(0, atoi(q.Get("page")))
	f.Skip, f.Most = min(no, 10_000)*accessShown, accessShown
	if err := v.c.Doors.Flush(v.ctx()); err != nil {
		return err
	}
	all, more, err := v.c.Desk.Entries(v.ctx(), v.who.as(hub.ActLogins), f)
	if err != nil {
		return err
	}
	names, err := v.c.Doors.Names(v.ctx())
	if err != nil {
		return err
	}
	p := page.CountyAccess{CountyFrame: v.frame("谁登录过", "access"), From: string(f.From), To: string(f.To), Failed: f.Failed, Rows: v.entryRows(all)}
	for id, name := range names {
		p.Whose = append(p.Whose, page.Choice{Value: id.String(), Text: name, On: id == f.Who})
	}
	hub.Sort(p.Whose, func(a, b page.Choice) int { return strings.Compare(a.Text, b.Text) })
	failed := 0
	for _, e := range all {
		if missed(e) {
			failed += e.Times
		}
	}
	if p.Lead = fmt.Sprintf("这一页 %d 行", len(all)); failed > 0 {
		p.Lead += fmt.Sprintf("，%d 次没登上", failed)
	}
	q.Del("page")
	p.File = at("/access.xlsx", q)
	if v.who.opens("GET /audit.xlsx") {
		p.Report = fmt.Sprintf("/audit.xlsx?year=%d", v.thisYear())
	}
	if no > 0 {
		q.Set("page", strconv.Itoa(no-1))
		p.Prev = at("/access", q)
	}
	if more {
		q.Set("page", strconv.Itoa(no+1))
		p.Next = at("/access", q)
	}
	return v.render(p)
}

func missed(e desk.Entry) bool { return e.What == "wrong" || e.What == "locked" }

func (v *visit) entryRows(all []desk.Entry) (rows []page.EntryRow) {
	towns := v.townNames()
	for _, e := range all {
		for _, t := range towns { // 乡镇干部 140427103: the trail keeps the township's number
			e.More = strings.ReplaceAll(e.More, t.Value, t.Text)
		}
		rows = append(rows, page.EntryRow{When: v.moment(e.At), Who: entryWho(e), What: v.entryWhat(e), From: e.From, By: e.ByName, Times: e.Times, Look: missed(e)})
	}
	return rows
}

func entryWho(e desk.Entry) string {
	switch {
	case e.WhoName != "":
		return e.WhoName
	case e.Who.IsZero() && missed(e):
		return "没有这个名字"
	case e.Who.IsZero():
		return "全县"
	}
	return "已经不在的人"
}

func (v *visit) entryWhat(e desk.Entry) string {
	text := v.label("entry", "what", e.What)
	if e.More != "" {
		text += "：" + e.More
	}
	return text
}

// accessDownload is the same as a table; that it left is on the trail.
func accessDownload(v *visit) error {
	if err := v.c.Doors.Flush(v.ctx()); err != nil {
		return err
	}
	all, _, err := v.c.Desk.Entries(v.ctx(), v.who.as(hub.ActLogins), v.accessFilter(v.URL.Query()))
	if err != nil {
		return err
	}
	if err := v.c.Desk.NoteLogins(v.ctx(), v.who.as(hub.ActLogins), v.who.Actor.Lane); err != nil {
		return err
	}
	day := string(v.c.Desk.Today())
	return v.sends("access-"+day+".xlsx", "谁登录过-"+day+".xlsx", func(w io.Writer) error { return writeEntries(w, v.entryRows(all)) })
}

func writeEntries(w io.Writer, rows []page.EntryRow) error {
	table, err := sheet.NewXLSX(w, "谁登录过", []sheet.Column{{Title: "什么时候", Width: 18}, {Title: "谁", Width: 14}, {Title: "什么事", Width: 30},
		{Title: "几次", Width: 8}, {Title: "从哪里", Width: 20}, {Title: "谁做的", Width: 14}})
	if err != nil {
		return err
	}
	for _, r := range rows {
		cells := []sheet.Cell{sheet.Text(r.When), sheet.Text(r.Who), sheet.Text(r.What), sheet.Number(float64(r.Times)), sheet.Text(r.From), sheet.Text(r.By)}
		if err := table.Write(cells); err != nil {
			return err
		}
	}
	return table.Close()
}
