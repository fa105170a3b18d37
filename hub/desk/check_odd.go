package desk

import (
	"context"
	"fmt"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/care/day"
	"yizhan/hub/form"
)

// Odd is a look at a child with whom something is not right (有点不对): what was felt,
// seen, said and found, by the codes of the form, and what is done with it.
type Odd struct {
	Request                hub.ID
	Child                  hub.ID
	Day                    hub.Day
	Minute                 int
	Touch, Look, Ask, Find []string
	Tenths                 int    // temperature, of a degree; 0: not taken
	Then                   string // watch, room
}

// NoteOdd notes it in one commit, with the temperature, and with the illness where the
// child goes to the 观察室. Whoever stands at the open wall may: the child is before her.
func (d *Desk) NoteOdd(ctx context.Context, actor hub.Actor, o Odd) (hub.Outcome, error) {
	if o.Then != "watch" && o.Then != "room" {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "check.then")
	}
	if len(o.Touch)+len(o.Look)+len(o.Ask)+len(o.Find)+o.Tenths == 0 {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "check.nothing")
	}
	t := Tap{Request: o.Request, Day: o.Day, Minute: o.Minute, Children: []hub.ID{o.Child}}
	return d.tap(ctx, actor, t, func(child hub.ID, on care.Day) ([]hub.Edit, error) {
		if on.In < 0 || on.Out >= 0 {
			return nil, hub.E(hub.CodeInvalid, "check.not-here")
		}
		edits := []hub.Edit{d.forms.EditOnce("check", child, d.daily.SlotAt(o.Minute).Period(o.Day), compact(form.Values{
			"result": "odd", "minute": o.Minute, "by": orNil(actor.Staff), "then": o.Then,
			"touch": orNone(o.Touch), "look": orNone(o.Look), "ask": orNone(o.Ask), "find": orNone(o.Find),
		}))}
		if o.Tenths > 0 {
			edits = append(edits, d.tempEdit(actor, t, o.Tenths))
		}
		if o.Then != "room" {
			return edits, nil
		}
		room, err := d.roomEdits(ctx, actor, t, d.signsOf(o))
		return append(edits, room...), err
	})
}

func orNone(codes []string) any {
	if len(codes) == 0 {
		return nil
	}
	return codes
}

// tempEdit is one measuring: two in the same minute are one.
func (d *Desk) tempEdit(actor hub.Actor, t Tap, tenths int) hub.Edit {
	period := fmt.Sprintf("%s %02d:%02d", t.Day, t.Minute/60, t.Minute%60)
	return d.forms.EditOnce("temp", t.Children[0], period, form.Values{
		"day": t.Day, "minute": t.Minute, "tenths": tenths, "by": orNil(actor.Staff),
	})
}

// TakeTemp notes one more temperature of a child that is in the house.
func (d *Desk) TakeTemp(ctx context.Context, actor hub.Actor, t Tap, tenths int) (hub.Outcome, error) {
	return d.tap(ctx, actor, t, func(_ hub.ID, on care.Day) ([]hub.Edit, error) {
		if on.In < 0 || on.Out >= 0 {
			return nil, hub.E(hub.CodeInvalid, "check.not-here")
		}
		return []hub.Edit{d.tempEdit(actor, t, tenths)}, nil
	})
}

// FeverOf is what a child's temperatures of today ask for next; with are those that are
// not noted yet.
func (d *Desk) FeverOf(ctx context.Context, actor hub.Actor, child hub.ID, with ...day.Reading) (day.Next, error) {
	if err := d.allow(actor, hub.ActWall); err != nil {
		return day.Next{}, err
	}
	temps, err := d.temps(ctx, child, d.Today())
	return d.daily.Fever.Fever(append(readings(temps, d.Today()), with...), d.Minute()), err
}

// signsOf are the signs of an illness that a look has seen.
func (d *Desk) signsOf(o Odd) []string {
	var out []string
	if o.Tenths >= d.daily.Fever.From {
		out = append(out, "fever")
	}
	def, _ := d.forms.Get("illness")
	signs, _ := def.Field("signs")
	for _, list := range [][]string{o.Touch, o.Look, o.Ask, o.Find} {
		for _, code := range list {
			known := slices.ContainsFunc(signs.Choices, func(o form.Option) bool { return o.Code == code })
			if known && code != "fever" { // a fever at night is the family's word
				out = append(out, code)
			}
		}
	}
	return out
}
