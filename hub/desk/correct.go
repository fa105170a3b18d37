package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/form"
)

// Correct changes fields of a record that somebody looked at. Seen is the commit
// that the screen showed: if somebody else has changed the record since, nothing
// is written and the screen shows both.
func (d *Desk) Correct(ctx context.Context, actor hub.Actor, request hub.ID, kind hub.Kind, id, seen hub.ID, values form.Values) (hub.Outcome, error) {
	if err := d.allow(actor, correcting(kind)); err != nil {
		return hub.Outcome{}, err
	}
	rec, err := d.record(ctx, kind, id)
	if err != nil {
		return hub.Outcome{}, err
	}
	if err := d.tidyValues(kind, values); err != nil {
		return hub.Outcome{}, err
	}
	edit := d.forms.Edit(kind, id, rec.Subject, values)
	edit.Period = rec.Period
	// Where all is so already it is this request again, or nothing to change.
	if !seen.IsZero() && rec.Commit != seen && !holds(rec, edit) {
		return hub.Outcome{}, hub.E(hub.CodeConflict, "desk.changed-meanwhile")
	}
	return d.append(ctx, actor, request, edit)
}

// correcting is the right that a change of what is written needs, whichever way it is
// changed: who works here as what, and what the site is, is the 站长's.
func correcting(kind hub.Kind) hub.Act {
	if kind == "site" || kind == "group" || kind == "staff" {
		return hub.ActSite
	}
	return hub.ActCorrect
}

// holds says whether a record is already as an edit wants it.
func holds(rec hub.Record, e hub.Edit) bool {
	for no, v := range e.Set {
		if !form.Equal(rec.Fields[no], v) {
			return false
		}
	}
	return true
}
