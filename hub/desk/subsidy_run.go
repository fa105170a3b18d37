package desk

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/claim"
)

// The states of a run.
const (
	RunTried   = "tried" // worked out, and looked at
	RunDropped = "dropped"
	RunLocked  = "locked"
	RunPaid    = "paid"
)

// SubsidyRun is what a programme comes to for some months.
type SubsidyRun struct {
	ID        hub.ID
	Programme hub.ID  `form:"programme"`
	Seq       int     `form:"seq"`
	Title     string  `form:"title"`
	Rule      string  `form:"rule"`
	From      string  `form:"from"` // months
	To        string  `form:"to"`
	Known     int64   `form:"known"` // the closing as of which it was worked out
	Closed    hub.Day `form:"closed"`
	Rated     string  `form:"rates"`
	MadeBy    hub.ID  `form:"made_by"`
	MadeOn    hub.Day `form:"made_on"`
	State     string  `form:"state"`
	Own       int64   `form:"own"` // 分
	Corrected int64   `form:"corrected"`
	Erased    int64   `form:"erased"` // children's months of which nobody can say any more whose they were
	Digest    string  `form:"digest"`
	LockedBy  hub.ID  `form:"locked_by"`
	LockedOn  hub.Day `form:"locked_on"`
	PaidOn    hub.Day `form:"paid_on"`
	PaidBy    hub.ID  `form:"paid_by"`
	Fund      string  `form:"fund"`
	Voucher   string  `form:"voucher"`
}

// Locked says whether it is what the county will pay, or has paid.
func (r SubsidyRun) Locked() bool { return r.State == RunLocked || r.State == RunPaid }

// Sum is all of it, in 分.
func (r SubsidyRun) Sum() int64 { return r.Own + r.Corrected }

// Rates are those of which it was made.
func (r SubsidyRun) Rates() (out []hub.ID) {
	for text := range strings.FieldsSeq(r.Rated) {
		if id, err := hub.ParseID(text); err == nil {
			out = append(out, id)
		}
	}
	return out
}

// Paper is what its digest is over besides its lines.
func (r SubsidyRun) Paper() claim.Paper {
	return claim.Paper{Programme: r.Programme, Rule: claim.Rule(r.Rule), From: r.From, To: r.To, Known: r.Known, Rates: r.Rates()}
}

// RunSite is a station's part of a run.
type RunSite struct {
	ID        hub.ID
	Site      hub.ID   `form:"site"`
	Lane      hub.Lane `form:"lane"`
	Text      string   `form:"lines"`
	Children  int      `form:"children"`
	Months    int      `form:"months"`
	Own       int64    `form:"own"`
	Corrected int64    `form:"corrected"`
	Lines     []claim.Line
}

// Sum is all that the station gets, in 分.
func (s RunSite) Sum() int64 { return s.Own + s.Corrected }

// SubsidyRuns are the runs of a programme, or with a zero id of all, the newest first.
func (d *Desk) SubsidyRuns(ctx context.Context, programme hub.ID) (out []SubsidyRun, err error) {
	err = d.log.Each(ctx, "claim", func(rec hub.Record) error {
		if r := d.asRun(rec); rec.Lane == hub.LaneCounty && (programme.IsZero() || r.Programme == programme) {
			out = append(out, r)
		}
		return nil
	})
	hub.Sort(out, func(a, b SubsidyRun) int {
		return cmp.Or(cmp.Compare(b.MadeOn, a.MadeOn), bytes.Compare(a.Programme[:], b.Programme[:]), cmp.Compare(b.Seq, a.Seq))
	})
	return out, err
}

func (d *Desk) asRun(rec hub.Record) SubsidyRun {
	var r SubsidyRun
	d.forms.Decode(rec, &r)
	r.ID = rec.ID
	return r
}

