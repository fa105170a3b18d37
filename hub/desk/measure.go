package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/form"
)

// Measuring is one child on the scale. Zero means: not measured.
type Measuring struct {
	Request hub.ID
	Child   hub.ID
	Day     hub.Day
	Weight  int // grams
	Length  int // millimetres
	Head    int // millimetres
	Measure string
	Clothes string
	Again   hub.Day // when the figures want another look; "" they do not
}

// Measure notes height and weight.
func (d *Desk) Measure(ctx context.Context, actor hub.Actor, m Measuring) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActMeasure); err != nil {
		return hub.Outcome{}, err
	}
	if m.Weight == 0 && m.Length == 0 && m.Head == 0 {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "measure.nothing")
	}
	values := compact(form.Values{
		"weight": orNil(m.Weight), "length": orNil(m.Length), "head": orNil(m.Head),
		"measure": orNil(m.Measure), "clothes": orNil(m.Clothes), "site": orNil(actor.Site),
	})
	values["again"] = orNil(m.Again) // of a second measuring on the day, what it says
	return d.append(ctx, actor, m.Request, d.forms.EditOnce("growth", m.Child, string(m.Day), values))
}
