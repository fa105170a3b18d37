package station

import (
	"fmt"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/words"
	"yizhan/kiosk/page"
)

// record is the filled-in sheet of the path.
func (v *visit) record(def *form.Definition) (desk.Blank, error) {
	id, err := v.pathID("record", "form.no-sheet")
	if err != nil {
		return desk.Blank{}, err
	}
	b, err := v.s.Desk.Blank(v.ctx(), v.who.Actor, desk.Sheet{Kind: def.Kind, Record: id, Values: form.Values{}})
	if err == nil {
		v.lookedAt(def, b.Record.Subject, "page")
	}
	return b, err
}

// formShow is a record in words.
func (s *Station) formShow(v *visit) error {
	def, err := v.formOf()
	if err != nil {
		return err
	}
	b, err := v.record(def)
	if err != nil {
		return err
	}
	return v.render(s.recordPage(v, def, b, nil))
}

func (s *Station) recordPage(v *visit, def *form.Definition, b desk.Blank, faults page.Errors) page.FormSheet {
	at := recordAt(def.Kind, b.Record.ID)
	f := v.formFrame(def, b)
	f.Errors, f.Undo = faults, v.undo(formAt(def.Kind)+"/undo", "", "")
	p := page.FormSheet{Frame: f, Action: at, Prev: f.Back, Paper: v.printAt(at + "/paper")}
	for i := range def.Fields {
		if line, ok := s.recordLine(v, b, &def.Fields[i]); ok {
			p.Lines = append(p.Lines, line)
		}
	}
	p.Lines, p.Pages = pagedBy(p.Lines, linesShown, v.URL.Query().Get("page"), at)
	s.recordState(v, def, b, &p)
	s.recordWriters(v, def, b.Record.ID, &p)
	if b.Writes {
		p.Ways = append(p.Ways, page.Link{Href: at + "/mend", Text: "改", Icon: "i-pen"})
		if b.Def.MayBegin(v.who.Actor.Role) && s.withdrawable(v, b) {
			p.Ways = append(p.Ways, page.Link{Href: at + "/away", Text: "作废"})
		}
	}
	sayElsewhere(&p)
	if p.Note != nil && b.Writes { // a step needs an answer
		p.Note.Link = &page.Link{Href: at + "/mend", Text: "去填"}
	}
	return p
}

// withdrawable says whether a sheet is this station's to take back.
func (s *Station) withdrawable(v *visit, b desk.Blank) bool {
	ok, err := s.Desk.Withdrawable(v.ctx(), v.who.Actor, b)
	if err != nil {
		s.Log.Error("whether a sheet may be taken back could not be read", "kind", string(b.Def.Kind), "cause", err)
	}
	return ok
}

// recordLine is a field of a record; what is empty and was not asked says nothing.
func (s *Station) recordLine(v *visit, b desk.Blank, f *form.Field) (page.FormLine, bool) {
	value, there := b.Record.Fields[f.No]
	line := page.FormLine{Field: f.Name, Label: f.Label}
	switch {
	case workflowField(b.Def, f), b.Def.NamesFile(f), f.Name == form.FieldSite, f.Name == form.FieldSince, f.Name == form.FieldSource, f.Name == form.FieldOpened:
		return line, false
	case there && f.Name == form.FieldSourceKind:
		from, ok := s.Desk.Forms().Get(hub.Kind(fmt.Sprint(value)))
		if !ok {
			return line, false
		}
		line.Text = from.Title
	case there && value != nil:
		line.Text = s.inWords(v, b.Record.Subject, f, value)
		if f.Type == form.Drawing {
			line.Strokes = strokes(pathOf(value))
		}
		if p, ok := form.PictureOf(value); ok && f.Type == form.Photo {
			line.Photo = small(p)
		}
		if s.gate(v, b.Record.Subject, f) != nil {
			line.Text, line.Href = line.Text+words.Say("form.gate-waits"), "/consents/"+b.Record.Subject.String()
		}
	case !b.Facts.Shown(f) || !answerable(f):
		return line, false
	default:
		line.Text, line.Gap = "空着", true
	}
	return line, true
}

// recordState says where a sheet stands in its workflow, and what can be done with it.
func (s *Station) recordState(v *visit, def *form.Definition, b desk.Blank, p *page.FormSheet) {
	if def.Workflow == nil {
		return
	}
	field, _ := def.Field(def.Workflow.Field)
	state := def.StateOf(b.Record.Fields[field.No])
	p.State = state.Label
	var since hub.Day
	if f, ok := def.Field(form.FieldSince); ok {
		day, _ := b.Record.Fields[f.No].(string)
		since = hub.Day(day)
	}
	if since != "" {
		p.Since = s.sayDay(since) + "起"
	}
	if b.Due != "" && !state.Done {
		p.Since = fmt.Sprintf("%s，最晚 %s 办", p.Since, s.sayDay(b.Due))
		p.Late = b.Due < s.Desk.Today()
	}
	// A form names first the step that goes on; here the main action stands last.
	for i := range b.Moves {
		m := b.Moves[(i+1)%len(b.Moves)]
		p.Moves = append(p.Moves, page.Choice{Value: m.To, Text: m.Label, On: i == len(b.Moves)-1})
	}
}

// formMove takes a step of the workflow.
func (s *Station) formMove(v *visit) error {
	def, err := v.formOf()
	if err != nil {
		return err
	}
	b, err := v.record(def)
	if err != nil {
		return err
	}
	if def.Workflow == nil {
		return hub.E(hub.CodeInvalid, "fill.kind")
	}
	to, values, ask := s.moveSaid(v, b)
	if ask != nil {
		return v.render(*ask)
	}
	out, err := s.Desk.MoveOn(v.ctx(), v.who.Actor, moving(v, b, to, values))
	if err == nil {
		return v.done(recordAt(def.Kind, b.Record.ID), out)
	}
	if !question(err) {
		return err
	}
	return v.again(err, s.recordPage(v, def, b, page.Faults(err)))
}

// formAway asks why a sheet is taken back.
func (s *Station) formAway(v *visit) error {
	def, err := v.formOf()
	if err != nil {
		return err
	}
	b, err := v.record(def)
	if err != nil {
		return err
	}
	return v.render(s.awayPage(v, def, b, nil))
}

func (s *Station) awayPage(v *visit, def *form.Definition, b desk.Blank, faults page.Errors) page.Choose {
	at := recordAt(def.Kind, b.Record.ID)
	f := v.formFrame(def, b)
	f.Back, f.Errors = at, faults
	c := page.Choose{Frame: f, Action: at + "/away", Question: "为什么作废？", Field: "pick", Few: true, Prev: at,
		Quiet: "作废以后不算数了，还留在历史里，可以撤回。"}
	if field, ok := def.Field(form.FieldWithdrawn); ok {
		for _, o := range field.Offered() {
			c.Tiles = append(c.Tiles, page.Choice{Value: o.Code, Text: o.Label})
		}
	}
	return c
}

func (s *Station) formAwayTake(v *visit) error {
	def, err := v.formOf()
	if err != nil {
		return err
	}
	b, err := v.record(def)
	if err != nil {
		return err
	}
	out, err := s.Desk.TakeBack(v.ctx(), v.who.Actor, v.form.Request(), def.Kind, b.Record.ID, v.form.Text("pick"), "")
	if err == nil {
		return v.done(formAt(def.Kind), out)
	}
	if !question(err) {
		return err
	}
	return v.again(err, s.awayPage(v, def, b, faultAt(err, "pick")))
}
