package county

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/hub/report"
	"yizhan/kiosk/page"
)

// reported is a table for a period, as this officer sees it.
type reported struct {
	one      desk.ReportTable
	table    report.Table
	period   report.Period
	stations []hub.Station
	sheets   map[hub.ID]desk.Report
}

func (v *visit) reported() (r reported, err error) {
	key := v.PathValue("key")
	period, every, ok := report.PeriodOf(v.PathValue("period"))
	if !ok {
		return r, hub.E(hub.CodeNotFound, "county.no-page")
	}
	r.period = period
	if r.sheets, err = v.reportsOf(key, period.Name); err != nil {
		return r, err
	}
	if r.one, r.table, err = v.tableFor(key, r.sheets); err != nil {
		return r, err
	}
	if r.table.Every != every {
		return r, hub.E(hub.CodeNotFound, "county.no-page")
	}
	r.stations, err = v.reportStations()
	return r, err
}

// reportPeriod is how far the table is, whom to telephone, and the whole of it.
func reportPeriod(v *visit) error {
	r, err := v.reported()
	if err != nil {
		return err
	}
	p := page.CountyReportPeriod{CountyFrame: v.frame(r.table.Title, "reports"), Prev: reportsAt, Action: v.URL.Path, Period: r.period.Say(),
		Lead: stands(r.sheets, len(r.stations)), Over: v.c.Desk.Today() > r.period.To}
	before, after := r.table.Every.On(r.period.From.Add(-1)), r.table.Every.On(r.period.To.Add(1))
	p.Periods = append(p.Periods, page.Choice{Value: periodAt(r.one.Key, before.Name), Text: "上一期"})
	if v.c.Desk.Today() > after.To {
		p.Periods = append(p.Periods, page.Choice{Value: periodAt(r.one.Key, after.Name), Text: "下一期"})
	}
	if !p.Over {
		p.Note = &page.Note{Kind: "calm", Icon: "i-clock", Bold: "这一期还没过完。", Text: "过了" + calendar.Date(r.period.To, v.c.Desk.Today()) + "再发到各站。"}
	}
	if v.who.opens("POST /reports/{key}/{period}") && p.Over {
		p.Send = len(r.sheets) < len(r.stations) && !r.one.Ended
		for _, s := range r.sheets {
			p.Again = p.Again || (s.State == desk.ReportAsked || s.State == desk.ReportDoubted) && !r.one.Ended
		}
		locks, unready, err := v.lockable(r)
		if err != nil {
			return err
		}
		p.Lock, p.Unready = len(locks), unready
	}
	if err := v.reportSteps(&p, r); err != nil {
		return err
	}
	if err := v.periodGrid(&p, r); err != nil {
		return err
	}
	return v.render(p)
}

// periodGrid is the whole table: as stations were asked, or, before it goes out, as it would.
func (v *visit) periodGrid(p *page.CountyReportPeriod, r reported) error {
	if len(r.sheets) > 0 {
		rows, err := v.sentRows(r)
		p.Grid = grid(r.table, rows)
		p.File, p.Paper = v.URL.Path+"/table.xlsx", v.URL.Path+"/paper"
		return err
	}
	if !p.Over {
		return nil
	}
	rows, err := v.freshRows(r.table, r.period)
	p.Grid, p.GridLead = grid(r.table, rows), "还没发到各站，这是现在的数。"
	if !slices.ContainsFunc(rows, counts) {
		p.Note = &page.Note{Icon: "i-warn", Bold: "这一期一个数都没有。", Text: "那时各站还没有记录；发下去，站里看到的都是 0。"}
	}
	return err
}

// counts says whether a line has any figure but 0.
func counts(row report.TableRow) bool {
	for _, a := range row.Amounts {
		if a.Num != 0 {
			return true
		}
	}
	return false
}

// sentRows are the lines as stations were asked: locked ones as they were locked.
func (v *visit) sentRows(r reported) (rows []report.TableRow, err error) {
	says, err := v.sayings(r.table, r.period, r.stations)
	for _, st := range r.stations {
		rows = append(rows, says.row(r.table, st, r.sheets[st.ID].Says()))
	}
	return rows, err
}

// reportSteps is each station's step, and the stations that have not looked: whom to telephone
// from the day on which they were to have looked, of the others only how many.
func (v *visit) reportSteps(p *page.CountyReportPeriod, r reported) error {
	fleet, ids, err := v.callers(v.ctx())
	if err != nil {
		return err
	}
	phones, err := v.c.Desk.SitePhones(v.ctx(), ids)
	if err != nil {
		return err
	}
	today, waits, first := v.c.Desk.Today(), 0, hub.Day("")
	for _, st := range r.stations {
		row := page.ReportStationRow{Town: townText(st), Station: st.Name, State: "还没发"}
		if s, ok := r.sheets[st.ID]; ok {
			row.Href, row.State, row.Since, row.Done = reportAt(s.ID), s.StateLabel, calendar.Date(s.Since, today), s.State == desk.ReportLocked
			row.Look = s.State == desk.ReportDoubted || s.State == desk.ReportAsked && s.Until < today
			switch {
			case s.State == desk.ReportDoubted:
				row.Word = s.Wrong
			case s.State == desk.ReportAsked && s.Why != "":
				row.Word = "退回过：" + s.Why
			}
			switch {
			case s.State != desk.ReportAsked:
			case today < s.Until:
				waits++
				if first == "" || s.Until < first {
					first = s.Until
				}
			default:
				n := page.ReportNudge{Href: row.Href, Town: row.Town, Station: row.Station, Phone: phones[st.ID], Late: s.Until < today,
					Due: "今天到期", Why: v.whyNot(fleet[st.ID])}
				if n.Late {
					n.Due = fmt.Sprintf("晚了 %d 天", daysBetween(s.Until, today))
				}
				p.Nudge = append(p.Nudge, n)
			}
		}
		p.Rows = append(p.Rows, row)
	}
	if waits > 0 {
		p.Waits = fmt.Sprintf("%d 个站还没点，没到期，先不用催：最早的%s到期，到那天还没点的才列在“催一催”里，带电话。", waits, calendar.Date(first, today))
	}
	hub.SortStable(p.Nudge, func(a, b page.ReportNudge) int {
		late := func(n page.ReportNudge) int {
			if n.Late {
				return 0
			}
			return 1
		}
		return cmp.Compare(late(a), late(b))
	})
	return nil
}

