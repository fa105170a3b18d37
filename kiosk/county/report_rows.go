package county

import (
	"cmp"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/report"
	"yizhan/kiosk/page"
)

// reportStations are the stations that this officer sees, by township and name.
func (v *visit) reportStations() ([]hub.Station, error) {
	all, err := v.c.Desk.Stations(v.ctx())
	all = slices.DeleteFunc(all, func(s hub.Station) bool { return !v.who.Sees(s.Lane) })
	hub.SortStable(all, func(a, b hub.Station) int {
		return cmp.Or(cmp.Compare(a.Lane, b.Lane), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID.String(), b.ID.String()))
	})
	return all, err
}

// reportsOf are the sheets of a table for a period, by station, as far as she sees them.
func (v *visit) reportsOf(key, period string) (map[hub.ID]desk.Report, error) {
	all, err := v.c.Desk.Reports(v.ctx(), v.who.Actor, key, period)
	out := map[hub.ID]desk.Report{}
	for _, r := range all {
		if v.who.Sees(r.Lane) {
			out[r.Site] = r
		}
	}
	return out, err
}

// tableFor is the version of a table by which a period is shown: that of the sheets that went
// out, else the newest that goes out.
func (v *visit) tableFor(key string, reports map[hub.ID]desk.Report) (one desk.ReportTable, t report.Table, err error) {
	all, err := v.c.Desk.ReportTables(v.ctx())
	if err != nil {
		return one, t, err
	}
	used := map[hub.ID]bool{}
	for _, r := range reports {
		used[r.Table] = true
	}
	i := slices.IndexFunc(all, func(one desk.ReportTable) bool { return one.Key == key && used[one.ID] })
	if i < 0 {
		i = slices.IndexFunc(all, func(one desk.ReportTable) bool { return one.Key == key && one.Published })
	}
	if i < 0 {
		return one, t, hub.E(hub.CodeNotFound, "county.no-page")
	}
	if one, err = v.c.Desk.ReportTable(v.ctx(), all[i].ID); err == nil {
		t, err = report.ReadTable(one.Plan)
	}
	return one, t, err
}

// tableCounts works a table out, as known at a closing.
func (v *visit) tableCounts(t report.Table, p report.Period, known int64) (report.TableCounts, error) {
	if err := v.c.Figures.Fresh(v.ctx()); err != nil {
		return nil, err
	}
	return t.Count(v.ctx(), v.c.Figures.Counted(), p, known)
}

func amountOf(f desk.ReportFigure) report.Amount {
	return report.Amount{Known: f.Known, Why: f.Why, Num: f.Num, Den: f.Den, Ratio: f.Scale > 0, Scale: max(1, f.Scale)}
}

// figuresOf are the figures of a station as a record holds them, in the order of the columns.
func figuresOf(t report.Table, counted map[string]report.Amount) (out []desk.ReportFigure) {
	for _, c := range t.Columns {
		if !c.Figure() {
			continue
		}
		a := counted[c.From]
		f := desk.ReportFigure{From: c.From, Label: c.Label(), Known: a.Known, Why: a.Why, Num: a.Num}
		if a.Ratio {
			f.Den, f.Scale = a.Den, a.Scale
		}
		out = append(out, f)
	}
	return out
}

func amountsOf(figures []desk.ReportFigure) map[string]report.Amount {
	out := map[string]report.Amount{}
	for _, f := range figures {
		out[f.From] = amountOf(f)
	}
	return out
}

// countedOf are those of them that the county counts.
func countedOf(figures []desk.ReportFigure) map[string]report.Amount {
	return amountsOf(slices.DeleteFunc(slices.Clone(figures), desk.ReportFigure.Typed))
}

// sayings are what columns of words say of stations.
type sayings struct {
	villages, heads, phones map[hub.ID]string
	years                   map[hub.ID]map[string]string
}

func (v *visit) sayings(t report.Table, p report.Period, stations []hub.Station) (s sayings, err error) {
	wants := func(froms ...string) bool {
		return slices.ContainsFunc(t.Columns, func(c report.Column) bool { return slices.Contains(froms, c.From) })
	}
	if wants(report.FromVillage) {
		if s.villages, err = v.c.Desk.Villages(v.ctx()); err != nil {
			return s, err
		}
	}
	if wants(report.FromHead) {
		if s.heads, err = v.c.Desk.Heads(v.ctx()); err != nil {
			return s, err
		}
	}
	if wants(report.FromGood, report.FromHard, report.FromNext) {
		if s.years, err = v.c.Desk.YearWords(v.ctx(), string(p.To[:4])); err != nil {
			return s, err
		}
	}
	if wants(report.FromPhone) {
		var ids []hub.ID
		for _, st := range stations {
			ids = append(ids, st.ID)
		}
		s.phones, err = v.c.Desk.SitePhones(v.ctx(), ids)
	}
	return s, err
}

