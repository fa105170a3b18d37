package station

import (
	"bytes"
	"context"
	"strings"

	"yizhan/hub"
	"yizhan/hub/form"
	"yizhan/hub/report"
	"yizhan/hub/sheet"
	"yizhan/kiosk/page"
)

// saveAt is where the sheets of a form are taken away as a table; "" for who may not.
func (s *Station) saveAt(v *visit, def *form.Definition) string {
	if !v.who.Actor.May(hub.ActExport) {
		return ""
	}
	return formAt(def.Kind) + "/save"
}

// formSave says what would leave this box.
func (s *Station) formSave(v *visit) error {
	def, err := v.formOf()
	if err != nil {
		return err
	}
	if _, err := s.Desk.Reader(v.who.Actor, hub.ActExport); err != nil {
		return err
	}
	at := formAt(def.Kind) + "/save"
	f := v.frame(def.Title + "：存成表格")
	f.Back, f.Help = formAt(def.Kind), "form"
	p := page.Message{Frame: f, Icon: "i-stick", Kind: "calm", Head: "本站填过的存成表格", Lines: []string{"拿走的谁都能看，用完要收好。"}}
	to, where := "", ""
	if s.stickTakes() {
		to, where = "-stick", "，存到 U 盘"
		p.Lines = append(p.Lines, "U 盘插着，存到 U 盘上，别的不动。")
	}
	if def.Sensitive() {
		p.Lines = append(p.Lines, "带名字的，谁存的、哪天存的，县里看得到。")
		p.Post = []page.Post{{Action: at, Field: "what", Value: "personal" + to, Text: "带名字" + where, Icon: "i-lock"}}
	}
	text := "不带名字" + where
	if !def.Sensitive() {
		text = "存表格" + where
	}
	p.Post = append(p.Post, page.Post{Action: at, Field: "what", Value: "plain" + to, Text: text, Main: true})
	return v.render(p)
}

// formSaveTake writes the table; with names in it that stands on the trail before the
// first byte leaves.
func (s *Station) formSaveTake(v *visit) error {
	def, err := v.formOf()
	if err != nil {
		return err
	}
	if !def.MayRead(v.who.Actor.Role) {
		return hub.E(hub.CodeForbidden, "fill.may-not")
	}
	what, purpose, said := strings.Cut(v.form.Text("what"), "/")
	personal := strings.HasPrefix(what, "personal")
	reader, err := s.Desk.Reader(v.who.Actor, hub.ActExport)
	if err != nil {
		return err
	}
	if personal && !said {
		return v.render(s.exportWhy(v, def.Title, formAt(def.Kind)+"/save", what))
	}
	if reader, err = reader.InUse(v.ctx(), s.Desk); err != nil {
		return err
	}
	if err := s.Desk.NoteExport(v.ctx(), v.who.Actor, trailLane(s.Box.Lane()), personal, purpose); err != nil {
		return err
	}
	var b bytes.Buffer
	if _, err := report.WriteExport(v.ctx(), &b, s.Desk.Forms(), atSite{reader, def, v.site.ID}, report.Export{
		Kind: def.Kind, Format: sheet.XLSX, Personal: personal,
	}); err != nil {
		return err
	}
	name := def.Title + string(s.Desk.Today()) + ".xlsx"
	if strings.HasSuffix(what, "stick") && s.Sticks != nil {
		return v.toStick(name, b.Bytes(), formAt(def.Kind))
	}
	return v.download(name, b.Bytes())
}

// atSite is the sheets of a form that were filled in at one site.
type atSite struct {
	report.Records
	def  *form.Definition
	site hub.ID
}

func (r atSite) Each(ctx context.Context, kind hub.Kind, visit func(hub.Record) error) error {
	f, ok := r.def.Field(form.FieldSite)
	return r.Records.Each(ctx, kind, func(rec hub.Record) error {
		if ok && rec.Fields[f.No] != r.site {
			return nil
		}
		return visit(rec)
	})
}
