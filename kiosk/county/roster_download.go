package county

import (
	"io"
	"net/url"
	"slices"

	"yizhan/hub"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
)

// rosterDownload is the roster as an Excel file: of a township, a station or a
// category where the address names one, always of what this officer may see. It is
// on the trail before it is written.
func rosterDownload(v *visit) error {
	if !v.who.Actor.Role.May(hub.ActExport) {
		return hub.E(hub.CodeForbidden, "county.may-not-export")
	}
	purpose := v.URL.Query().Get("for")
	if !slices.ContainsFunc(v.purposes(), func(o form.Option) bool { return o.Code == purpose }) {
		return v.exportWhy("名册", "children", "/roster.xlsx", v.URL.Query())
	}
	if err := v.c.Desk.NoteExport(v.ctx(), v.who.Actor, v.who.Actor.Lane, true, purpose); err != nil {
		return err
	}
	q := v.listQuery(v.URL.Query())
	q.text = ""
	name := "孩子名册-" + string(v.c.Desk.Today()) + ".xlsx"
	return v.sends("roster-"+string(v.c.Desk.Today())+".xlsx", name, func(w io.Writer) error {
		return v.c.Fleet.Roster(v.ctx(), w, v.filter(q))
	})
}

// purposes are what a roster may be taken away for; a family takes its own copy.
func (v *visit) purposes() []form.Option {
	def, _ := v.c.Desk.Forms().Get("look")
	f, _ := def.Field("purpose")
	return slices.DeleteFunc(slices.Clone(f.Choices), func(o form.Option) bool { return o.Code == "family" })
}

// exportWhy asks what a table with names is taken away for: it stands on the trail.
func (v *visit) exportWhy(what, tab, path string, q url.Values) error {
	p := page.CountyMessage{CountyFrame: v.frame("存"+what, tab), Head: what + "拿去做什么用？",
		Lines: []string{"名字、电话都是全的，用完要收好。谁存的、做什么用，会记下来。"}}
	for _, o := range v.purposes() {
		q.Set("for", o.Code)
		p.Ways = append(p.Ways, page.Link{Href: at(path, q), Text: o.Label})
	}
	return v.render(p)
}
