package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/care/day"
	"yizhan/hub/form"
)

// Daily is the figures of a day in care: when a look is missing, what is a fever.
func (d *Desk) Daily() *day.Rules { return d.daily }

// slotOf is the look that the wall of a day is about.
func (d *Desk) slotOf(on hub.Day) day.Slot {
	if on == d.Today() {
		return d.daily.SlotAt(d.Minute())
	}
	return day.Morning
}

// looksOf are the looks of one slot, by child.
func (d *Desk) looksOf(ctx context.Context, on hub.Day, slot day.Slot) (map[hub.ID]care.Check, error) {
	recs, err := d.log.FindPeriod(ctx, "check", slot.Period(on))
	out := make(map[hub.ID]care.Check, len(recs))
	for _, rec := range recs {
		out[rec.Subject] = care.As[care.Check](d.forms, rec)
	}
	return out, err
}

// Well notes that children were looked at and are well (好着呢). Only who is in the
// house can be looked at; what somebody saw before stays as it was noted.
func (d *Desk) Well(ctx context.Context, actor hub.Actor, t Tap) (hub.Outcome, error) {
	return d.tap(ctx, actor, t, func(child hub.ID, on care.Day) ([]hub.Edit, error) {
		if on.In < 0 || on.Out >= 0 {
			return nil, hub.E(hub.CodeInvalid, "check.not-here")
		}
		return d.lookedWell(ctx, actor, t, child)
	})
}

// lookedWell is the edit of one child that is well; none if somebody has looked already.
func (d *Desk) lookedWell(ctx context.Context, actor hub.Actor, t Tap, child hub.ID) ([]hub.Edit, error) {
	period := d.daily.SlotAt(t.Minute).Period(t.Day)
	rec, err := d.record(ctx, "check", hub.DeriveID("check", child, period))
	switch {
	case hub.CodeOf(err) == hub.CodeNotFound:
	case err != nil:
		return nil, err
	case care.As[care.Check](d.forms, rec).Done():
		return nil, nil
	}
	return []hub.Edit{d.forms.EditOnce("check", child, period, form.Values{
		"result": "ok", "minute": t.Minute, "by": orNil(actor.Staff),
	})}, nil
}
