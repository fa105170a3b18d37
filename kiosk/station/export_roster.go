package station

import (
	"bytes"
	"net/url"
	"strings"

	"yizhan/hub"
	"yizhan/hub/report"
	"yizhan/hub/sheet"
	"yizhan/kiosk/page"
)

// exportAsk says what would leave this box. It is the 站长's decision.
func (s *Station) exportAsk(v *visit) error {
	if _, err := s.Desk.Reader(v.who.Actor, hub.ActExport); err != nil {
		return err
	}
	f := v.frame("存名册")
	f.Back = "/more"
	p := page.Message{
		Frame: f, Icon: "i-stick", Kind: "calm", Head: "花名册存成表格",
		Lines: []string{"带名字的，谁拿到都能看，用完要收好。谁存的、哪天存的，县里看得到。"},
		Post: []page.Post{
			{Action: "/export", Field: "what", Value: "personal", Text: "带名字和电话", Icon: "i-lock"},
			{Action: "/export", Field: "what", Value: "plain", Text: "不带名字和电话", Main: true},
		},
	}
	if s.stickTakes() {
		p.Lines = append(p.Lines, "U 盘插着，存到 U 盘上，别的不动。")
		p.Post = []page.Post{
			{Action: "/export", Field: "what", Value: "personal-stick", Text: "带名字，存到 U 盘", Icon: "i-lock"},
			{Action: "/export", Field: "what", Value: "stick", Text: "不带名字，存到 U 盘", Icon: "i-stick", Main: true},
		}
	}
	return v.render(p)
}

// exportWrite writes the roster as a table; with names in it that stands on the
// trail before the first byte leaves.
func (s *Station) exportWrite(v *visit) error {
	what, purpose, said := strings.Cut(v.form.Text("what"), "/")
	personal := strings.HasPrefix(what, "personal")
	reader, err := s.Desk.Reader(v.who.Actor, hub.ActExport)
	if err != nil {
		return err
	}
	if personal && !said {
		return v.render(s.exportWhy(v, "存名册", "/export", what))
	}
	if reader, err = reader.Once(v.ctx(), s.Desk); err != nil {
		return err
	}
	if err := s.Desk.NoteExport(v.ctx(), v.who.Actor, trailLane(s.Box.Lane()), personal, purpose); err != nil {
		return err
	}
	var b bytes.Buffer
	_, err = report.WriteExport(v.ctx(), &b, s.Desk.Forms(), reader, report.Export{
		Kind: "child", Format: sheet.XLSX, Personal: personal,
	})
	if err != nil {
		return err
	}
	name := "花名册" + string(s.Desk.Today()) + ".xlsx"
	if strings.HasSuffix(what, "stick") && s.Sticks != nil {
		return v.toStick(name, b.Bytes(), "/more")
	}
	return v.download(name, b.Bytes())
}

// exportWhy asks what names and telephones are taken away for: it stands on the trail.
func (s *Station) exportWhy(v *visit, title, at, what string) page.View {
	f := v.frame(title)
	f.Back = at
	p := page.Choose{Frame: f, Action: at, Field: "what", Question: "带名字的，拿去做什么用？", Prev: at,
		Quiet: "用处会记下来，县里看得到。"}
	def, _ := s.Desk.Forms().Get("look")
	purpose, _ := def.Field("purpose")
	for _, o := range purpose.Choices {
		if o.Code != "family" { // a family takes its own copy, from its child's page
			p.Tiles = append(p.Tiles, page.Choice{Value: what + "/" + o.Code, Text: o.Label})
		}
	}
	return p
}

// trailLane is where looks and exports are noted: the trail of this township.
func trailLane(own hub.Lane) hub.Lane {
	if code, ok := own.Township(); ok {
		return hub.TrailLane(code)
	}
	return own
}

// download answers with a file.
func (v *visit) download(name string, body []byte) error {
	h := v.w.Header()
	h.Set("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
	h.Set("Content-Disposition", "attachment; filename*=UTF-8''"+url.PathEscape(name))
	_, err := v.w.Write(body)
	if err != nil {
		v.s.Log.Info("a download broke off", "cause", err) // nobody is left to be told
	}
	return nil
}
