package desk

import (
	"bytes"
	"cmp"
	"context"
	"strings"

	"yizhan/hub"
	"yizhan/hub/claim"
	"yizhan/hub/form"
)

// Which way money goes.
const (
	FundIn  = "in"
	FundOut = "out"
)

// FundEntry is a line of the book of a fund. What is wrong in it is put right by another line.
type FundEntry struct {
	ID       hub.ID
	Fund     string  `form:"fund"`
	Year     int     `form:"year"`
	Way      string  `form:"way"`
	Amount   int64   `form:"amount"` // 分; below zero only where it puts an earlier line right, or takes money back
	Day      hub.Day `form:"day"`
	Paper    string  `form:"paper"` // number of the document with which it came
	Voucher  string  `form:"voucher"`
	Run      hub.ID  `form:"run"`
	Site     hub.ID  `form:"site"`
	Note     string  `form:"note"`
	Corrects hub.ID  `form:"corrects"`
	Said     hub.Day `form:"said"`
	Second   int     `form:"second"`
	By       hub.ID  `form:"by"`
}

// NoteFund writes a line into the book of a fund. Of one that puts another right the fund, its
// year, run and station are the other's, and the amount is the difference.
// Errors: CodeForbidden, CodeInvalid money.*, CodeNotFound money.no-entry.
func (d *Desk) NoteFund(ctx context.Context, actor hub.Actor, request hub.ID, e FundEntry) (hub.Outcome, error) {
	if err := d.mayMoney(actor); err != nil {
		return hub.Outcome{}, err
	}
	// While a run is paid nobody takes back what it is paid from.
	done, err := d.log.Alone(ctx, money)
	if err != nil {
		return hub.Outcome{}, err
	}
	defer done()
	if !e.Corrects.IsZero() {
		rec, err := d.log.Record(ctx, "fund-entry", e.Corrects)
		if hub.CodeOf(err) == hub.CodeNotFound {
			err = hub.E(hub.CodeNotFound, "money.no-entry")
		}
		if err != nil {
			return hub.Outcome{}, err
		}
		old := d.asEntry(rec)
		e.Fund, e.Year, e.Way, e.Run, e.Site = old.Fund, old.Year, old.Way, old.Run, old.Site
		if strings.TrimSpace(e.Note) == "" {
			return hub.Outcome{}, hub.E(hub.CodeInvalid, "money.why").In("note")
		}
	} else if e.Way = FundIn; e.Amount < 0 || strings.TrimSpace(e.Paper) == "" { // out goes what a run pays
		var errs hub.Errors
		if e.Amount < 0 {
			errs = append(errs, hub.E(hub.CodeInvalid, "money.amount").In("amount"))
		}
		if strings.TrimSpace(e.Paper) == "" {
			errs = append(errs, hub.E(hub.CodeInvalid, "money.paper").In("paper"))
		}
		return hub.Outcome{}, errs.Or()
	}
	if err := d.soundEntry(e); err != nil {
		return hub.Outcome{}, err
	}
	actor.Lane = hub.LaneCounty
	return d.append(ctx, actor, request, d.fundEdit(actor, hub.DeriveID("fund-entry", request, ""), e))
}

// soundEntry says what is missing of a line.
func (d *Desk) soundEntry(e FundEntry) error {
	var errs hub.Errors
	wrong := func(is bool, key, field string) {
		if is {
			errs = append(errs, hub.E(hub.CodeInvalid, key).In(field))
		}
	}
	_, dated := e.Day.Time()
	wrong(strings.TrimSpace(e.Fund) == "", "money.fund", "fund")
	wrong(e.Year < 2015 || e.Year > 2100, "money.year", "year")
	wrong(!dated || e.Day > d.Today(), "number.day", "day")
	wrong(e.Amount == 0, "money.amount", "amount")
	return errs.Or()
}

func (d *Desk) fundEdit(actor hub.Actor, id hub.ID, e FundEntry) hub.Edit {
	now := d.clock.Now().Wall.In(hub.China)
	return d.forms.Edit("fund-entry", id, id, compact(form.Values{
		"fund": strings.TrimSpace(e.Fund), "year": e.Year, "way": e.Way, "amount": e.Amount, "day": e.Day, "paper": orNil(strings.TrimSpace(e.Paper)),
		"voucher": orNil(strings.TrimSpace(e.Voucher)), "run": orNil(e.Run), "site": orNil(e.Site), "note": orNil(strings.TrimSpace(e.Note)),
		"corrects": orNil(e.Corrects), "said": hub.DayOf(now), "second": now.Hour()*3600 + now.Minute()*60 + now.Second(), "by": actor.Staff,
	}))
}

func (d *Desk) asEntry(rec hub.Record) FundEntry {
	var e FundEntry
	d.forms.Decode(rec, &e)
	e.ID = rec.ID
	return e
}

// FundBook are the lines of all funds, in the order of their days.
func (d *Desk) FundBook(ctx context.Context) (out []FundEntry, err error) {
	err = d.log.Each(ctx, "fund-entry", func(rec hub.Record) error {
		if rec.Lane == hub.LaneCounty {
			out = append(out, d.asEntry(rec))
		}
		return nil
	})
	hub.Sort(out, func(a, b FundEntry) int {
		return cmp.Or(cmp.Compare(a.Fund, b.Fund), cmp.Compare(a.Year, b.Year), cmp.Compare(a.Day, b.Day), cmp.Compare(a.Said, b.Said), cmp.Compare(a.Second, b.Second), bytes.Compare(a.ID[:], b.ID[:]))
	})
	return out, err
}

// covered says whether a fund of a year has an amount: what is for one thing is not paid
// out of another, and a slip of the pen is no fund of its own.
// Errors: CodeInvalid (money.no-fund, money.short).
func (d *Desk) covered(ctx context.Context, fund string, year int, amount int64) error {
	book, err := d.FundBook(ctx)
	if err != nil {
		return err
	}
	known, left := false, int64(0)
	for _, e := range book {
		switch {
		case e.Fund != fund || e.Year != year:
		case e.Way == FundIn:
			known, left = true, left+e.Amount
		default:
			left -= e.Amount
		}
	}
	switch {
	case !known:
		return hub.E(hub.CodeInvalid, "money.no-fund", fund, year).In("fund")
	case left < amount:
		return hub.E(hub.CodeInvalid, "money.short", fund, year, claim.Yuan(left), claim.Yuan(amount)).In("fund")
	}
	return nil
}

// Used is what a station wrote on its sheet 补贴申请 of what it got from a run.
type Used struct {
	Paid hub.Day `form:"paid"`
	For  string  `form:"used"`
}

// UsedOf reads it; zero where the sheet has not come back.
func (d *Desk) UsedOf(ctx context.Context, run, site hub.ID) (u Used, err error) {
	rec, err := d.log.Record(ctx, "subsidy", hub.DeriveID("subsidy", run, site.String()))
	if hub.CodeOf(err) == hub.CodeNotFound {
		return u, nil
	}
	if err == nil {
		d.forms.Decode(rec, &u)
	}
	return u, err
}
