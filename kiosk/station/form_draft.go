package station

import (
	"cmp"
	"errors"
	"maps"
	"strings"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
)

// sheeting is a sheet of any form as it is being filled in. Answers stand as pages and
// cells give them (form.Field.ToText), drawings as paths.
type sheeting struct {
	Request hub.ID // of the noting: the same draft is noted once
	Subject hub.ID
	Record  hub.ID // that is mended; zero: a new one
	Seen    hub.ID
	Day     hub.Day
	Version int // of the form that asked
	Answers map[string]string
	Was     map[string]string              // of a record that is mended: as it was
	Rows    map[string][]map[string]string // of groups
	Open    opened
}

// opened is the question that stands on the screen, half answered.
type opened struct {
	At     string
	Typing typing
	Dating dating
	Timing timing
	Text   string
	Unit   string
	Typed  bool
	Years  string // a year is chosen: allYears, or the first of ten
	Other  bool   // none of the likely days; another photo
	Shot   hub.ID // a telephone's picture
	Fault  string // key of what is the matter with the photo that came
	From   int
}

// remade says that the form has changed since somebody began to fill it in: its steps
// may ask something else now.
func (d *sheeting) remade(def *form.Definition) bool {
	return d.Version != 0 && d.Version != def.Version
}

func sheetDraft(id hub.ID) string { return "sheet/" + id.String() }

// answerable says whether a station has a screen for a field.
func answerable(f *form.Field) bool {
	if !f.Asked() {
		return false
	}
	switch f.Type {
	case form.Ref:
		return f.Kind == "child" || f.Kind == "staff" || f.Kind == "person"
	case form.Bytes, form.List:
		return false
	}
	return true
}

// begun is a draft of a record as it is, or of a new one.
func begun(b desk.Blank, subject hub.ID) *sheeting {
	d := &sheeting{Request: hub.NewID(), Subject: subject, Day: b.Day, Version: b.Def.Version, Answers: map[string]string{}, Rows: map[string][]map[string]string{}}
	if b.Record.Commit.IsZero() {
		return d
	}
	d.Record, d.Seen = b.Record.ID, b.Record.Commit
	for i := range b.Def.Fields {
		f := &b.Def.Fields[i]
		v := b.Record.Fields[f.No]
		switch {
		case v == nil || !answerable(f):
		case f.Type == form.Group:
			for _, row := range f.Rows(v) {
				cells := map[string]string{}
				for name, cell := range row {
					column, _ := f.Column(name)
					cells[name] = column.ToText(cell)
				}
				d.Rows[f.Name] = append(d.Rows[f.Name], cells)
			}
		case f.Type == form.Drawing:
			d.Answers[f.Name] = pathOf(v)
		default:
			d.Answers[f.Name] = f.ToText(v)
		}
	}
	d.Was = maps.Clone(d.Answers)
	return d
}

// pathOf is what was drawn, as a pad shows it; "" where it cannot be read.
func pathOf(v any) string {
	kept, _ := v.([]byte)
	drawn, err := care.OpenSignature(kept)
	if err != nil {
		return ""
	}
	return drawn.Path()
}

// values are the answers as a record holds them. What cannot be read is left out and
// said beside its field.
func (d *sheeting) values(def *form.Definition) (form.Values, hub.Errors) {
	values := form.Values{}
	var wrong hub.Errors
	for i := range def.Fields {
		f := &def.Fields[i]
		if !answerable(f) || workflowField(def, f) {
			continue
		}
		v, err := d.value(f)
		if was, mended := d.Was[f.Name]; err != nil && mended && was == d.Answers[f.Name] {
			continue // what an older form took stays
		}
		if err != nil {
			var one *hub.Error
			if errors.As(err, &one) {
				wrong = append(wrong, one.In(f.Name))
			}
			continue
		}
		values[f.Name] = v
	}
	return values, wrong
}

// workflowField says whether only moves change a field.
func workflowField(def *form.Definition, f *form.Field) bool {
	return def.Workflow != nil && def.Workflow.Field == f.Name
}

func (d *sheeting) value(f *form.Field) (any, error) {
	switch f.Type {
	case form.Group:
		return d.rowsOf(f)
	case form.Drawing:
		drawn, err := care.ReadSignature(d.Answers[f.Name])
		if err != nil || len(drawn) == 0 {
			return nil, err
		}
		return drawn.Bytes(), nil
	}
	return f.FromText(d.Answers[f.Name])
}

func (d *sheeting) rowsOf(f *form.Field) (any, error) {
	var rows []form.Row
	for _, cells := range d.Rows[f.Name] {
		row := form.Row{}
		for i := range f.Fields {
			v, err := f.Fields[i].FromText(cells[f.Fields[i].Name])
			if err != nil {
				return nil, err
			}
			if v != nil {
				row[f.Fields[i].Name] = v
			}
		}
		if len(row) > 0 {
			rows = append(rows, row)
		}
	}
	if len(rows) == 0 {
		return nil, nil
	}
	return rows, nil
}

