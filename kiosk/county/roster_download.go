package county

import (
	"io"
)

// rosterDownload is the roster as an Excel file: of a township, a station or a
// category where the address names one, always of what this officer may see.
func rosterDownload(v *visit) error {
	q := v.listQuery(v.URL.Query())
	q.text = ""
	columns, err := v.columnsOf("children")
	if err != nil {
		return err
	}
	filter := v.filter(q)
	_, _, n := v.c.Roll.Page(filter)
	day := string(v.c.Desk.Today())
	return v.take(taking{what: "孩子名册", tab: "children", people: n, plain: "roster-" + day + ".xlsx", name: "孩子名册-" + day + ".xlsx"},
		func(w io.Writer) error { return v.c.Fleet.Roster(v.ctx(), w, filter, columns) })
}
