package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/form"
)

// Import is a roster's good rows, taken as one batch.
type Import struct {
	Request hub.ID
	Rows    []Registration
	Day     hub.Day
	Refused int // rows that could not be taken, for the trail
}

// Imported is what an Import made.
type Imported struct {
	Batch    hub.ID
	Children []hub.ID
}

// Import takes a roster: a commit a child, one batch id, one transaction. Families
// begin as 待签: the basic record is kept, optional purposes wait for an answer.
// Whether rows are known already was settled by the preview; here only the forms
// and rules are checked again.
func (d *Desk) Import(ctx context.Context, actor hub.Actor, im Import) (Imported, error) {
	if err := d.allow(actor, hub.ActImport); err != nil {
		return Imported{}, err
	}
	made := Imported{Batch: batchOf(im.Request)}
	drafts := make([]hub.Draft, 0, len(im.Rows)+1)
	for i := range im.Rows {
		r := &im.Rows[i]
		if r.Request.IsZero() {
			r.Request = hub.NewID()
		}
		if err := d.tidy(r); err != nil {
			return Imported{}, err
		}
		child := hub.DeriveID("child", r.Request, "register")
		draft, err := d.draft(ctx, actor, r.Request, d.registrationEdits(child, *r)...)
		if err != nil {
			return Imported{}, err
		}
		draft.Batch = made.Batch
		drafts = append(drafts, draft)
		made.Children = append(made.Children, child)
	}
	trail, err := d.draft(ctx, actor, im.Request, d.forms.Edit("batch", made.Batch, actor.Site, compact(form.Values{
		"day": im.Day, "taken": len(im.Rows), "refused": im.Refused, "site": orNil(actor.Site),
	})))
	if err != nil {
		return Imported{}, err
	}
	trail.Batch = made.Batch
	_, err = d.log.AppendAll(ctx, append(drafts, trail))
	return made, err
}

// UndoImport takes a whole batch back: its children are withdrawn in one
// transaction. A child that somebody has worked on since stays, and is counted.
func (d *Desk) UndoImport(ctx context.Context, actor hub.Actor, request, batch hub.ID) (undone, kept int, err error) {
	if err := d.allow(actor, hub.ActImport); err != nil {
		return 0, 0, err
	}
	commits, err := d.log.Batch(ctx, batch)
	if err != nil {
		return 0, 0, err
	}
	again := hub.DeriveID("batch", request, "undo")
	var drafts []hub.Draft
	for _, commit := range commits {
		entry, err := d.log.Entry(ctx, commit)
		if err != nil {
			return 0, 0, err
		}
		child, ok := registeredIn(entry)
		if !ok {
			continue
		}
		rec, err := d.record(ctx, "child", child)
		if err != nil {
			return 0, 0, err
		}
		if rec.Commit != commit {
			kept++
			continue
		}
		draft := hub.Draft{Request: hub.DeriveID("child", request, child.String()), Lane: actor.Lane, Author: actor.Staff, Batch: again}
		draft.Edits = []hub.Edit{d.forms.Edit("child", child, child, form.Values{"withdrawn": "import"})}
		drafts = append(drafts, draft)
		undone++
	}
	trail := hub.Draft{Request: request, Lane: actor.Lane, Author: actor.Staff, Batch: again,
		Edits: []hub.Edit{d.forms.Edit("batch", batch, actor.Site, form.Values{"undone": true})}}
	_, err = d.log.AppendAll(ctx, append(drafts, trail))
	return undone, kept, err
}

func registeredIn(e hub.Entry) (child hub.ID, ok bool) {
	for _, c := range e.Changes {
		if c.Kind == "child" && len(c.From) == 0 {
			return c.Record, true
		}
	}
	return hub.ID{}, false
}
