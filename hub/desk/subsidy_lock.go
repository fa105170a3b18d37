package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/claim"
	"yizhan/hub/form"
)

// LockRun makes a run what the county pays: lines of which a doubt was upheld are struck out,
// and a digest is taken of all of them. Who worked it out does not lock it.
// Errors: CodeForbidden money.same-person, CodeNotFound, CodeConflict money.locked,
// CodeInvalid (money.doubts, money.again).
func (d *Desk) LockRun(ctx context.Context, actor hub.Actor, request, id hub.ID) (hub.Outcome, error) {
	if err := d.mayMoney(actor); err != nil {
		return hub.Outcome{}, err
	}
	done, err := d.log.Alone(ctx, money)
	if err != nil {
		return hub.Outcome{}, err
	}
	defer done()
	r, sites, err := d.triedRun(ctx, id)
	if err != nil {
		return hub.Outcome{}, err
	}
	if r.MadeBy == actor.Staff {
		return hub.Outcome{}, hub.E(hub.CodeForbidden, "money.same-person")
	}
	if err := d.lockable(ctx, r); err != nil {
		return hub.Outcome{}, err
	}
	edits, err := d.strike(ctx, r, sites)
	if err != nil {
		return hub.Outcome{}, err
	}
	total := claim.Totals(linesOf(sites))
	edits = append(edits, d.forms.Edit("claim", id, id, form.Values{
		"state": RunLocked, "own": total.Own, "corrected": total.Corrected, "digest": claim.Digest(r.Paper(), textsOf(sites)),
		"locked_by": actor.Staff, "locked_on": d.Today(),
	}))
	return d.appendMany(ctx, actor, request, edits)
}

// lockable says why a run cannot be locked: a doubt is open, or another one of its programme
// has its months.
func (d *Desk) lockable(ctx context.Context, r SubsidyRun) error {
	doubts, err := d.LineDoubts(ctx, r.ID)
	if err != nil {
		return err
	}
	open := 0
	for _, one := range doubts {
		if one.Answer == "" {
			open++
		}
	}
	if open > 0 {
		return hub.E(hub.CodeInvalid, "money.doubts", open)
	}
	runs, err := d.SubsidyRuns(ctx, r.Programme)
	for _, other := range runs {
		if other.Locked() && other.To >= r.From {
			return hub.E(hub.CodeInvalid, "money.again", other.Seq, claim.MonthName(other.To))
		}
	}
	return err
}

// strike takes the money off lines of which a doubt was upheld, and writes their stations anew.
func (d *Desk) strike(ctx context.Context, r SubsidyRun, sites []RunSite) (edits []hub.Edit, err error) {
	doubts, err := d.LineDoubts(ctx, r.ID)
	if err != nil {
		return nil, err
	}
	for i := range sites {
		s, struck := &sites[i], false
		for j, l := range s.Lines {
			if slices.ContainsFunc(doubts, func(one LineDoubt) bool { return one.Answer == DoubtStruck && one.Site == s.Site && one.Line == l.No }) {
				s.Lines[j], struck = l.Strike(), true
			}
		}
		if !struck {
			continue
		}
		total := claim.Totals(s.Lines)
		s.Own, s.Corrected, s.Text = total.Own, total.Corrected, claim.Text(s.Lines)
		edits = append(edits, d.forms.Edit("claim-site", s.ID, s.ID, form.Values{
			"lines": s.Text, "own": s.Own, "corrected": s.Corrected, "months": total.Months, "children": total.Children,
		}))
	}
	return edits, nil
}

// textsOf is what stands in the records of the stations.
func textsOf(sites []RunSite) map[hub.ID]string {
	out := map[hub.ID]string{}
	for _, s := range sites {
		out[s.Site] = s.Text
	}
	return out
}

// Whole says whether a run's lines are still those that were locked.
func Whole(r SubsidyRun, sites []RunSite) bool {
	return r.Digest == claim.Digest(r.Paper(), textsOf(sites))
}

