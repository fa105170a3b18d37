package county

import (
	"fmt"
	"net/http"
	"strconv"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// sheetRoutes are the sheets that a station has filled in: of which forms, those of one
// form, one of them.
func (c *County) sheetRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /sheets", c.signed(sheetKinds))
	mux.HandleFunc("GET /classes", c.signed(classRows))
	mux.HandleFunc("GET /sheets/{kind}", c.signed(sheetList))
	mux.HandleFunc("GET /sheets/{kind}/{id}", c.signed(lateShow))
	mux.HandleFunc("POST /sheets/{kind}/{id}", c.signed(lateMove))
}

// sheetsShown is how many stand on a page.
const sheetsShown = 50

func sheetsAt(kind hub.Kind, site hub.ID) string {
	return "/sheets/" + string(kind) + "?station=" + site.String()
}

// asked is the station of the address, where this officer sees it.
func (v *visit) asked() (Station, error) {
	site, _ := hub.ParseID(v.URL.Query().Get("station"))
	seen, _, err := v.callers(v.ctx())
	if err != nil {
		return Station{}, err
	}
	s, ok := seen[site]
	if !ok {
		return s, hub.E(hub.CodeForbidden, "county.other-township")
	}
	return s, nil
}

// sheetKinds is the forms of which a station has filled some in, as far as this officer
// reads them.
func sheetKinds(v *visit) error {
	at, err := v.asked()
	if err != nil {
		return err
	}
	p, today := page.CountySheets{CountyFrame: v.frame(at.Name+"填的表", "stations"), Heads: []string{"哪张表", "哪一类", "最近一张"}, Prev: "/stations"}, v.c.Desk.Today()
	if held, err := v.classesHeld(at); err != nil {
		return err
	} else if n := len(held); n > 0 {
		p.Rows = append(p.Rows, page.CountySheetsRow{Href: "/classes?station=" + at.Site.String(), Cells: []string{"妈妈课堂台账", "妈妈课堂", calendar.Date(held[0].Day, today)}})
	}
	none := 0
	for _, def := range v.c.Desk.Forms().Sheets() {
		if !def.MayRead(v.who.Actor.Role) {
			continue
		}
		t, err := v.c.Desk.Sheets(v.ctx(), v.who.Actor, def.Kind, desk.SheetFilter{Site: at.Site, Most: 1})
		if err != nil {
			return err
		}
		if len(t.Rows) == 0 {
			none++
			continue
		}
		p.Rows = append(p.Rows, page.CountySheetsRow{Href: sheetsAt(def.Kind, at.Site), Cells: []string{def.Title, def.Group, calendar.Date(t.Rows[0].Day, today)}})
	}
	p.Lead = fmt.Sprintf("填过 %d 种，还有 %d 种没填过", len(p.Rows), none)
	return v.render(p)
}

// sheetList is the sheets of one form. Nobody's name and nothing sealed stands here: that
// is on the sheet, where looking is noted.
func sheetList(v *visit) error {
	at, err := v.asked()
	if err != nil {
		return err
	}
	no := max(1, atoi(v.URL.Query().Get("page")))
	t, err := v.c.Desk.Sheets(v.ctx(), v.who.Actor, hub.Kind(v.PathValue("kind")),
		desk.SheetFilter{Site: at.Site, Skip: (no - 1) * sheetsShown, Most: sheetsShown})
	if err != nil {
		return err
	}
	p, today := page.CountySheets{CountyFrame: v.frame(t.Def.Title, "stations"), Lead: at.Name, Heads: []string{"哪天的"}, Prev: "/sheets?station=" + at.Site.String()}, v.c.Desk.Today()
	var shown []int
	for i, f := range t.Columns {
		if open(f) {
			shown, p.Heads = append(shown, i), append(p.Heads, f.Label)
		}
	}
	if t.Def.Workflow != nil {
		p.Heads = append(p.Heads, "到哪一步")
	}
	for _, r := range t.Rows {
		if !v.who.Sees(r.Record.Lane) {
			continue
		}
		row := page.CountySheetsRow{Href: "/sheets/" + string(t.Def.Kind) + "/" + r.Record.ID.String(), Cells: []string{calendar.Date(r.Day, today)}}
		for _, i := range shown {
			row.Cells = append(row.Cells, r.Cells[i])
		}
		if t.Def.Workflow != nil {
			row.Cells, row.Look = append(row.Cells, r.State.Label), r.Due != "" && r.Due < today && !r.State.Done
		}
		p.Rows = append(p.Rows, row)
	}
	p.Leaves = v.leaves(rowsKey+string(t.Def.Kind), at.Name)
	if no > 1 {
		p.Pages = append(p.Pages, page.Link{Href: sheetsAt(t.Def.Kind, at.Site) + "&page=" + strconv.Itoa(no-1), Text: "前面的"})
	}
	if t.More {
		p.Pages = append(p.Pages, page.Link{Href: sheetsAt(t.Def.Kind, at.Site) + "&page=" + strconv.Itoa(no+1), Text: "后面的"})
	}
	return v.render(p)
}

func atoi(text string) int {
	n, _ := strconv.Atoi(text)
	return n
}
