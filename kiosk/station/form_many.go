package station

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/words"
	"yizhan/kiosk/page"
)

// batching is one table of many as it is being filled in: answers by subject and field,
// as pages give them.
type batching struct {
	Request hub.ID // of the noting: the same draft is noted once
	Day     hub.Day
	Cells   map[string]map[string]string
	Open    opened
}

// manyShown is how many lines fit on the smallest screen, two beside each other.
const manyShown = 8

// many is a table on its way.
type many struct {
	def    *form.Definition
	fields []*form.Field
	d      *batching
	rows   []manyRow
	ways   []page.Choice
	group  string
}

// manyRow is one whom it asks about, and what is stored of the day already.
type manyRow struct {
	id     hub.ID
	name   string
	stored hub.Record
}

func manyDraft(kind hub.Kind) string { return "many/" + string(kind) }

func manyAt(kind hub.Kind) string { return formAt(kind) + "/many" }

// many is the table of the path. Whoever may fill in one sheet may fill in many; a form
// that has no table, or has none any more, is filled in one by one. A table of another
// day stays of that day until it is noted or put aside.
func (v *visit) many() (*many, error) {
	def, err := v.formOf()
	if err != nil {
		return nil, err
	}
	if _, err = v.formToFill(); err != nil && !def.MayWrite(v.who.Actor.Role) {
		return nil, err
	}
	m := &many{def: def, fields: def.Together(), d: &batching{}, group: v.URL.Query().Get("of")}
	ok, lost := v.draft(manyDraft(def.Kind), m.d)
	if lost != nil {
		return nil, lost
	}
	// Of a table in which nothing stands the first answer may be half given: an hour, a year.
	if today := v.s.Desk.Today(); !ok || len(m.d.Cells) == 0 && (err != nil || m.d.Cells == nil || m.d.Day != today) {
		if err != nil {
			return nil, err // out of use, and nothing of it is left to be read
		}
		m.d = &batching{Request: hub.NewID(), Day: today, Cells: map[string]map[string]string{}}
	}
	if err := m.whom(v); err != nil || !def.MayRead(v.who.Actor.Role) { // what was filled in before may not be hers to see
		return m, err
	}
	return m, m.known(v)
}

// whom finds the lines: the children who have a place, those of a group, or all; of a
// form about staff all who work here.
func (m *many) whom(v *visit) error {
	if m.def.Subject != "child" {
		for _, c := range v.s.people(v, hub.ID{}, m.def.Subject) {
			id, _ := hub.ParseID(c.Value)
			m.rows = append(m.rows, manyRow{id: id, name: c.Text})
		}
		return nil
	}
	groups, err := v.s.Desk.Groups(v.ctx(), v.site.ID)
	if err != nil {
		return err
	}
	placed, err := v.s.Desk.Classes(v.ctx(), v.site.ID, m.d.Day)
	if err != nil {
		return err
	}
	children, err := v.s.Desk.ChildrenOf(v.ctx(), v.site.ID)
	if err != nil {
		return err
	}
	if len(placed) == 0 {
		m.group = "all"
	}
	for _, c := range children {
		if g, in := placed[c.ID]; m.group == "all" || in && (m.group == "" || m.group == g.ID.String()) {
			m.rows = append(m.rows, manyRow{id: c.ID, name: c.Called()})
		}
	}
	way := func(of, text string) {
		m.ways = append(m.ways, page.Choice{Value: manyAt(m.def.Kind) + "?of=" + of, Text: text, On: m.group == of})
	}
	if len(placed) == 0 || len(placed) == len(children) && len(groups) < 2 {
		return nil
	}
	way("", "在托的")
	for _, g := range groups {
		if len(groups) > 1 {
			way(g.ID.String(), g.Name)
		}
	}
	way("all", "都看")
	return nil
}

// known reads what is stored of the day.
func (m *many) known(v *visit) error {
	table, err := v.s.Desk.Sheets(v.ctx(), v.who.Actor, m.def.Kind, desk.SheetFilter{Site: v.site.ID, From: m.d.Day, To: m.d.Day, Most: len(m.rows) + mostStored})
	for _, r := range table.Rows {
		if i := m.at(r.Record.Subject); i >= 0 && m.rows[i].stored.Commit.IsZero() {
			m.rows[i].stored = r.Record
		}
	}
	return err
}

// mostStored is how many sheets of others are read over to find today's of these.
const mostStored = 100

func (m *many) at(subject hub.ID) int {
	return slices.IndexFunc(m.rows, func(r manyRow) bool { return r.id == subject })
}

// formMany shows the table.
func (s *Station) formMany(v *visit) error {
	m, err := v.many()
	if err != nil {
		return err
	}
	switch {
	case m.undone() || v.URL.Query().Has("typed") && len(m.loose()) > 0:
		return s.manyTyped(v, m)
	case len(m.fields) == 0:
		return v.see(formAt(m.def.Kind) + "/new")
	}
	return v.render(s.manyPage(v, m, nil))
}

