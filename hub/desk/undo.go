package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/form"
)

// Undo takes back what one commit did (撤回): every field gets its former value
// again. Where somebody has changed a field since, nothing is undone and the
// person is told. On the open wall only the wall's own acts can be taken back.
func (d *Desk) Undo(ctx context.Context, actor hub.Actor, request, commit hub.ID) (hub.Outcome, error) {
	act, err := d.log.Entry(ctx, commit)
	if err != nil {
		return hub.Outcome{}, err
	}
	if err := d.allow(actor, d.undoing(act)); err != nil {
		return hub.Outcome{}, err
	}
	edits := map[hub.ID]*hub.Edit{}
	var order []hub.ID
	for _, c := range act.Changes {
		if c.Kind == "wrap" {
			continue // a key that was made stays; it names nobody
		}
		rec, err := d.log.Record(ctx, c.Kind, c.Record)
		if err != nil {
			return hub.Outcome{}, err
		}
		if !form.Equal(rec.Fields[c.No], c.To) && !form.Equal(rec.Fields[c.No], c.Was()) { // the latter: this request again
			return hub.Outcome{}, hub.E(hub.CodeConflict, "desk.changed-since")
		}
		e := edits[c.Record]
		if e == nil {
			e = &hub.Edit{Kind: c.Kind, Record: c.Record, Subject: c.Subject, Period: c.Period, Set: map[uint32]any{}}
			edits[c.Record] = e
			order = append(order, c.Record)
		}
		e.Set[c.No] = c.Was()
	}
	draft := hub.Draft{Request: request, Lane: actor.Lane, Author: actor.Staff}
	for _, id := range order {
		draft.Edits = append(draft.Edits, d.takenBack(*edits[id]))
	}
	// No form check: what was there before was taken once, and a required field
	// of a record that is taken back becomes empty again.
	return d.log.Append(ctx, draft)
}

// takenBack keeps an undone registration findable in the history: the child is
// withdrawn with its reason instead of emptied.
func (d *Desk) takenBack(e hub.Edit) hub.Edit {
	if e.Kind != "child" {
		return e
	}
	def, _ := d.forms.Get("child")
	category, _ := def.Field("category")
	if from, touched := e.Set[category.No]; touched && from == nil {
		return d.forms.Edit("child", e.Record, e.Subject, form.Values{"withdrawn": "mistake"})
	}
	return e
}

// undoing is the right that taking back an act needs: what the open wall noted
// today, the open wall takes back; a correction with its reason is more than that.
func (d *Desk) undoing(act hub.Entry) hub.Act {
	def, _ := d.forms.Get("day")
	reason, _ := def.Field("reason")
	for _, c := range act.Changes {
		if c.Kind == "wrap" {
			continue
		}
		if c.Kind != "day" && c.Kind != "duty" || c.Period != string(d.Today()) || c.Kind == "day" && c.No == reason.No {
			return hub.ActCorrect
		}
	}
	return hub.ActWall
}
