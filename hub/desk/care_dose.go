package desk

import (
	"context"
	"strconv"
	"sync"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// DoseDue is one time of a request of a day.
type DoseDue struct {
	Request care.Medicine
	Signer  care.Person // the guardian who signed; zero if nobody is known by that name
	Due     int         // minute of the day
	Done    care.Dosing // no Went: not yet
	Refusal *hub.Error  // why it may not be given just now; nil: it may
}

// Giving is a dose that was given, or not taken.
type Giving struct {
	Request  hub.ID
	Medicine hub.ID // the family's request
	Due      int
	Went     string // given, spat, refused
	Second   hub.ID // who looked too; zero: nobody else was there
	Relooked bool   // she looked twice herself
}

// giving lets one dose be looked at and noted after the other: two screens that are
// pressed at once give one.
var giving sync.Mutex

// GiveDose notes a dose now. Nothing is given without a request that holds, at another
// time than it says, or twice; nor by one pair of eyes that looked once. The same press
// again changes nothing.
// Errors: those of care.MedicineRules.CheckDose; CodeInvalid medicine.second, care.not-here.
func (d *Desk) GiveDose(ctx context.Context, actor hub.Actor, g Giving) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActCare); err != nil {
		return hub.Outcome{}, err
	}
	if g.Second.IsZero() && !g.Relooked || g.Second == actor.Staff {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "medicine.second").In("second")
	}
	giving.Lock()
	defer giving.Unlock()
	rec, err := d.record(ctx, "medicine", g.Medicine)
	if hub.CodeOf(err) == hub.CodeNotFound {
		return hub.Outcome{}, hub.E(hub.CodeForbidden, "medicine.unsigned")
	}
	if err != nil {
		return hub.Outcome{}, err
	}
	today, now, child := d.Today(), d.Minute(), rec.Subject
	day, err := d.dayOf(ctx, actor, child, today)
	switch {
	case err != nil:
		return hub.Outcome{}, err
	case day.In < 0 || day.Out >= 0:
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "care.not-here")
	}
	all, err := d.doses(ctx, child, today)
	if err != nil {
		return hub.Outcome{}, err
	}
	refusal := hub.E(hub.CodeForbidden, "medicine.no-time")
	for _, one := range all {
		if one.Request.ID != g.Medicine || one.Due != g.Due {
			continue
		}
		if done := one.Done; done.Taken() && done.By == actor.Staff && done.Went == g.Went && now-done.At <= samePress {
			return hub.Outcome{Commit: done.Commit, Again: true}, nil
		}
		refusal = one.Refusal
	}
	if refusal != nil {
		return hub.Outcome{}, refusal
	}
	return d.append(ctx, actor, g.Request, d.forms.EditOnce("dosing", child, dosePeriod(g.Medicine, today, g.Due), compact(form.Values{
		"request": g.Medicine, "day": today, "due": g.Due, "at": now, "went": g.Went, "by": actor.Staff,
		"second": orNil(g.Second), "relooked": orNil(g.Relooked), "site": orNil(actor.Site),
	})))
}

// samePress is within how many minutes the same answer of the same worker is one that
// was sent twice.
const samePress = 2

// dosePeriod is which dose it is: of a request, a day and a time.
func dosePeriod(request hub.ID, day hub.Day, due int) string {
	return request.String() + "/" + string(day) + "/" + strconv.Itoa(due)
}

// doses are the times of a day of all requests of a child, in their order.
func (d *Desk) doses(ctx context.Context, child hub.ID, day hub.Day) ([]DoseDue, error) {
	g, err := d.sameness(ctx)
	if err != nil {
		return nil, err
	}
	recs, err := d.log.OfAll(ctx, g.all(child), "child", "medicine", "dosing", "person")
	return d.dosesIn(living(recs), day), err
}

// dosesIn are those in a child's records.
func (d *Desk) dosesIn(recs []hub.Record, day hub.Day) (out []DoseDue) {
	var done []care.Dosing
	people := care.All[care.Person](d.forms, "person", recs)
	for _, rec := range recs {
		if rec.Kind == "dosing" {
			done = append(done, care.AsDosing(d.forms, rec))
		}
	}
	for _, rec := range recs {
		if rec.Kind != "medicine" {
			continue
		}
		m := care.AsMedicine(d.forms, rec)
		if m.Withdrawn != "" || !m.On(day) {
			continue
		}
		for _, due := range m.Times() {
			one := DoseDue{Request: m, Due: due}
			for _, p := range people {
				if p.ID == m.Guardian {
					one.Signer = p
				}
			}
			for _, was := range done {
				if was.Request == m.ID && was.Day == day && was.Due == due && was.Went != "" {
					one.Done = was
				}
			}
			one.Refusal = d.rules.Medicine.CheckDose(m, one.Signer, done, day, due, d.Minute())
			out = append(out, one)
		}
	}
	hub.SortStable(out, func(a, b DoseDue) int { return a.Due - b.Due })
	return out
}

// medicineLeft are the requests that are at their end: the days are over, the last dose is
// in the child, or the family said that it is enough.
func (d *Desk) medicineLeft(recs []hub.Record, doses []DoseDue, day hub.Day) (out []care.Medicine) {
	open := map[hub.ID]bool{}
	for _, one := range doses {
		open[one.Request.ID] = open[one.Request.ID] || !one.Done.Taken()
	}
	for _, rec := range recs {
		if rec.Kind != "medicine" {
			continue
		}
		m := care.AsMedicine(d.forms, rec)
		ends := m.State == "stopped" || m.Until < day || m.Until == day && !open[m.ID]
		if ends && m.Withdrawn == "" && m.State != "over" {
			out = append(out, m)
		}
	}
	return out
}

// guardianAsks says of a request on its way that nobody but a guardian may ask: whoever
// stands at the desk hears it now, not at noon.
func (d *Desk) guardianAsks(ctx context.Context, f filling) error {
	if f.def.Kind != "medicine" {
		return nil
	}
	field, _ := f.def.Field("guardian")
	id, asked := f.edit.Set[field.No].(hub.ID)
	if !asked {
		return nil
	}
	p, err := d.person(ctx, f.edit.Subject, id)
	if err != nil && hub.CodeOf(err) == hub.CodeInternal {
		return err
	}
	if err != nil || !p.Guardian || p.Withdrawn {
		return hub.Errors{hub.E(hub.CodeInvalid, "medicine.who").In("guardian")}
	}
	return nil
}

// Medicines are a child's requests that were not taken back, the newest first.
func (d *Desk) Medicines(ctx context.Context, actor hub.Actor, child hub.ID) (out []care.Medicine, err error) {
	if err := d.allow(actor, hub.ActLook); err != nil {
		return nil, err
	}
	g, err := d.sameness(ctx)
	if err != nil {
		return nil, err
	}
	recs, err := d.log.OfAll(ctx, g.all(child), "child", "medicine")
	for _, rec := range living(recs) {
		if m := care.AsMedicine(d.forms, rec); rec.Kind == "medicine" && m.Withdrawn == "" {
			out = append(out, m)
		}
	}
	hub.SortStable(out, func(a, b care.Medicine) int { return compareDesc(string(a.Until), string(b.Until)) })
	return out, err
}
