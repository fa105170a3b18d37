package desk

import (
	"cmp"
	"context"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// Verdict is the county's answer to a request.
type Verdict struct {
	Request hub.ID
	Ask     hub.ID
	Checked string // how the officer made sure who asks: phone, seen, paper
	Answer  string // what the family is told; needed where nothing is erased
}

// RefuseErase answers a request without erasing, or says that a dispute is settled:
// the records are in use again, and the family has the reason in words.
func (d *Desk) RefuseErase(ctx context.Context, actor hub.Actor, v Verdict) (hub.Outcome, error) {
	a, err := d.answering(ctx, actor, v)
	if err != nil || a.State == "refused" {
		return hub.Outcome{}, err
	}
	if v.Answer == "" {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "erase.why").In("answer")
	}
	edits, err := d.again(ctx, a)
	if err != nil {
		return hub.Outcome{}, err
	}
	actor.Lane = a.Lane
	return d.append(ctx, actor, v.Request, append(edits, d.forms.Edit("erase-ask", a.ID, a.ID, compact(form.Values{
		"state": "refused", "answer": v.Answer, "answered": d.Today(), "checked": orNil(v.Checked),
	})))...)
}

// ApproveErase orders every hub to erase what a family asked for. What a law makes us
// keep stays, with the name that it cannot do without, and nothing else.
func (d *Desk) ApproveErase(ctx context.Context, actor hub.Actor, v Verdict) (hub.Outcome, error) {
	a, err := d.answering(ctx, actor, v)
	switch {
	case err != nil || a.State == "ordered":
		return hub.Outcome{}, err
	case a.What == ErasePause:
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "erase.pause").In("answer")
	case v.Checked == "":
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "erase.proof").In("checked")
	}
	var drafts []hub.Draft
	var lanes []string
	for _, s := range subjectsOf(a) {
		more, in, err := d.eraseSubject(ctx, s, "request", d.underDuty)
		if err != nil {
			return hub.Outcome{}, err
		}
		drafts = append(drafts, more...)
		for _, lane := range in {
			if !slices.Contains(lanes, string(lane)) {
				lanes = append(lanes, string(lane))
			}
		}
	}
	drafts = append(drafts, hub.Draft{Lane: a.Lane, Edits: []hub.Edit{d.forms.Edit("erase-ask", a.ID, a.ID, compact(form.Values{
		"state": "ordered", "answered": d.Today(), "checked": v.Checked, "answer": orNil(v.Answer), "lanes": lanes,
	}))}})
	return d.appendActs(ctx, actor, "erase", v.Request, drafts)
}

// answering is a request that this officer may answer; one that is answered in the
// same way already comes back as it is.
func (d *Desk) answering(ctx context.Context, actor hub.Actor, v Verdict) (care.EraseAsk, error) {
	if err := d.allow(actor, hub.ActErase); err != nil {
		return care.EraseAsk{}, err
	}
	a, err := d.EraseAsk(ctx, actor, v.Ask)
	if err == nil && a.State == "cancelled" {
		return a, hub.E(hub.CodeConflict, "erase.answered")
	}
	return a, err
}

// underDuty says whether a law makes us keep a kind though the family asks.
func (d *Desk) underDuty(kind hub.Kind) bool {
	code := d.forms.ClassOf(kind)
	return slices.ContainsFunc(d.forms.Classes(), func(c form.Class) bool { return c.Code == code && c.Duty })
}

// KeptByDuty are the kinds of a child's records that stay, whatever is asked.
func (d *Desk) KeptByDuty(ctx context.Context, actor hub.Actor, child hub.ID) (kinds []hub.Kind, err error) {
	if err := d.mayHandle(actor); err != nil {
		return nil, err
	}
	recs, err := d.log.Of(ctx, child)
	for _, rec := range recs {
		if d.underDuty(rec.Kind) && !slices.Contains(kinds, rec.Kind) {
			kinds = append(kinds, rec.Kind)
		}
	}
	return kinds, err
}

