package desk

import (
	"context"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/form"
)

// ReportStep is a step of a report that a station or an office takes.
type ReportStep struct {
	Request hub.ID
	Record  hub.ID
	From    string           // the state that the screen showed
	Seen    hub.ID           // the commit that it showed: who says that figures are so, says it of these
	To      string           // ReportSaid, ReportDoubted, ReportChecked, or ReportAsked: back to the station
	Typed   map[string]int64 // to ReportSaid: what the station typed, in hundredths, by From
	Why     string           // to ReportDoubted and back: what is wrong
}

// StepReport takes a step, by whoever's it is in the form's moves. A report goes out again
// with new figures by SendReports alone, and is locked by LockReports.
// Errors: CodeForbidden, CodeConflict desk.changed-meanwhile and fill.move, CodeInvalid
// report.why and report.typed.
func (d *Desk) StepReport(ctx context.Context, actor hub.Actor, s ReportStep) (hub.Outcome, error) {
	rec, err := d.log.Record(ctx, reportKind, s.Record)
	if err != nil {
		return hub.Outcome{}, err
	}
	def, _ := d.forms.Get(reportKind)
	r := d.asReport(rec)
	move, ok := def.Workflow.Move(s.From, s.To)
	switch {
	case actor.Open || !ok || s.To == ReportLocked || s.From == ReportDoubted || !slices.Contains(move.By, actor.Role):
		return hub.Outcome{}, hub.E(hub.CodeForbidden, "fill.may-not")
	case !officer(actor) && actor.Site != rec.Subject:
		return hub.Outcome{}, hub.E(hub.CodeForbidden, "fill.may-not")
	}
	edit := hub.Edit{Kind: reportKind, Record: rec.ID, Subject: rec.Subject, Period: rec.Period, Set: map[uint32]any{}}
	actor.Lane = rec.Lane
	if r.State == s.To { // this very request again, or somebody was faster
		return d.append(ctx, actor, s.Request, edit)
	}
	if r.State != s.From {
		return hub.Outcome{}, hub.E(hub.CodeConflict, "fill.move", r.StateLabel)
	}
	if !s.Seen.IsZero() && s.Seen != rec.Commit {
		return hub.Outcome{}, hub.E(hub.CodeConflict, "desk.changed-meanwhile")
	}
	if err := d.stepping(def, edit, r, actor, s); err != nil {
		return hub.Outcome{}, err
	}
	d.comeTo(def, edit, s.To)
	return d.append(ctx, actor, s.Request, edit)
}

// stepping writes what a step says besides the state.
func (d *Desk) stepping(def *form.Definition, edit hub.Edit, r Report, actor hub.Actor, s ReportStep) error {
	why := strings.TrimSpace(s.Why)
	by := func(name string) {
		put(def, edit, name+"_by", orNil(actor.Staff))
		put(def, edit, name+"_on", string(d.Today()))
	}
	switch s.To {
	case ReportSaid:
		var errs hub.Errors
		var rows []form.Row
		for _, f := range r.Figures {
			if !f.Typed() {
				continue
			}
			n, ok := s.Typed[f.From]
			if !ok || n < 0 {
				errs = append(errs, hub.E(hub.CodeInvalid, "report.typed", f.Label).In(f.From))
			}
			rows = append(rows, form.Row{"from": f.From, "num": n})
		}
		if err := errs.Or(); err != nil {
			return err
		}
		field, _ := def.Field("typed")
		if len(rows) > 0 {
			put(def, edit, "typed", field.RowsValue(rows, nil))
		}
		put(def, edit, "wrong", nil)
		by("said")
	case ReportChecked:
		by("checked")
	default:
		if why == "" || len([]rune(why)) > 200 {
			return hub.E(hub.CodeInvalid, "report.why").In("why")
		}
		name := "why"
		if s.To == ReportDoubted {
			name = "wrong"
		}
		put(def, edit, name, why)
	}
	return nil
}

// ReportLock is a report that is to be locked, and the closing by which all its counted figures
// can be counted again.
type ReportLock struct {
	Record  hub.ID
	Closing hub.Closing
}

// LockReports locks reports that were checked, all of them or none: a copy of each lies then in
// the county's own lane, written once, and the station learns that it is locked.
// Errors: CodeForbidden, CodeConflict fill.move, store.taken.
func (d *Desk) LockReports(ctx context.Context, actor hub.Actor, request hub.ID, locks []ReportLock) error {
	if !officer(actor) || actor.Role != hub.RoleCounty {
		return hub.E(hub.CodeForbidden, "fill.may-not")
	}
	var drafts []hub.Draft
	for _, l := range locks {
		rec, err := d.log.Record(ctx, reportKind, l.Record)
		if err != nil {
			return err
		}
		r := d.asReport(rec)
		if r.State == ReportLocked {
			continue // this very request again
		}
		if r.State != ReportChecked || l.Closing.Number == 0 {
			return hub.E(hub.CodeConflict, "fill.move", r.StateLabel)
		}
		two, err := d.locking(ctx, actor, request, rec, r, l.Closing)
		if err != nil {
			return err
		}
		drafts = append(drafts, two...)
	}
	if len(drafts) == 0 {
		return nil
	}
	_, err := d.log.AppendAll(ctx, drafts)
	return err
}

// locking is the copy at the county, and the step that the station sees.
func (d *Desk) locking(ctx context.Context, actor hub.Actor, request hub.ID, rec hub.Record, r Report, k hub.Closing) ([]hub.Draft, error) {
	def, _ := d.forms.Get(reportKind)
	id := lockID(rec.ID)
	figures := slices.Clone(r.Figures)
	kept := d.forms.Edit("report-lock", id, id, compact(form.Values{
		"report": rec.ID, "table": r.Table, "named": r.Named, "site": rec.Subject, "figures": d.figureRows(figures), "closing": k.Number,
		"digest": k.Digest.String(), "said_by": orNil(r.SaidBy), "said_on": orNil(r.SaidOn), "checked_by": orNil(r.CheckedBy),
		"checked_on": orNil(r.CheckedOn), "locked_by": orNil(actor.Staff), "locked_on": d.Today(),
	}))
	kept.Fresh = true
	step := hub.Edit{Kind: reportKind, Record: rec.ID, Subject: rec.Subject, Period: rec.Period, Set: map[uint32]any{}}
	put(def, step, "locked_on", string(d.Today()))
	d.comeTo(def, step, ReportLocked)
	var out []hub.Draft
	for _, one := range []struct {
		lane hub.Lane
		edit hub.Edit
	}{{hub.LaneCounty, kept}, {rec.Lane, step}} {
		as := actor
		as.Lane = one.lane
		draft, err := d.draft(ctx, as, hub.DeriveID("report-lock", request, string(one.lane)+rec.ID.String()), one.edit)
		if err != nil {
			return nil, err
		}
		draft.Batch = request
		out = append(out, draft)
	}
	return out, nil
}

func lockID(report hub.ID) hub.ID { return hub.DeriveID("report-lock", report, "") }
