package county

import (
	"io"

	"yizhan/hub"
)

// formTable is the sheets of a form as an Excel file, of what this officer may see.
func formTable(v *visit) error {
	def, ok := v.c.Desk.Forms().Get(hub.Kind(v.PathValue("kind")))
	if !ok || !def.Sheet() {
		return hub.E(hub.CodeNotFound, "county.no-page")
	}
	if !def.MayRead(v.who.Actor.Role) {
		return hub.E(hub.CodeForbidden, "fill.may-not")
	}
	day := string(v.c.Desk.Today())
	t := taking{what: def.Title, tab: "forms", plain: string(def.Kind) + "-" + day + ".xlsx", name: def.Title + "-" + day + ".xlsx"}
	if def.Sensitive() {
		rows, err := v.c.Fleet.Rows(v.ctx(), def.Kind, v.who.Sees)
		if err != nil {
			return err
		}
		t.people = max(1, rows) // a sheet names one person; an empty table leaves like a small one
	}
	columns, err := v.columnsOf(sheetsKey + string(def.Kind))
	if err != nil {
		return err
	}
	return v.take(t, func(w io.Writer) error {
		return v.c.Fleet.Table(v.ctx(), w, def.Kind, def.Sensitive(), v.who.Sees, columns)
	})
}
