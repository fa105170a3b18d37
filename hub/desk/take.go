package desk

import (
	"cmp"
	"context"
	"strings"
	"time"

	"yizhan/hub"
	"yizhan/hub/form"
)

// A table with more people than the county's rule says leaves the desk only when a second
// officer has agreed to it: whoever was deceived, or deceives, needs another person. What
// was agreed to may be taken once, by who asked, within a day, and is not larger by more
// than what comes in on such a day.
const (
	TakeAlone = 20             // people in a table that one officer may take by herself; the county changes it
	takeFor   = 24 * time.Hour // after the answer
	takeAsked = 7 * 24 * time.Hour
	takeMore  = 10 // the table may have grown by one in so many
)

// Take is a request for a table with many people.
type Take struct {
	ID                    hub.ID
	By                    hub.ID
	ByName                string
	What                  string // 名册
	Address               string // path and query of the table: what was agreed to, and nothing else
	People                int
	Purpose               string // a code of the form of looks
	Why                   string // for whom, in her own words
	Asked                 time.Time
	Answer                string // "": it waits; yes, no
	AnswerBy              hub.ID
	AnswerName, AnswerWhy string
	Answered              time.Time
	Taken                 time.Time // zero: not yet
}

// TakeState says how a request stands.
type TakeState string

const (
	TakeWaits   TakeState = "waits"
	TakeAgreed  TakeState = "agreed" // she may take it now
	TakeRefused TakeState = "refused"
	TakeGone    TakeState = "gone" // nobody answered in time, or it was not fetched in time
	TakeDone    TakeState = "done"
)

// State is how a request stands at a time.
func (t Take) State(now time.Time) TakeState {
	switch {
	case !t.Taken.IsZero():
		return TakeDone
	case t.Answer == "no":
		return TakeRefused
	case t.Answer == "yes" && now.Before(t.Answered.Add(takeFor)):
		return TakeAgreed
	case t.Answer == "" && now.Before(t.Asked.Add(takeAsked)):
		return TakeWaits
	}
	return TakeGone
}

// Until is when what was agreed to can no more be fetched.
func (t Take) Until() time.Time { return t.Answered.Add(takeFor) }

// Outgoing is a table with people in it that is about to leave.
type Outgoing struct {
	Lane    hub.Lane // where looks are noted
	People  int
	Purpose string
	Address string
	Agreed  hub.ID // the request that another officer agreed to; zero: none
}

// TakeOut lets a table with people leave and puts it on the trail before its first byte is
// written. Errors: CodeForbidden desk.may-not, take.needs-two (nobody else has agreed),
// take.not-this (to something else), take.over (too late), take.grown; CodeConflict
// take.again: it was taken already.
func (d *Desk) TakeOut(ctx context.Context, actor hub.Actor, o Outgoing) error {
	if err := d.allow(actor, hub.ActExport); err != nil {
		return err
	}
	note := hub.Draft{Request: hub.NewID(), Lane: o.Lane, Edits: []hub.Edit{
		d.lookEdit(d.lookNow(actor, trailOf(actor), "export"), form.Values{"purpose": orNil(o.Purpose)}),
	}}
	most, err := d.TakesAlone(ctx)
	if err != nil {
		return err
	}
	if o.People <= most {
		_, err := d.log.Append(ctx, note)
		return err
	}
	if o.Agreed.IsZero() {
		return hub.E(hub.CodeForbidden, "take.needs-two", most)
	}
	t, err := d.TakeOf(ctx, actor, o.Agreed)
	if err != nil {
		return err
	}
	switch state := t.State(d.clock.Now().Wall); {
	case t.By != actor.Staff || t.Address != o.Address || t.Purpose != o.Purpose:
		return hub.E(hub.CodeForbidden, "take.not-this")
	case state == TakeDone:
		return hub.E(hub.CodeConflict, "take.again")
	case state != TakeAgreed:
		return hub.E(hub.CodeForbidden, "take.over")
	case o.People > t.People+max(1, t.People/takeMore):
		return hub.E(hub.CodeForbidden, "take.grown", t.People, o.People)
	}
	// One act: what was agreed to is used up, and the look is on the trail. Of two that take
	// it at once, at two processes on one database too, one finds the record written.
	used := d.forms.Edit("taken", takenID(t.ID), takenID(t.ID), form.Values{"take": t.ID, "people": o.People, "at": d.at()})
	used.Fresh = true
	_, err = d.log.AppendAll(ctx, []hub.Draft{{Request: hub.NewID(), Lane: hub.LaneCounty, Author: actor.Staff, Edits: []hub.Edit{used}}, note})
	if hub.CodeOf(err) == hub.CodeConflict {
		return hub.E(hub.CodeConflict, "take.again").Because(err)
	}
	return err
}

func takenID(take hub.ID) hub.ID { return hub.DeriveID("taken", take, "") }

// at is now, as records hold it.
func (d *Desk) at() string { return d.clock.Now().Wall.In(hub.China).Format(minuteForm) }

const minuteForm = "2006-01-02T15:04"

// AskTake asks for a second officer's word. Errors: CodeForbidden, CodeInvalid.
func (d *Desk) AskTake(ctx context.Context, actor hub.Actor, request hub.ID, t Take) (hub.ID, error) {
	if err := d.allow(actor, hub.ActExport); err != nil {
		return hub.ID{}, err
	}
	if t.Why = strings.TrimSpace(t.Why); t.Why == "" {
		return hub.ID{}, hub.E(hub.CodeInvalid, "take.why").In("why")
	}
	id := hub.DeriveID("take", request, "")
	actor.Lane = hub.LaneCounty
	_, err := d.append(ctx, actor, request, d.forms.Edit("take", id, id, form.Values{
		"by": orNil(actor.Staff), "by_name": t.ByName, "what": t.What, "address": t.Address, "people": t.People,
		"purpose": t.Purpose, "why": t.Why, "asked": d.at(),
	}))
	return id, err
}

