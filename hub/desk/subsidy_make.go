package desk

import (
	"context"
	"fmt"
	"strings"

	"yizhan/hub"
	"yizhan/hub/claim"
	"yizhan/hub/form"
)

// Making is a run as it is asked for: a programme's months, as known at a closing.
type Making struct {
	Request   hub.ID
	Programme hub.ID
	From, To  string // months
	Closing   hub.Closing
}

// Span is the months that facts have to be read for: a run also corrects those before it.
// Errors: CodeInvalid (money.months, money.again, money.open, money.known), CodeNotFound.
func (d *Desk) Span(ctx context.Context, m Making) (first, last string, err error) {
	p, err := d.Programme(ctx, m.Programme)
	if err != nil {
		return "", "", err
	}
	if len(claim.Months(m.From, m.To)) == 0 {
		return "", "", hub.E(hub.CodeInvalid, "money.months").In("from")
	}
	if m.Closing.Number == 0 || m.Closing.Day < claim.LastDay(m.To) {
		return "", "", hub.E(hub.CodeInvalid, "money.known", claim.MonthName(m.To)).In("known")
	}
	runs, err := d.SubsidyRuns(ctx, p.ID)
	first = m.From
	for _, r := range runs {
		switch {
		case r.State == RunTried:
			return "", "", hub.E(hub.CodeInvalid, "money.open", r.Seq).In("from")
		case r.Locked() && r.To >= m.From:
			return "", "", hub.E(hub.CodeInvalid, "money.again", r.Seq, claim.MonthName(r.To)).In("from")
		case r.Locked():
			first = min(first, r.From)
		}
	}
	return first, m.To, err
}

// MakeRun works a run out and keeps it, to be looked at. book is what was known at the
// closing. Errors: CodeForbidden, those of Span, CodeInvalid money.none, money.long.
func (d *Desk) MakeRun(ctx context.Context, actor hub.Actor, m Making, book *claim.Book) (hub.Outcome, error) {
	if err := d.mayMoney(actor); err != nil {
		return hub.Outcome{}, err
	}
	done, err := d.log.Alone(ctx, money)
	if err != nil {
		return hub.Outcome{}, err
	}
	defer done()
	id := hub.DeriveID("claim", m.Request, "made")
	if _, err := d.log.Record(ctx, "claim", id); err == nil {
		return hub.Outcome{Again: true, Lane: hub.LaneCounty, Records: []hub.ID{id}}, nil
	}
	if _, _, err := d.Span(ctx, m); err != nil {
		return hub.Outcome{}, err
	}
	p, err := d.Programme(ctx, m.Programme)
	if err != nil {
		return hub.Outcome{}, err
	}
	ask, err := d.askOf(ctx, p, m.From, m.To, nil, 0)
	if err != nil {
		return hub.Outcome{}, err
	}
	lines := claim.Work(book, ask)
	if len(lines) == 0 {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "money.none").In("from")
	}
	runs, err := d.SubsidyRuns(ctx, p.ID)
	if err != nil {
		return hub.Outcome{}, err
	}
	seq, total := len(runs)+1, claim.Totals(lines)
	var rated []string
	for _, r := range p.Rates {
		rated = append(rated, r.ID.String())
	}
	head := d.forms.Edit("claim", id, id, form.Values{
		"programme": p.ID, "seq": seq, "title": p.Title(), "rule": string(p.Rule), "from": m.From, "to": m.To, "known": m.Closing.Number, "closed": m.Closing.Day,
		"rates": strings.Join(rated, " "), "made_by": actor.Staff, "made_on": d.Today(), "state": RunTried, "own": total.Own, "corrected": total.Corrected,
		"erased": erasedMonths(book, p.Rule, m),
	})
	sites, err := d.siteEdits(id, book, lines)
	if err != nil {
		return hub.Outcome{}, err
	}
	edits := append(append([]hub.Edit{head}, sites...), d.childEdits(id, p.Title(), lines)...)
	return d.appendMany(ctx, actor, m.Request, edits)
}

// erasedMonths is how many children's months cannot be claimed, because who they were was
// erased before.
func erasedMonths(book *claim.Book, rule claim.Rule, m Making) int64 {
	if !rule.OfChildren() {
		return 0
	}
	return book.Erased(claim.Months(m.From, m.To))
}

// mostLines is what a station's lines of one run may take, in characters.
const mostLines = 200_000

