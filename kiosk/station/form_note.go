package station

import (
	"errors"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/words"
	"yizhan/kiosk/page"
)

// linesShown is how many answers fit on the smallest screen, two beside each other with
// a message above them.
const linesShown = 8

// formSum is the whole sheet before it is noted, with a way to each answer.
func (s *Station) formSum(v *visit) error {
	def, id, d, err := v.sheetAt()
	if err != nil {
		return err
	}
	b, wrong, err := v.blank(def, d)
	if err != nil {
		return err
	}
	p := s.sumPage(v, def, id, d, b, page.Faults(wrong.Or()), "")
	if d.remade(def) {
		d.Version, d.Open = def.Version, opened{}
		if err := v.keepSheet(def, id, d, b, fillAt(def.Kind, id)); err != nil {
			return err
		}
		p.Note = &page.Note{Kind: "calm", Icon: "i-pen", Text: words.Say("form.remade")}
	}
	return v.render(p)
}

func (s *Station) sumPage(v *visit, def *form.Definition, id hub.ID, d *sheeting, b desk.Blank, faults page.Errors, sure string) page.FormSheet {
	f := v.formFrame(def, b)
	f.Title, f.Errors = def.Title+"：看一遍", faults
	at := fillAt(def.Kind, id)
	p := page.FormSheet{Frame: f, Action: at, Prev: s.before(def, id, b, len(screens(def))+1), Next: "记下来", Sure: sure}
	if !d.Record.IsZero() {
		p.Prev = recordAt(def.Kind, d.Record)
	}
	for i, one := range screens(def) {
		for _, field := range one.shown(b) {
			line := page.FormLine{Field: field.Name, Label: field.Label, Href: stepAt(def.Kind, id, i+1)}
			if len(one.shown(b)) > 1 && !inline(field) {
				line.Href += "/" + field.Name
			}
			line.Href += "?mend=1"
			line.Text, line.Gap = s.answerWords(v, d, field)
			if field.Type == form.Drawing {
				line.Strokes = strokes(d.Answers[field.Name])
			}
			if p, ok := photoAnswer(field, d.Answers[field.Name]); ok && field.Type == form.Photo {
				line.Photo = small(p)
			}
			p.Lines = append(p.Lines, line)
		}
	}
	p.Lines = append(p.Lines, computed(def, b)...)
	p.Lines, p.Pages = pagedBy(p.Lines, linesShown, v.URL.Query().Get("page"), at)
	sayElsewhere(&p)
	return p
}

// computed are the fields that nobody is asked, as far as they are known.
func computed(def *form.Definition, b desk.Blank) (out []page.FormLine) {
	for i := range def.Fields {
		f := &def.Fields[i]
		if v := b.Facts.Get(f); f.Compute != "" && !f.Retired && v != nil {
			out = append(out, page.FormLine{Field: f.Name, Label: f.Label + "（算出来的）", Text: f.Show(v)})
		}
	}
	return out
}

// sayElsewhere says above the sheet what is the matter with its answers: a line has no
// room for a sentence.
func sayElsewhere(p *page.FormSheet) {
	for _, l := range p.Lines {
		if say := p.Errors[l.Field]; say != "" && p.Errors[""] == "" && p.Note == nil {
			p.Note = &page.Note{Icon: "i-warn", Bold: l.Label + "：", Text: say}
			if l.Href != "" {
				p.Note.Link = &page.Link{Href: l.Href, Text: "去改"}
			}
			return
		}
	}
	for _, say := range p.Errors {
		if p.Note == nil && p.Errors[""] == "" {
			p.Note = &page.Note{Icon: "i-warn", Text: say}
		}
	}
}

// formNote notes the sheet.
func (s *Station) formNote(v *visit) error {
	def, id, d, err := v.sheetAt()
	if err != nil {
		return err
	}
	sheet, wrong := d.sheet(def)
	if err = wrong.Or(); err == nil {
		sheet.Sure = v.form.Text("go") == "sure"
		var out hub.Outcome
		if out, err = s.Desk.Fill(v.ctx(), v.who.Actor, sheet); err == nil {
			if err := v.dropDraft(sheetDraft(id)); err != nil {
				return err
			}
			if err := v.usedForm(def.Kind); err != nil {
				return err
			}
			if def.Workflow != nil && !d.Record.IsZero() { // what was missing for its next step stands there now
				return v.done(recordAt(def.Kind, d.Record), out)
			}
			return v.done(formAt(def.Kind), out)
		}
	}
	if !question(err) {
		return err
	}
	b, _, berr := v.blank(def, d)
	if berr != nil {
		return berr
	}
	if hub.CodeOf(err) == hub.CodeConflict { // what the page shows from here on
		d.Seen = b.Record.Commit
		if kerr := v.keepSheet(def, id, d, b, fillAt(def.Kind, id)); kerr != nil {
			return kerr
		}
	}
	sure := ""
	if onlyQuestions(err) {
		sure = "没错，就这样记"
	}
	return v.again(err, s.sumPage(v, def, id, d, b, page.Faults(err), sure))
}

// onlyQuestions says whether nothing is wrong, and something may be.
func onlyQuestions(err error) bool {
	many, ok := errors.AsType[hub.Errors](err)
	for _, one := range many {
		ok = ok && one.Code == hub.CodeQuestion
	}
	return ok
}

// formUndo takes back what was noted from a list.
func (s *Station) formUndo(v *visit) error {
	def, err := v.formOf()
	if err != nil {
		return err
	}
	if _, err := s.Desk.Undo(v.ctx(), v.who.Actor, v.form.Request(), v.form.IDs("undo")...); err != nil {
		return err
	}
	return v.see(formAt(def.Kind))
}
