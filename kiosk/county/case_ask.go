package county

import (
	"errors"
	"fmt"
	"slices"
	"strconv"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
)

// rowsOver is how many empty rows stand under those that are filled in.
const rowsOver = 3

// writable are the questions that the desk has a place for: of people and strokes the
// stations ask.
func writable(f *form.Field) bool {
	return !settled(f) && !slices.Contains([]form.Type{form.Ref, form.Drawing, form.Photo, form.Bytes, form.List}, f.Type)
}

// settled is a choice of one: the program writes it, and nobody is asked or told.
func settled(f *form.Field) bool { return f.Type == form.Choice && len(f.Choices) == 1 }

// caseNeeds are the fields that a step asks for: those that are not answered yet, and what
// may have to be said anew.
func (v *visit) caseNeeds(b desk.Blank, names []string) (out []*form.Field) {
	for _, name := range names {
		if f, ok := b.Def.Field(name); ok && writable(f) {
			out = append(out, f)
		}
	}
	return out
}

func (v *visit) caseAsks(b desk.Blank, names []string) (out []page.CaseAsk) {
	for _, f := range v.caseNeeds(b, names) {
		a := v.caseAsk(b, f)
		a.Must = true // the step is not taken without it
		out = append(out, a)
	}
	return out
}

// caseAsk is a question with what was typed now, what stands there, or what it begins with.
func (v *visit) caseAsk(b desk.Blank, f *form.Field) page.CaseAsk {
	value := b.Facts.Get(f)
	if value == nil && b.Record.Commit.IsZero() {
		value = b.Facts.Start(f)
	}
	a := v.cellAsk(f, "f-"+f.Name, value)
	a.Help, a.Unit, a.Must = f.Help, f.Unit, f.Required
	if f.Type == form.Group {
		a.Type = "rows"
		rows := f.Rows(value)
		most := len(rows) + rowsOver
		if f.Max != nil {
			most = min(most, int(*f.Max))
		}
		for i := range f.Fields {
			a.Heads = append(a.Heads, f.Fields[i].Label)
		}
		for n := range most {
			var line []page.CaseAsk
			for i := range f.Fields {
				column := &f.Fields[i]
				var in any
				if n < len(rows) {
					in = rows[n][column.Name]
				}
				line = append(line, v.cellAsk(column, rowName(f, n, column), in))
			}
			a.Rows = append(a.Rows, line)
		}
	}
	return a
}

func rowName(f *form.Field, n int, column *form.Field) string {
	return fmt.Sprintf("f-%s-%d-%s", f.Name, n, column.Name)
}

// longText is from how many characters on a text has room for more than one line.
const longText = 80

func (v *visit) cellAsk(f *form.Field, name string, value any) page.CaseAsk {
	a := page.CaseAsk{Name: name, Label: f.Label, Type: "line"}
	if value != nil && f.Type != form.Group {
		a.Value = f.ToText(value)
	}
	if v.form.Has(name) {
		a.Value = v.form.Text(name)
	}
	switch f.Type {
	case form.Text:
		if a.Most = 200; f.Max != nil {
			a.Most = int(*f.Max)
		}
		if a.Most > longText {
			a.Type = "text"
		}
		for _, s := range f.Suggest {
			a.Options = append(a.Options, page.Choice{Text: s})
		}
	case form.Int:
		a.Type = "number"
	case form.Day:
		a.Type = "day"
	case form.Time:
		a.Type = "time"
	case form.Bool:
		a.Type = "yes"
		for _, o := range f.Offered() {
			a.Options = append(a.Options, page.Choice{Value: o.Code, Text: o.Label, On: a.Value == o.Code})
		}
	case form.Choice, form.Choices:
		a.Type = string(f.Type)
		for _, o := range f.Offered() {
			a.Options = append(a.Options, page.Choice{Value: o.Code, Text: o.Label, On: v.chosen(f, name, value, o.Code)})
		}
	}
	return a
}

func (v *visit) chosen(f *form.Field, name string, value any, code string) bool {
	if v.form.Has("request") {
		return slices.Contains(v.form.All(name), code)
	}
	all, _ := value.([]any)
	return value == any(code) || slices.Contains(all, any(code))
}

// caseAnswers reads what was typed; what cannot be read is said beside it.
func (v *visit) caseAnswers(def *form.Definition, fields []*form.Field) (form.Values, error) {
	out := form.Values{}
	var errs hub.Errors
	for _, f := range fields {
		value, err := v.caseAnswer(f)
		if err != nil {
			one, known := errors.AsType[*hub.Error](err)
			if !known {
				return nil, err
			}
			errs = append(errs, one)
			continue
		}
		out[f.Name] = value
	}
	return out, errs.Or()
}

func (v *visit) caseAnswer(f *form.Field) (any, error) {
	name := "f-" + f.Name
	switch f.Type {
	case form.Choices:
		if all := v.form.All(name); len(all) > 0 {
			return slices.Clone(all), nil
		}
		return nil, nil
	case form.Group:
		return v.rowsAnswer(f)
	}
	return f.FromText(v.form.Text(name))
}

func (v *visit) rowsAnswer(f *form.Field) (any, error) {
	var rows []form.Row
	for n := 0; n < 50; n++ {
		row, any := form.Row{}, false
		for i := range f.Fields {
			column := &f.Fields[i]
			name := rowName(f, n, column)
			value, err := column.FromText(v.form.Text(name))
			if err != nil {
				return nil, hub.E(hub.CodeInvalid, "form.type", f.Label+" "+strconv.Itoa(n+1)).In(f.Name).Because(err)
			}
			if value != nil {
				row[column.Name], any = value, true
			}
		}
		if any {
			rows = append(rows, row)
		}
	}
	if len(rows) == 0 {
		return nil, nil
	}
	return rows, nil
}
