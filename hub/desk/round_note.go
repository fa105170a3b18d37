package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/care/due"
	"yizhan/hub/form"
)

// Examined is one child at 体检日. What was not looked at stays empty: nobody notes as
// fine what nobody saw.
type Examined struct {
	Request hub.ID
	Child   hub.ID
	Day     hub.Day
	Weight  int // grams
	Length  int // millimetres
	Head    int
	Measure string   // lying, standing
	Eye     string   // fine, refer
	Teeth   string   // fine, refer
	Odd     []string // codes of the form
	Result  string   // fine, again, refer
	Next    hub.Day  // of again: when
	Weigh   hub.Day  // when the figures want another look; "" they do not
}

// What a doctor says of a child.
const (
	ResultFine  = "fine"
	ResultAgain = "again"
	ResultRefer = "refer"
)

// Examine notes one child at 体检日 in one commit: its figures, the check-up, and the
// visit of its age where one is due, so that whoever asks for that asks no more. Noted
// again on the same day it is the same check-up. Errors: CodeInvalid round.result,
// round.next (next), round.day.
func (d *Desk) Examine(ctx context.Context, actor hub.Actor, e Examined) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActMeasure); err != nil {
		return hub.Outcome{}, err
	}
	if err := d.examinable(e); err != nil {
		return hub.Outcome{}, err
	}
	c, facts, err := d.dueFile(ctx, e.Child)
	if err != nil {
		return hub.Outcome{}, err
	}
	edits := []hub.Edit{d.forms.Edit("health-check", checkUpID(e.Child, e.Day), e.Child, d.checkUp(actor, e, facts))}
	if e.Weight != 0 || e.Length != 0 || e.Head != 0 {
		values := compact(form.Values{
			"weight": orNil(e.Weight), "length": orNil(e.Length), "head": orNil(e.Head), "measure": orNil(e.Measure), "site": orNil(actor.Site),
		})
		values["again"] = orNil(e.Weigh)
		edits = append(edits, d.forms.EditOnce("growth", e.Child, string(e.Day), values))
	}
	if rule := d.visitDue(c, facts, e.Day); rule != nil {
		edits = append(edits, d.forms.EditOnce("visit", e.Child, rule.Closes.Written(), compact(form.Values{
			"day": e.Day, "result": e.Result, "eye": orNil(e.Eye), "teeth": orNil(e.Teeth), "site": orNil(actor.Site), "called": rule.Title,
		})))
	}
	return d.append(ctx, actor, e.Request, edits...)
}

func (d *Desk) examinable(e Examined) error {
	switch {
	case e.Result != ResultFine && e.Result != ResultAgain && e.Result != ResultRefer:
		return hub.E(hub.CodeInvalid, "round.result").In("result")
	case e.Day == "" || e.Day > d.Today():
		return hub.E(hub.CodeInvalid, "round.day").In("day")
	case e.Result == ResultAgain && e.Next <= e.Day:
		return hub.E(hub.CodeInvalid, "round.next").In("next")
	}
	return nil
}

// checkUpID is the one check-up of a child on a day of 体检日.
func checkUpID(child hub.ID, day hub.Day) hub.ID {
	return hub.DeriveID("health-check", child, "round/"+string(day))
}

// checkUp is the record. All its fields stand in it: what was said before on this day
// and is not said any more is cleared.
func (d *Desk) checkUp(actor hub.Actor, e Examined, facts *due.Facts) form.Values {
	kind := "day"
	if inCareOn(facts, e.Day) {
		kind = "half-year"
	}
	values := form.Values{"day": e.Day, "type": kind, "result": e.Result, "eye": orNil(e.Eye), "teeth": orNil(e.Teeth), "site": orNil(actor.Site), "next": nil, "odd": nil}
	if len(e.Odd) > 0 {
		values["odd"] = e.Odd
	}
	if e.Result == ResultAgain {
		values["next"] = e.Next
	}
	return values
}

// visitDue is the visit of a child's age that 体检日 stands for: that which is asked for
// then, or was noted on that very day.
func (d *Desk) visitDue(c care.Child, facts *due.Facts, day hub.Day) *due.Rule {
	if _, known := calendar.AgeOn(c.Birth, day); !known {
		return nil
	}
	before := *facts
	before.Done = nil
	for _, done := range facts.Done {
		if done.Kind != "visit" || done.Day != day {
			before.Done = append(before.Done, done)
		}
	}
	for _, item := range d.DueRules().List(&before, day) {
		if item.Rule.Group == "visit" {
			return item.Rule
		}
	}
	return nil
}
