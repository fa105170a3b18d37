package desk

import (
	"context"
	"fmt"
	"maps"

	"yizhan/hub"
	"yizhan/hub/form"
)

// Look is somebody who opened a child's page: what hub/access gathered for a minute.
type Look struct {
	Child  hub.ID
	By     hub.ID
	Day    hub.Day
	Minute int
	Pages  int
	What   string // code of the form: page, phone, export …
}

// LookCard is a family's own look, with its card at a phone: by nobody who works here.
const LookCard = "card"

// LookOnline is a family's own look at the county's page, with a code to a guardian's
// telephone.
const LookOnline = "online"

// NoteLooks commits gathered looks, at most once a minute a worker, to the
// county's lane: the audit trail of who saw whom.
func (d *Desk) NoteLooks(ctx context.Context, lane hub.Lane, looks []Look) error {
	if len(looks) == 0 {
		return nil
	}
	draft := hub.Draft{Request: hub.NewID(), Lane: lane}
	for _, l := range looks {
		var more form.Values
		switch l.What {
		case LookCard:
			more = form.Values{"purpose": "family", "known": "card"}
		case LookOnline:
			more = form.Values{"purpose": "family", "known": "code"}
		}
		draft.Edits = append(draft.Edits, d.lookEdit(l, more))
	}
	_, err := d.log.Append(ctx, draft)
	return err
}

// lookEdit is one look with what else is to be said of it. What she did is part of the
// period: a page that is opened hides no export of the same minute.
func (d *Desk) lookEdit(l Look, more form.Values) hub.Edit {
	values := form.Values{"by": orNil(l.By), "day": l.Day, "minute": l.Minute, "pages": l.Pages, "what": orNil(l.What)}
	maps.Copy(values, more)
	period := fmt.Sprintf("%sT%02d:%02d/%s/%s", l.Day, l.Minute/60, l.Minute%60, l.By, l.What)
	return d.forms.EditOnce("look", l.Child, period, compact(values))
}

// NoteReset puts a telephone reset of a PIN on the trail of the worker's record.
func (d *Desk) NoteReset(ctx context.Context, lane hub.Lane, staff hub.ID) error {
	_, err := d.log.Append(ctx, hub.Draft{Request: hub.NewID(), Lane: lane, Edits: []hub.Edit{
		d.forms.Edit("reset", hub.NewID(), staff, form.Values{"day": d.Today(), "minute": d.Minute()}),
	}})
	return err
}