// eraseSubject is the orders for all that is kept of a child, lane by lane, but for the
// kinds that keep wants, and the lanes that it touches. Looks stay: they name nobody,
// and say who saw the child while it was known.
func (d *Desk) eraseSubject(ctx context.Context, subject hub.ID, reason string, keep func(hub.Kind) bool) (drafts []hub.Draft, lanes []hub.Lane, err error) {
	recs, err := d.log.Of(ctx, subject)
	if err != nil {
		return nil, nil, err
	}
	byLane := map[hub.Lane][]hub.Record{}
	for _, rec := range recs {
		if _, town := rec.Lane.Township(); !town && rec.Lane != hub.LaneLocal && rec.Lane != hub.LaneCounty || rec.Kind == "look" {
			continue
		}
		if byLane[rec.Lane] == nil {
			lanes = append(lanes, rec.Lane)
		}
		byLane[rec.Lane] = append(byLane[rec.Lane], rec)
	}
	slices.Sort(lanes)
	for _, lane := range lanes {
		more, err := d.eraseIn(ctx, subject, lane, reason, byLane[lane], keep)
		if err != nil {
			return nil, nil, err
		}
		drafts = append(drafts, more...)
	}
	if len(lanes) > 0 && !slices.Contains(lanes, hub.LaneLocal) { // what a station wrote before it joined lies on its box
		drafts = append(drafts, d.order(hub.Erasure{Subject: subject, Lane: hub.LaneLocal}, reason))
		lanes = append(lanes, hub.LaneLocal)
	}
	return drafts, lanes, nil
}

// eraseIn is the order for one lane. Where something stays, the order ends at what is
// written now, and the child is written anew with nothing but what tells it apart.
func (d *Desk) eraseIn(ctx context.Context, subject hub.ID, lane hub.Lane, reason string, recs []hub.Record, keep func(hub.Kind) bool) ([]hub.Draft, error) {
	stays := func(rec hub.Record) bool { return keep(rec.Kind) }
	if !slices.ContainsFunc(recs, stays) {
		return []hub.Draft{d.order(hub.Erasure{Subject: subject, Lane: lane}, reason)}, nil
	}
	upto, err := d.log.Lam(ctx, lane)
	if err != nil {
		return nil, err
	}
	kinds := slices.DeleteFunc(d.forms.Kinds(), func(k hub.Kind) bool { return keep(k) || k == "wrap" })
	var drafts []hub.Draft
	for _, rec := range recs {
		if rec.Kind != "child" {
			continue
		}
		if rec.Sealed {
			return nil, hub.E(hub.CodeConflict, "erase.sealed")
		}
		c := care.As[care.Child](d.forms, rec)
		anew := compact(form.Values{
			"name": orNil(c.Name), "sex": orNil(c.Sex), "birth": orNil(c.Birth), "category": c.Category, "site": orNil(c.Site),
			"withdrawn": cmp.Or(movedOnly(c.Withdrawn), withdrawnKept),
		})
		cleared := form.Values{} // what says nothing new is not written: so it is cleared and said again
		for name := range anew {
			cleared[name] = nil
		}
		for _, values := range []form.Values{cleared, anew} {
			drafts = append(drafts, hub.Draft{Lane: lane, Edits: []hub.Edit{d.forms.Edit("child", subject, subject, values)}})
		}
	}
	return append(drafts, d.order(hub.Erasure{Subject: subject, Lane: lane, Kinds: kinds, Upto: upto}, reason)), nil
}

// OrderLate goes on with orders that end somewhere: what a station had written of such
// a child, and sent only later, is erased too. It returns how many orders it wrote.
func (d *Desk) OrderLate(ctx context.Context, actor hub.Actor) (n int, err error) {
	if err := d.allow(actor, hub.ActErase); err != nil {
		return 0, err
	}
	kept, err := d.log.Find(ctx, "child", "withdrawn", withdrawnKept)
	if err != nil {
		return 0, err
	}
	var drafts []hub.Draft
	for _, c := range kept {
		late, err := d.late(ctx, c)
		if err != nil {
			return 0, err
		}
		drafts = append(drafts, late...)
	}
	if len(drafts) == 0 {
		return 0, nil
	}
	_, err = d.appendActs(ctx, actor, "late", hub.NewID(), drafts)
	return len(drafts), err
}

