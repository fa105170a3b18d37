package desk

import (
	"context"
	"maps"
	"slices"

	"yizhan/hub"
	"yizhan/hub/form"
)

// Sheet is a form as somebody fills it in, whatever its kind.
type Sheet struct {
	Request hub.ID
	Kind    hub.Kind
	Subject hub.ID // whose it is; zero for the site that she acts for, and for subjects of their own
	Record  hub.ID // zero: a new one, or the one of its period
	Seen    hub.ID // commit that the screen showed; zero: none was there, or it does not matter
	Day     hub.Day
	Period  string      // of a once-per record; "": what its day or its field says
	Values  form.Values // by name; what is left out stays, nil clears
	Sure    bool        // what may be wrong was read, and is right

	gone bool // one that was taken back is read, too
}

// filling is a sheet on its way into a record.
type filling struct {
	def   *form.Definition
	rec   hub.Record // as it is; no commit: a new one
	last  hub.Record // the last one before it, of this kind and subject
	whose Whose
	day   hub.Day
	facts *form.Facts
	edit  hub.Edit
}

// Fill stores a sheet: a new record, or changes of one. Whoever the form says may
// write it does. Formulas hide what is not asked, fill in what is computed and say
// what cannot be; what may be right all the same is CodeQuestion until she is Sure.
// The errors are hub.Errors, each beside its field.
func (d *Desk) Fill(ctx context.Context, actor hub.Actor, s Sheet) (hub.Outcome, error) {
	f, err := d.filled(ctx, actor, s)
	if err != nil {
		return hub.Outcome{}, err
	}
	if actor.Lane, err = d.laneOf(ctx, actor, &f); err != nil {
		return hub.Outcome{}, err
	}
	if f.def.Case != nil {
		return d.keepCase(ctx, actor, s.Request, &f)
	}
	return d.append(ctx, actor, s.Request, f.edit)
}

// filled is a sheet that was checked.
func (d *Desk) filled(ctx context.Context, actor hub.Actor, s Sheet) (filling, error) {
	def, err := d.sheetFor(actor, s.Kind, (*form.Definition).MayWrite)
	if err != nil {
		return filling{}, err
	}
	if !s.Record.IsZero() && !def.MayRead(actor.Role) { // what she may not read she does not change
		return filling{}, hub.E(hub.CodeForbidden, "fill.may-not")
	}
	f, err := d.beginFilling(ctx, actor, def, s)
	if err != nil {
		return f, err
	}
	if err := f.fresh(s); err != nil {
		return f, err
	}
	if err := f.hers(actor, s.Values); err != nil {
		return f, err
	}
	if err := d.unrefused(ctx, f); err != nil {
		return f, err
	}
	if err := d.guardianAsks(ctx, f); err != nil {
		return f, err
	}
	return f, f.complaints(d.forms, s.Sure)
}

// beginFilling reads what a sheet is written over, and works its formulas out.
func (d *Desk) beginFilling(ctx context.Context, actor hub.Actor, def *form.Definition, s Sheet) (filling, error) {
	f := filling{def: def, day: s.Day}
	if def.Retired && s.Record.IsZero() {
		return f, hub.E(hub.CodeInvalid, "fill.kind")
	}
	if day, ok := s.Values[form.FieldDay].(hub.Day); ok {
		f.day = day
	}
	if f.day == "" {
		f.day = d.Today()
	}
	if err := tidySheet(def, s.Values); err != nil {
		return f, err
	}
	if err := d.findSheet(ctx, actor, s, &f); err != nil {
		return f, err
	}
	set := d.forms.Edit(s.Kind, f.edit.Record, f.edit.Subject, s.Values).Set
	f.keepRows(set)
	answers := map[uint32]any{}
	maps.Copy(answers, f.rec.Fields)
	maps.Copy(answers, set)
	d.stamp(actor, &f, answers, s.Day)
	f.facts = def.Facts(form.Given{
		Values: answers, Last: f.last.Fields, Birth: f.whose.Birth, Day: f.day, Today: d.Today(), Box: d.box,
	})
	f.edit.Set = f.facts.Changes(f.rec.Fields)
	return f, nil
}

// identityElement is the data element of an ID number (WS 363), wherever a form has one.
const identityElement = "DE02.01.030.00"

// tidySheet brings ID numbers to the form that is kept.
func tidySheet(def *form.Definition, values form.Values) error {
	for name, v := range values {
		text, ok := v.(string)
		if f, known := def.Field(name); !ok || text == "" || !known || f.Element != identityElement {
			continue
		}
		no, err := checkID(text)
		if err != nil {
			return hub.Errors{err.In(name)}
		}
		values[name] = no
	}
	return nil
}

