package county

import (
	"bytes"
	"net/http"

	"yizhan/hub"
)

// rosterDownload is the roster as an Excel file, of all that the officer may see.
// It is written whole before a byte is sent, so that an error is a page and not
// half a file.
func rosterDownload(v *visit) error {
	if err := v.c.Desk.NoteExport(v.ctx(), v.who.Actor, v.who.Actor.Lane, true); err != nil {
		return err
	}
	var file bytes.Buffer
	if err := v.c.Fleet.Roster(v.ctx(), &file, func(l hub.Lane) bool { return v.who.Sees(l) }); err != nil {
		return err
	}
	h := v.w.Header()
	h.Set("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
	h.Set("Content-Disposition", `attachment; filename="roster-`+string(v.c.Desk.Today())+`.xlsx"`)
	v.w.WriteHeader(http.StatusOK)
	_, _ = v.w.Write(file.Bytes()) // a browser that went away has nothing to be told
	return nil
}