// late is an order for one child once more, if it has something to erase again.
func (d *Desk) late(ctx context.Context, c hub.Record) ([]hub.Draft, error) {
	found, err := d.log.Find(ctx, hub.KindErasure, "subject", c.Subject)
	if err != nil {
		return nil, err
	}
	recs, err := d.log.Of(ctx, c.Subject)
	if err != nil {
		return nil, err
	}
	recs = slices.DeleteFunc(recs, func(rec hub.Record) bool { return rec.Lane != c.Lane })
	for _, o := range care.All[care.Erasure](d.forms, hub.KindErasure, found) {
		covers := func(rec hub.Record) bool { return slices.Contains(o.Kinds, string(rec.Kind)) }
		again := slices.ContainsFunc(recs, func(rec hub.Record) bool { return rec.Kind != "child" && covers(rec) })
		if hub.Lane(o.Only) == c.Lane && len(o.Kinds) > 0 && again {
			return d.eraseIn(ctx, c.Subject, c.Lane, o.Reason, recs, func(k hub.Kind) bool { return !slices.Contains(o.Kinds, string(k)) })
		}
	}
	return nil, nil
}

// movedOnly keeps a closed copy known as one.
func movedOnly(why string) string {
	if why == withdrawnMoved {
		return why
	}
	return ""
}

// order is one order to erase, in the lane that everybody reads.
func (d *Desk) order(e hub.Erasure, reason string) hub.Draft {
	kinds := make([]any, len(e.Kinds))
	for i, k := range e.Kinds {
		kinds[i] = string(k)
	}
	values := form.Values{
		"subject": e.Subject, "gate": orNil(string(e.Gate)), "lane": orNil(string(e.Lane)), "reason": reason, "day": d.Today(),
	}
	if len(kinds) > 0 {
		values["kinds"] = kinds
	}
	if e.Upto > 0 {
		values["upto"] = int64(e.Upto)
	}
	id := e.ID()
	return hub.Draft{Lane: hub.LanePublic, Edits: []hub.Edit{d.forms.Edit(hub.KindErasure, id, id, compact(values))}}
}

// OrderWithdrawn orders to erase what waited for a consent that was taken back, on
// every hub, up to now: if the family agrees again, what is written then is kept. It
// returns how many orders it wrote.
func (d *Desk) OrderWithdrawn(ctx context.Context, actor hub.Actor) (n int, err error) {
	if err := d.allow(actor, hub.ActErase); err != nil {
		return 0, err
	}
	waiting, err := d.log.Gated(ctx)
	if err != nil {
		return 0, err
	}
	var drafts []hub.Draft
	for _, e := range waiting {
		refused, err := d.refused(ctx, e)
		if err != nil {
			return 0, err
		}
		if !refused || e.Lane == hub.LaneLocal {
			continue
		}
		if e.Upto, err = d.log.Lam(ctx, e.Lane); err != nil {
			return 0, err
		}
		drafts = append(drafts, d.order(e, "withdrawn"))
	}
	if len(drafts) == 0 {
		return 0, nil
	}
	_, err = d.appendActs(ctx, actor, "withdrawn", hub.NewID(), drafts)
	return len(drafts), err
}

// refused says whether the family's answer to a purpose, in this lane, is no.
func (d *Desk) refused(ctx context.Context, e hub.Erasure) (bool, error) {
	recs, err := d.log.Of(ctx, e.Subject, "consent")
	if err != nil {
		return false, err
	}
	id := hub.DeriveID("consent", e.Subject, string(e.Gate))
	return slices.ContainsFunc(care.All[care.Consent](d.forms, "consent", recs), func(c care.Consent) bool {
		return c.ID == id && c.Lane == e.Lane && c.Answer == hub.AnswerNo
	}), nil
}
