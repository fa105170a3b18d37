package county

import (
	"fmt"
	"io"
	"math"
	"net/http"
	"net/url"
	"strings"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/report"
	"yizhan/hub/sheet"
	"yizhan/kiosk/page"
)

// list is a table of a page as it leaves the county: whole, with the filter of the page's
// address, in the columns that the county keeps for it. A page that wants to be taken away
// has a line in lists and sets its frame's Leaves.
type list struct {
	title   string
	page    string   // pattern of the page that shows it: who may open that one may take this one
	prev    string   // where the page is
	file    string   // where the table is; "": /list/KEY
	columns []column // as they are by themselves
	rows    func(v *visit, put func(cells ...any) error) error
}

// column is one of a list.
type column struct {
	name, title string
	width       float64 // characters; 0: 12
}

// heads makes columns of "name title" or "name title width".
func heads(lines ...string) (out []column) {
	for _, line := range lines {
		var c column
		if _, err := fmt.Sscan(line, &c.name, &c.title); err != nil {
			panic(err) // a list of this program is written wrongly
		}
		fmt.Sscan(line, &c.name, &c.title, &c.width) // the width may be missing
		out = append(out, c)
	}
	return out
}

// listRoutes are every list as a table, and which columns it has.
func (c *County) listRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /list/{list}", c.signed(listTake))
	mux.HandleFunc("GET /list/{list}/columns", c.signed(columnsShow))
	mux.HandleFunc("POST /list/{list}/columns", c.signed(columnsSet))
}

// sheetsKey is the list of the sheets of a kind, whole: of all stations, names with it.
// rowsKey is what the page of one station's sheets shows.
const (
	sheetsKey = "sheets-"
	rowsKey   = "rows-"
)

// list finds one by its key. Errors: CodeNotFound, CodeForbidden.
func (v *visit) list(key string) (list, error) {
	l, ok := lists[key]
	if kind, is := strings.CutPrefix(key, rowsKey); is {
		l, ok = v.sheetRowsList(hub.Kind(kind))
	} else if kind, is := strings.CutPrefix(key, sheetsKey); is {
		l, ok = v.sheetsList(hub.Kind(kind))
	}
	if key == "children" {
		l = v.exported(l, "child", true)
	}
	switch {
	case !ok:
		return l, hub.E(hub.CodeNotFound, "list.no-list")
	case !v.who.opens(l.page):
		return l, hub.E(hub.CodeForbidden, "county.may-not")
	}
	return l, nil
}

// sheetsList is the sheets of a kind as an export writes them.
func (v *visit) sheetsList(kind hub.Kind) (list, bool) {
	def, ok := v.c.Desk.Forms().Get(kind)
	if !ok || !def.Sheet() || !def.MayRead(v.who.Actor.Role) {
		return list{}, false
	}
	return v.exported(list{title: def.Title, page: "GET /forms/{kind}/table.xlsx", prev: "/forms", file: "/forms/" + string(kind) + "/table.xlsx"}, kind, def.Sensitive()), true
}

// exported has the columns of an export of records.
func (v *visit) exported(l list, kind hub.Kind, personal bool) list {
	names, titles := report.ExportColumns(v.c.Desk.Forms(), kind, personal)
	l.columns = nil
	for i, name := range names {
		l.columns = append(l.columns, column{name: name, title: titles[i]})
	}
	return l
}

// kept are the columns of a list as the county wants them.
func (v *visit) kept(key string, l list) (shown []string, all []desk.ListColumn, own bool, err error) {
	var have []string
	for _, c := range l.columns {
		have = append(have, c.name)
	}
	all, own, err = v.c.Desk.Columns(v.ctx(), key, have)
	for _, c := range all {
		if !c.Hidden {
			shown = append(shown, c.Name)
		}
	}
	return shown, all, own, err
}

