package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// Whose is the subject of a sheet, as far as it can be read here: what stands above it.
type Whose struct {
	Kind  hub.Kind
	ID    hub.ID
	Name  string
	Nick  string
	Birth hub.Day // of a child
	Age   string  // of a child, today; "" where it is not known
}

// whose reads the subject. A child whose family has stopped the use of its records has
// no sheets filled in; a subject that nobody here knows has none either.
func (d *Desk) whose(ctx context.Context, actor hub.Actor, kind hub.Kind, id hub.ID) (Whose, error) {
	w := Whose{Kind: kind, ID: id}
	switch kind {
	case "self", "county":
		return w, nil
	case "child":
		c, err := d.child(ctx, id)
		if err != nil {
			return w, err
		}
		if c.Withdrawn == withdrawnAsked && !actor.May(hub.ActPause) && !actor.May(hub.ActErase) {
			return w, hub.E(hub.CodeForbidden, "erase.paused")
		}
		return d.childWhose(w, c), nil
	}
	rec, err := d.log.Record(ctx, kind, id)
	if err != nil {
		return w, unlessMissing(err) // a site of another township may be subject of an inspection
	}
	w.Name = d.nameIn(rec)
	return w, nil
}

func (d *Desk) childWhose(w Whose, c care.Child) Whose {
	w.Name, w.Nick, w.Birth = c.Name, c.Nick, c.Birth
	if age, ok := calendar.AgeOn(c.Birth, d.Today()); ok {
		w.Age = age.FamilyText()
	}
	return w
}

// nameIn is what a record is called, by the field that its form has for it.
func (d *Desk) nameIn(rec hub.Record) string {
	def, ok := d.forms.Get(rec.Kind)
	if !ok {
		return ""
	}
	for _, field := range []string{"name", "title", "nick"} {
		if f, ok := def.Field(field); ok {
			if name, _ := rec.Fields[f.No].(string); name != "" {
				return name
			}
		}
	}
	return ""
}

// Blank is a sheet before it is filled in, or as it is: all that a page needs.
type Blank struct {
	Def    *form.Definition
	Record hub.Record // as it is; no commit: a new one
	Last   hub.Record // the last one before it, of this kind and subject
	Whose  Whose
	Day    hub.Day
	Facts  *form.Facts // with the answers so far, those of the draft over those of the record
	Moves  []form.Move // that she may take from here
	Due    hub.Day     // the last day on which it may stand in its state; "" it may for ever
	Writes bool        // she may fill it in; else she reads
}

// Blank reads what a page of a sheet shows: an empty one, one that was filled in
// (Record, or its period), and with s.Values what was typed so far. Nothing is
// checked but who may see it. The caller notes the look where the form is Sensitive.
func (d *Desk) Blank(ctx context.Context, actor hub.Actor, s Sheet) (Blank, error) {
	may := (*form.Definition).MayRead
	if s.Record.IsZero() { // a new one is of whoever writes it
		may = func(def *form.Definition, r hub.Role) bool { return def.MayRead(r) || def.MayBegin(r) }
	}
	def, err := d.sheetFor(actor, s.Kind, may)
	if err != nil {
		return Blank{}, err
	}
	f, err := d.beginFilling(ctx, actor, def, s)
	if err != nil {
		return Blank{}, err
	}
	b := Blank{Def: def, Record: f.rec, Last: f.last, Whose: f.whose, Day: f.day, Facts: f.facts, Writes: def.MayWrite(actor.Role)}
	if def.Workflow != nil {
		state, _ := def.Field(def.Workflow.Field)
		code, _ := f.rec.Fields[state.No].(string)
		b.Moves = def.MovesOf(code, actor.Role, f.facts)
		if b.Due, err = d.stateDue(ctx, def, f.rec); err != nil {
			return Blank{}, err
		}
	}
	return b, nil
}
