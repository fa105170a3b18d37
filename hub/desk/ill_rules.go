package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/care/day"
	"yizhan/hub/form"
)

// IllnessTerm is how long an illness keeps a child at home here.
type IllnessTerm struct {
	day.Illness
	Set hub.Day // when the county set its own figure; "" it is the one that releases ship
}

// IllnessTerms are all, with the county's own figures.
func (d *Desk) IllnessTerms(ctx context.Context) ([]IllnessTerm, error) {
	rules := map[string]care.IllnessRule{}
	err := d.log.Each(ctx, "illness-rule", func(rec hub.Record) error {
		r := care.As[care.IllnessRule](d.forms, rec)
		rules[r.Illness] = r
		return nil
	})
	var out []IllnessTerm
	for _, s := range d.daily.Illnesses {
		t := IllnessTerm{Illness: s}
		if r, ok := rules[s.Code]; ok {
			t.Days, t.Set = r.Days, r.Day
			if r.End != "" {
				t.End = r.End
			}
		}
		out = append(out, t)
	}
	return out, err
}

// IllnessRule is one of them. Errors: CodeInvalid for one that is none.
func (d *Desk) IllnessRule(ctx context.Context, code string) (day.Illness, error) {
	terms, err := d.IllnessTerms(ctx)
	for _, t := range terms {
		if t.Code == code {
			return t.Illness, err
		}
	}
	if err == nil {
		err = hub.E(hub.CodeInvalid, "ill.which")
	}
	return day.Illness{}, err
}

// mostDays is how long a county may keep a child at home by its own figure.
const mostDays = 100

// illnessRule is the record of the county's own figure for an illness.
func illnessRule(code string) hub.ID { return hub.DeriveID("illness-rule", hub.ID{}, code) }

// SetIllness is the county's own figure for an illness; it goes to every hub.
func (d *Desk) SetIllness(ctx context.Context, actor hub.Actor, request hub.ID, code string, days int) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActForms); err != nil {
		return hub.Outcome{}, err
	}
	if _, err := d.IllnessRule(ctx, code); err != nil {
		return hub.Outcome{}, err
	}
	if days < 0 || days > mostDays {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "ill.days", mostDays)
	}
	id := illnessRule(code)
	actor.Lane = hub.LanePublic
	return d.append(ctx, actor, request, d.forms.Edit("illness-rule", id, id, form.Values{"illness": code, "days": days, "day": d.Today()}))
}