// notYet stands for the period of a sheet whose field for it is not answered so far.
const notYet = "?"

// sheet is the draft as the Desk takes it.
func (d *sheeting) sheet(def *form.Definition) (desk.Sheet, hub.Errors) {
	values, wrong := d.values(def)
	return desk.Sheet{Request: d.Request, Kind: def.Kind, Subject: d.Subject, Record: d.Record, Seen: d.Seen, Day: d.Day, Values: values}, wrong
}

// blank is the sheet with the answers so far. An answer that cannot stand is left out
// and said: a page that shows what is the matter is better than none.
func (v *visit) blank(def *form.Definition, d *sheeting) (desk.Blank, hub.Errors, error) {
	sheet, wrong := d.sheet(def)
	if _, ok := def.PeriodOf(cmp.Or(d.Day, v.s.Desk.Today()), sheet.Values); !ok && def.OncePer != "" && d.Record.IsZero() {
		sheet.Period = notYet
	}
	b, err := v.s.Desk.Blank(v.ctx(), v.who.Actor, sheet)
	if many, ok := errors.AsType[hub.Errors](err); ok {
		for _, one := range many {
			delete(sheet.Values, one.Field)
		}
		wrong = append(wrong, many...)
		b, err = v.s.Desk.Blank(v.ctx(), v.who.Actor, sheet)
	}
	return b, wrong, err
}

// screen is one step of touch: up to as many questions as fit.
type screen struct {
	title, help string
	fields      []*form.Field
}

// asksShown is how many short questions fit on a screen.
const asksShown = 5

// screens are the steps of a form. Which they are does not depend on answers, so that
// an address stays good.
func screens(def *form.Definition) (out []screen) {
	for _, p := range def.Pages() {
		one := screen{title: p.Title, help: p.Help}
		for _, f := range p.Fields {
			if !answerable(f) || workflowField(def, f) {
				continue
			}
			if len(one.fields) == asksShown {
				out = append(out, one)
				one.fields = nil
			}
			one.fields = append(one.fields, f)
		}
		if len(one.fields) > 0 {
			out = append(out, one)
		}
	}
	return out
}

// shown are the questions of a screen that are asked, the answers being what they are.
func (s screen) shown(b desk.Blank) (out []*form.Field) {
	for _, f := range s.fields {
		if b.Facts.Shown(f) {
			out = append(out, f)
		}
	}
	return out
}

// answerWords is what was answered to a field, in words.
func (s *Station) answerWords(v *visit, d *sheeting, f *form.Field) (text string, gap bool) {
	value, err := d.value(f)
	switch {
	case err != nil:
		return d.Answers[f.Name], false
	case value == nil:
		return "还空着", true
	}
	if rows, ok := value.([]form.Row); ok {
		return f.Show(f.RowsValue(rows, nil)), false
	}
	return s.inWords(v, d.Subject, f, value), false
}

// inWords is a stored value; a reference by name.
func (s *Station) inWords(v *visit, subject hub.ID, f *form.Field, value any) string {
	id, isID := value.(hub.ID)
	switch {
	case !isID && f.Element != "":
		return plainWord(f, value)
	case !isID:
		return f.Show(value)
	}
	if e, ok := s.Names.Get(id); ok { // a child: a list of many does not read all children for each
		return calledBy(e.Name, e.Nick)
	}
	for _, c := range s.people(v, subject, f.Kind) {
		if c.Value == id.String() {
			return c.Text
		}
	}
	return "不在本站"
}

// people are those that a reference can be to, as tiles.
func (s *Station) people(v *visit, subject hub.ID, kind hub.Kind) (out []page.Choice) {
	switch kind {
	case "child":
		children, err := s.near(v)
		if err != nil {
			s.Log.Error("the children of a form's question could not be read", "cause", err)
		}
		for _, c := range children {
			out = append(out, s.childTile(c))
		}
	case "group":
		groups, err := s.Desk.Groups(v.ctx(), v.site.ID)
		if err != nil {
			s.Log.Error("the groups of a form's question could not be read", "cause", err)
		}
		for _, g := range groups {
			out = append(out, page.Choice{Value: g.ID.String(), Text: g.Name})
		}
	case "staff":
		staff, err := s.Desk.Staff(v.ctx(), v.site.ID)
		if err != nil {
			s.Log.Error("the staff of a form's question could not be read", "cause", err)
		}
		for _, one := range staff {
			if !one.Left {
				out = append(out, page.Choice{Value: one.ID.String(), Text: one.Name})
			}
		}
	case "person":
		file, err := s.Desk.File(v.ctx(), v.who.Actor, subject)
		if err != nil {
			return nil // a form whose subject is no child: its question can be left open
		}
		for _, p := range file.People {
			out = append(out, page.Choice{Value: p.ID.String(), Text: strings.TrimSpace(kinOf(p) + " " + p.Name)})
		}
	}
	return out
}
