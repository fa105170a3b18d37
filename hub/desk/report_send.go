package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/form"
)

const reportKind = hub.Kind("period-report")

// The steps of a report.
const (
	ReportAsked   = "asked"   // the station looks
	ReportDoubted = "doubted" // it says that something is not so
	ReportSaid    = "said"    // it says that all is so
	ReportChecked = "checked" // the township has looked
	ReportLocked  = "locked"  // the county has locked it
)

// ReportFigure is one number of a report, as its table names it. Num and Den are hundredths;
// Scale is 0 where there is no Den. Of one that the station types Num says nothing at first.
type ReportFigure struct {
	From  string
	Label string
	Known bool
	Why   string // what is missing, where nobody can say
	Num   int64
	Den   int64
	Scale int64
}

// ReportSending is a table that goes out to stations for a period.
type ReportSending struct {
	Request hub.ID
	Table   ReportTable
	Title   string
	Period  string
	Days    int   // working days that a station has
	Known   int64 // the closing by which the figures are; 0: as known now
	Figures map[hub.ID][]ReportFigure
	Again   bool // those too that wait for a station: figures are written anew
}

// SendReports gives every station of Figures its sheet. One that has its sheet already keeps
// it, unless it says that something is wrong, or waits and Again is set: then it gets the
// figures as they are now. What a station has agreed to is not touched.
// Errors: CodeForbidden, CodeInvalid report.not-published.
func (d *Desk) SendReports(ctx context.Context, actor hub.Actor, s ReportSending) (sent int, err error) {
	if err := d.allow(actor, hub.ActForms); err != nil {
		return 0, err
	}
	if !s.Table.Published || s.Table.Ended {
		return 0, hub.E(hub.CodeInvalid, "report.not-published")
	}
	stations, err := d.Stations(ctx)
	if err != nil {
		return 0, err
	}
	holidays, err := d.Holidays(ctx)
	if err != nil {
		return 0, err
	}
	var drafts []hub.Draft
	until := holidays.After(d.Today(), s.Days)
	for _, st := range stations {
		figures, asked := s.Figures[st.ID]
		if !asked {
			continue
		}
		edit, ok, err := d.sending(ctx, s, st.ID, figures)
		if err != nil {
			return 0, err
		}
		if !ok {
			continue
		}
		def, _ := d.forms.Get(reportKind)
		put(def, edit, "until", string(until))
		put(def, edit, "sent_by", orNil(actor.Staff))
		put(def, edit, "sent_on", string(d.Today()))
		d.comeTo(def, edit, ReportAsked)
		as := actor
		as.Lane = st.Lane
		draft, err := d.draft(ctx, as, hub.DeriveID("report", s.Request, st.ID.String()), edit)
		if err != nil {
			return 0, err
		}
		draft.Batch = s.Request
		drafts = append(drafts, draft)
	}
	if len(drafts) == 0 {
		return 0, nil
	}
	_, err = d.log.AppendAll(ctx, drafts)
	return len(drafts), err
}

// sending is a station's sheet as it goes out; ok is false where it stays as it is.
func (d *Desk) sending(ctx context.Context, s ReportSending, site hub.ID, figures []ReportFigure) (edit hub.Edit, ok bool, err error) {
	named := ReportNamed(s.Table.Key, s.Period)
	rec, err := d.log.Record(ctx, reportKind, hub.DeriveID(reportKind, site, named))
	if unlessMissing(err) != nil {
		return edit, false, err
	}
	if err == nil {
		switch state := d.asReport(rec).State; {
		case state == ReportDoubted, state == ReportAsked && s.Again:
		default:
			return edit, false, nil
		}
	}
	edit = d.forms.EditOnce(reportKind, site, named, form.Values{
		"named": named, "table": s.Table.ID, "title": s.Title, "period": s.Period, "known": s.Known, "figures": d.figureRows(figures),
		"site": site, "day": d.Today(), "wrong": nil, "why": nil,
	})
	return edit, true, nil
}

// ReportNamed is which table of which period: a report is once per site and this.
func ReportNamed(table, period string) string { return table + " " + period }

// figureRows are figures as a record holds them.
func (d *Desk) figureRows(figures []ReportFigure) []any {
	def, _ := d.forms.Get(reportKind)
	field, _ := def.Field("figures")
	var rows []form.Row
	for _, f := range figures {
		row := form.Row{"from": f.From, "label": f.Label}
		if f.Known {
			row["num"] = f.Num
		}
		if f.Known && f.Scale > 0 {
			row["den"], row["scale"] = f.Den, f.Scale
		}
		if f.Why != "" {
			row["why"] = string([]rune(f.Why)[:min(len([]rune(f.Why)), 200)])
		}
		rows = append(rows, row)
	}
	return field.RowsValue(rows, nil)
}