func (s *Station) manyPage(v *visit, m *many, wrong desk.SheetErrors) page.FormMany {
	f := v.frame(m.def.Title + "：一起填")
	f.Back, f.Help, f.Hint = formAt(m.def.Kind), "form", m.labels()
	at := manyAt(m.def.Kind)
	p := page.FormMany{Frame: f, Action: at + "?of=" + m.group, Ways: m.ways, Prev: f.Back, Empty: "这里还没有孩子。"}
	p.Note = s.manyNote(m)
	subjects := m.subjects()
	bad := map[string]error{}
	for i, err := range wrong {
		bad[subjects[i]] = err
	}
	var rows []page.FormManyRow
	for _, r := range m.rows {
		row := page.FormManyRow{Name: firstRunes(r.name, 6), Bad: bad[r.id.String()] != nil}
		if row.Bad && (p.Note == nil || p.Note.Kind != "bad") {
			p.Note = &page.Note{Kind: "bad", Icon: "i-warn", Bold: words.Say("fill.some", len(wrong)), Text: r.name + "：" + firstFault(bad[r.id.String()]),
				Link: &page.Link{Href: at + "/" + r.id.String(), Text: "单独填她的"}}
		}
		for _, field := range m.fields {
			row.Cells = append(row.Cells, s.manyCell(v, m, r, field))
		}
		rows = append(rows, row)
	}
	shown := manyShown
	if p.Wide = len(m.fields) == 3; p.Wide {
		shown /= 2
	}
	p.Rows, p.Pages = pagedBy(rows, shown, v.URL.Query().Get("page"), at)
	if m.group != "" {
		for i := range p.Pages {
			p.Pages[i].Value += "&of=" + m.group
		}
	}
	if len(subjects) > 0 {
		p.Next = fmt.Sprintf("记下 %d 个人的", len(subjects))
	}
	return p
}

// labels names what is asked of everybody.
func (m *many) labels() string {
	var all []string
	for _, f := range m.fields {
		label := f.Label
		if f.Unit != "" && !strings.Contains(label, f.Unit) {
			label += "（" + f.Unit + "）"
		}
		all = append(all, label)
	}
	return strings.Join(all, "、")
}

// firstFault is one thing that is the matter with a line.
func firstFault(err error) string {
	if all, ok := errors.AsType[hub.Errors](err); ok && len(all) > 0 {
		err = all[0]
	}
	if one, ok := errors.AsType[*hub.Error](err); ok {
		return words.Of(one)
	}
	return words.Say("")
}

func (s *Station) manyCell(v *visit, m *many, r manyRow, f *form.Field) page.FormCell {
	c := page.FormCell{Label: f.Label, Href: manyAt(m.def.Kind) + "/" + r.id.String() + "/" + f.Name + "?of=" + m.group}
	if text := m.d.Cells[r.id.String()][f.Name]; text != "" {
		c.Text = text
		if value, err := f.FromText(text); err == nil {
			c.Text = firstRunes(s.inWords(v, r.id, f, value), 8)
		}
		return c
	}
	if value := r.stored.Fields[f.No]; value != nil {
		c.Text, c.Noted = firstRunes(s.inWords(v, r.id, f, value), 8), true
	}
	return c
}

// subjects are those of whom something was answered, in one order for good.
func (m *many) subjects() []string { return slices.Sorted(maps.Keys(m.d.Cells)) }

// formManyNote notes the whole table.
func (s *Station) formManyNote(v *visit) error {
	m, err := v.many()
	if err != nil {
		return err
	}
	var sheets []desk.Sheet
	for _, subject := range m.subjects() {
		id, _ := hub.ParseID(subject)
		one := desk.Sheet{Kind: m.def.Kind, Subject: id, Day: m.d.Day, Values: form.Values{}}
		for name, text := range m.d.Cells[subject] { // of a table that asks less now, too
			f, ok := m.def.Field(name)
			if !ok || !answerable(f) {
				continue
			}
			if value, err := f.FromText(text); err == nil && value != nil {
				one.Values[name] = value
			}
		}
		sheets = append(sheets, one)
	}
	if len(sheets) == 0 || m.undone() {
		return v.see(manyAt(m.def.Kind))
	}
	outs, err := s.Desk.FillAll(v.ctx(), v.who.Actor, m.d.Request, sheets)
	if wrong, ok := errors.AsType[desk.SheetErrors](err); ok {
		return v.again(hub.E(hub.CodeInvalid, "fill.some", len(wrong)), s.manyPage(v, m, wrong))
	}
	if err != nil {
		return err
	}
	if err := v.dropDraft(manyDraft(m.def.Kind)); err != nil {
		return err
	}
	if err := v.usedForm(m.def.Kind); err != nil {
		return err
	}
	var done []string
	for _, out := range outs {
		done = append(done, out.Commit.String())
	}
	return v.see(formAt(m.def.Kind) + "?done=" + strings.Join(done, ","))
}

// undoMany is the bar of a list after one sheet was noted, or a table of them.
func (v *visit) undoMany(action string) *page.Undo {
	done := strings.Split(v.URL.Query().Get("done"), ",")
	for _, text := range done {
		if _, err := hub.ParseID(text); err != nil {
			return nil
		}
	}
	u := &page.Undo{Mark: "好", Text: "记好了", Action: action, Token: strings.Join(done, ",")}
	if len(done) > 1 {
		u.Text = fmt.Sprintf("记好了 %d 个人的", len(done))
	}
	return u
}