// sheetFor finds a form that an actor may use.
func (d *Desk) sheetFor(actor hub.Actor, kind hub.Kind, may func(*form.Definition, hub.Role) bool) (*form.Definition, error) {
	if actor.Open {
		return nil, hub.E(hub.CodeSignedOut, "desk.pin")
	}
	def, ok := d.forms.Get(kind)
	if !ok || !def.Sheet() {
		return nil, hub.E(hub.CodeInvalid, "fill.kind")
	}
	if !may(def, actor.Role) {
		return nil, hub.E(hub.CodeForbidden, "fill.may-not")
	}
	return def, nil
}

// findSheet finds the record that is written, whose it is, and the one before it.
func (d *Desk) findSheet(ctx context.Context, actor hub.Actor, s Sheet, f *filling) (err error) {
	f.edit = hub.Edit{Kind: s.Kind, Record: s.Record, Subject: s.Subject}
	if !s.Record.IsZero() {
		if f.rec, err = d.record(ctx, s.Kind, s.Record); err != nil {
			return err
		}
		f.edit.Subject, f.edit.Period = f.rec.Subject, f.rec.Period
		if _, ok := sheetDay(f.def, f.rec).Time(); ok && s.Day == "" && s.Values[form.FieldDay] == nil {
			f.day = sheetDay(f.def, f.rec)
		}
		if f.withdrawn(f.rec) && !s.gone {
			return hub.E(hub.CodeConflict, "fill.gone")
		}
	}
	if f.edit.Subject.IsZero() && f.def.Subject == "site" {
		f.edit.Subject = actor.Site
	}
	if f.edit.Subject.IsZero() && f.def.Subject != "self" {
		return hub.E(hub.CodeInvalid, "fill.nobody")
	}
	if s.Record.IsZero() {
		if err := f.newRecord(s); err != nil {
			return err
		}
	}
	if f.whose, err = d.whose(ctx, actor, f.def.Subject, f.edit.Subject); err != nil {
		return err
	}
	recs, err := d.sheetsBefore(ctx, f)
	if err != nil {
		return err
	}
	for _, rec := range recs {
		switch {
		case rec.ID == f.edit.Record:
			f.rec = rec
		case !f.withdrawn(rec) && (f.last.ID.IsZero() || f.order(rec) >= f.order(f.last)) && f.order(rec) <= string(f.day):
			f.last = rec
		}
	}
	return nil
}

// sheetsBefore is the record that is written, as far as it is there, and those before
// it. A site has thousands of sheets of a kind: of them the last one is sought.
func (d *Desk) sheetsBefore(ctx context.Context, f *filling) (out []hub.Record, err error) {
	if name, _ := f.def.OrderedBy(); f.def.Subject != "site" || name != form.FieldDay || !f.def.WholeLeaves() {
		return d.log.Of(ctx, f.edit.Subject, f.def.Kind)
	}
	rec, err := d.log.Record(ctx, f.def.Kind, f.edit.Record)
	if err == nil {
		out = append(out, rec)
	} else if err := unlessMissing(err); err != nil {
		return nil, err
	}
	low, high := f.def.LeafRange(f.edit.Subject, "", f.day)
	left := 2 // one of them may be this very sheet
	last, err := d.log.Pick(ctx, f.def.Kind, form.LeafRow, low, high, true, func(text string) (take, on bool) {
		if l := form.ReadLeaf(text); l.About && !l.Withdrawn {
			left--
			return true, left > 0
		}
		return false, true
	})
	last = slices.DeleteFunc(last, func(rec hub.Record) bool { return rec.ID == f.edit.Record })
	return append(out, last[:min(1, len(last))]...), err
}

// newRecord names the record of a sheet that is new, or that is its period's.
func (f *filling) newRecord(s Sheet) error {
	period := s.Period
	if period == "" && f.def.OncePer != "" {
		var ok bool
		if period, ok = f.def.PeriodOf(f.day, s.Values); !ok {
			label := f.def.OncePer
			if field, known := f.def.Field(label); known {
				label = field.Label
			}
			return hub.E(hub.CodeInvalid, "fill.period", label)
		}
	}
	if period != "" {
		f.edit.Period, f.edit.Record = period, hub.DeriveID(f.def.Kind, f.edit.Subject, period)
		return nil
	}
	f.edit.Record = hub.DeriveID(f.def.Kind, s.Request, "sheet")
	if f.edit.Subject.IsZero() {
		f.edit.Subject = f.edit.Record
	}
	return nil
}

// order is by what the sheets of a subject follow each other.
func (f *filling) order(rec hub.Record) string {
	if field, ok := f.def.Field(form.FieldDay); ok {
		if day, ok := rec.Fields[field.No].(string); ok {
			return day
		}
	}
	return rec.Period
}

func (f *filling) withdrawn(rec hub.Record) bool { return isWithdrawn(f.def, rec) }

// isWithdrawn says whether a sheet was taken back.
func isWithdrawn(def *form.Definition, rec hub.Record) bool {
	field, ok := def.Field(form.FieldWithdrawn)
	if !ok {
		return false
	}
	v := rec.Fields[field.No]
	return v != nil && v != false && v != ""
}

