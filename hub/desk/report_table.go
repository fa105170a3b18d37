package desk

import (
	"context"
	"encoding/base64"
	"strings"

	"yizhan/hub"
	"yizhan/hub/form"
)

// ReportTable is one version of an office's own table: the empty sheet that was uploaded, and
// Plan, which says what stands where (hub/report reads it).
type ReportTable struct {
	ID        hub.ID
	Key       string // of all versions of it
	Version   int
	Plan      string
	File      []byte
	Day       hub.Day
	Published bool // it is sent out; only another version can change it
	Ended     bool // it is not sent out any more
}

// mostTables is how many tables a county has at most, all versions counted.
const mostTables = 300

// AddTable keeps a table that was uploaded, with what was guessed of it; was is the version
// that it takes the place of, or nothing.
// Errors: CodeForbidden, CodeInvalid report.many.
func (d *Desk) AddTable(ctx context.Context, actor hub.Actor, request hub.ID, plan string, file []byte, was *ReportTable) (hub.ID, error) {
	if err := d.allow(actor, hub.ActForms); err != nil {
		return hub.ID{}, err
	}
	all, err := d.ReportTables(ctx)
	if err != nil {
		return hub.ID{}, err
	}
	if len(all) >= mostTables {
		return hub.ID{}, hub.E(hub.CodeInvalid, "report.many", mostTables)
	}
	id := hub.DeriveID("report-table", request, "")
	key, version := id.String(), 1
	if was != nil {
		key, version = was.Key, was.Version+1
	}
	actor.Lane = hub.LaneCounty
	_, err = d.append(ctx, actor, request, d.forms.Edit("report-table", id, id, form.Values{
		"key": key, "version": version, "plan": plan, "file": base64.StdEncoding.EncodeToString(file), "day": d.Today(),
	}))
	return id, err
}

// PlanTable says what stands where in a table that is not published yet, publishes it, or ends
// it.
// Errors: CodeForbidden, CodeNotFound, CodeConflict report.published.
func (d *Desk) PlanTable(ctx context.Context, actor hub.Actor, request, id hub.ID, t ReportTable) error {
	if err := d.allow(actor, hub.ActForms); err != nil {
		return err
	}
	was, err := d.ReportTable(ctx, id)
	if err != nil {
		return err
	}
	if was.Published && t.Plan != was.Plan {
		return hub.E(hub.CodeConflict, "report.published")
	}
	actor.Lane = hub.LaneCounty
	_, err = d.append(ctx, actor, request, d.forms.Edit("report-table", id, id, form.Values{
		"plan": t.Plan, "published": was.Published || t.Published, "ended": t.Ended,
	}))
	return err
}

// ReportTables are all versions of all tables, without their files.
func (d *Desk) ReportTables(ctx context.Context) (out []ReportTable, err error) {
	err = d.log.Each(ctx, "report-table", func(rec hub.Record) error {
		if rec.Lane == hub.LaneCounty {
			t := d.asTable(rec)
			t.File = nil
			out = append(out, t)
		}
		return nil
	})
	hub.SortStable(out, func(a, b ReportTable) int {
		if a.Key != b.Key {
			return strings.Compare(a.Key, b.Key)
		}
		return b.Version - a.Version
	})
	return out, err
}

// ReportTable is one of them, with its file.
func (d *Desk) ReportTable(ctx context.Context, id hub.ID) (ReportTable, error) {
	rec, err := d.log.Record(ctx, "report-table", id)
	if err != nil {
		return ReportTable{}, err
	}
	if rec.Lane != hub.LaneCounty {
		return ReportTable{}, hub.E(hub.CodeNotFound, "store.notfound")
	}
	return d.asTable(rec), nil
}

func (d *Desk) asTable(rec hub.Record) ReportTable {
	var r struct {
		Key       string  `form:"key"`
		Version   int     `form:"version"`
		Plan      string  `form:"plan"`
		File      string  `form:"file"`
		Day       hub.Day `form:"day"`
		Published bool    `form:"published"`
		Ended     bool    `form:"ended"`
	}
	d.forms.Decode(rec, &r)
	file, _ := base64.StdEncoding.DecodeString(r.File) // written here alone; what is none is no table
	return ReportTable{ID: rec.ID, Key: r.Key, Version: r.Version, Plan: r.Plan, File: file, Day: r.Day, Published: r.Published, Ended: r.Ended}
}