func (d *Desk) siteEdits(run hub.ID, book *claim.Book, lines []claim.Line) (out []hub.Edit, err error) {
	for len(lines) > 0 {
		n := 1
		for n < len(lines) && lines[n].Site == lines[0].Site {
			n++
		}
		site, total := lines[0].Site, claim.Totals(lines[:n])
		id, text := hub.DeriveID("claim-site", run, site.String()), claim.Text(lines[:n])
		if len(text) > mostLines {
			return nil, hub.E(hub.CodeInvalid, "money.long").In("to")
		}
		out = append(out, d.forms.Edit("claim-site", id, id, form.Values{
			"run": run, "site": site, "lane": string(book.Lane(site)), "lines": text,
			"children": total.Children, "months": total.Months, "own": total.Own, "corrected": total.Corrected,
		}))
		lines = lines[n:]
	}
	return out, nil
}

// childEdits say of each child which lines are its own.
func (d *Desk) childEdits(run hub.ID, title string, lines []claim.Line) (out []hub.Edit) {
	type whose struct{ child, site hub.ID }
	nos, months := map[whose][]string{}, map[whose][]string{}
	var order []whose
	for _, l := range lines {
		if l.Child.IsZero() {
			continue
		}
		w := whose{l.Child, l.Site}
		if nos[w] == nil {
			order = append(order, w)
		}
		nos[w], months[w] = append(nos[w], fmt.Sprint(l.No)), append(months[w], l.Month)
	}
	for _, w := range order {
		out = append(out, d.forms.Edit("claim-child", hub.DeriveID("claim-child", w.child, run.String()+w.site.String()), w.child, form.Values{
			"run": run, "site": w.site, "lines": strings.Join(nos[w], " "), "title": title, "months": strings.Join(months[w], " "),
		}))
	}
	return out
}

// Sizes of one commit of an act that has many.
const (
	editsAtOnce = 200
	bytesAtOnce = 100_000
)

// appendMany writes edits in the county's lane in one transaction, some at a time.
func (d *Desk) appendMany(ctx context.Context, actor hub.Actor, request hub.ID, edits []hub.Edit) (hub.Outcome, error) {
	actor.Lane = hub.LaneCounty
	var drafts []hub.Draft
	for len(edits) > 0 {
		n, size := 0, 0
		for n < len(edits) && n < editsAtOnce && (n == 0 || size+sizeOf(edits[n]) < bytesAtOnce) {
			size += sizeOf(edits[n])
			n++
		}
		one := request
		if len(drafts) > 0 {
			one = hub.DeriveID("claim", request, fmt.Sprint(len(drafts)))
		}
		draft, err := d.draft(ctx, actor, one, edits[:n]...)
		if err != nil {
			return hub.Outcome{}, err
		}
		draft.Batch = request
		drafts, edits = append(drafts, draft), edits[n:]
	}
	outs, err := d.log.AppendAll(ctx, drafts)
	if err != nil {
		return hub.Outcome{}, err
	}
	return outs[0], nil
}

// sizeOf is about how many bytes an edit takes.
func sizeOf(e hub.Edit) (n int) {
	for _, v := range e.Set {
		if text, ok := v.(string); ok {
			n += len(text)
		}
		n += 24
	}
	return n
}

// DropRun gives a run up that is not locked.
// Errors: CodeForbidden, CodeNotFound, CodeConflict money.locked.
func (d *Desk) DropRun(ctx context.Context, actor hub.Actor, request, id hub.ID) (hub.Outcome, error) {
	if err := d.mayMoney(actor); err != nil {
		return hub.Outcome{}, err
	}
	done, err := d.log.Alone(ctx, money)
	if err != nil {
		return hub.Outcome{}, err
	}
	defer done()
	if _, _, err := d.triedRun(ctx, id); err != nil {
		return hub.Outcome{}, err
	}
	return d.appendMany(ctx, actor, request, []hub.Edit{d.forms.Edit("claim", id, id, form.Values{"state": RunDropped})})
}

// triedRun is a run that may still change.
func (d *Desk) triedRun(ctx context.Context, id hub.ID) (SubsidyRun, []RunSite, error) {
	r, sites, err := d.SubsidyRun(ctx, id)
	if err == nil && r.State != RunTried {
		err = hub.E(hub.CodeConflict, "money.locked")
	}
	return r, sites, err
}
