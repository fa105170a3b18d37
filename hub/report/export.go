package report

import (
	"context"
	"io"
	"strings"

	"yizhan/hub"
	"yizhan/hub/form"
	"yizhan/hub/sheet"
)

// Records is where an export reads.
type Records interface {
	Each(ctx context.Context, kind hub.Kind, visit func(hub.Record) error) error
	Record(ctx context.Context, kind hub.Kind, id hub.ID) (hub.Record, error)
	Subject(ctx context.Context, subject hub.ID) ([]hub.Record, error)
}

// Export is what somebody asks for. Without Personal all 敏感 fields stay here.
type Export struct {
	Kind     hub.Kind
	Format   sheet.Format
	Personal bool
}

// Exported is what left.
type Exported struct {
	Records int
	Sealed  int // of these: could not be opened on this box
}

// WriteExport writes all records of a kind that still count, one a line: JSON
// Lines, CSV or xlsx. It holds the ids of the records, never the records. A record
// whose key this box lacks gives one line with its open fields and sealed. Children
// have the form that an import reads (hub/roster), their family's names and phones
// with them; records of a child name her where Personal says so.
func WriteExport(ctx context.Context, w io.Writer, forms *form.Registry, records Records, e Export) (Exported, error) {
	def, ok := forms.Get(e.Kind)
	if !ok || e.Kind == "wrap" { // keys are nobody's to take away
		return Exported{}, hub.E(hub.CodeInvalid, "export.kind", string(e.Kind))
	}
	ids, err := idsOf(ctx, records, def)
	if err != nil {
		return Exported{}, err
	}
	x := &exporter{ctx: ctx, forms: forms, records: records, export: e, def: def, names: map[hub.ID]string{}}
	x.columns = x.columnsOf()
	write, closing, err := x.open(w)
	if err != nil {
		return Exported{}, err
	}
	done, err := x.each(ids, write)
	if err != nil {
		closing() // puts temporary files away; the first error is the one to tell
		return done, err
	}
	return done, closing()
}

// idsOf lists the records first, so that no query stays open while the records
// that belong to each are read; by the day that they are about, as people keep a book.
// A record that two lanes hold is one.
func idsOf(ctx context.Context, records Records, def *form.Definition) ([]hub.ID, error) {
	var ids []hub.ID
	days := map[hub.ID]string{}
	err := records.Each(ctx, def.Kind, func(rec hub.Record) error {
		if _, seen := days[rec.ID]; !seen {
			days[rec.ID] = dayOf(def, rec)
			ids = append(ids, rec.ID)
		}
		return nil
	})
	hub.SortStable(ids, func(a, b hub.ID) int { return strings.Compare(days[a], days[b]) })
	return ids, err
}

// dayOf is when a record stands in a book: its period where it is one of a day, month or
// year, else the day on it; "" where it has neither, or is sealed.
func dayOf(def *form.Definition, rec hub.Record) string {
	switch def.OncePer {
	case "day", "month", "year":
		return rec.Period
	}
	if def.Kind == "child" {
		return ""
	}
	day := ""
	for _, f := range def.Fields {
		v, ok := rec.Fields[f.No].(string)
		if ok && f.Type == form.Day && (f.Name == form.FieldDay || day == "" && f.Name != form.FieldSince) {
			day = v
		}
	}
	return day
}

func (x *exporter) each(ids []hub.ID, write func(hub.Record) error) (done Exported, err error) {
	for _, id := range ids {
		rec, err := x.records.Record(x.ctx, x.export.Kind, id)
		if err != nil && hub.CodeOf(err) == hub.CodeNotFound { // erased meanwhile
			continue
		}
		if err != nil {
			return done, err
		}
		if x.withdrawn(rec) {
			continue
		}
		if err := write(rec); err != nil {
			return done, err
		}
		done.Records++
		if rec.Sealed {
			done.Sealed++
		}
	}
	return done, nil
}

type exporter struct {
	ctx     context.Context
	forms   *form.Registry
	records Records
	export  Export
	def     *form.Definition
	columns []column
	names   map[hub.ID]string // of records that others refer to
}

// open starts the file; write adds a record, closing ends it.
func (x *exporter) open(w io.Writer) (write func(hub.Record) error, closing func() error, err error) {
	var table sheet.Writer
	switch x.export.Format {
	case sheet.JSONL:
		lines := sheet.NewLines(w)
		return func(rec hub.Record) error { return x.writeLine(lines, rec) }, func() error { return nil }, nil
	case sheet.CSV:
		table = sheet.NewCSV(w)
		var titles []sheet.Cell
		for _, c := range x.tableColumns() {
			titles = append(titles, sheet.Text(c.title))
		}
		err = table.Write(titles)
	case sheet.XLSX:
		var titles []sheet.Column
		for _, c := range x.tableColumns() {
			titles = append(titles, sheet.Column{Title: c.title, Under: c.element, Width: 16})
		}
		table, err = sheet.NewXLSX(w, x.def.Title, titles)
	default:
		err = hub.E(hub.CodeInvalid, "export.format", string(x.export.Format))
	}
	if err != nil {
		return nil, nil, err
	}
	return func(rec hub.Record) error { return x.writeRow(table, rec) }, table.Close, nil
}

func (x *exporter) writeLine(lines *sheet.Lines, rec hub.Record) error {
	row, err := x.rowOf(rec)
	if err != nil {
		return err
	}
	fields := map[string]any{}
	for _, c := range x.columns {
		if v := c.plain(row); v != nil {
			fields[c.name] = v
		}
	}
	return lines.Write(sheet.Object{Kind: string(rec.Kind), ID: rec.ID.String(), Sealed: rec.Sealed, Fields: fields})
}

// tableColumns are the columns and, last, what tells records and sealed ones apart.
func (x *exporter) tableColumns() []column {
	return append(x.columns[:len(x.columns):len(x.columns)],
		column{title: "打不开", shown: func(r row) sheet.Cell {
			if r.rec.Sealed {
				return sheet.Text("是")
			}
			return sheet.Cell{}
		}},
		column{title: "记录编号", shown: func(r row) sheet.Cell { return sheet.Text(r.rec.ID.String()) }})
}

func (x *exporter) writeRow(table sheet.Writer, rec hub.Record) error {
	row, err := x.rowOf(rec)
	if err != nil {
		return err
	}
	var cells []sheet.Cell
	for _, c := range x.tableColumns() {
		cells = append(cells, c.shown(row))
	}
	return table.Write(cells)
}

// withdrawn says whether a record does not count any more.
func (x *exporter) withdrawn(rec hub.Record) bool {
	f, ok := x.def.Field("withdrawn")
	if !ok {
		return false
	}
	v := rec.Fields[f.No]
	return v != nil && v != false && v != ""
}
