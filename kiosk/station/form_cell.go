package station

import (
	"net/http"
	"slices"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
)

// cellOf is the question of a table's cell.
func (m *many) cellOf(v *visit) (row int, col int, err error) {
	subject, perr := hub.ParseID(v.PathValue("subject"))
	row = m.at(subject)
	col = slices.IndexFunc(m.fields, func(f *form.Field) bool { return f.Name == v.PathValue("field") })
	if perr != nil || row < 0 || col < 0 {
		return 0, 0, hub.E(hub.CodeNotFound, "form.no-sheet")
	}
	return row, col, nil
}

func (m *many) cellAt(row, col int) string {
	return manyAt(m.def.Kind) + "/" + m.rows[row].id.String() + "/" + m.fields[col].Name + "?of=" + m.group
}

// after is the cell behind one: the next answer of the same child, then the next child
// of whom nothing is known; behind the last, the table.
func (m *many) after(row, col int) string {
	if col+1 < len(m.fields) && m.d.Cells[m.rows[row].id.String()][m.fields[col+1].Name] == "" {
		return m.cellAt(row, col+1)
	}
	for i := row + 1; i < len(m.rows); i++ {
		if m.rows[i].stored.Commit.IsZero() && len(m.d.Cells[m.rows[i].id.String()]) == 0 {
			return m.cellAt(i, 0)
		}
	}
	return manyAt(m.def.Kind) + "?of=" + m.group
}

func (m *many) posed(v *visit, row, col int, faults page.Errors) posed {
	r, f := m.rows[row], m.fields[col]
	frame := v.frame(r.name)
	frame.Back, frame.Help, frame.Hint, frame.Errors = manyAt(m.def.Kind)+"?of="+m.group, "form", m.def.Title, faults
	q := posed{f: f, key: r.id.String() + "." + f.Name, text: m.d.Cells[r.id.String()][f.Name], today: m.d.Day, subject: r.id, frame: frame,
		action: m.cellAt(row, col), prev: frame.Back, next: "下一个"}
	if stored := r.stored.Fields[f.No]; stored != nil && q.text == "" && m.def.OncePer != "" {
		q.text = f.ToText(stored)
	}
	if m.after(row, col) == frame.Back {
		q.next = "好了"
	}
	q.start = m.start(v, r.id, f)
	return q
}

// start is what stands in a cell first; nothing where the form cannot say.
func (m *many) start(v *visit, subject hub.ID, f *form.Field) any {
	values := form.Values{}
	for _, other := range m.fields {
		if value, err := other.FromText(m.d.Cells[subject.String()][other.Name]); err == nil && value != nil {
			values[other.Name] = value
		}
	}
	sheet := desk.Sheet{Kind: m.def.Kind, Subject: subject, Day: m.d.Day, Values: values}
	if _, ok := m.def.PeriodOf(m.d.Day, values); !ok && m.def.OncePer != "" {
		sheet.Period = notYet
	}
	b, err := v.s.Desk.Blank(v.ctx(), v.who.Actor, sheet)
	if err != nil {
		return nil // the table says what is the matter when it is noted
	}
	return b.Facts.Start(f)
}

// sheeting is the draft as the questions of sheets know it.
func (m *many) sheeting(subject hub.ID) *sheeting {
	return &sheeting{Subject: subject, Answers: m.d.Cells[subject.String()], Open: m.d.Open}
}

// formCell asks for one cell.
func (s *Station) formCell(v *visit) error {
	m, err := v.many()
	if err != nil {
		return err
	}
	if m.undone() {
		return v.see(manyAt(m.def.Kind))
	}
	row, col, err := m.cellOf(v)
	if err != nil {
		return err
	}
	v.lookedAt(m.def, m.rows[row].id, "page")
	return v.render(s.ask(v, m.sheeting(m.rows[row].id), m.posed(v, row, col, nil)))
}

// formCellTake takes a press; what is answered leads to the next one.
func (s *Station) formCellTake(v *visit) error {
	m, err := v.many()
	if err != nil {
		return err
	}
	if m.undone() {
		return v.see(manyAt(m.def.Kind))
	}
	row, col, err := m.cellOf(v)
	if err != nil {
		return err
	}
	q, d := m.posed(v, row, col, nil), m.sheeting(m.rows[row].id)
	text, done := v.takeAnswer(d, q)
	m.d.Open = d.Open
	subject := m.rows[row].id.String()
	_, wrong := q.f.FromText(text)
	at := m.cellAt(row, col)
	if done && wrong == nil {
		m.d.Open = opened{}
		m.put(subject, q.f.Name, text)
		at = m.after(row, col)
	}
	if err := v.keepMany(m); err != nil {
		return err
	}
	switch {
	case v.form.Has("keep"):
		v.w.WriteHeader(http.StatusNoContent)
		return nil
	case done && wrong != nil:
		q.frame.Errors, q.text = faultAt(wrong, faultPlace(q.f)), text
		return v.again(wrong, s.ask(v, d, q))
	case done:
		return v.see(at)
	}
	q.text = text
	return v.render(s.ask(v, d, q))
}

// put keeps an answer; a line with none left is no line.
func (m *many) put(subject, field, text string) {
	cells := m.d.Cells[subject]
	if cells == nil {
		cells = map[string]string{}
		m.d.Cells[subject] = cells
	}
	if cells[field] = text; text == "" {
		delete(cells, field)
	}
	if len(cells) == 0 {
		delete(m.d.Cells, subject)
	}
}

// formManyOne takes a line out of the table: the rest of that sheet is asked as well.
func (s *Station) formManyOne(v *visit) error {
	m, err := v.many()
	if err != nil {
		return err
	}
	subject, err := v.pathID("subject", "form.no-sheet")
	if err != nil {
		return err
	}
	id := hub.DeriveID("sheet", subject, string(m.def.Kind))
	cells := m.d.Cells[subject.String()]
	if len(cells) == 0 { // taken out before
		return v.see(formAt(m.def.Kind) + "/new?for=" + subject.String())
	}
	d := &sheeting{}
	if ok, err := v.draft(sheetDraft(id), d); err != nil {
		return err
	} else if !ok || d.Answers == nil {
		d = &sheeting{Request: hub.NewID(), Subject: subject, Day: m.d.Day, Version: m.def.Version, Answers: map[string]string{}, Rows: map[string][]map[string]string{}}
	}
	for name, text := range cells {
		d.Answers[name] = text
	}
	delete(m.d.Cells, subject.String())
	if len(m.d.Cells) == 0 {
		err = v.dropDraft(manyDraft(m.def.Kind))
	} else {
		err = v.keepMany(m)
	}
	if err != nil {
		return err
	}
	return s.beginSheet(v, m.def, id, d)
}
