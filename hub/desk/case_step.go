package desk

import (
	"context"
	"slices"

	"yizhan/hub"
	"yizhan/hub/form"
)

// officer says whether somebody acts at the county's desk: she belongs to no site.
func officer(actor hub.Actor) bool {
	return actor.Site.IsZero() && slices.Contains([]hub.Role{hub.RoleCounty, hub.RoleTownship, hub.RoleHealth}, actor.Role)
}

// laneOf is where a sheet is written: at a station in its own lane; what an officer writes
// goes where the sheet is or, of a new one, to whom it is about. What stays at the county,
// and what is about nobody, is in the county's own.
func (d *Desk) laneOf(ctx context.Context, actor hub.Actor, f *filling) (hub.Lane, error) {
	switch {
	case !officer(actor):
		return actor.Lane, nil
	case !f.rec.Commit.IsZero():
		return f.rec.Lane, nil
	case f.def.Subject == "self" || f.def.Case != nil && f.def.Case.Keep:
		return hub.LaneCounty, nil
	}
	rec, err := d.log.Record(ctx, f.def.Subject, f.edit.Subject)
	if hub.CodeOf(err) == hub.CodeNotFound {
		err = hub.E(hub.CodeInvalid, "fill.nobody")
	}
	return rec.Lane, err
}

// caseStep is one record of an act on cases: in which lane, and whether it takes a number.
type caseStep struct {
	lane   hub.Lane
	edit   hub.Edit
	number *form.Definition // nil: none
}

// keepCase stores a case as it was filled in; a new one comes to its first state.
func (d *Desk) keepCase(ctx context.Context, actor hub.Actor, request hub.ID, f *filling) (hub.Outcome, error) {
	if !f.rec.Commit.IsZero() {
		return d.append(ctx, actor, request, f.edit)
	}
	f.rec = hub.Record{Lane: actor.Lane, Kind: f.edit.Kind, ID: f.edit.Record, Subject: f.edit.Subject, Fields: f.edit.Set}
	return d.stepCase(ctx, actor, request, f, f.def.Workflow.States[0].Code)
}

// stepCase takes a case to a state with all that follows: its number, the case that it
// begins, the step of the one that began it. All of it is one act: done whole, or not.
func (d *Desk) stepCase(ctx context.Context, actor hub.Actor, request hub.ID, f *filling, to string) (hub.Outcome, error) {
	steps, err := d.follow(ctx, actor, f.def, f.rec, f.edit, to)
	if err != nil {
		return hub.Outcome{}, err
	}
	return d.appendCase(ctx, actor, request, steps)
}

// follow is what a step of a case brings with it, the step itself first.
func (d *Desk) follow(ctx context.Context, actor hub.Actor, def *form.Definition, rec hub.Record, edit hub.Edit, to string) (all []caseStep, err error) {
	d.comeTo(def, edit, to)
	first := caseStep{lane: rec.Lane, edit: edit}
	if number, _ := valueOf(def, rec, form.FieldNumber).(string); number == "" && def.Case.Numbers(to) && officer(actor) && actor.Role == hub.RoleCounty {
		first.number = def
	}
	steps := []caseStep{first}
	if o, ok := def.Case.OpensAt(to); ok {
		begun := d.begin(def, rec, edit, o)
		put(def, edit, form.FieldOpened, begun.ID)
		other, _ := d.forms.Get(o.Kind)
		if begun.Lane, err = d.laneBegun(ctx, def, other, begun); err != nil {
			return nil, err
		}
		more, err := d.follow(ctx, actor, other, begun, hub.Edit{Kind: o.Kind, Record: begun.ID, Subject: begun.Subject, Set: begun.Fields}, other.Workflow.States[0].Code)
		if err != nil {
			return nil, err
		}
		steps = append(steps, more...)
	}
	if state, _ := def.Workflow.State(to); !state.Done {
		return steps, nil
	}
	more, err := d.followBack(ctx, actor, def, rec, to)
	return append(steps, more...), err
}