// AnswerTake is the second officer's word. Nobody answers her own request, and an answer
// stands. Errors: CodeForbidden desk.may-not, take.own; CodeInvalid take.why-not;
// CodeConflict take.answered.
func (d *Desk) AnswerTake(ctx context.Context, actor hub.Actor, request, id hub.ID, name string, yes bool, why string) error {
	if err := d.allow(actor, hub.ActAgree); err != nil {
		return err
	}
	t, err := d.TakeOf(ctx, actor, id)
	if err != nil {
		return err
	}
	answer, why := "yes", strings.TrimSpace(why)
	if !yes {
		answer = "no"
	}
	switch {
	case t.By == actor.Staff:
		return hub.E(hub.CodeForbidden, "take.own")
	case t.State(d.clock.Now().Wall) != TakeWaits:
		return hub.E(hub.CodeConflict, "take.answered")
	case !yes && why == "":
		return hub.E(hub.CodeInvalid, "take.why-not").In("why")
	}
	actor.Lane = hub.LaneCounty
	_, err = d.append(ctx, actor, request, d.forms.Edit("take", id, id, compact(form.Values{
		"answer": answer, "answer_by": orNil(actor.Staff), "answer_name": name, "answer_why": orNil(why), "answered": d.at(),
	})))
	return err
}

// TakeOf is one request, for who asked and who may answer.
func (d *Desk) TakeOf(ctx context.Context, actor hub.Actor, id hub.ID) (Take, error) {
	rec, err := d.countys(ctx, "take", id)
	if err != nil {
		return Take{}, err
	}
	t, err := d.asTake(ctx, rec)
	if err == nil && t.By != actor.Staff && !actor.May(hub.ActAgree) && !actor.May(hub.ActAudit) {
		err = hub.E(hub.CodeForbidden, "desk.may-not")
	}
	return t, err
}

// takesShown is how many requests are listed.
const takesShown = 200

// Takes are the newest requests that an actor may see: her own, and all where she answers
// or audits.
func (d *Desk) Takes(ctx context.Context, actor hub.Actor) (out []Take, err error) {
	all := actor.May(hub.ActAgree) || actor.May(hub.ActAudit)
	if !all && !actor.May(hub.ActExport) {
		return nil, hub.E(hub.CodeForbidden, "desk.may-not")
	}
	for skip := 0; len(out) < takesShown; skip += takesShown {
		recs, err := d.log.Newest(ctx, "take", "asked", "", "9", skip, takesShown)
		if err != nil || len(recs) == 0 {
			return out, err
		}
		for _, rec := range recs {
			t, err := d.asTake(ctx, rec)
			if err != nil {
				return nil, err
			}
			if rec.Lane == hub.LaneCounty && (all || t.By == actor.Staff) && len(out) < takesShown {
				out = append(out, t)
			}
		}
	}
	return out, nil
}

// TakesFor is how many requests wait for an actor's word: of the days in which they can.
func (d *Desk) TakesFor(ctx context.Context, actor hub.Actor) (n int, err error) {
	if !actor.May(hub.ActAgree) {
		return 0, nil
	}
	now := d.clock.Now().Wall
	recs, err := d.log.Newest(ctx, "take", "asked", now.Add(-takeAsked).In(hub.China).Format(minuteForm), "9", 0, takesShown)
	for _, rec := range recs {
		t, err := d.asTake(ctx, rec)
		if err != nil {
			return 0, err
		}
		if rec.Lane == hub.LaneCounty && t.By != actor.Staff && t.State(now) == TakeWaits {
			n++
		}
	}
	return n, err
}

func (d *Desk) asTake(ctx context.Context, rec hub.Record) (Take, error) {
	var r struct {
		By         hub.ID `form:"by"`
		ByName     string `form:"by_name"`
		What       string `form:"what"`
		Address    string `form:"address"`
		People     int    `form:"people"`
		Purpose    string `form:"purpose"`
		Why        string `form:"why"`
		Asked      string `form:"asked"`
		Answer     string `form:"answer"`
		AnswerBy   hub.ID `form:"answer_by"`
		AnswerName string `form:"answer_name"`
		AnswerWhy  string `form:"answer_why"`
		Answered   string `form:"answered"`
	}
	d.forms.Decode(rec, &r)
	t := Take{ID: rec.ID, By: r.By, ByName: r.ByName, What: r.What, Address: r.Address, People: r.People, Purpose: r.Purpose, Why: r.Why,
		Asked: minuteOf(r.Asked), Answer: r.Answer, AnswerBy: r.AnswerBy, AnswerName: r.AnswerName, AnswerWhy: r.AnswerWhy, Answered: minuteOf(r.Answered)}
	done, err := d.countys(ctx, "taken", takenID(rec.ID))
	if hub.CodeOf(err) == hub.CodeNotFound {
		return t, nil
	}
	var at struct {
		At string `form:"at"`
	}
	d.forms.Decode(done, &at)
	t.Taken = minuteOf(at.At)
	return t, err
}

func minuteOf(text string) time.Time {
	t, err := time.ParseInLocation(minuteForm, text, hub.China)
	if err != nil {
		return time.Time{}
	}
	return t
}

// TakesAlone is how many people a table may hold that one officer takes by herself.
func (d *Desk) TakesAlone(ctx context.Context) (int, error) {
	n, err := d.ruleNumber(ctx, RuleTakeAlone)
	return cmp.Or(n, TakeAlone), err
}
