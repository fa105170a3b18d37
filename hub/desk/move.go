package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// Move gives a child that has a place another one (换班, 换托育方式) in one commit: the
// old place ends on the day before the new one begins. What began on that very day
// was a slip and is written over.
func (d *Desk) Move(ctx context.Context, actor hub.Actor, e Enrolling) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActEnrol); err != nil {
		return hub.Outcome{}, err
	}
	if _, ok := e.From.Time(); !ok {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "enrol.from").In("from")
	}
	child, err := d.child(ctx, e.Child)
	if err != nil {
		return hub.Outcome{}, err
	}
	id := hub.DeriveID("enrolment", e.Request, "enrol")
	if _, err := d.log.Record(ctx, "enrolment", id); err == nil { // this request again
		return d.append(ctx, actor, e.Request, d.enrolmentEdit(id, actor.Site, e))
	}
	now, err := d.enrolled(ctx, e.Child, e.From)
	if err != nil {
		return hub.Outcome{}, err
	}
	if now == nil {
		return d.Enrol(ctx, actor, e)
	}
	if err := d.checkGroup(ctx, child, e); err != nil {
		return hub.Outcome{}, err
	}
	category := d.forms.Edit("child", e.Child, e.Child, form.Values{"category": categoryOf(e.Mode)})
	if now.From == e.From {
		return d.append(ctx, actor, e.Request, d.enrolmentEdit(now.ID, actor.Site, e), category)
	}
	return d.append(ctx, actor, e.Request,
		d.forms.Edit("enrolment", now.ID, e.Child, form.Values{"to": e.From.Add(-1)}),
		d.enrolmentEdit(id, actor.Site, e), category)
}

func (d *Desk) enrolmentEdit(id, site hub.ID, e Enrolling) hub.Edit {
	return d.forms.Edit("enrolment", id, e.Child, compact(form.Values{
		"site": site, "group": orNil(e.Group), "mode": e.Mode, "from": e.From, "to": orNil(e.To),
	}))
}

// categoryOf is what a child with a place is called: 在托 or 临时托.
func categoryOf(mode string) string {
	if mode == "occasional" || mode == "hourly" {
		return "temporary"
	}
	return "care"
}

// Place is the place that a child has on a day; ok is false if it has none.
func (d *Desk) Place(ctx context.Context, actor hub.Actor, child hub.ID, day hub.Day) (e care.Enrolment, ok bool, err error) {
	if err := d.allow(actor, hub.ActLook); err != nil {
		return e, false, err
	}
	now, err := d.enrolled(ctx, child, day)
	if err != nil || now == nil {
		return e, false, err
	}
	return *now, true, nil
}
