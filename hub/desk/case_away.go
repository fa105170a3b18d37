package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/form"
)

// mayTakeBack refuses what is not the actor's to take back. What has the county's number is
// the county's alone; what somebody sent in by the public pages stands, and so does what has
// pages of its own.
func mayTakeBack(actor hub.Actor, def *form.Definition, rec hub.Record) error {
	numbered, _ := valueOf(def, rec, form.FieldNumbered).(string)
	switch {
	case officer(actor) && def.Case != nil && (def.Case.Own || def.Case.Public):
		return hub.E(hub.CodeForbidden, "case.stands")
	case officer(actor) && actor.Role == hub.RoleCounty:
		return nil
	case !def.MayBegin(actor.Role) || !def.MayRead(actor.Role) || def.Case != nil && numbered != "":
		return hub.E(hub.CodeForbidden, "fill.taken-in")
	}
	return nil
}

// MayTakeBack says whether a sheet is the actor's to take back, or to have count again.
func (d *Desk) MayTakeBack(actor hub.Actor, b Blank) bool {
	return b.Def.MayWrite(actor.Role) && mayTakeBack(actor, b.Def, b.Record) == nil
}

// PutBack makes a case count again that was taken back, as it was. Errors: those of TakeBack.
func (d *Desk) PutBack(ctx context.Context, actor hub.Actor, request hub.ID, kind hub.Kind, id hub.ID) (hub.Outcome, error) {
	def, err := d.sheetFor(actor, kind, (*form.Definition).MayWrite)
	if err != nil {
		return hub.Outcome{}, err
	}
	rec, err := d.record(ctx, kind, id)
	if err != nil {
		return hub.Outcome{}, err
	}
	if err := mayTakeBack(actor, def, rec); err != nil {
		return hub.Outcome{}, err
	}
	if officer(actor) {
		actor.Lane = rec.Lane
	}
	edit := hub.Edit{Kind: kind, Record: id, Subject: rec.Subject, Period: rec.Period, Set: map[uint32]any{}}
	put(def, edit, form.FieldWithdrawn, nil)
	put(def, edit, form.FieldWhy, nil)
	return d.append(ctx, actor, request, edit)
}

// goneWord is why a case was taken back, in words; "" where it was not.
func goneWord(def *form.Definition, rec hub.Record) string {
	f, ok := def.Field(form.FieldWithdrawn)
	if !ok || !isWithdrawn(def, rec) {
		return ""
	}
	code, _ := rec.Fields[f.No].(string)
	return f.LabelOf(code)
}

// Withdrawable says whether a sheet on a station's own page is the actor's to take back.
func (d *Desk) Withdrawable(ctx context.Context, actor hub.Actor, b Blank) (bool, error) {
	if mayTakeBack(actor, b.Def, b.Record) != nil {
		return false, nil
	}
	return d.writtenHere(ctx, actor, b.Def, b.Record)
}

// writtenHere says whether a case is one that the actor's own station wrote, or she herself:
// what another case began, and what an officer wrote at her desk or on the station's own box,
// is not the station's to lose. Officers, and sheets that are no cases, are not asked.
func (d *Desk) writtenHere(ctx context.Context, actor hub.Actor, def *form.Definition, rec hub.Record) (bool, error) {
	if officer(actor) || def.Case == nil {
		return true, nil
	}
	if source, _ := valueOf(def, rec, form.FieldSource).(hub.ID); !source.IsZero() {
		return false, nil
	}
	entries, err := d.log.Trail(ctx, rec.Kind, rec.ID)
	if err != nil || len(entries) == 0 {
		return false, err
	}
	first := entries[len(entries)-1]
	if first.Author.IsZero() || first.Author == actor.Staff {
		return first.Own || first.Author == actor.Staff, nil
	}
	_, err = d.log.Record(ctx, "staff", first.Author)
	return err == nil, unlessMissing(err)
}
