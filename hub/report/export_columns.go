package report

import (
	"fmt"
	"strings"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
	"yizhan/hub/sheet"
)

// row is a record with the people that its columns need.
type row struct {
	rec    hub.Record
	people []care.Person // of a child
	whom   string        // the name of the child or worker whom it is about
	grown  grown         // of a measuring
}

// column is one value of a record: plain for a program (nil: none), shown for people.
type column struct {
	name  string // in JSON Lines
	title string
	// element is the health data element number of what stands in it, for those who
	// take tables into other programs.
	element string
	plain   func(row) any
	shown   func(row) sheet.Cell
}

// titled is a column's title with the unit of its figures.
func titled(l form.Leaving) string {
	if unit := l.Field.Unit; unit != "" && l.Field.Type == form.Int && !strings.Contains(l.Title, unit) {
		return l.Title + "（" + unit + "）"
	}
	return l.Title
}

// columnsOf are the columns of a kind: what it is about, then its fields in the
// order of its form.
func (x *exporter) columnsOf() []column {
	if x.export.Kind == "child" {
		return x.childColumns()
	}
	var columns []column
	if x.def.Subject != "self" {
		columns = append(columns, column{
			name: string(x.def.Subject), title: "",
			plain: func(r row) any { return r.rec.Subject.String() },
		})
		if title := whom[x.def.Subject]; title != "" && x.export.Personal {
			columns = append(columns, text(string(x.def.Subject)+"_name", title, func(r row) string { return r.whom }))
		}
	}
	// "once" tells nobody anything, and a sheet that has a day says it itself
	if _, dated := x.def.Field(form.FieldDay); x.def.OncePer != "" && x.def.OncePer != "once" && !(dated && x.def.OncePer == "day") {
		once := text(x.def.OncePer, periodTitle(x.def.OncePer), func(r row) string { return r.rec.Period })
		if ofNumbers[x.def.OncePer] {
			once.shown = nil
		}
		columns = append(columns, once)
	}
	for _, leaving := range x.def.Leaving(x.export.Format != sheet.JSONL) {
		if f := leaving.Field; x.may(f) {
			c := x.fieldColumn(f, f.Name, titled(leaving))
			c.element = leaving.Element
			columns = append(columns, c)
		}
	}
	if x.export.Kind == "growth" && x.export.Personal {
		columns = append(columns, grownColumns()...)
	}
	return shownOnly(columns, x.export.Format)
}

// whom is what the column is called that names whom a record is about; the site of a
// record about a site stands in a field.
var whom = map[hub.Kind]string{"child": "孩子", "staff": "同事"}

// shownOnly leaves out what only programs read from tables for people.
func shownOnly(columns []column, format sheet.Format) []column {
	if format == sheet.JSONL {
		return columns
	}
	var out []column
	for _, c := range columns {
		if c.shown != nil {
			out = append(out, c)
		}
	}
	return out
}

// ofNumbers are the periods that are numbers of other records (a class and who came to
// it): for programs; people read the fields that say the same.
var ofNumbers = map[string]bool{
	"child": true, "class": true, "class and box": true, "class and way": true, "class and who": true,
	"hub": true, "notice": true, "pair": true, "system": true,
}

func periodTitle(per string) string {
	switch per {
	case "day":
		return "日期"
	case "month":
		return "月份"
	case "year":
		return "年份"
	}
	return "哪一项"
}

// may says whether a field may leave: 敏感 only with Personal, bytes (keys,
// signatures, pictures) never.
func (x *exporter) may(f *form.Field) bool {
	switch f.Type {
	case form.Bytes, form.List, form.Photo, form.Drawing:
		return false
	}
	if f.Name == form.FieldWithdrawn {
		return false
	}
	return x.export.Personal || f.Privacy != form.Sensitive
}

// text is a column that says the same to programs and people.
func text(name, title string, of func(row) string) column {
	return column{
		name: name, title: title,
		plain: func(r row) any {
			if s := of(r); s != "" {
				return s
			}
			return nil
		},
		shown: func(r row) sheet.Cell { return sheet.Text(of(r)) },
	}
}

func (x *exporter) fieldColumn(f *form.Field, name, title string) column {
	return column{
		name: name, title: title,
		plain: func(r row) any { return plainOf(f, r.rec.Fields[f.No]) },
		shown: func(r row) sheet.Cell { return x.shown(f, r.rec.Fields[f.No]) },
	}
}

// plainOf is a field's value for a program: a group's rows by the names of their fields.
func plainOf(f *form.Field, v any) any {
	if f.Type != form.Group || v == nil {
		return plain(v)
	}
	rows := []map[string]any{}
	for _, r := range f.Rows(v) {
		cells := map[string]any{}
		for name, cell := range r {
			cells[name] = plain(cell)
		}
		rows = append(rows, cells)
	}
	return rows
}

func plain(v any) any {
	switch v := v.(type) {
	case hub.ID:
		return v.String()
	case string:
		if v == "" {
			return nil
		}
	}
	return v
}

// shown is a value as a table has it: numbers that can be added up, days that sort,
// choices and references in words.
func (x *exporter) shown(f *form.Field, v any) sheet.Cell {
	switch v := v.(type) {
	case nil:
		return sheet.Cell{}
	case int64:
		if f.Type == form.Time {
			return sheet.Text(fmt.Sprintf("%02d:%02d", v/60, v%60))
		}
		return sheet.Number(float64(v) / float64(max(f.Scale, 1)))
	case bool:
		if !v && !x.def.Sheet() { // of a sheet 不是 is an answer, and an open question none
			return sheet.Cell{}
		}
	case hub.ID:
		return sheet.Text(x.nameOf(f.Kind, v))
	case string:
		switch f.Type {
		case form.Day:
			return sheet.Date(hub.Day(v))
		case form.Text:
			return sheet.Text(v)
		}
	}
	return sheet.Text(f.Show(v))
}

// nameOf is the name of a record that another refers to; "" where it is not here,
// sealed, or may not leave.
func (x *exporter) nameOf(kind hub.Kind, id hub.ID) string {
	if name, ok := x.names[id]; ok {
		return name
	}
	name := ""
	if def, ok := x.forms.Get(kind); ok {
		if f, ok := def.Field("name"); ok && (x.export.Personal || f.Privacy != form.Sensitive) {
			if rec, err := x.records.Record(x.ctx, kind, id); err == nil {
				name, _ = rec.Fields[f.No].(string)
			}
		}
	}
	if len(x.names) >= maxNames {
		clear(x.names)
	}
	x.names[id] = name
	return name
}

// maxNames bounds what an export remembers: sites, classes and staff repeat.
const maxNames = 10_000

// rowOf reads what the columns need beside the record.
func (x *exporter) rowOf(rec hub.Record) (row, error) {
	r := row{rec: rec}
	if !x.export.Personal || rec.Sealed {
		return r, nil
	}
	switch {
	case rec.Kind == "child":
		recs, err := x.records.Subject(x.ctx, rec.ID)
		if err != nil {
			return r, err
		}
		for _, p := range care.All[care.Person](x.forms, "person", recs) {
			if !p.Withdrawn && !p.Sealed {
				r.people = append(r.people, p)
			}
		}
	case whom[x.def.Subject] != "":
		r.whom = x.nameOf(x.def.Subject, rec.Subject)
	}
	var err error
	if rec.Kind == "growth" {
		r.grown, err = x.grownOf(rec)
	}
	return r, err
}
