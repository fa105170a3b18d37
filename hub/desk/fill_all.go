package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/form"
)

// SheetErrors is what is wrong with the sheets of a table, by their place in it.
type SheetErrors map[int]error

func (e SheetErrors) Error() string { return fmt.Sprintf("%d sheets cannot be stored", len(e)) }

// FillAll stores a table of sheets: one commit a subject, one batch, all or none. The
// request is the table's; each sheet's follows from it and its place, so that the same
// table sent again is stored once. Where sheets cannot be stored the error is
// SheetErrors.
func (d *Desk) FillAll(ctx context.Context, actor hub.Actor, request hub.ID, sheets []Sheet) ([]hub.Outcome, error) {
	wrong := SheetErrors{}
	var drafts []hub.Draft
	for i, s := range sheets {
		s.Request = hub.DeriveID("sheets", request, strconv.Itoa(i))
		draft, err := d.sheetDraft(ctx, actor, s)
		if err != nil {
			wrong[i] = err
			continue
		}
		draft.Batch = hub.DeriveID("sheets", request, "")
		drafts = append(drafts, draft)
	}
	if len(wrong) > 0 {
		return nil, wrong
	}
	return d.log.AppendAll(ctx, drafts)
}

func (d *Desk) sheetDraft(ctx context.Context, actor hub.Actor, s Sheet) (hub.Draft, error) {
	f, err := d.filled(ctx, actor, s)
	if err != nil {
		return hub.Draft{}, err
	}
	return d.draft(ctx, actor, s.Request, f.edit)
}

// TakeBack withdraws a sheet, with the reason: it stays in the history and counts no
// more. Undo takes that back too.
func (d *Desk) TakeBack(ctx context.Context, actor hub.Actor, request hub.ID, kind hub.Kind, id hub.ID, reason, why string) (hub.Outcome, error) {
	def, err := d.sheetFor(actor, kind, (*form.Definition).MayWrite)
	if err != nil {
		return hub.Outcome{}, err
	}
	f, ok := def.Field(form.FieldWithdrawn)
	if !ok || reason == "" || f.Type == form.Choice && f.LabelOf(reason) == reason {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "fill.why").In(form.FieldWithdrawn)
	}
	rec, err := d.record(ctx, kind, id)
	if err != nil {
		return hub.Outcome{}, err
	}
	values := form.Values{form.FieldWithdrawn: reason}
	if f.Type == form.Bool {
		values[form.FieldWithdrawn] = true
	}
	if _, ok := def.Field(form.FieldWhy); ok && why != "" {
		values[form.FieldWhy] = why
	}
	if err := mayTakeBack(actor, def, rec); err != nil {
		return hub.Outcome{}, err
	}
	if ours, err := d.writtenHere(ctx, actor, def, rec); err != nil || !ours {
		return hub.Outcome{}, cmp.Or(err, error(hub.E(hub.CodeForbidden, "fill.taken-in")))
	}
	if officer(actor) {
		actor.Lane = rec.Lane
	}
	edit := d.forms.Edit(kind, id, rec.Subject, values)
	edit.Period = rec.Period
	return d.append(ctx, actor, request, edit)
}

// Moving is a sheet that goes a step on in its workflow.
type Moving struct {
	Request hub.ID
	Kind    hub.Kind
	Record  hub.ID
	From    string // the state that the screen showed
	To      string
	Values  form.Values // what the step needs, and with who may write the sheet anything
}

