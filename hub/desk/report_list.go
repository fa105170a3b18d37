package desk

import (
	"context"
	"strings"

	"yizhan/hub"
)

// Report is a station's sheet of a table for a period.
type Report struct {
	ID         hub.ID
	Commit     hub.ID
	Lane       hub.Lane
	Site       hub.ID
	Named      string // table and period, see ReportNamed
	Table      hub.ID // the version by which it was made
	Title      string
	Period     string
	Known      int64 // the closing by which the figures were counted; 0: as known then
	Until      hub.Day
	Since      hub.Day // in its state
	State      string
	StateLabel string
	Figures    []ReportFigure // with what the station typed
	Wrong      string         // what the station says
	Why        string         // why it came back to the station
	SentBy     hub.ID
	SentOn     hub.Day
	SaidBy     hub.ID
	SaidOn     hub.Day
	CheckedBy  hub.ID
	CheckedOn  hub.Day
	Locked     *LockedReport // at the county, once it is
}

// LockedReport is what was locked: it never changes.
type LockedReport struct {
	Figures   []ReportFigure
	Closing   int64
	Digest    string // in hex
	SaidBy    hub.ID
	SaidOn    hub.Day
	CheckedBy hub.ID
	CheckedOn hub.Day
	By        hub.ID
	On        hub.Day
}

// Typed says whether the station types it.
func (f ReportFigure) Typed() bool { return strings.HasPrefix(f.From, "typed.") }

// Key is the table's, of all its versions.
func (r Report) Key() string { key, _, _ := strings.Cut(r.Named, " "); return key }

// Says are the figures that hold: those that were locked, once they are.
func (r Report) Says() []ReportFigure {
	if r.Locked != nil {
		return r.Locked.Figures
	}
	return r.Figures
}