// SubsidyRun is one of them with its stations and lines, and whose they are. The caller shows
// an officer her own stations only. Errors: CodeNotFound money.no-run.
func (d *Desk) SubsidyRun(ctx context.Context, id hub.ID) (r SubsidyRun, sites []RunSite, err error) {
	rec, err := d.log.Record(ctx, "claim", id)
	if hub.CodeOf(err) == hub.CodeNotFound {
		err = hub.E(hub.CodeNotFound, "money.no-run")
	}
	if err != nil {
		return r, nil, err
	}
	r = d.asRun(rec)
	recs, err := d.log.Find(ctx, "claim-site", "run", id)
	if err != nil {
		return r, nil, err
	}
	at := map[hub.ID]int{}
	for _, rec := range recs {
		s := RunSite{ID: rec.ID}
		d.forms.Decode(rec, &s)
		s.ID = rec.ID
		if s.Lines, err = claim.ReadText(s.Site, s.Text); err != nil {
			return r, nil, err
		}
		sites = append(sites, s)
	}
	hub.Sort(sites, func(a, b RunSite) int {
		return cmp.Or(cmp.Compare(a.Lane, b.Lane), bytes.Compare(a.Site[:], b.Site[:]))
	})
	for i, s := range sites {
		at[s.Site] = i
	}
	return r, sites, d.lineOwners(ctx, id, sites, at)
}

// lineOwners puts the children beside their lines. Of who was erased there is no record any more.
func (d *Desk) lineOwners(ctx context.Context, run hub.ID, sites []RunSite, at map[hub.ID]int) error {
	recs, err := d.log.Find(ctx, "claim-child", "run", run)
	if err != nil {
		return err
	}
	for _, rec := range recs {
		var c struct {
			Site  hub.ID `form:"site"`
			Lines string `form:"lines"`
		}
		d.forms.Decode(rec, &c)
		i, known := at[c.Site]
		if !known || rec.Lane != hub.LaneCounty {
			continue
		}
		for text := range strings.FieldsSeq(c.Lines) {
			no, _ := strconv.Atoi(text)
			if j := slices.IndexFunc(sites[i].Lines, func(l claim.Line) bool { return l.No == no }); j >= 0 {
				sites[i].Lines[j].Child = rec.Subject
			}
		}
	}
	return nil
}

// linesOf are the lines of all stations, in their order.
func linesOf(sites []RunSite) (out []claim.Line) {
	for _, s := range sites {
		out = append(out, s.Lines...)
	}
	return out
}

// askOf is what a run of a programme is made of: of some of its rates, or with nil of all, and
// of the runs locked before one, or with 0 of all.
func (d *Desk) askOf(ctx context.Context, p Programme, from, to string, rates []hub.ID, before int) (ask claim.Ask, err error) {
	ask = claim.Ask{Rule: p.Rule, From: from, To: to}
	for _, r := range p.Rates {
		if rates == nil || slices.Contains(rates, r.ID) {
			ask.Rates = append(ask.Rates, r)
		}
	}
	runs, err := d.SubsidyRuns(ctx, p.ID)
	if err != nil {
		return ask, err
	}
	for _, r := range slices.Backward(runs) {
		if !r.Locked() || before > 0 && r.Seq >= before {
			continue
		}
		_, sites, err := d.SubsidyRun(ctx, r.ID)
		if err != nil {
			return ask, err
		}
		ask.Earlier = append(ask.Earlier, claim.Run{From: r.From, To: r.To, Lines: linesOf(sites)})
	}
	hub.SortStable(ask.Earlier, func(a, b claim.Run) int { return cmp.Compare(a.From, b.From) })
	ask.Frozen, err = d.erasedAt(ctx)
	return ask, err
}

// erasedAt says of children where they were ordered to be erased.
func (d *Desk) erasedAt(ctx context.Context) (func(child hub.ID, lane hub.Lane) bool, error) {
	gone := map[hub.ID][]string{}
	err := d.log.Each(ctx, hub.KindErasure, func(rec hub.Record) error {
		var o struct {
			Target hub.ID `form:"subject"`
			Gate   string `form:"gate"`
			Only   string `form:"lane"`
		}
		if d.forms.Decode(rec, &o); o.Gate == "" {
			gone[o.Target] = append(gone[o.Target], o.Only)
		}
		return nil
	})
	return func(child hub.ID, lane hub.Lane) bool {
		return slices.ContainsFunc(gone[child], func(only string) bool { return only == "" || only == string(lane) })
	}, err
}
