package county

import (
	"net/http"
	"strings"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// lateSheet is the sheet of the path, where this officer may see it.
func (v *visit) lateSheet() (desk.Blank, error) {
	id, err := hub.ParseID(v.PathValue("id"))
	if err != nil {
		return desk.Blank{}, hub.E(hub.CodeNotFound, "county.no-page")
	}
	b, err := v.c.Desk.Blank(v.ctx(), v.who.Actor, desk.Sheet{Kind: hub.Kind(v.PathValue("kind")), Record: id, Values: form.Values{}})
	if err == nil && !v.who.Sees(b.Record.Lane) {
		err = hub.E(hub.CodeForbidden, "county.other-township")
	}
	return b, err
}

// lateShow is a sheet in words, with the steps that this officer may take. Who looked is
// noted.
func lateShow(v *visit) error {
	b, err := v.lateSheet()
	if err != nil {
		return err
	}
	if b.Def.Sensitive() || b.Def.Subject == "child" {
		v.c.Doors.Looked(v.who.Actor, b.Record.Subject, "page")
	}
	return v.render(v.latePage(b))
}

func (v *visit) latePage(b desk.Blank) page.CountySheet {
	p := page.CountySheet{CountyFrame: v.frame(b.Def.Title, "stations"), Whose: joined(b.Whose.Name, b.Whose.Age), Action: v.URL.Path, Prev: "/late"}
	if site, ok := b.Def.Field(form.FieldSite); ok && strings.HasPrefix(v.URL.Path, "/sheets/") {
		at, _ := b.Record.Fields[site.No].(hub.ID)
		p.Prev = sheetsAt(b.Def.Kind, at)
	}
	if b.Record.Sealed {
		p.Note = &page.Note{Icon: "i-lock", Bold: "锁着的几样县里打不开。", Text: "空着的在站里写好了，只有照护的站看得到。"}
	}
	for i := range b.Def.Fields {
		f := &b.Def.Fields[i]
		value := b.Record.Fields[f.No]
		if text := v.inWords(f, value); value != nil && text != "" && !b.Def.NamesFile(f) {
			p.Facts = append(p.Facts, page.Fact{Word: f.Label, Text: text})
		}
	}
	for _, m := range b.Moves {
		p.From = m.From
		one := page.CountyStep{To: m.To, Label: m.Label}
		for _, name := range m.Needs {
			if f, ok := b.Def.Field(name); ok && b.Facts.Get(f) == nil {
				one.Needs = append(one.Needs, page.CountyNeed{Field: name, Label: f.Label, Said: v.form.Text("need-" + name)})
			}
		}
		p.Moves = append(p.Moves, one)
	}
	return p
}

// lateMove takes a step of the sheet's workflow.
func lateMove(v *visit) error {
	b, err := v.lateSheet()
	if err != nil {
		return err
	}
	m := desk.Moving{Request: v.form.Request(), Kind: b.Def.Kind, Record: b.Record.ID, From: v.form.Text("from"), To: v.form.Text("do"), Values: form.Values{}}
	for _, move := range b.Moves {
		for _, name := range move.Needs {
			if f, ok := b.Def.Field(name); ok && move.To == m.To && v.form.Text("need-"+name) != "" {
				if m.Values[name], err = f.FromText(v.form.Text("need-" + name)); err != nil {
					break
				}
			}
		}
	}
	if err == nil {
		if _, err = v.c.Desk.MoveOn(v.ctx(), v.who.Actor, m); err == nil {
			return v.see(v.latePage(b).Prev)
		}
	}
	if code := hub.CodeOf(err); code != hub.CodeInvalid && code != hub.CodeConflict {
		return err
	}
	p := v.latePage(b)
	for _, say := range page.Faults(err) {
		p.Note = &page.Note{Kind: "bad", Icon: "i-warn", Bold: say}
	}
	web.Render(v.w, v.Request, v.c.Log, http.StatusUnprocessableEntity, p)
	return nil
}
