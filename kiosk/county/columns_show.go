package county

import (
	"net/http"
	"slices"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// columnsShow is which columns a list has when it leaves, and in which order.
func columnsShow(v *visit) error {
	key := v.PathValue("list")
	l, err := v.list(key)
	if err != nil {
		return err
	}
	_, columns, own, err := v.kept(key, l)
	if err != nil {
		return err
	}
	p := v.columnsPage(key, l, columns)
	p.Own = own
	return v.render(p)
}

func (v *visit) columnsPage(key string, l list, columns []desk.ListColumn) page.CountyColumns {
	p := page.CountyColumns{CountyFrame: v.frame(l.title, "forms"), Prev: l.prev, Action: "/list/" + key + "/columns"}
	for i, c := range columns {
		at := slices.IndexFunc(l.columns, func(one column) bool { return one.name == c.Name })
		p.Rows = append(p.Rows, page.ColumnRow{Name: c.Name, Title: l.columns[at].title, On: !c.Hidden, First: i == 0, Last: i == len(columns)-1})
	}
	return p
}

// columnsSet moves a column on the page, or keeps what the page shows. Moving keeps
// nothing yet: ten moves are one word of the county's.
func columnsSet(v *visit) error {
	key := v.PathValue("list")
	l, err := v.list(key)
	if err != nil {
		return err
	}
	columns := v.columnsTyped(l)
	for field, by := range map[string]int{"up": -1, "down": 1} {
		i := slices.IndexFunc(columns, func(c desk.ListColumn) bool { return c.Name == v.form.Text(field) })
		if to := i + by; i >= 0 && to >= 0 && to < len(columns) {
			columns[i], columns[to] = columns[to], columns[i]
			p := v.columnsPage(key, l, columns)
			p.Moved = columns[to].Name
			return v.render(p)
		}
	}
	if v.form.Text("do") == "reset" {
		columns = nil
	}
	_, err = v.c.Desk.SetColumns(v.ctx(), v.who.Actor, v.form.Request(), key, columns)
	if hub.CodeOf(err) == hub.CodeInvalid {
		p := v.columnsPage(key, l, columns)
		p.Errors = page.Faults(err)
		web.Render(v.w, v.Request, v.c.Log, http.StatusUnprocessableEntity, p)
		return nil
	}
	if err != nil {
		return err
	}
	return v.see("/list/" + key + "/columns")
}

// columnsTyped are the list's columns in the order of the page; what the page did not know
// comes last.
func (v *visit) columnsTyped(l list) (out []desk.ListColumn) {
	on := v.PostForm["on"]
	put := func(name string, hidden bool) {
		known := slices.ContainsFunc(l.columns, func(c column) bool { return c.name == name })
		if known && !slices.ContainsFunc(out, func(c desk.ListColumn) bool { return c.Name == name }) {
			out = append(out, desk.ListColumn{Name: name, Hidden: hidden})
		}
	}
	for _, name := range v.PostForm["order"] {
		put(name, !slices.Contains(on, name))
	}
	for _, c := range l.columns {
		put(c.name, false)
	}
	return out
}
