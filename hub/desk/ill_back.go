package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// Return is a child that comes again after an illness.
type Return struct {
	Tap
	Proof bool // 返园证明 was seen
	Early bool // the paper says that it may come though the days are not over
}

// Back lets it in: only with the doctor's word where one is needed, and before the days
// are over only where that word says so. The station does not decide by itself.
func (d *Desk) Back(ctx context.Context, actor hub.Actor, r Return) (hub.Outcome, error) {
	return d.tap(ctx, actor, r.Tap, func(child hub.ID, on care.Day) ([]hub.Edit, error) {
		ill, err := d.illOf(ctx, child)
		switch {
		case err != nil:
			return nil, err
		case on.In >= 0 || ill.State != "home":
			return nil, nil // another wall was quicker
		case ill.NeedsProof && !r.Proof:
			return nil, hub.E(hub.CodeInvalid, "ill.proof")
		case ill.Until > r.Day && !r.Early:
			return nil, hub.E(hub.CodeQuestion, "ill.early", calendar.Date(ill.Until, r.Day))
		case ill.Until > r.Day && !r.Proof:
			return nil, hub.E(hub.CodeInvalid, "ill.proof")
		}
		by, err := d.bringer(ctx, child, r.Person)
		if err != nil {
			return nil, err
		}
		values := compact(form.Values{"in": r.Minute, "in_by": orNil(by), "site": orNil(actor.Site)})
		if on.Absent != "" {
			values["absent"] = nil
		}
		edits := []hub.Edit{
			d.forms.EditOnce("illness", child, ill.Period, compact(form.Values{
				"state": "back", "back": r.Day, "back_by": orNil(actor.Staff), "proof": r.Proof,
			})),
			d.forms.EditOnce("day", child, string(r.Day), values),
		}
		if !r.Well {
			return edits, nil
		}
		well, err := d.lookedWell(ctx, actor, r.Tap, child)
		return append(edits, well...), err
	})
}