// Again works a run out once more from what was known then, and counts the lines that come
// out otherwise, without those of children who were erased since.
func (d *Desk) Again(ctx context.Context, r SubsidyRun, sites []RunSite, book *claim.Book) (other, erased int, err error) {
	p, err := d.Programme(ctx, r.Programme)
	if err != nil {
		return 0, 0, err
	}
	ask, err := d.askOf(ctx, p, r.From, r.To, r.Rates(), r.Seq)
	if err != nil {
		return 0, 0, err
	}
	now := map[claim.Key]claim.Line{}
	for _, l := range claim.Work(book, ask) {
		now[l.Key] = l
	}
	for _, was := range linesOf(sites) {
		if was.Personal && (was.Child.IsZero() || ask.Frozen(was.Child, book.Lane(was.Site))) {
			erased++
			continue
		}
		got, came := now[was.Key]
		delete(now, was.Key)
		amount := was.Amount
		if was.Cause == claim.Struck {
			amount = was.Was
		}
		if !came || got.Amount != amount || got.State != was.State {
			other++
		}
	}
	return other + len(now), erased, nil
}

// Paying is that a locked run was paid.
type Paying struct {
	Request, Run  hub.ID
	Day           hub.Day
	Fund, Voucher string
	Year          int // of the fund
}

// PayRun notes that a run was paid: one line a station in the book of the fund, and at each
// station the sheet 补贴申请, which says what it gets and asks when it came and what for.
// A fund that nobody has put money into, or not as much, pays nothing.
// Errors: CodeForbidden, CodeNotFound, CodeConflict money.not-locked, CodeInvalid.
func (d *Desk) PayRun(ctx context.Context, actor hub.Actor, p Paying) (hub.Outcome, error) {
	if err := d.mayMoney(actor); err != nil {
		return hub.Outcome{}, err
	}
	done, err := d.log.Alone(ctx, money)
	if err != nil {
		return hub.Outcome{}, err
	}
	defer done()
	r, sites, err := d.SubsidyRun(ctx, p.Run)
	switch {
	case err != nil:
		return hub.Outcome{}, err
	case r.State == RunPaid:
		return hub.Outcome{Again: true, Lane: hub.LaneCounty, Records: []hub.ID{r.ID}}, nil
	case r.State != RunLocked:
		return hub.Outcome{}, hub.E(hub.CodeConflict, "money.not-locked")
	}
	if err := d.soundEntry(FundEntry{Fund: p.Fund, Year: p.Year, Day: p.Day, Amount: 1}); err != nil {
		return hub.Outcome{}, err
	}
	if strings.TrimSpace(p.Voucher) == "" {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "money.voucher").In("voucher")
	}
	if err := d.covered(ctx, strings.TrimSpace(p.Fund), p.Year, r.Sum()); err != nil {
		return hub.Outcome{}, err
	}
	steps := []caseStep{{lane: hub.LaneCounty, edit: d.forms.Edit("claim", r.ID, r.ID, form.Values{
		"state": RunPaid, "paid_on": p.Day, "paid_by": actor.Staff, "fund": strings.TrimSpace(p.Fund), "voucher": strings.TrimSpace(p.Voucher),
	})}}
	for _, s := range sites {
		if s.Sum() == 0 {
			continue
		}
		entry := FundEntry{Fund: p.Fund, Year: p.Year, Way: FundOut, Amount: s.Sum(), Day: p.Day, Voucher: p.Voucher, Run: r.ID, Site: s.Site}
		steps = append(steps, caseStep{lane: hub.LaneCounty, edit: d.fundEdit(actor, hub.DeriveID("fund-entry", r.ID, s.Site.String()), entry)},
			caseStep{lane: s.Lane, edit: d.granted(r, s)})
	}
	return d.appendCase(ctx, actor, p.Request, steps)
}

// granted is what the station reads: its sheet 补贴申请, as the county answers it.
func (d *Desk) granted(r SubsidyRun, s RunSite) hub.Edit {
	id, today := hub.DeriveID("subsidy", r.ID, s.Site.String()), d.Today()
	whole := max(0, (s.Sum()+50)/100) // 元; to the 分 it stands beside
	return d.forms.Edit("subsidy", id, s.Site, compact(form.Values{
		"what": r.Rule, "from": r.From + "-01", "to": string(claim.LastDay(r.To)), "people": orNil(s.Children), "got": whole, "exact": s.Sum(),
		"papers": fmt.Sprintf("%s第%d期，县里算的", r.Title, r.Seq), "state": "granted", form.FieldSite: s.Site, form.FieldDay: string(today), form.FieldSince: string(today),
	}))
}
