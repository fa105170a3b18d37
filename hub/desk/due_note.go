package desk

import (
	"context"
	"maps"
	"strings"

	"yizhan/hub"
	"yizhan/hub/care/due"
	"yizhan/hub/form"
)

// DueDone says that an item was done.
type DueDone struct {
	Request hub.ID
	Subject hub.ID
	Item    string // code of the item
	Day     hub.Day
	Until   hub.Day     // of a paper, or when the next is
	More    form.Values // further fields of the record
	Anyway  bool        // a person said again that the day is right
}

// dueRight is who may note what of whom: workers' papers are the 站长's.
func dueRight(subject hub.Kind) hub.Act {
	switch subject {
	case "staff":
		return hub.ActSite
	case "site":
		return hub.ActCorrect
	}
	return hub.ActMeasure
}

// NoteDue writes the record that ends an item. A dose that is noted for a day on which
// it was too early is asked about once: the certificate was misread, or the clinic had
// its reasons. Errors: CodeNotFound, CodeInvalid (day), CodeQuestion (due.early).
func (d *Desk) NoteDue(ctx context.Context, actor hub.Actor, n DueDone) (hub.Outcome, error) {
	code, what, _ := strings.Cut(n.Item, "/")
	rule, ok := d.DueRules().Rule(code)
	if !ok || rule.Closes.Kind == "" || rule.Figures() {
		return hub.Outcome{}, hub.E(hub.CodeNotFound, "due.unknown")
	}
	if err := d.allow(actor, dueRight(rule.Subject)); err != nil {
		return hub.Outcome{}, err
	}
	if err := d.dueDay(ctx, rule, n); err != nil {
		return hub.Outcome{}, err
	}
	spec, _ := d.DueRules().Record(rule.Closes.Kind)
	values := form.Values{spec.Day: orNil(n.Day)}
	if spec.Until != "" {
		values[spec.Until] = orNil(n.Until)
	}
	if what == "" {
		what = rule.Closes.Written()
	}
	def, _ := d.forms.Get(rule.Closes.Kind)
	if _, own := def.Field("site"); own {
		values["site"] = orNil(actor.Site)
	}
	if _, own := def.Field("called"); own { // a record says in words what it is of
		values["called"] = rule.Title
	}
	maps.Copy(values, n.More)
	if spec.Code == due.ByPeriod {
		return d.append(ctx, actor, n.Request, d.forms.EditOnce(rule.Closes.Kind, n.Subject, what, compact(values)))
	}
	if spec.Code != "" {
		values[spec.Code] = what
	}
	id := hub.DeriveID(rule.Closes.Kind, n.Subject, n.Request.String())
	return d.append(ctx, actor, n.Request, d.forms.Edit(rule.Closes.Kind, id, n.Subject, compact(values)))
}

// dueDay says what is the matter with the day of a note.
func (d *Desk) dueDay(ctx context.Context, rule *due.Rule, n DueDone) error {
	if _, ok := n.Day.Time(); !ok {
		return hub.E(hub.CodeInvalid, "due.no-day").In("day")
	}
	if n.Day > d.Today() && rule.Of != due.FromUntil {
		return hub.E(hub.CodeInvalid, "due.future").In("day")
	}
	if rule.Subject != "child" {
		return nil
	}
	c, f, err := d.dueFile(ctx, n.Subject)
	if err != nil {
		return err
	}
	if c.Birth != "" && n.Day < c.Birth && rule.Of != due.FromUntil {
		return hub.E(hub.CodeInvalid, "due.unborn").In("day")
	}
	if first := d.DueRules().Earliest(f, rule, n.Day); rule.Group == "dose" && first != "" && n.Day < first && !n.Anyway {
		return hub.E(hub.CodeQuestion, "due.early", rule.Title).In("day")
	}
	return nil
}

// Snoozing puts an item off.
type Snoozing struct {
	Request hub.ID
	Subject hub.ID
	Item    string
	Until   hub.Day
	Reason  string // code of the form
	Note    string
}

// Snooze puts an item off to a day and says why; it comes back by itself. How far is
// bounded by the rule; for longer only where the clinic said so.
func (d *Desk) Snooze(ctx context.Context, actor hub.Actor, s Snoozing) (hub.Outcome, error) {
	code, _, _ := strings.Cut(s.Item, "/")
	rule, ok := d.DueRules().Rule(code)
	if !ok {
		return hub.Outcome{}, hub.E(hub.CodeNotFound, "due.unknown")
	}
	if err := d.allow(actor, dueRight(rule.Subject)); err != nil {
		return hub.Outcome{}, err
	}
	today := d.Today()
	if _, ok := s.Until.Time(); !ok || s.Until <= today {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "due.until").In("until")
	}
	if most := d.DueRules().Most(rule, s.Reason); s.Until > today.Add(most) {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "due.too-far", most).In("until")
	}
	return d.append(ctx, actor, s.Request, d.forms.EditOnce("snooze", s.Subject, s.Item, form.Values{
		"until": s.Until, "reason": orNil(s.Reason), "note": orNil(s.Note), "day": today, "by": orNil(actor.Staff), "called": rule.Title,
	}))
}

// DueRules is what falls due, as this hub has it.
func (d *Desk) DueRules() *due.Rules { return d.due.Load() }
