package county

import (
	"bytes"

	"yizhan/hub"
)

// rosterDownload is the roster as an Excel file: of a township, a station or a
// category where the address names one, always of what this officer may see. It is
// on the trail before it is written, and written whole before a byte is sent, so
// that an error is a page and not half a file.
func rosterDownload(v *visit) error {
	if !v.who.Actor.Role.May(hub.ActExport) {
		return hub.E(hub.CodeForbidden, "county.may-not-export")
	}
	if err := v.c.Desk.NoteExport(v.ctx(), v.who.Actor, v.who.Actor.Lane, true, v.form.Text("purpose")); err != nil {
		return err
	}
	q := v.listQuery(v.URL.Query())
	q.text = ""
	var file bytes.Buffer
	if err := v.c.Fleet.Roster(v.ctx(), &file, v.filter(q)); err != nil {
		return err
	}
	name := "孩子名册-" + string(v.c.Desk.Today()) + ".xlsx"
	return v.sends("roster-"+string(v.c.Desk.Today())+".xlsx", name, file.Bytes())
}
