package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// Called is one call to a family: to whom, what about, what they said. Where the child is
// ill, what it is like, and what a doctor called it.
type Called struct {
	Request hub.ID
	Child   hub.ID
	Whom    hub.ID
	About   string // absent, ill
	Said    string // code of the form
	Signs   []string
	Suspect string
}

// excuses are the answers that are a reason for today, as the day has them.
var excuses = map[string]string{"sick": "sick", "visit": "visit", "matter": "matter", "home": "home"}

// NoteCall notes the call, the reason of an absence, and an illness that was told of, in
// one commit.
func (d *Desk) NoteCall(ctx context.Context, actor hub.Actor, c Called) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActRegister); err != nil {
		return hub.Outcome{}, err
	}
	whom, err := d.person(ctx, c.Child, c.Whom)
	if err != nil {
		return hub.Outcome{}, err
	}
	today := d.Today()
	on, err := d.dayOf(ctx, actor, c.Child, today)
	if err != nil {
		return hub.Outcome{}, err
	}
	id := hub.DeriveID("call", c.Child, c.Request.String())
	edits := []hub.Edit{d.forms.Edit("call", id, c.Child, compact(form.Values{
		"day": today, "minute": d.Minute(), "whom": whom.ID, "about": orNil(c.About), "said": orNil(c.Said),
		"by": orNil(actor.Staff), "site": orNil(actor.Site),
	}))}
	if reason := excuses[c.Said]; reason != "" && c.About == "absent" && on.In < 0 {
		edits = append(edits, d.forms.EditOnce("day", c.Child, string(today), form.Values{"absent": reason, "site": orNil(actor.Site)}))
	}
	if c.Said == "sick" && on.In < 0 {
		by := "family"
		if c.Suspect != "" {
			by = "doctor"
		}
		ill, err := d.illEdits(ctx, actor, IllSaid{Child: c.Child, Suspect: c.Suspect, By: by, Signs: c.Signs})
		if err != nil {
			return hub.Outcome{}, err
		}
		edits = append(edits, ill...)
	}
	return d.append(ctx, actor, c.Request, edits...)
}

// Absentee is a child that is not here and that somebody has to ask after.
type Absentee struct {
	WallChild
	Calls  []care.Call // of today, the first first
	Silent int         // days in a row without a word, today one of them
	ToHead bool        // it is the 站长's
	Sick   bool        // it is excused as ill, and nobody asked what it is like
}
