package desk

import (
	"cmp"
	"context"
	"encoding/hex"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// What a family may ask for, besides a purpose that it had agreed to.
const (
	EraseAll   = "all"   // everything that no law makes us keep
	ErasePause = "pause" // nothing is erased: the use stops while something is disputed
)

// Why a child's record does not count, beside withdrawnMoved.
const (
	withdrawnAsked = "asked" // its family asked; a county's answer is due
	withdrawnKept  = "kept"  // only what a law makes us keep is left
)

// Wish is a family at the desk that asks to stop using, or to erase.
type Wish struct {
	Request hub.ID
	Child   hub.ID
	What    string // EraseAll, ErasePause, or a purpose that waits for consent
	By      hub.ID // who of the child's people asks
	Proof   string // id, known: how the worker made sure of that
}

// AskErase notes what a family asks. From this moment the child's records are out of
// every list, search and export, and only who handles the request opens them; a single
// purpose is refused from now on, which stops its keeping and sending at once.
func (d *Desk) AskErase(ctx context.Context, actor hub.Actor, a Wish) (ask hub.ID, out hub.Outcome, err error) {
	if err := d.allow(actor, hub.ActPause); err != nil {
		return ask, out, err
	}
	ask = hub.DeriveID("erase-ask", a.Request, "ask")
	subjects, by, err := d.asks(ctx, ask, a)
	if err != nil {
		return ask, out, err
	}
	due, err := d.answerBy(ctx, d.Today())
	if err != nil {
		return ask, out, err
	}
	values := form.Values{
		"child": subjects[0], "subjects": hexes(subjects), "state": "asked", "what": a.What, "site": orNil(actor.Site), "by": orNil(a.By),
		"kinship": orNil(by.Kinship), "by_name": orNil(by.Name), "proof": orNil(a.Proof), "day": d.Today(), "due": due,
	}
	edits, err := d.stops(ctx, a, subjects, values)
	if err != nil {
		return ask, out, err
	}
	edits = append(edits, d.forms.Edit("erase-ask", ask, ask, compact(values)))
	out, err = d.append(ctx, actor, a.Request, edits...)
	return ask, out, err
}

// asks is the records that a request is about, and who asks.
func (d *Desk) asks(ctx context.Context, ask hub.ID, a Wish) (subjects []hub.ID, by care.Person, err error) {
	child, err := d.child(ctx, a.Child)
	if err != nil {
		return nil, by, err
	}
	if child.Sealed && child.Called() == "" {
		return nil, by, hub.E(hub.CodeForbidden, "erase.elsewhere")
	}
	switch before, open, err := d.openAsk(ctx, child.ID); {
	case err != nil:
		return nil, by, err
	case open && before.ID != ask:
		return nil, by, hub.E(hub.CodeConflict, "erase.already")
	}
	if !a.By.IsZero() {
		if by, err = d.person(ctx, a.Child, a.By); err != nil {
			return nil, by, err
		}
	}
	if by.Name == "" && by.Kinship == "" {
		return nil, by, hub.E(hub.CodeInvalid, "erase.who").In("by")
	}
	if a.What != EraseAll && a.What != ErasePause && !d.waitsForConsent(hub.Purpose(a.What)) {
		return nil, by, hub.E(hub.CodeInvalid, "erase.what").In("what")
	}
	g, err := d.sameness(ctx)
	return g.all(child.ID), by, err
}

// stops is what ends at once. A purpose needs no officer: its answer is the family's.
func (d *Desk) stops(ctx context.Context, a Wish, subjects []hub.ID, ask form.Values) (edits []hub.Edit, err error) {
	for _, s := range subjects {
		if d.waitsForConsent(hub.Purpose(a.What)) {
			ask["state"], ask["answered"] = "ordered", d.Today()
			edits = append(edits, d.forms.EditOnce("consent", s, a.What, compact(form.Values{
				"answer": hub.AnswerNo, "way": "paper", "by": orNil(a.By), "by_name": ask["by_name"], "day": d.Today(), "sheet": SheetVersion,
			})))
			continue
		}
		c, err := d.child(ctx, s)
		if err != nil {
			return nil, err
		}
		if s == subjects[0] {
			ask["before"] = orNil(c.Withdrawn)
		}
		if c.Withdrawn != withdrawnMoved { // a closed copy is in no list, and has to stay known as that
			edits = append(edits, d.forms.Edit("child", s, s, form.Values{"withdrawn": withdrawnAsked}))
		}
	}
	return edits, nil
}

func (d *Desk) waitsForConsent(p hub.Purpose) bool {
	return slices.ContainsFunc(d.forms.Purposes(), func(known form.Purpose) bool {
		return known.Code == p && known.Basis == hub.BasisConsent
	})
}

// answerBy is the last day to answer what is asked on a day.
func (d *Desk) answerBy(ctx context.Context, day hub.Day) (hub.Day, error) {
	holidays, err := d.Holidays(ctx)
	return holidays.After(day, d.forms.Answering().Days), err
}

func hexes(ids []hub.ID) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = hex.EncodeToString(id[:])
	}
	return out
}

// subjectsOf are the records that a request is about.
func subjectsOf(a care.EraseAsk) []hub.ID {
	var out []hub.ID
	for _, text := range a.Subjects {
		if id, err := hub.ParseID(text); err == nil {
			out = append(out, id)
		}
	}
	if len(out) == 0 {
		out = append(out, a.Child)
	}
	return out
}

