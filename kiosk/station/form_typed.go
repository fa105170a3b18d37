package station

import (
	"maps"
	"slices"

	"yizhan/hub"
	"yizhan/hub/words"
	"yizhan/kiosk/page"
)

// keepMany keeps a table on its way.
func (v *visit) keepMany(m *many) error {
	return v.keepDraft(manyDraft(m.def.Kind), leaf{What: m.def.Title + "：一起填", At: manyAt(m.def.Kind)}, m.d)
}

// undone says that somebody was filling in a table which the form's newer version does
// not have, or which is out of use by now.
func (m *many) undone() bool {
	return len(m.d.Cells) > 0 && (len(m.fields) == 0 || m.def.Retired)
}

// loose are those with an answer that the table does not ask any more.
func (m *many) loose() (out []string) {
	for _, subject := range m.subjects() {
		for name := range m.d.Cells[subject] {
			if !slices.Contains(m.def.Batch, name) {
				out = append(out, subject)
				break
			}
		}
	}
	return out
}

// manyNote says what is unlike other days: the table is of another day, or asks less than
// when its answers were typed.
func (s *Station) manyNote(m *many) *page.Note {
	switch {
	case len(m.loose()) > 0:
		return &page.Note{Kind: "calm", Icon: "i-pen", Text: words.Say("form.many-less"),
			Link: &page.Link{Href: manyAt(m.def.Kind) + "?typed=1", Text: "看写过的"}}
	case m.d.Day != s.Desk.Today():
		return &page.Note{Kind: "calm", Icon: "i-pen", Text: words.Say("form.many-before", s.sayDay(m.d.Day)),
			Link: &page.Link{Href: "/unfinished", Text: "没写完的"}}
	}
	return nil
}

// manyTyped shows what was typed into a table that is not there any more, with the way to
// the single sheets, where it stands already.
func (s *Station) manyTyped(v *visit, m *many) error {
	at := manyAt(m.def.Kind)
	f := v.frame(m.def.Title + "：写过的")
	f.Back, f.Help, f.Hint = formAt(m.def.Kind), "form", s.sayDay(m.d.Day)+"写的"
	f.Note = &page.Note{Kind: "calm", Icon: "i-pen", Text: words.Say("form.many-gone")}
	who := m.subjects()
	switch {
	case m.def.Retired:
		f.Note.Text = words.Say("form.many-retired")
	case !m.undone():
		f.Note.Text, who, f.Back = words.Say("form.many-one"), m.loose(), at
	}
	p := page.Rows{Frame: f, Prev: f.Back}
	for _, subject := range who {
		row := page.Row{Icon: "i-pen", Bold: m.nameOf(s, subject)}
		if !m.def.Retired {
			row.Href, row.Way = at+"/"+subject, "接着填"
		}
		id, _ := hub.ParseID(subject)
		for _, name := range slices.Sorted(maps.Keys(m.d.Cells[subject])) {
			text := m.d.Cells[subject][name]
			if field, ok := m.def.Field(name); ok {
				if value, err := field.FromText(text); err == nil {
					text = field.Label + " " + s.inWords(v, id, field, value)
				}
			}
			row.Text = joinFacts(row.Text, text)
		}
		p.Rows = append(p.Rows, row)
		v.lookedAt(m.def, id, "page")
	}
	p.Rows, p.Pages = paged(p.Rows, v.URL.Query().Get("page"), at)
	if !m.undone() {
		for i := range p.Pages {
			p.Pages[i].Value += "&typed=1"
		}
	}
	return v.render(p)
}

// nameOf is what a child or a colleague is called.
func (m *many) nameOf(s *Station, subject string) string {
	id, _ := hub.ParseID(subject)
	if i := m.at(id); i >= 0 {
		return m.rows[i].name
	}
	e, ok := s.Names.Get(id)
	if !ok {
		return "不在本站"
	}
	return calledBy(e.Name, e.Nick)
}
