package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// Yard is a group that goes out, or comes back.
type Yard struct {
	Request hub.ID
	Group   hub.ID // zero: everybody
	Minute  int    // of today
	Inside  []CareAnswer
}

// GoOut notes that a group went into the yard, without those who stay inside. A group
// that is out already stays as noted.
func (d *Desk) GoOut(ctx context.Context, actor hub.Actor, y Yard) (hub.Outcome, error) {
	return d.yard(ctx, actor, y, func(open []care.Outing) []hub.Edit {
		if len(open) > 0 {
			return nil
		}
		return []hub.Edit{d.outingEdit(actor, y, form.Values{"from": y.Minute})}
	})
}

// ComeIn notes that a group is back; everybody: all who are out.
func (d *Desk) ComeIn(ctx context.Context, actor hub.Actor, y Yard) (hub.Outcome, error) {
	return d.yard(ctx, actor, y, func(open []care.Outing) (edits []hub.Edit) {
		for _, o := range open {
			edits = append(edits, d.forms.Edit("outing", o.ID, o.Subject, form.Values{"to": max(o.From, y.Minute)}))
		}
		return edits
	})
}

// StayIn notes why a group cannot go out today.
func (d *Desk) StayIn(ctx context.Context, actor hub.Actor, y Yard, why string) (hub.Outcome, error) {
	return d.yard(ctx, actor, y, func([]care.Outing) []hub.Edit {
		return []hub.Edit{d.outingEdit(actor, y, form.Values{"why": why})}
	})
}

func (d *Desk) outingEdit(actor hub.Actor, y Yard, values form.Values) hub.Edit {
	values["day"], values["group"] = d.Today(), orNil(y.Group)
	return d.forms.Edit("outing", hub.DeriveID("outing", actor.Site, y.Request.String()), actor.Site, compact(values))
}

// yard makes one commit of what an act means for the group's open outings, and for those
// who stay inside.
func (d *Desk) yard(ctx context.Context, actor hub.Actor, y Yard, act func(open []care.Outing) []hub.Edit) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActCare); err != nil {
		return hub.Outcome{}, err
	}
	all, err := d.outings(ctx, actor.Site, d.Today())
	if err != nil {
		return hub.Outcome{}, err
	}
	var open []care.Outing
	for _, o := range all {
		if o.Open() && (y.Group.IsZero() || o.Of(y.Group)) {
			open = append(open, o)
		}
	}
	edits := act(open)
	note := CareNote{Day: d.Today(), Thing: care.Inside}
	for _, one := range y.Inside {
		values, err := d.careValues(ctx, actor, note, one)
		if err != nil {
			return hub.Outcome{}, err
		}
		if len(values) > 0 {
			values["site"] = actor.Site
			edits = append(edits, d.forms.EditOnce("care-day", one.Child, string(d.Today()), values))
		}
	}
	return d.append(ctx, actor, y.Request, edits...)
}
