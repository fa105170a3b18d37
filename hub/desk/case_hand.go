package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/form"
)

// HandCase gives a case to an officer, who works on it from now on; to nobody in particular
// where to is zero. Whoever may take a step of it hands it on. Whether to may see it, the
// caller knows. Errors: CodeForbidden, CodeConflict of a case that has ended.
func (d *Desk) HandCase(ctx context.Context, actor hub.Actor, request hub.ID, kind hub.Kind, id, to hub.ID) (hub.Outcome, error) {
	def, err := d.sheetFor(actor, kind, (*form.Definition).MayRead)
	if err != nil {
		return hub.Outcome{}, err
	}
	if def.Case == nil || def.Case.Own || !officer(actor) || !def.Works(actor.Role) {
		return hub.Outcome{}, hub.E(hub.CodeForbidden, "fill.may-not")
	}
	rec, err := d.record(ctx, kind, id)
	if err != nil {
		return hub.Outcome{}, err
	}
	if def.StateOf(valueOf(def, rec, def.Workflow.Field)).Done || isWithdrawn(def, rec) {
		return hub.Outcome{}, hub.E(hub.CodeConflict, "case.ended")
	}
	actor.Lane = rec.Lane
	edit := hub.Edit{Kind: kind, Record: id, Subject: rec.Subject, Period: rec.Period, Set: map[uint32]any{}}
	put(def, edit, form.FieldHolder, orNil(to))
	return d.append(ctx, actor, request, edit)
}
