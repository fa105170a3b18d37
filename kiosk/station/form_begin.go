package station

import (
	"slices"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// formBegin begins a sheet, or asks whether to go on with the one that was begun for the
// same child.
func (s *Station) formBegin(v *visit) error {
	def, err := v.formToFill()
	if err != nil {
		return err
	}
	if byFlow, err := s.outsideReports(v, def); byFlow || err != nil {
		if err != nil {
			return err
		}
		return v.see("/outside")
	}
	subject, _ := hub.ParseID(v.URL.Query().Get("for"))
	if subject.IsZero() {
		switch def.Subject {
		case "site":
			subject = v.site.ID
		case "child", "staff", "group":
			return v.see(formAt(def.Kind) + "/whose")
		}
	}
	id := hub.DeriveID("sheet", subject, string(def.Kind))
	call, called := s.callOf(v, def)
	if called {
		if id = hub.DeriveID("sheet", call.ID, string(def.Kind)); !call.Written.IsZero() {
			return v.see(recordAt(def.Kind, call.Written))
		}
	}
	var d sheeting
	ok, err := v.draft(sheetDraft(id), &d)
	if err != nil {
		return err
	}
	switch {
	case ok && len(d.Answers)+len(d.Rows) > 0:
		return v.render(s.halfPage(v, def, id, &d))
	case ok && d.Answers != nil: // nothing is said yet: the first question, not a sheet of blanks
		return s.beginSheet(v, def, id, &d)
	}
	sheet := desk.Sheet{Request: hub.NewID(), Kind: def.Kind, Subject: subject, Values: form.Values{}}
	if _, ok := def.PeriodOf(s.Desk.Today(), sheet.Values); !ok && def.OncePer != "" {
		sheet.Period = notYet
	}
	b, err := s.Desk.Blank(v.ctx(), v.who.Actor, sheet)
	if err != nil {
		return err
	}
	if !b.Writes {
		return hub.E(hub.CodeForbidden, "fill.may-not")
	}
	d = *begun(b, subject)
	if called {
		call.begins(&d)
	}
	return s.beginSheet(v, def, id, &d)
}

// beginSheet keeps the draft and shows its first question.
func (s *Station) beginSheet(v *visit, def *form.Definition, id hub.ID, d *sheeting) error {
	b, _, err := v.blank(def, d)
	if err != nil {
		return err
	}
	at := s.after(def, id, b, 0)
	if !d.Record.IsZero() {
		at = fillAt(def.Kind, id)
	}
	if err := v.keepSheet(def, id, d, b, at); err != nil {
		return err
	}
	return v.see(at)
}

// keepSheet keeps the draft; at is where it goes on.
func (v *visit) keepSheet(def *form.Definition, id hub.ID, d *sheeting, b desk.Blank, at string) error {
	return v.keepDraft(sheetDraft(id), leaf{What: def.Title, Who: b.Whose.Name, At: at}, d)
}

// formMend begins to mend a record.
func (s *Station) formMend(v *visit) error {
	def, err := v.formOf()
	if err != nil {
		return err
	}
	id, err := v.pathID("record", "form.no-sheet")
	if err != nil {
		return err
	}
	b, err := s.Desk.Blank(v.ctx(), v.who.Actor, desk.Sheet{Kind: def.Kind, Record: id, Values: form.Values{}})
	if err != nil {
		return err
	}
	if !b.Writes {
		return hub.E(hub.CodeForbidden, "fill.may-not")
	}
	var d sheeting
	ok, err := v.draft(sheetDraft(id), &d)
	if err != nil {
		return err
	}
	if ok && d.Answers != nil && d.Seen == b.Record.Commit {
		return v.see(fillAt(def.Kind, id))
	}
	return s.beginSheet(v, def, id, begun(b, b.Record.Subject))
}

// after is the address of the first step behind one that asks anything; behind the
// last, that of the whole sheet.
func (s *Station) after(def *form.Definition, id hub.ID, b desk.Blank, no int) string {
	all := screens(def)
	for i := no; i < len(all); i++ {
		if len(all[i].shown(b)) > 0 {
			return stepAt(def.Kind, id, i+1)
		}
	}
	return fillAt(def.Kind, id)
}

// before is the address of the step before one; before the first, the list.
func (s *Station) before(def *form.Definition, id hub.ID, b desk.Blank, no int) string {
	for i, one := range slices.Backward(screens(def)[:no-1]) {
		if len(one.shown(b)) > 0 {
			return stepAt(def.Kind, id, i+1)
		}
	}
	return formAt(def.Kind)
}