// stamp notes where a new sheet was filled in, and of which day it is.
func (d *Desk) stamp(actor hub.Actor, f *filling, answers map[uint32]any, day hub.Day) {
	put := func(name string, v any) {
		if field, ok := f.def.Field(name); ok && !field.Asked() && answers[field.No] == nil {
			answers[field.No] = v
		}
	}
	if f.rec.Commit.IsZero() {
		put(form.FieldSite, orNil(f.at(actor)))
		put(form.FieldDay, string(f.day))
		put(form.FieldSince, string(f.day))
	}
	// A sheet that was taken back is filled in anew: of once-per records there is
	// only the one.
	if field, ok := f.def.Field(form.FieldWithdrawn); ok && f.withdrawn(f.rec) {
		answers[field.No] = nil
	}
	if field, ok := f.def.Field(form.FieldDay); ok && !field.Asked() && day != "" {
		answers[field.No] = string(day)
	}
	if w := f.def.Workflow; w != nil { // only moves change it
		field, _ := f.def.Field(w.Field)
		answers[field.No] = f.rec.Fields[field.No]
		if f.rec.Commit.IsZero() {
			answers[field.No] = w.States[0].Code
		}
	}
}

// at is the site in whose binder a new sheet lies: where it was filled in or, of what an
// officer begins at her desk, the site that it is about.
func (f *filling) at(actor hub.Actor) hub.ID {
	if officer(actor) && f.def.Subject == "site" {
		return f.edit.Subject
	}
	return actor.Site
}

// hers refuses answers to questions that are others' to answer.
func (f *filling) hers(actor hub.Actor, values form.Values) error {
	var errs hub.Errors
	for i := range f.def.Fields {
		field := &f.def.Fields[i]
		_, said := values[field.Name]
		if _, changed := f.edit.Set[field.No]; said && changed && !field.MayWrite(actor.Role) {
			errs = append(errs, hub.E(hub.CodeForbidden, "fill.not-hers", field.Label).In(field.Name))
		}
	}
	return errs.Or()
}

// keepRows keeps of a group's rows what only a newer form knows.
func (f *filling) keepRows(set map[uint32]any) {
	for no, v := range set {
		field, _ := f.def.FieldNo(no)
		if field != nil && field.Type == form.Group && v != nil {
			set[no] = field.RowsValue(field.Rows(v), f.rec.Fields[no])
		}
	}
}

// fresh refuses to write over what she has not seen.
func (f *filling) fresh(s Sheet) error {
	if !s.Seen.IsZero() && f.rec.Commit != s.Seen && !holds(f.rec, f.edit) {
		return hub.E(hub.CodeConflict, "desk.changed-meanwhile")
	}
	if f.rec.Commit.IsZero() && !slices.ContainsFunc(f.def.Fields, func(field form.Field) bool {
		return field.Asked() && f.edit.Set[field.No] != nil
	}) {
		return hub.E(hub.CodeInvalid, "fill.nothing")
	}
	return nil
}

// unrefused refuses what the family has said no to: it would wait for ever.
func (d *Desk) unrefused(ctx context.Context, f filling) error {
	var errs hub.Errors
	for i := range f.def.Fields {
		field := &f.def.Fields[i]
		if f.edit.Set[field.No] == nil {
			continue
		}
		said, err := d.Gate(ctx, f.edit.Subject, field)
		if err != nil {
			return err
		}
		if said == hub.AnswerNo {
			errs = append(errs, hub.E(hub.CodeForbidden, "fill.refused", field.Label).In(field.Name))
		}
	}
	return errs.Or()
}

// Gate is what the family has said to the use of data that a field waits for: pending
// where it was not asked yet; yes where it waits for nobody.
func (d *Desk) Gate(ctx context.Context, subject hub.ID, f *form.Field) (hub.Answer, error) {
	if f.Gate == "" || f.Aside || !d.waitsForConsent(f.Gate) {
		return hub.AnswerYes, nil
	}
	rec, err := d.log.Record(ctx, "consent", hub.DeriveID("consent", subject, string(f.Gate)))
	if err := unlessMissing(err); err != nil {
		return "", err
	}
	consent, _ := d.forms.Get("consent")
	said, _ := valueOf(consent, rec, "answer").(string)
	if said == "" {
		return hub.AnswerPending, nil
	}
	return hub.Answer(said), nil
}

// complaints is what keeps the sheet from being stored, one a field.
func (f *filling) complaints(forms *form.Registry, sure bool) error {
	var all hub.Errors
	if err := forms.Check(f.edit, false); err != nil {
		many, ok := err.(hub.Errors)
		if !ok {
			return err
		}
		all = many
	}
	errs, asks := f.facts.Errors(f.edit.Set)
	if all = append(all, errs...); len(all) == 0 && !sure {
		all = asks
	}
	said := map[string]bool{}
	all = slices.DeleteFunc(all, func(e *hub.Error) bool {
		again := e.Field != "" && said[e.Field]
		said[e.Field] = true
		return again
	})
	return all.Or()
}
