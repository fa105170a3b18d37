package station

import (
	"errors"
	"fmt"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
)

// How many answers fit on the smallest screen, two beside each other with a message above
// them, and how many sheets of a list.
const (
	linesShown = 8
	listShown  = 10
)

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
	return v.render(s.sumPage(v, def, id, d, b, page.Faults(wrong.Or()), ""))
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

// formList is the filled-in sheets of a form at this site, as the form orders them.
func (s *Station) formList(v *visit) error {
	def, err := v.formOf()
	if err != nil {
		return err
	}
	q := v.URL.Query()
	at, from := formAt(def.Kind), max(0, number(q.Get("page"))-1)*listShown
	filter := desk.SheetFilter{Site: v.site.ID, Skip: from, Most: listShown, Open: q.Has("open"), Withdrawn: q.Has("away")}
	table, err := s.Desk.Sheets(v.ctx(), v.who.Actor, def.Kind, filter)
	if err != nil {
		return err
	}
	f := v.frame(def.Title)
	f.Back, f.Help, f.Undo, f.Hint = "/forms", "form", v.undoMany(at+"/undo"), def.Help
	p := page.FormList{Frame: f, Prev: "/forms", Empty: "还没有填过。", Paper: v.printAt(at + "/paper")}
	for _, r := range table.Rows {
		p.Rows = append(p.Rows, s.sheetRow(v, table, r))
		v.lookedAt(def, r.Record.Subject, "page")
	}
	keep := ""
	if filter.Open {
		keep = "open=1&"
	}
	no := from/listShown + 1
	if no > 1 {
		p.Pages = append(p.Pages, page.Choice{Value: fmt.Sprintf("%s?%spage=%d", at, keep, no-1), Text: "前面的"})
	}
	if table.More {
		p.Pages = append(p.Pages, page.Choice{Value: fmt.Sprintf("%s?%spage=%d", at, keep, no+1), Text: "后面的"})
	}
	if def.Workflow != nil {
		p.Ways = []page.Choice{{Value: at, Text: "都看", On: !filter.Open}, {Value: at + "?open=1", Text: "还没办完的", On: filter.Open}}
	}
	if def.MayWrite(v.who.Actor.Role) && !def.Retired {
		p.New = &page.Link{Href: at + "/new", Text: "填一张"}
		if len(def.Batch) > 0 {
			p.Many = at + "/many"
		}
	}
	return v.render(p)
}

// sheetRow is one sheet in the list: whose, which day, and the form's columns.
func (s *Station) sheetRow(v *visit, table desk.SheetTable, r desk.SheetRow) page.FormRow {
	row := page.FormRow{Bold: s.sayDay(r.Day), Struck: r.Withdrawn, Href: recordAt(table.Def.Kind, r.Record.ID), Tag: r.State.Label}
	if table.Def.Subject != "site" && r.Whose.Name != "" {
		row.Bold = r.Whose.Name
		row.Text = s.sayDay(r.Day)
	}
	for i, cell := range r.Cells {
		f := table.Columns[i]
		if id, isID := r.Record.Fields[f.No].(hub.ID); isID && cell == "" {
			cell = s.inWords(v, r.Record.Subject, f, id)
		} else if f.Element != "" && cell != "" {
			cell = plainWord(f, r.Record.Fields[f.No])
		}
		row.Text = joinFacts(row.Text, cell)
	}
	if r.Due != "" && !r.State.Done && r.Due < s.Desk.Today() {
		row.Tag, row.Care = "过了 "+s.sayDay(r.Due), true
	}
	if r.Withdrawn {
		row.Tag = "撤下了"
	}
	return row
}