// MoveOn takes a step. Who may is the step's; what it needs has to be answered by then.
// Where the step was taken already an outcome without a commit says so; CodeConflict, where
// somebody else took it with other words, or the sheet stands elsewhere by now.
func (d *Desk) MoveOn(ctx context.Context, actor hub.Actor, m Moving) (hub.Outcome, error) {
	def, err := d.sheetFor(actor, m.Kind, func(*form.Definition, hub.Role) bool { return true })
	if err != nil {
		return hub.Outcome{}, err
	}
	if def.Workflow == nil {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "fill.kind")
	}
	f, err := d.beginFilling(ctx, actor, def, Sheet{Request: m.Request, Kind: m.Kind, Record: m.Record, Values: m.Values})
	if err != nil {
		return hub.Outcome{}, err
	}
	state, _ := def.Field(def.Workflow.Field)
	code, _ := f.rec.Fields[state.No].(string)
	now := def.StateOf(code)
	if now.Code == m.To { // this very request again, or somebody was faster
		if f.changes(m.Values) { // whose words are not hers: hers are not dropped without a word
			return hub.Outcome{}, hub.E(hub.CodeConflict, "fill.faster", now.Label)
		}
		return d.append(ctx, actor, m.Request, hub.Edit{Kind: m.Kind, Record: m.Record, Subject: f.rec.Subject, Period: f.rec.Period})
	}
	if now.Code != m.From {
		return hub.Outcome{}, hub.E(hub.CodeConflict, "fill.move", now.Label)
	}
	move, err := f.mayMove(actor, m)
	if err == nil {
		err = f.hers(actor, m.Values)
	}
	if err != nil {
		return hub.Outcome{}, err
	}
	if err := d.ready(&f, move); err != nil {
		return hub.Outcome{}, err
	}
	if first, err := d.firstDay(ctx, def, f.rec, *move); err != nil || d.Today() < first {
		if err == nil {
			err = hub.E(hub.CodeInvalid, "fill.too-soon", now.Label, calendar.Date(first, d.Today()))
		}
		return hub.Outcome{}, err
	}
	if err := f.complaints(d.forms, true); err != nil {
		return hub.Outcome{}, err
	}
	actor.Lane = f.rec.Lane // where the sheet is: whoever filled it in has to learn of the step
	if def.Case != nil {
		return d.stepCase(ctx, actor, m.Request, &f, m.To)
	}
	d.comeTo(f.def, f.edit, m.To)
	return d.append(ctx, actor, m.Request, f.edit)
}

// changes says whether any of these answers is another than the record has.
func (f *filling) changes(values form.Values) bool {
	for name := range values {
		if field, ok := f.def.Field(name); ok {
			if _, is := f.edit.Set[field.No]; is {
				return true
			}
		}
	}
	return false
}

// firstDay is the first day on which a step may be taken; "" any.
func (d *Desk) firstDay(ctx context.Context, def *form.Definition, rec hub.Record, move form.Move) (hub.Day, error) {
	if move.After == 0 {
		return "", nil
	}
	holidays, err := d.Holidays(ctx)
	if err != nil {
		return "", err
	}
	_, since, _ := stateOf(def, rec, holidays)
	return holidays.After(since, move.After).Add(1), nil
}

// comeTo writes the state that a sheet comes to, and from which day on.
func (d *Desk) comeTo(def *form.Definition, edit hub.Edit, to string) {
	put(def, edit, def.Workflow.Field, to)
	put(def, edit, form.FieldSince, string(d.Today()))
}

func put(def *form.Definition, edit hub.Edit, name string, value any) {
	if f, ok := def.Field(name); ok {
		edit.Set[f.No] = value
	}
}

// mayMove finds the step among those that the actor may take.
func (f *filling) mayMove(actor hub.Actor, m Moving) (*form.Move, error) {
	for _, move := range f.def.MovesOf(m.From, actor.Role, f.facts) {
		if move.To != m.To {
			continue
		}
		for name := range m.Values {
			if !f.def.MayWrite(actor.Role) && !slices.Contains(move.Needs, name) {
				return nil, hub.E(hub.CodeForbidden, "fill.may-not").In(name)
			}
		}
		return &move, nil
	}
	if move, ok := f.def.Step(m.From, m.To, actor.Role); ok && len(move.Decides()) > 0 {
		return nil, hub.E(hub.CodeInvalid, "fill.move-not", move.Label).In(move.Decides()[0])
	}
	return nil, hub.E(hub.CodeForbidden, "fill.may-not")
}

// ready says what a step needs that is not answered yet, and which deadline that it sets is
// over already.
func (d *Desk) ready(f *filling, move *form.Move) error {
	var errs hub.Errors
	for _, name := range move.Needs {
		field, ok := f.def.Field(name)
		if !ok {
			continue
		}
		switch day, _ := f.facts.Get(field).(string); {
		case f.facts.Get(field) == nil:
			errs = append(errs, hub.E(hub.CodeInvalid, "fill.move-need", field.Label).In(name))
		case d.sets(f.def, move.To, name) && hub.Day(day) < d.Today():
			errs = append(errs, hub.E(hub.CodeInvalid, "fill.move-past", field.Label).In(name))
		}
	}
	return errs.Or()
}

// sets says whether a field is the deadline of a state, or of the case that is begun there.
func (d *Desk) sets(def *form.Definition, to, name string) bool {
	state, _ := def.Workflow.State(to)
	if state.Until == name {
		return true
	}
	o, _ := def.Case.OpensAt(to)
	other, ok := d.forms.Get(o.Kind)
	return ok && slices.ContainsFunc(o.With, func(p form.Passed) bool { return p.From == name && p.To == other.Workflow.States[0].Until })
}
