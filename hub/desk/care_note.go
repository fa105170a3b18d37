package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// CareNote is what one tap says of several children's day: one thing, an answer each.
type CareNote struct {
	Request hub.ID
	Day     hub.Day
	Minute  int // what it is about; of things without a time it is not kept
	Thing   care.Thing
	Of      []CareAnswer
}

// CareAnswer is one child's.
type CareAnswer struct {
	Child  hub.ID
	Answer string
}

// NoteCare notes it in one commit, one part a child. What is so already is not written
// again; the Outcome has no commit where that is all. Only children who came that day are
// noted, whatever is posted.
func (d *Desk) NoteCare(ctx context.Context, actor hub.Actor, n CareNote) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActCare); err != nil {
		return hub.Outcome{}, err
	}
	if len(n.Of) == 0 {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "care.nobody")
	}
	if _, ok := n.Day.Time(); !ok || n.Day > d.Today() {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "wall.day")
	}
	var edits []hub.Edit
	for _, one := range n.Of {
		values, err := d.careValues(ctx, actor, n, one)
		if err != nil {
			return hub.Outcome{}, err
		}
		if len(values) == 0 {
			continue
		}
		values["site"] = actor.Site
		edits = append(edits, d.forms.EditOnce("care-day", one.Child, string(n.Day), values))
	}
	return d.append(ctx, actor, n.Request, edits...)
}

// careValues is what a child's answer changes.
func (d *Desk) careValues(ctx context.Context, actor hub.Actor, n CareNote, one CareAnswer) (form.Values, error) {
	day, err := d.dayOf(ctx, actor, one.Child, n.Day)
	if err != nil {
		return nil, err
	}
	if day.In < 0 {
		return nil, hub.E(hub.CodeInvalid, "care.not-here")
	}
	own, err := d.careDay(ctx, one.Child, n.Day)
	if err != nil {
		return nil, err
	}
	return own.Note(d.forms, n.Thing, one.Answer, n.Minute)
}

// careDay is how a child's day went so far.
func (d *Desk) careDay(ctx context.Context, child hub.ID, day hub.Day) (care.CareDay, error) {
	rec, err := d.record(ctx, "care-day", hub.DeriveID("care-day", child, string(day)))
	if hub.CodeOf(err) == hub.CodeNotFound {
		return care.CareDay{Slept: -1, Woke: -1}, nil
	}
	return care.AsCareDay(d.forms, rec), err
}