// Reports are the sheets of a table for a period, of every station that got one.
func (d *Desk) Reports(ctx context.Context, actor hub.Actor, key, period string) (out []Report, err error) {
	if err := d.readsReports(actor); err != nil {
		return nil, err
	}
	recs, err := d.log.Find(ctx, reportKind, "named", ReportNamed(key, period))
	if err != nil {
		return nil, err
	}
	for _, rec := range recs {
		if rec.ID != hub.DeriveID(reportKind, rec.Subject, ReportNamed(key, period)) {
			continue // no sheet of the county's, whoever wrote it
		}
		one, err := d.withLock(ctx, d.asReport(rec))
		if err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}

// ReportOf is one of them. A station reads its own.
// Errors: CodeForbidden, CodeNotFound.
func (d *Desk) ReportOf(ctx context.Context, actor hub.Actor, id hub.ID) (Report, error) {
	if err := d.readsReports(actor); err != nil {
		return Report{}, err
	}
	rec, err := d.log.Record(ctx, reportKind, id)
	if err != nil {
		return Report{}, err
	}
	if !officer(actor) && !actor.Site.IsZero() && rec.Subject != actor.Site {
		return Report{}, hub.E(hub.CodeForbidden, "fill.may-not")
	}
	return d.withLock(ctx, d.asReport(rec))
}

func (d *Desk) readsReports(actor hub.Actor) error {
	def, _ := d.forms.Get(reportKind)
	switch {
	case actor.Open:
		return hub.E(hub.CodeSignedOut, "desk.pin")
	case !def.MayRead(actor.Role):
		return hub.E(hub.CodeForbidden, "fill.may-not")
	}
	return nil
}

// withLock adds what was locked: it stands in the county's lane, or nobody locked it.
func (d *Desk) withLock(ctx context.Context, r Report) (Report, error) {
	rec, err := d.log.Record(ctx, "report-lock", lockID(r.ID))
	if err != nil || rec.Lane != hub.LaneCounty {
		return r, unlessMissing(err)
	}
	var l struct {
		Figures   []any   `form:"figures"`
		Closing   int64   `form:"closing"`
		Digest    string  `form:"digest"`
		SaidBy    hub.ID  `form:"said_by"`
		SaidOn    hub.Day `form:"said_on"`
		CheckedBy hub.ID  `form:"checked_by"`
		CheckedOn hub.Day `form:"checked_on"`
		By        hub.ID  `form:"locked_by"`
		On        hub.Day `form:"locked_on"`
	}
	d.forms.Decode(rec, &l)
	r.Locked = &LockedReport{Figures: d.figuresOf("report-lock", l.Figures, nil), Closing: l.Closing, Digest: l.Digest,
		SaidBy: l.SaidBy, SaidOn: l.SaidOn, CheckedBy: l.CheckedBy, CheckedOn: l.CheckedOn, By: l.By, On: l.On}
	r.State = ReportLocked // whatever a station wrote since
	r.StateLabel = d.reportState(ReportLocked)
	return r, nil
}

func (d *Desk) reportState(code string) string {
	def, _ := d.forms.Get(reportKind)
	return def.StateOf(code).Label
}

func (d *Desk) asReport(rec hub.Record) Report {
	var r struct {
		Named     string  `form:"named"`
		Table     hub.ID  `form:"table"`
		Title     string  `form:"title"`
		Period    string  `form:"period"`
		Known     int64   `form:"known"`
		Until     hub.Day `form:"until"`
		Since     hub.Day `form:"since"`
		State     string  `form:"state"`
		Figures   []any   `form:"figures"`
		Typed     []any   `form:"typed"`
		Wrong     string  `form:"wrong"`
		Why       string  `form:"why"`
		SentBy    hub.ID  `form:"sent_by"`
		SentOn    hub.Day `form:"sent_on"`
		SaidBy    hub.ID  `form:"said_by"`
		SaidOn    hub.Day `form:"said_on"`
		CheckedBy hub.ID  `form:"checked_by"`
		CheckedOn hub.Day `form:"checked_on"`
	}
	d.forms.Decode(rec, &r)
	return Report{ID: rec.ID, Commit: rec.Commit, Lane: rec.Lane, Site: rec.Subject, Named: r.Named, Table: r.Table, Title: r.Title, Period: r.Period,
		Known: r.Known, Until: r.Until, Since: r.Since, State: r.State, StateLabel: d.reportState(r.State), Figures: d.figuresOf(reportKind, r.Figures, r.Typed),
		Wrong: r.Wrong, Why: r.Why, SentBy: r.SentBy, SentOn: r.SentOn, SaidBy: r.SaidBy, SaidOn: r.SaidOn, CheckedBy: r.CheckedBy, CheckedOn: r.CheckedOn}
}

// figuresOf reads rows of figures, and puts what was typed in its place.
func (d *Desk) figuresOf(kind hub.Kind, rows, typed []any) (out []ReportFigure) {
	def, _ := d.forms.Get(kind)
	field, _ := def.Field("figures")
	numbers := map[string]int64{}
	if said, ok := def.Field("typed"); ok {
		for _, row := range said.Rows(typed) {
			from, _ := row["from"].(string)
			numbers[from], _ = row["num"].(int64)
		}
	}
	for _, row := range field.Rows(rows) {
		f := ReportFigure{}
		f.From, _ = row["from"].(string)
		f.Label, _ = row["label"].(string)
		f.Why, _ = row["why"].(string)
		f.Num, f.Known = row["num"].(int64)
		f.Den, _ = row["den"].(int64)
		f.Scale, _ = row["scale"].(int64)
		if n, ok := numbers[f.From]; ok && f.Typed() {
			f.Num, f.Known = n, true
		}
		out = append(out, f)
	}
	return out
}

// YearWords are what stations wrote in their 年度小结 of a year, by site: good, hard, next.
func (d *Desk) YearWords(ctx context.Context, year string) (map[hub.ID]map[string]string, error) {
	recs, err := d.log.FindPeriod(ctx, "year-report", year)
	if err != nil {
		return nil, err
	}
	def, _ := d.forms.Get("year-report")
	out := map[hub.ID]map[string]string{}
	for _, rec := range recs {
		if isWithdrawn(def, rec) {
			continue
		}
		said := map[string]string{}
		for _, name := range []string{"good", "hard", "next"} {
			said[name], _ = valueOf(def, rec, name).(string)
		}
		out[rec.Subject] = said
	}
	return out, nil
}

// Villages are the villages of places of care, by site.
func (d *Desk) Villages(ctx context.Context) (map[hub.ID]string, error) {
	out := map[hub.ID]string{}
	err := d.log.Each(ctx, "site", func(rec hub.Record) error {
		var s struct {
			Village string `form:"village_name"`
		}
		d.forms.Decode(rec, &s)
		out[rec.ID] = s.Village
		return nil
	})
	return out, err
}

// Heads are the 站长 of places of care, by site.
func (d *Desk) Heads(ctx context.Context) (map[hub.ID]string, error) {
	out := map[hub.ID]string{}
	err := d.log.Each(ctx, "staff", func(rec hub.Record) error {
		var s struct {
			Name string `form:"name"`
			Role string `form:"role"`
			Site hub.ID `form:"site"`
			Left bool   `form:"left"`
		}
		d.forms.Decode(rec, &s)
		if s.Role == string(hub.RoleHead) && !s.Left && s.Name != "" {
			if was := out[s.Site]; was == "" || s.Name < was {
				out[s.Site] = s.Name
			}
		}
		return nil
	})
	return out, err
}
