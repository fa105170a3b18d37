package desk

import (
	"context"
	"strings"

	"yizhan/hub"
	"yizhan/hub/form"
	"yizhan/hub/outside"
)

// Entering says that somebody was copied into a system outside, or taken out there.
type Entering struct {
	Request hub.ID
	Ask     OutsideAsk
	Subject hub.ID
	Number  string // that the system gave; "" it gave none, or the one that is known holds
	Seen    string // outside.Seen of what the page showed
}

// NoteOutside notes that a line was entered as the page showed it, or that one who left was
// taken out. What has changed since then is shown again, and nothing is noted.
// Errors: those of OutsideOf; CodeConflict desk.changed-meanwhile.
func (d *Desk) NoteOutside(ctx context.Context, actor hub.Actor, e Entering) (hub.Outcome, error) {
	sys, one, err := d.OutsideOf(ctx, actor, e.Ask, e.Subject)
	if err != nil {
		return hub.Outcome{}, err
	}
	if e.Seen != outside.Seen(one.Line) {
		return hub.Outcome{}, hub.E(hub.CodeConflict, "desk.changed-meanwhile")
	}
	values := d.entered(sys, actor, outside.Pack(outside.Cells(one.Line)), strings.TrimSpace(e.Number))
	if one.Stand == outside.StandLeft {
		values["there"], values["values"] = nil, nil
	}
	return d.noteEntry(ctx, actor, e.Request, one.Lane, one.Subject, sys, values)
}

// entered is what a record says of a line that now stands over there.
func (d *Desk) entered(sys OutsideSystem, actor hub.Actor, written, number string) form.Values {
	values := d.answered(sys, actor)
	values["there"], values["values"], values["why"] = true, orNil(written), nil
	if number != "" {
		values["number"] = number
	}
	return values
}

// answered is what a record says once no answer is awaited any more.
func (d *Desk) answered(sys OutsideSystem, actor hub.Actor) form.Values {
	return form.Values{"system": sys.ID.String(), "name": sys.Template.Name, "day": d.Today(), "by": orNil(actor.Staff), "batch": nil, "row": nil, "sent": nil}
}

func (d *Desk) noteEntry(ctx context.Context, actor hub.Actor, request hub.ID, lane hub.Lane, subject hub.ID, sys OutsideSystem, values form.Values) (hub.Outcome, error) {
	actor.Lane = lane
	return d.append(ctx, actor, request, d.forms.EditOnce("outside-entry", subject, sys.ID.String(), values))
}

// ReportOutside writes the sheet 报到外面的平台 of a site for this month: the copying is the
// report, and nobody types it a second time. Again in the same month it is the same sheet.
// Errors: those of OutsideList; CodeInvalid outside.open where somebody is not yet done.
func (d *Desk) ReportOutside(ctx context.Context, actor hub.Actor, request hub.ID, ask OutsideAsk) (hub.Outcome, error) {
	if !actor.Site.IsZero() {
		ask.Site = actor.Site
	}
	sys, all, err := d.OutsideList(ctx, actor, ask)
	if err != nil {
		return hub.Outcome{}, err
	}
	there := 0
	for _, o := range all {
		if o.Stand != outside.StandDone {
			return hub.Outcome{}, hub.E(hub.CodeInvalid, "outside.open")
		}
		there++
	}
	site, err := d.log.Record(ctx, "site", ask.Site)
	if err != nil || ask.Sees != nil && !ask.Sees(site.Lane) {
		return hub.Outcome{}, hub.E(hub.CodeNotFound, "outside.nobody").Because(err)
	}
	today := d.Today()
	values := form.Values{"what": sys.Template.About.Reported(), "system": sys.Template.System, "until": today, form.FieldSite: ask.Site, form.FieldDay: today}
	if sys.Template.About.OfChildren() {
		values["children"] = there
	}
	actor.Lane = site.Lane
	id := hub.DeriveID("outside-report", ask.Site, sys.ID.String()+"/"+string(today[:7]))
	return d.append(ctx, actor, request, d.forms.Edit("outside-report", id, ask.Site, values))
}
