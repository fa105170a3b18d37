package county

import (
	"io"
	"slices"

	"yizhan/hub"
	"yizhan/hub/form"
)

// formTable is the sheets of a form as an Excel file, of what this officer may see.
// With names in them they are on the trail before they are written.
func formTable(v *visit) error {
	if !v.who.Actor.Role.May(hub.ActExport) {
		return hub.E(hub.CodeForbidden, "county.may-not-export")
	}
	def, ok := v.c.Desk.Forms().Get(hub.Kind(v.PathValue("kind")))
	if !ok || !def.Sheet() {
		return hub.E(hub.CodeNotFound, "county.no-page")
	}
	if !def.MayRead(v.who.Actor.Role) {
		return hub.E(hub.CodeForbidden, "fill.may-not")
	}
	purpose := v.URL.Query().Get("for")
	if personal := def.Sensitive(); personal {
		if !slices.ContainsFunc(v.purposes(), func(o form.Option) bool { return o.Code == purpose }) {
			return v.exportWhy(def.Title, "forms", v.URL.Path, v.URL.Query())
		}
		if err := v.c.Desk.NoteExport(v.ctx(), v.who.Actor, v.who.Actor.Lane, true, purpose); err != nil {
			return err
		}
	}
	day := string(v.c.Desk.Today())
	return v.sends(string(def.Kind)+"-"+day+".xlsx", def.Title+"-"+day+".xlsx", func(w io.Writer) error {
		return v.c.Fleet.Table(v.ctx(), w, def.Kind, def.Sensitive(), v.who.Sees)
	})
}