// tableRow is a station's line. What is put up in public has names masked.
func (s sayings) row(t report.Table, st hub.Station, figures []desk.ReportFigure) report.TableRow {
	head := s.heads[st.ID]
	if t.Mask {
		head = care.MaskName(head)
	}
	return report.TableRow{Township: townText(st), Amounts: amountsOf(figures), Says: map[string]string{
		report.FromStation: st.Name, report.FromTownship: townText(st), report.FromVillage: s.villages[st.ID], report.FromPhone: s.phones[st.ID],
		report.FromHead: head, report.FromGood: s.years[st.ID]["good"], report.FromHard: s.years[st.ID]["hard"], report.FromNext: s.years[st.ID]["next"],
	}}
}

// grid is lines as a page shows them.
func grid(t report.Table, rows []report.TableRow) page.ReportGrid {
	var g page.ReportGrid
	lines, all := t.Summed(rows)
	no := 0
	g.Heads, g.Tops, g.Under = gridHeads(t)
	for _, row := range append(lines, all) {
		if !row.Sum {
			no++
		}
		line := page.ReportGridRow{Sum: row.Sum}
		for _, c := range t.Columns {
			switch {
			case c.From == "":
			case c.Figure():
				line.Cells = append(line.Cells, page.ReportGridCell{Text: row.Amounts[c.From].Text(), Figure: true})
			case c.From == report.FromRow && !row.Sum:
				line.Cells = append(line.Cells, page.ReportGridCell{Text: count(float64(no)), Figure: true})
			default:
				line.Cells = append(line.Cells, page.ReportGridCell{Text: row.Says[c.From]})
			}
		}
		g.Rows = append(g.Rows, line)
	}
	return g
}

// gridHeads are the heads of the columns that are filled in, in two lines where the sheet has one
// head above several of them.
func gridHeads(t report.Table) (heads []page.ReportGridCell, tops []page.ReportGridTop, under []page.ReportGridCell) {
	last := ""
	for _, c := range t.Columns {
		if c.From == "" {
			continue
		}
		cell := page.ReportGridCell{Text: c.Label(), Figure: c.Figure() || c.From == report.FromRow}
		heads = append(heads, cell)
		above, below, two := strings.Cut(c.Head, " ")
		switch {
		case !two:
			above, tops = "", append(tops, page.ReportGridTop{ReportGridCell: cell})
		case above == last:
			tops[len(tops)-1].Columns++
			under = append(under, page.ReportGridCell{Text: below, Figure: cell.Figure})
		default:
			tops = append(tops, page.ReportGridTop{ReportGridCell: page.ReportGridCell{Text: above}, Columns: 1})
			under = append(under, page.ReportGridCell{Text: below, Figure: cell.Figure})
		}
		last = above
	}
	if len(under) == 0 {
		tops = nil
	}
	return heads, tops, under
}

// names of those who took steps, at the county's desk or at a station.
func (v *visit) reportName(id hub.ID) (string, error) {
	if id.IsZero() {
		return "", nil
	}
	officers, err := v.c.Doors.Names(v.ctx())
	if err != nil || officers[id] != "" {
		return officers[id], err
	}
	name, err := v.c.Desk.NameOf(v.ctx(), v.who.Actor, "staff", id)
	if hub.CodeOf(err) == hub.CodeNotFound || hub.CodeOf(err) == hub.CodeForbidden {
		return "", nil
	}
	return name, err
}

// tableSpots are what the single cells around a table say: who filled it in, checked and
// locked it. Where several did, all their names.
func (v *visit) tableSpots(p report.Period, reports map[hub.ID]desk.Report, stations []hub.Station) (map[string]string, error) {
	out := map[string]string{report.SpotCounty: v.c.Name(), report.SpotPeriod: p.Say()}
	for _, st := range stations {
		r, ok := reports[st.ID]
		if !ok {
			continue
		}
		for spot, id := range map[string]hub.ID{report.SpotFiller: r.SentBy, report.SpotChecker: checkedBy(r), report.SpotLocker: lockedBy(r)} {
			name, err := v.reportName(id)
			if err != nil {
				return nil, err
			}
			if name != "" && !slices.Contains(splitNames(out[spot]), name) {
				out[spot] = joinNames(append(splitNames(out[spot]), name))
			}
		}
		if r.Locked != nil {
			out[report.SpotDay] = calendar.LongDate(r.Locked.On)
		}
	}
	return out, nil
}

func checkedBy(r desk.Report) hub.ID {
	if r.Locked != nil {
		return r.Locked.CheckedBy
	}
	return r.CheckedBy
}

func lockedBy(r desk.Report) hub.ID {
	if r.Locked != nil {
		return r.Locked.By
	}
	return hub.ID{}
}