// begin is the case that another one begins: about the same site, with what is passed on.
func (d *Desk) begin(def *form.Definition, rec hub.Record, edit hub.Edit, o form.Opening) hub.Record {
	other, _ := d.forms.Get(o.Kind)
	out := hub.Record{Lane: rec.Lane, Kind: o.Kind, Subject: rec.Subject, Fields: map[uint32]any{}}
	// Of each time that it comes there another one: the day and what it began last say which.
	last, _ := valueOf(def, rec, form.FieldOpened).(hub.ID)
	out.ID = hub.DeriveID(o.Kind, rec.ID, last.String())
	site, _ := valueOf(def, rec, form.FieldSite).(hub.ID)
	if other.Subject == "site" && def.Subject != "site" {
		out.Subject = site
	}
	with := hub.Edit{Set: out.Fields}
	for _, p := range o.With {
		from, _ := def.Field(p.From)
		value := rec.Fields[from.No]
		if v, ok := edit.Set[from.No]; ok {
			value = v
		}
		if f, ok := other.Field(p.To); ok && value != nil {
			put(other, with, p.To, passed(from, f, value))
		}
	}
	put(other, with, form.FieldSite, orNil(site))
	put(other, with, form.FieldDay, string(d.Today()))
	put(other, with, form.FieldSourceKind, string(def.Kind))
	put(other, with, form.FieldSource, rec.ID)
	return out
}

// laneBegun is where the case is written that another one begins: where that one is, unless
// it stays at the county and begins one that is a station's.
func (d *Desk) laneBegun(ctx context.Context, def, other *form.Definition, begun hub.Record) (hub.Lane, error) {
	if !def.Case.Keep || other.Case.Keep || other.Subject != "site" {
		return begun.Lane, nil
	}
	site, err := d.log.Record(ctx, "site", begun.Subject)
	if hub.CodeOf(err) == hub.CodeNotFound {
		err = hub.E(hub.CodeInvalid, "portal.about-none").Because(err)
	}
	return site.Lane, err
}

// passed is an answer as another form takes it: of rows and choices what a person reads.
func passed(from, to *form.Field, value any) any {
	if from.Type == to.Type || to.Type != form.Text {
		return value
	}
	text := []rune(from.Show(value))
	if to.Max != nil {
		text = text[:min(len(text), int(*to.Max))]
	}
	return string(text)
}

// followBack is the step of the case that began this one, where it still waits for it.
func (d *Desk) followBack(ctx context.Context, actor hub.Actor, def *form.Definition, rec hub.Record, to string) ([]caseStep, error) {
	source, other, ok, err := d.sourceOf(ctx, def, rec)
	if !ok || err != nil {
		return nil, err
	}
	at := other.StateOf(valueOf(other, source, other.Workflow.Field)).Code
	opened, _ := valueOf(other, source, form.FieldOpened).(hub.ID)
	o, waits := other.Case.OpensAt(at)
	if !waits || o.Kind != def.Kind || opened != rec.ID {
		return nil, nil
	}
	next, goes := o.ReturnOn(to)
	if !goes {
		return nil, nil
	}
	return d.follow(ctx, actor, other, source, hub.Edit{Kind: source.Kind, Record: source.ID, Subject: source.Subject, Period: source.Period, Set: map[uint32]any{}}, next)
}

// sourceOf is the case that began another one.
func (d *Desk) sourceOf(ctx context.Context, def *form.Definition, rec hub.Record) (source hub.Record, other *form.Definition, ok bool, err error) {
	kind, _ := valueOf(def, rec, form.FieldSourceKind).(string)
	id, _ := valueOf(def, rec, form.FieldSource).(hub.ID)
	if other, ok = d.forms.Get(hub.Kind(kind)); !ok || other.Case == nil || id.IsZero() {
		return source, other, false, nil
	}
	source, err = d.record(ctx, other.Kind, id)
	return source, other, err == nil && !isWithdrawn(other, source), unlessMissing(err)
}
