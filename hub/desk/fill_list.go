package desk

import (
	"context"
	"slices"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// SheetFilter says which filled-in sheets are listed. Zero values ask for all.
type SheetFilter struct {
	Subject   hub.ID
	Site      hub.ID
	From, To  hub.Day // of the sheet, both included
	State     string  // of its workflow
	Open      bool    // of a workflow: something is still to be done
	Withdrawn bool    // those too that were taken back
	Skip      int     // of those that fit
	Most      int     // of the rows; 0: 50
}

// SheetRow is a filled-in sheet in a list.
type SheetRow struct {
	Record    hub.Record
	Whose     Whose
	Day       hub.Day
	Cells     []string // as Columns
	State     form.State
	Since     hub.Day // in that state
	Due       hub.Day // last day on which it may stay so; "" as long as it takes
	Withdrawn bool
}

// SheetTable is a list of filled-in sheets, shaped by the form's list columns.
type SheetTable struct {
	Def     *form.Definition
	Columns []*form.Field
	Rows    []SheetRow
	More    bool // there are further ones
}

// Sheets lists filled-in sheets of a kind, as the form orders them; without an order
// the newest first. The caller notes the looks where the form is Sensitive.
func (d *Desk) Sheets(ctx context.Context, actor hub.Actor, kind hub.Kind, f SheetFilter) (SheetTable, error) {
	def, err := d.sheetFor(actor, kind, (*form.Definition).MayRead)
	if err != nil {
		return SheetTable{}, err
	}
	if f.Most <= 0 {
		f.Most = 50
	}
	t := SheetTable{Def: def}
	for _, name := range def.List {
		column, _ := def.Field(name)
		t.Columns = append(t.Columns, column)
	}
	recs, err := d.seekSheets(ctx, def, f)
	if err != nil {
		return t, err
	}
	if len(recs) > f.Most {
		recs, t.More = recs[:f.Most], true
	}
	t.Rows, err = d.sheetRows(ctx, t, recs)
	return t, err
}

// seekSheets finds what fits from Skip on, one more than is shown.
func (d *Desk) seekSheets(ctx context.Context, def *form.Definition, f SheetFilter) (out []hub.Record, err error) {
	switch {
	case !f.Subject.IsZero():
		out, err = d.log.Of(ctx, f.Subject, def.Kind)
	case !f.Site.IsZero() && def.WholeLeaves():
		return d.seekLeaves(ctx, def, f)
	case !f.Site.IsZero():
		low, high := def.LeafRange(f.Site, "", "")
		out, err = d.log.Pick(ctx, def.Kind, form.LeafRow, low, high, false, func(string) (take, on bool) { return true, true })
	default:
		err = d.log.Each(ctx, def.Kind, func(rec hub.Record) error {
			out = append(out, rec)
			return nil
		})
	}
	out = slices.DeleteFunc(out, func(rec hub.Record) bool { return !f.fits(def, rec) })
	sortSheets(def, out)
	out = out[min(f.Skip, len(out)):]
	return out[:min(f.Most+1, len(out))], err
}

// seekLeaves turns the leaves of a site's binder to where the page begins, and reads the
// sheets of that page alone.
func (d *Desk) seekLeaves(ctx context.Context, def *form.Definition, f SheetFilter) ([]hub.Record, error) {
	low, high := def.LeafRange(f.Site, f.From, f.To)
	_, down := def.OrderedBy()
	at := 0
	return d.log.Pick(ctx, def.Kind, form.LeafRow, low, high, down, func(text string) (take, on bool) {
		if !f.fitsLeaf(def, form.ReadLeaf(text)) {
			return false, true
		}
		at++
		return at > f.Skip, at <= f.Skip+f.Most
	})
}

func (f SheetFilter) fitsLeaf(def *form.Definition, l form.Leaf) bool {
	if !l.Here || l.Withdrawn && !f.Withdrawn || f.From != "" && l.Day < f.From || f.To != "" && l.Day > f.To {
		return false
	}
	return f.fitsState(def, l.State)
}

func (f SheetFilter) fitsState(def *form.Definition, value any) bool {
	if def.Workflow == nil {
		return true
	}
	state := def.StateOf(value)
	return (f.State == "" || state.Code == f.State) && !(f.Open && state.Done)
}

func (f SheetFilter) fits(def *form.Definition, rec hub.Record) bool {
	if !form.Says(rec) || !f.Withdrawn && isWithdrawn(def, rec) {
		return false
	}
	if site, ok := def.Field(form.FieldSite); ok && !f.Site.IsZero() && rec.Fields[site.No] != f.Site {
		return false
	}
	if day := sheetDay(def, rec); f.From != "" && day < f.From || f.To != "" && day > f.To {
		return false
	}
	return def.Workflow == nil || f.fitsState(def, valueOf(def, rec, def.Workflow.Field))
}

func valueOf(def *form.Definition, rec hub.Record, name string) any {
	f, ok := def.Field(name)
	if !ok {
		return nil
	}
	return rec.Fields[f.No]
}

// sheetDay is the day that a sheet is about.
func sheetDay(def *form.Definition, rec hub.Record) hub.Day {
	if day, ok := valueOf(def, rec, form.FieldDay).(string); ok {
		return hub.Day(day)
	}
	return hub.Day(rec.Period)
}

// sortSheets orders by the form's order, else the newest first.
func sortSheets(def *form.Definition, recs []hub.Record) {
	name, down := def.OrderedBy()
	hub.SortStable(recs, func(a, b hub.Record) int {
		if name == form.FieldDay && down {
			return compareDesc(string(sheetDay(def, a)), string(sheetDay(def, b)))
		}
		c := form.Compare(valueOf(def, a, name), valueOf(def, b, name))
		if down {
			return -c
		}
		return c
	})
}

// sheetRows puts records into words.
func (d *Desk) sheetRows(ctx context.Context, t SheetTable, recs []hub.Record) ([]SheetRow, error) {
	named, err := d.namesOf(ctx, t, recs)
	if err != nil {
		return nil, err
	}
	var holidays calendar.Holidays
	if t.Def.Workflow != nil {
		if holidays, err = d.Holidays(ctx); err != nil {
			return nil, err
		}
	}
	var rows []SheetRow
	for _, rec := range recs {
		r := SheetRow{Record: rec, Whose: named[rec.Subject], Day: sheetDay(t.Def, rec), Withdrawn: isWithdrawn(t.Def, rec)}
		for _, column := range t.Columns {
			v := rec.Fields[column.No]
			switch id, isID := v.(hub.ID); {
			case v == nil:
				r.Cells = append(r.Cells, "")
			case isID:
				r.Cells = append(r.Cells, named[id].Name)
			default:
				r.Cells = append(r.Cells, column.Show(v))
			}
		}
		if t.Def.Workflow != nil {
			r.State, r.Since, r.Due = stateOf(t.Def, rec, holidays)
		}
		rows = append(rows, r)
	}
	return rows, nil
}

// stateOf is where a sheet stands, since when, and until when it may.
func stateOf(def *form.Definition, rec hub.Record, holidays calendar.Holidays) (state form.State, since, due hub.Day) {
	state = def.StateOf(valueOf(def, rec, def.Workflow.Field))
	day, _ := valueOf(def, rec, form.FieldSince).(string)
	if since = hub.Day(day); state.Deadline > 0 && day != "" {
		due = holidays.After(since, state.Deadline)
	}
	if last, _ := valueOf(def, rec, state.Until).(string); last != "" {
		due = hub.Day(last)
	}
	return state, since, due
}

// stateDue is until when a sheet may stand as it does.
func (d *Desk) stateDue(ctx context.Context, def *form.Definition, rec hub.Record) (hub.Day, error) {
	holidays, err := d.Holidays(ctx)
	_, _, due := stateOf(def, rec, holidays)
	return due, err
}

// namesOf reads what the subjects of sheets, and those that they refer to, are called:
// one query a kind.
func (d *Desk) namesOf(ctx context.Context, t SheetTable, recs []hub.Record) (map[hub.ID]Whose, error) {
	out := map[hub.ID]Whose{}
	ids := map[hub.Kind][]hub.ID{}
	for _, rec := range recs {
		ids[t.Def.Subject] = append(ids[t.Def.Subject], rec.Subject)
		for _, column := range t.Columns {
			if id, ok := rec.Fields[column.No].(hub.ID); ok && column.Kind != "" {
				ids[column.Kind] = append(ids[column.Kind], id)
			}
		}
	}
	for kind, subjects := range ids {
		if kind == "self" || kind == "county" {
			continue
		}
		if err := d.namesOfKind(ctx, kind, subjects, out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (d *Desk) namesOfKind(ctx context.Context, kind hub.Kind, ids []hub.ID, out map[hub.ID]Whose) error {
	def, ok := d.forms.Get(kind)
	if ok && def.Subject != "self" { // not found by its own id: an adult is a child's
		for _, id := range ids {
			rec, err := d.log.Record(ctx, kind, id)
			if err := unlessMissing(err); err != nil {
				return err
			}
			out[id] = Whose{Kind: kind, ID: id, Name: d.nameIn(rec)}
		}
		return nil
	}
	found, err := d.log.OfAll(ctx, ids, kind)
	for _, rec := range found {
		w := Whose{Kind: kind, ID: rec.ID, Name: d.nameIn(rec)}
		if kind == "child" {
			w = d.childWhose(w, care.As[care.Child](d.forms, rec))
		}
		out[rec.ID] = w
	}
	return err
}

// SheetTrail is who wrote a sheet and changed it, newest first.
func (d *Desk) SheetTrail(ctx context.Context, actor hub.Actor, kind hub.Kind, id hub.ID) ([]hub.Entry, error) {
	if _, err := d.sheetFor(actor, kind, (*form.Definition).MayRead); err != nil {
		return nil, err
	}
	entries, err := d.log.Trail(ctx, kind, id)
	if err != nil {
		return nil, err
	}
	return d.corrected(ctx, entries)
}

// SheetsAbout is how many sheets of a form there are about somebody.
type SheetsAbout struct {
	Def  *form.Definition
	N    int
	Last hub.Day // of the newest
}

// SheetsAbout counts the sheets about a subject, by form: of those that the actor may
// read, those too of which there is none.
func (d *Desk) SheetsAbout(ctx context.Context, actor hub.Actor, subject hub.ID) (out []SheetsAbout, err error) {
	if actor.Open {
		return nil, hub.E(hub.CodeSignedOut, "desk.pin")
	}
	var kinds []hub.Kind
	for _, def := range d.forms.Sheets() {
		if def.Subject == "child" && def.MayRead(actor.Role) {
			out, kinds = append(out, SheetsAbout{Def: def}), append(kinds, def.Kind)
		}
	}
	if len(kinds) == 0 {
		return nil, nil
	}
	recs, err := d.log.Of(ctx, subject, kinds...)
	for _, rec := range recs {
		one := &out[slices.Index(kinds, rec.Kind)]
		if isWithdrawn(one.Def, rec) {
			continue
		}
		one.N++
		one.Last = max(one.Last, sheetDay(one.Def, rec))
	}
	return out, err
}