// whyNot is as much as the county can know of why a station has not looked.
func (v *visit) whyNot(s Station) string {
	switch {
	case s.Connected:
		return "正连着，收到了，还没点"
	case s.Last.IsZero():
		return "还没有报上来过"
	}
	if days := daysBetween(hub.DayOf(s.Last), v.c.Desk.Today()); days > 0 {
		return fmt.Sprintf("%d 天没报上来，可能还没收到", days)
	}
	return "今天报上来过，还没点"
}

// closingsTried is how many nights are looked through for the one as which a station's figures
// can be counted again.
const closingsTried = 31

// lockable are the sheets that were checked and whose figures some closing knows just so; for
// the others it says why not.
func (v *visit) lockable(r reported) (locks []desk.ReportLock, unready []string, err error) {
	var waiting []desk.Report
	for _, st := range r.stations {
		if s, ok := r.sheets[st.ID]; ok && s.State == desk.ReportChecked {
			waiting = append(waiting, s)
		}
	}
	if len(waiting) == 0 {
		return nil, nil, nil
	}
	closings, err := v.c.Figures.Counted().Closings(v.ctx())
	if err != nil {
		return nil, nil, err
	}
	var fit []int64
	byNumber := map[int64]hub.Closing{}
	for _, k := range closings {
		if k.Day >= r.period.To && len(fit) < closingsTried {
			fit, byNumber[k.Number] = append(fit, k.Number), k
		}
	}
	known := map[int64]report.TableCounts{}
	at := func(s desk.Report) func(int64) (map[string]report.Amount, error) {
		return func(k int64) (map[string]report.Amount, error) {
			if _, ok := known[k]; !ok {
				counted, err := v.tableCounts(r.table, r.period, k)
				if err != nil {
					return nil, err
				}
				known[k] = counted
			}
			return known[k][s.Site], nil
		}
	}
	tonight, moved := 0, 0
	for _, s := range waiting {
		k, err := report.Settled(countedOf(s.Figures), fit, at(s))
		if err != nil {
			return nil, nil, err
		}
		if k > 0 {
			locks = append(locks, desk.ReportLock{Record: s.ID, Closing: byNumber[k]})
			continue
		}
		now, err := at(s)(0)
		if err != nil {
			return nil, nil, err
		}
		if report.SameAmounts(countedOf(s.Figures), now) {
			tonight++
		} else {
			moved++
		}
	}
	if tonight > 0 {
		unready = append(unready, fmt.Sprintf("%d 个站等今天夜里结了账再锁。", tonight))
	}
	if moved > 0 {
		unready = append(unready, fmt.Sprintf("%d 个站说对以后记录又变了：点进去退回，站里再看一眼。", moved))
	}
	return locks, unready, nil
}

// reportPeriodDo sends a table out, again, or locks what is ready.
func reportPeriodDo(v *visit) error {
	r, err := v.reported()
	if err != nil {
		return err
	}
	if v.c.Desk.Today() <= r.period.To {
		return hub.E(hub.CodeInvalid, "report.not-over")
	}
	switch do := v.form.Text("do"); do {
	case "send", "again":
		counted, err := v.tableCounts(r.table, r.period, 0)
		if err != nil {
			return err
		}
		s := desk.ReportSending{Request: v.form.Request(), Table: r.one, Title: r.table.Title, Period: r.period.Name, Days: r.table.Days, Again: do == "again", Figures: map[hub.ID][]desk.ReportFigure{}}
		for _, st := range r.stations {
			if _, has := r.sheets[st.ID]; has || do == "send" {
				s.Figures[st.ID] = figuresOf(r.table, counted[st.ID])
			}
		}
		if _, err := v.c.Desk.SendReports(v.ctx(), v.who.Actor, s); err != nil {
			return err
		}
	case "lock":
		locks, _, err := v.lockable(r)
		if err != nil {
			return err
		}
		if len(locks) == 0 {
			return hub.E(hub.CodeInvalid, "report.none-to-lock")
		}
		if err := v.c.Desk.LockReports(v.ctx(), v.who.Actor, v.form.Request(), locks); err != nil {
			return err
		}
	default:
		return hub.E(hub.CodeNotFound, "county.no-page")
	}
	return v.see(v.URL.Path)
}

// dayByHand is where a date is written on paper.
const dayByHand = "　　　　年　　月　　日"

// signedBy are the lines below a table on paper.
func signedBy(spots map[string]string) []string {
	out := []string{"填表人：" + spots[report.SpotFiller], "审核人：" + spots[report.SpotChecker], "负责人：" + spots[report.SpotLocker], "单位（盖章）："}
	return append(out, "日期："+cmp.Or(strings.TrimSpace(spots[report.SpotDay]), dayByHand))
}