// columnsOf is kept, for what writes records by itself: nil where the county has no order.
func (v *visit) columnsOf(key string) ([]string, error) {
	l, err := v.list(key)
	if err != nil {
		return nil, err
	}
	shown, _, own, err := v.kept(key, l)
	if !own {
		return nil, err
	}
	return shown, err
}

// listTake writes a list as an Excel file: what its page shows, all pages of it.
func listTake(v *visit) error {
	key := v.PathValue("list")
	l, err := v.list(key)
	if err != nil {
		return err
	}
	if l.rows == nil { // it leaves where it is asked what for
		return v.see(at(l.file, v.URL.Query()))
	}
	shown, _, _, err := v.kept(key, l)
	if err != nil {
		return err
	}
	day := string(v.c.Desk.Today())
	return v.sends(key+"-"+day+".xlsx", l.title+"-"+day+".xlsx", func(w io.Writer) error { return l.write(v, w, shown) })
}

// write writes the columns that are shown, in their order.
func (l list) write(v *visit, w io.Writer, shown []string) error {
	var titles []sheet.Column
	var from []int // of each column shown: which of the list's
	for _, name := range shown {
		for i, c := range l.columns {
			if c.name == name {
				titles, from = append(titles, sheet.Column{Title: c.title, Width: c.width}), append(from, i)
			}
		}
	}
	book, err := sheet.NewXLSX(w, l.title, titles)
	if err != nil {
		return err
	}
	row := make([]sheet.Cell, len(from))
	err = l.rows(v, func(cells ...any) error {
		for to, i := range from {
			row[to] = cellOf(cells[i])
		}
		return book.Write(row)
	})
	if err != nil {
		return err
	}
	return book.Close()
}

// cellOf is a value in a table: numbers that can be added up, days that can be sorted, all else as
// text.
func cellOf(value any) sheet.Cell {
	switch v := value.(type) {
	case int:
		return sheet.Number(float64(v))
	case int64:
		return sheet.Number(float64(v))
	case *float64:
		if v == nil {
			return sheet.Cell{}
		}
		return sheet.Number(math.Round(*v*100) / 100)
	case hub.Day:
		return sheet.Date(v)
	case string:
		return sheet.Text(v)
	}
	return sheet.Text(fmt.Sprint(value))
}

// leaves is how a page offers its list: as a table with the filter of its address, on
// paper, and which columns it has. about is the filter in words, for the paper.
func (v *visit) leaves(key string, about ...string) *page.Leaves {
	l, err := v.list(key)
	if err != nil {
		return nil
	}
	q := url.Values{}
	for name, values := range v.URL.Query() {
		if name != "page" {
			q[name] = values
		}
	}
	t := &page.Leaves{File: at("/list/"+key, q), About: joined(about...)}
	if l.rows == nil {
		t.File = at(l.file, q)
	}
	if v.mayForms() == nil {
		t.Columns = "/list/" + key + "/columns"
	}
	return t
}

// sheetRowsList is what the page of one station's sheets of a kind shows: nothing sealed.
func (v *visit) sheetRowsList(kind hub.Kind) (list, bool) {
	def, ok := v.c.Desk.Forms().Get(kind)
	if !ok || !def.Sheet() || !def.MayRead(v.who.Actor.Role) {
		return list{}, false
	}
	l := list{title: def.Title, page: "GET /sheets/{kind}", prev: "/stations", rows: sheetCells(kind),
		columns: heads("day 哪天的", "site 站 24")}
	for _, name := range def.List {
		if f, ok := def.Field(name); ok && open(f) {
			l.columns = append(l.columns, column{name: f.Name, title: f.Label, width: 20})
		}
	}
	if def.Workflow != nil {
		l.columns = append(l.columns, column{name: "state", title: "到哪一步"})
	}
	return l, true
}

// open says whether everybody may read a column of a list of sheets: whom a sheet is about
// stands on it, where looking is noted.
func open(f *form.Field) bool { return !f.Sealed() && f.Type != form.Ref }
