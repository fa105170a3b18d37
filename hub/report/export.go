package report

import (
	"bytes"
	"cmp"
	"context"
	"io"
	"slices"

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
	Columns  []string // of a table for people, by their names, in this order; nil: all of them
}

// Exported is what left.
type Exported struct {
	Records int
	Sealed  int // of these: could not be opened on this box
}

// WriteExport writes all records of a kind that still count, one a line: JSON
// Lines, CSV or xlsx. It holds 20 bytes a record for their order, never the records; a file
// that an error ended is not closed, and no xlsx. A record
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
	x.table = ordered(x.tableColumns(), e.Columns)
	write, closing, err := x.open(w)
	if err != nil {
		return Exported{}, err
	}
	done, err := x.each(ids, write)
	if err != nil {
		return done, err
	}
	return done, closing()
}

// placed is a record's place in a book.
type placed struct {
	id  hub.ID
	day uint32 // 20261122, 20261100 of a month, 0 of no day
}

// idsOf lists the records first, so that no query stays open while the records
// that belong to each are read; by the day that they are about, as people keep a book.
// A record that two lanes hold is one.
func idsOf(ctx context.Context, records Records, def *form.Definition) (all []placed, err error) {
	err = records.Each(ctx, def.Kind, func(rec hub.Record) error {
		all = append(all, placed{rec.ID, dayNumber(dayOf(def, rec))})
		return nil
	})
	hub.SortStable(all, func(a, b placed) int { return bytes.Compare(a.id[:], b.id[:]) })
	all = slices.CompactFunc(all, func(a, b placed) bool { return a.id == b.id })
	hub.SortStable(all, func(a, b placed) int { return cmp.Compare(a.day, b.day) })
	return all, err
}

// dayNumber is a day, month or year as a number of eight figures.
func dayNumber(text string) (n uint32) {
	figures := 0
	for _, r := range text {
		if r >= '0' && r <= '9' && figures < len("20261122") {
			n, figures = n*10+uint32(r-'0'), figures+1
		}
	}
	for ; n > 0 && figures < len("20261122"); figures++ {
		n *= 10
	}
	return n
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

func (x *exporter) each(all []placed, write func(hub.Record) error) (done Exported, err error) {
	for _, one := range all {
		rec, err := x.records.Record(x.ctx, x.export.Kind, one.id)
		if err != nil && hub.CodeOf(err) == hub.CodeNotFound { // erased meanwhile
			continue
		}
		if err != nil {
			return done, err
		}
		if withdrawn(x.def, rec) {
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
	table   []column          // of a table for people
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
		for _, c := range x.table {
			titles = append(titles, sheet.Text(c.title))
		}
		err = table.Write(titles)
	case sheet.XLSX:
		var titles []sheet.Column
		for _, c := range x.table {
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
		column{name: "sealed", title: "打不开", shown: func(r row) sheet.Cell {
			if r.rec.Sealed {
				return sheet.Text("是")
			}
			return sheet.Cell{}
		}},
		column{name: "record", title: "记录编号", shown: func(r row) sheet.Cell { return sheet.Text(r.rec.ID.String()) }})
}

// ordered are the columns that are wanted, in the order in which they are.
func ordered(all []column, want []string) (out []column) {
	for _, name := range want {
		if i := slices.IndexFunc(all, func(c column) bool { return c.name == name }); i >= 0 {
			out = append(out, all[i])
		}
	}
	if len(out) == 0 {
		return all
	}
	return out
}

// ExportColumns names the columns of a kind's table and what stands over them, in the
// order that they have by themselves.
func ExportColumns(forms *form.Registry, kind hub.Kind, personal bool) (names, titles []string) {
	def, ok := forms.Get(kind)
	if !ok {
		return nil, nil
	}
	x := &exporter{forms: forms, def: def, export: Export{Kind: kind, Format: sheet.XLSX, Personal: personal}}
	x.columns = x.columnsOf()
	for _, c := range x.tableColumns() {
		names, titles = append(names, c.name), append(titles, c.title)
	}
	return names, titles
}

func (x *exporter) writeRow(table sheet.Writer, rec hub.Record) error {
	row, err := x.rowOf(rec)
	if err != nil {
		return err
	}
	var cells []sheet.Cell
	for _, c := range x.table {
		cells = append(cells, c.shown(row))
	}
	return table.Write(cells)
}

// withdrawn says whether a record does not count any more.
func withdrawn(def *form.Definition, rec hub.Record) bool {
	f, ok := def.Field("withdrawn")
	if !ok {
		return false
	}
	v := rec.Fields[f.No]
	return v != nil && v != false && v != ""
}
