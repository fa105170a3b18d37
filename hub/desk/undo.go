package desk

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/form"
)

// Undo takes back what acts did (撤回), the newest first: every field gets its former
// value again, in one commit. Where somebody has changed a field since, nothing is
// undone and the person is told. What is as it was already stays, so that a second
// tap does no harm. A choice between two versions becomes a question again. On the
// open wall only the wall's own acts can be taken back.
func (d *Desk) Undo(ctx context.Context, actor hub.Actor, request hub.ID, commits ...hub.ID) (hub.Outcome, error) {
	back := takingBack{now: map[hub.ID]map[uint32]any{}, edits: map[hub.ID]*hub.Edit{}}
	for _, commit := range commits {
		act, err := d.log.Entry(ctx, commit)
		if err != nil {
			return hub.Outcome{}, err
		}
		if err := d.allow(actor, d.undoing(act)); err != nil {
			return hub.Outcome{}, err
		}
		for _, c := range act.Changes {
			if c.Kind == "wrap" {
				continue // a key that was made stays; it names nobody
			}
			if err := d.takeBack(ctx, &back, c); err != nil {
				return hub.Outcome{}, err
			}
		}
	}
	draft := hub.Draft{Request: request, Lane: actor.Lane, Author: actor.Staff}
	for _, id := range back.order {
		draft.Edits = append(draft.Edits, d.takenBack(*back.edits[id]))
	}
	// No form check: what was there before was taken once, and a required field
	// of a record that is taken back becomes empty again.
	if len(back.reopened) == 0 {
		return d.log.Append(ctx, draft)
	}
	return d.reopenAll(ctx, draft, back.reopened)
}

// reopenAll appends an act and the versions that stand again, one act of several
// commits.
func (d *Desk) reopenAll(ctx context.Context, act hub.Draft, reopened []hub.Edit) (hub.Outcome, error) {
	act.Batch = hub.DeriveID("reopen", act.Request, "")
	drafts := []hub.Draft{act}
	for i, e := range reopened {
		one := act
		one.Request, one.Edits = hub.DeriveID("reopen", act.Request, strconv.Itoa(i)), []hub.Edit{e}
		drafts = append(drafts, one)
	}
	outs, err := d.log.AppendAll(ctx, drafts)
	if err != nil {
		return hub.Outcome{}, err
	}
	out := outs[len(outs)-1]
	if !outs[0].Commit.IsZero() {
		out = outs[0]
	}
	return out, nil
}

// takingBack gathers what has to be true again.
type takingBack struct {
	now   map[hub.ID]map[uint32]any // records, as they will be
	edits map[hub.ID]*hub.Edit
	order []hub.ID

	reopened []hub.Edit // versions to choose from again
}

func (d *Desk) takeBack(ctx context.Context, back *takingBack, c hub.Changed) error {
	now, read := back.now[c.Record]
	if !read {
		rec, err := d.log.Record(ctx, c.Kind, c.Record)
		if err != nil {
			return err
		}
		now = rec.Fields
		back.now[c.Record] = now
	}
	values := d.reopens(c)
	switch {
	case len(values) > 0:
		rec, err := d.log.Record(ctx, c.Kind, c.Record)
		if err != nil {
			return err
		}
		open := slices.ContainsFunc(rec.Conflict, func(k hub.Conflict) bool { return k.No == c.No })
		if !open && !form.Equal(now[c.No], c.To) {
			return hub.E(hub.CodeConflict, "desk.changed-since")
		}
		back.reopened = append(back.reopened, d.reopening(rec, c, values)...)
		return nil
	case form.Equal(now[c.No], c.To):
	case form.Equal(now[c.No], c.Was()):
		return nil
	default:
		return hub.E(hub.CodeConflict, "desk.changed-since")
	}
	e := back.edits[c.Record]
	if e == nil {
		e = &hub.Edit{Kind: c.Kind, Record: c.Record, Subject: c.Subject, Period: c.Period, Set: map[uint32]any{}}
		back.edits[c.Record] = e
		back.order = append(back.order, c.Record)
	}
	e.Set[c.No], now[c.No] = c.Was(), c.Was()
	return nil
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

// ofTheWall are the kinds that an open wall notes by the day.
var ofTheWall = map[hub.Kind]bool{"day": true, "duty": true, "check": true, "temp": true, "illness": true, "cluster": true}

// undoing is the right that taking back an act needs: what the open wall noted
// today, the open wall takes back; a correction with its reason is more than that, and
// what the 站长 decided is hers to take back.
func (d *Desk) undoing(act hub.Entry) hub.Act {
	def, _ := d.forms.Get("day")
	reason, _ := def.Field("reason")
	needed := hub.ActWall
	for _, c := range act.Changes {
		if c.Kind == "wrap" {
			continue
		}
		if correcting(c.Kind) == hub.ActSite {
			return hub.ActSite
		}
		if !ofTheWall[c.Kind] || !strings.HasPrefix(c.Period, string(d.Today())) || c.Kind == "day" && c.No == reason.No {
			needed = hub.ActCorrect
		}
	}
	return needed
}
