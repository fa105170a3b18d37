package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/claim"
	"yizhan/hub/form"
)

// What becomes of a line of which somebody has a doubt.
const (
	DoubtPaid   = "paid"
	DoubtStruck = "struck"
)

// LineDoubt is what somebody found odd about a line.
type LineDoubt struct {
	ID         hub.ID
	Site       hub.ID  `form:"site"`
	Line       int     `form:"line"`
	Reason     string  `form:"reason"`
	By         hub.ID  `form:"by"`
	Day        hub.Day `form:"day"`
	Answer     string  `form:"answer"` // "" nobody has looked
	Found      string  `form:"found"`
	AnsweredBy hub.ID  `form:"answered_by"`
	Child      hub.ID  // zero: of a line of the station itself
}

// LineOf names a line of a run.
type LineOf struct {
	Run, Site hub.ID
	No        int
}

// DoubtLine marks a line that is still looked at. Whoever sees its station may; the caller
// checks that she does. Errors: CodeForbidden, CodeNotFound, CodeConflict money.locked,
// CodeInvalid money.reason.
func (d *Desk) DoubtLine(ctx context.Context, actor hub.Actor, request hub.ID, at LineOf, reason string) (hub.Outcome, error) {
	if !officer(actor) {
		return hub.Outcome{}, hub.E(hub.CodeForbidden, "desk.may-not")
	}
	if err := d.allow(actor, hub.ActWork); err != nil {
		return hub.Outcome{}, err
	}
	done, err := d.log.Alone(ctx, money)
	if err != nil {
		return hub.Outcome{}, err
	}
	defer done()
	_, sites, err := d.triedRun(ctx, at.Run)
	if err != nil {
		return hub.Outcome{}, err
	}
	line, err := lineAt(sites, at)
	if err != nil {
		return hub.Outcome{}, err
	}
	if strings.TrimSpace(reason) == "" {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "money.reason").In("reason")
	}
	id := hub.DeriveID("claim-doubt", request, "")
	return d.appendMany(ctx, actor, request, []hub.Edit{d.forms.Edit("claim-doubt", id, cmp.Or(line.Child, id), form.Values{
		"run": at.Run, "site": at.Site, "line": at.No, "reason": strings.TrimSpace(reason), "by": orNil(actor.Staff), "day": d.Today(),
	})})
}

func lineAt(sites []RunSite, at LineOf) (claim.Line, error) {
	for _, s := range sites {
		if i := slices.IndexFunc(s.Lines, func(l claim.Line) bool { return s.Site == at.Site && l.No == at.No }); i >= 0 {
			return s.Lines[i], nil
		}
	}
	return claim.Line{}, hub.E(hub.CodeNotFound, "money.no-line")
}

// AnswerDoubt says what becomes of a line. Errors: those of DoubtLine.
func (d *Desk) AnswerDoubt(ctx context.Context, actor hub.Actor, request, run, doubt hub.ID, answer, found string) (hub.Outcome, error) {
	if err := d.mayMoney(actor); err != nil {
		return hub.Outcome{}, err
	}
	done, err := d.log.Alone(ctx, money)
	if err != nil {
		return hub.Outcome{}, err
	}
	defer done()
	if _, _, err := d.triedRun(ctx, run); err != nil {
		return hub.Outcome{}, err
	}
	all, err := d.LineDoubts(ctx, run)
	if err != nil {
		return hub.Outcome{}, err
	}
	i := slices.IndexFunc(all, func(one LineDoubt) bool { return one.ID == doubt })
	switch {
	case i < 0:
		return hub.Outcome{}, hub.E(hub.CodeNotFound, "money.no-line")
	case answer != DoubtPaid && answer != DoubtStruck:
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "form.required").In("answer")
	case strings.TrimSpace(found) == "":
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "money.found").In("found")
	}
	return d.appendMany(ctx, actor, request, []hub.Edit{d.forms.Edit("claim-doubt", doubt, cmp.Or(all[i].Child, doubt), form.Values{
		"answer": answer, "found": strings.TrimSpace(found), "answered_by": actor.Staff,
	})})
}

// LineDoubts are those about a run, by station and line.
func (d *Desk) LineDoubts(ctx context.Context, run hub.ID) (out []LineDoubt, err error) {
	recs, err := d.log.Find(ctx, "claim-doubt", "run", run)
	for _, rec := range recs {
		var one LineDoubt
		d.forms.Decode(rec, &one)
		if one.ID = rec.ID; rec.Subject != rec.ID {
			one.Child = rec.Subject
		}
		if rec.Lane == hub.LaneCounty {
			out = append(out, one)
		}
	}
	hub.Sort(out, func(a, b LineDoubt) int {
		return cmp.Or(slices.Compare(a.Site[:], b.Site[:]), a.Line-b.Line, slices.Compare(a.ID[:], b.ID[:]))
	})
	return out, err
}