// openAsk is the request of a child that nobody has answered.
func (d *Desk) openAsk(ctx context.Context, child hub.ID) (care.EraseAsk, bool, error) {
	recs, err := d.log.Find(ctx, "erase-ask", "child", child)
	for _, a := range care.All[care.EraseAsk](d.forms, "erase-ask", recs) {
		if a.Open() {
			return a, true, err
		}
	}
	return care.EraseAsk{}, false, err
}

// EraseAsks lists what families asked, what has to be answered first, then the newest.
func (d *Desk) EraseAsks(ctx context.Context, actor hub.Actor) ([]care.EraseAsk, error) {
	if err := d.mayHandle(actor); err != nil {
		return nil, err
	}
	var out []care.EraseAsk
	err := d.log.Each(ctx, "erase-ask", func(rec hub.Record) error {
		if a := care.As[care.EraseAsk](d.forms, rec); a.State != "" {
			out = append(out, a)
		}
		return nil
	})
	hub.SortStable(out, func(a, b care.EraseAsk) int {
		switch {
		case a.Open() != b.Open():
			return boolFirst(a.Open(), b.Open())
		case a.Open():
			return compareDesc(string(b.Due), string(a.Due))
		}
		return compareDesc(string(a.Day), string(b.Day))
	})
	return out, err
}

// EraseAsk is one request.
func (d *Desk) EraseAsk(ctx context.Context, actor hub.Actor, id hub.ID) (care.EraseAsk, error) {
	if err := d.mayHandle(actor); err != nil {
		return care.EraseAsk{}, err
	}
	rec, err := d.log.Record(ctx, "erase-ask", id)
	if err != nil {
		return care.EraseAsk{}, err
	}
	return care.As[care.EraseAsk](d.forms, rec), nil
}

// EraseAskOf is the open request of a child; zero if there is none.
func (d *Desk) EraseAskOf(ctx context.Context, actor hub.Actor, child hub.ID) (care.EraseAsk, error) {
	if err := d.mayHandle(actor); err != nil {
		return care.EraseAsk{}, err
	}
	a, _, err := d.openAsk(ctx, child)
	return a, err
}

// mayHandle is for those who take a request, and those who answer it.
func (d *Desk) mayHandle(actor hub.Actor) error {
	if actor.May(hub.ActErase) {
		return d.allow(actor, hub.ActErase)
	}
	return d.allow(actor, hub.ActPause)
}

// TakeBackErase is a family that thinks better of it before the county has answered:
// the records are in use again.
func (d *Desk) TakeBackErase(ctx context.Context, actor hub.Actor, request, ask hub.ID) (hub.Outcome, error) {
	if err := d.allow(actor, hub.ActPause); err != nil {
		return hub.Outcome{}, err
	}
	a, err := d.EraseAsk(ctx, actor, ask)
	switch {
	case err != nil:
		return hub.Outcome{}, err
	case a.State == "cancelled":
		return hub.Outcome{}, nil
	case !a.Open():
		return hub.Outcome{}, hub.E(hub.CodeConflict, "erase.answered")
	}
	edits, err := d.again(ctx, a)
	if err != nil {
		return hub.Outcome{}, err
	}
	actor.Lane = a.Lane
	return d.append(ctx, actor, request, append(edits, d.forms.Edit("erase-ask", ask, ask, form.Values{"state": "cancelled"}))...)
}

// again brings a child's records back into use.
func (d *Desk) again(ctx context.Context, a care.EraseAsk) (edits []hub.Edit, err error) {
	for _, s := range subjectsOf(a) {
		c, err := d.child(ctx, s)
		if hub.CodeOf(err) == hub.CodeNotFound && err != nil {
			continue
		}
		if err != nil {
			return nil, err
		}
		if c.Withdrawn == withdrawnAsked {
			edits = append(edits, d.forms.Edit("child", s, s, form.Values{"withdrawn": orNil(a.Before)}))
		}
	}
	return edits, nil
}

// withdrawals notes the purposes that a sheet takes back, so that the family can be
// shown where what was kept for them has been erased.
func (d *Desk) withdrawals(ctx context.Context, actor hub.Actor, s ConsentSheet) (edits []hub.Edit, err error) {
	if s.Pending || len(s.Refused) == 0 {
		return nil, nil
	}
	recs, err := d.log.Of(ctx, s.Child, "consent")
	if err != nil {
		return nil, err
	}
	by := care.Person{}
	if !s.By.IsZero() {
		if by, err = d.person(ctx, s.Child, s.By); err != nil && hub.CodeOf(err) != hub.CodeNotFound {
			return nil, err
		}
	}
	due, err := d.answerBy(ctx, d.Today())
	if err != nil {
		return nil, err
	}
	for _, c := range care.All[care.Consent](d.forms, "consent", living(recs)) {
		p := hub.Purpose(c.Period)
		if c.Answer != hub.AnswerYes || !slices.Contains(s.Refused, p) || !d.waitsForConsent(p) {
			continue
		}
		id := hub.DeriveID("erase-ask", s.Request, string(p))
		edits = append(edits, d.forms.Edit("erase-ask", id, id, compact(form.Values{
			"child": s.Child, "subjects": hexes([]hub.ID{s.Child}), "state": "ordered", "what": string(p), "site": orNil(actor.Site), "by": orNil(s.By),
			"kinship": orNil(by.Kinship), "by_name": orNil(cmp.Or(by.Name, s.ByName)), "day": d.Today(), "due": due, "answered": d.Today(),
		})))
	}
	return edits, nil
}
