package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/form"
)

// HeldClass is a 妈妈课堂 that was held.
type HeldClass struct {
	Request hub.ID
	Title   string
	Day     hub.Day
	Start   int // minute of the day
	Minutes int
	Heads   int
	Kind    string // mothers, pregnancy, parents, activity
}

// NoteClass notes a class that was held.
func (d *Desk) NoteClass(ctx context.Context, actor hub.Actor, c HeldClass) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActTeach); err != nil {
		return hub.Outcome{}, err
	}
	id := hub.DeriveID("class", c.Request, "held")
	return d.append(ctx, actor, c.Request, d.forms.Edit("class", id, actor.Site, compact(form.Values{
		"title": c.Title, "day": c.Day, "start": orNil(c.Start), "minutes": orNil(c.Minutes),
		"heads": c.Heads, "kind": c.Kind, "site": orNil(actor.Site),
	})))
}
