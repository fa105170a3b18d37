package county

import (
	"bytes"
	"fmt"
	"io"
	"slices"

	"yizhan/hub/desk"
	"yizhan/hub/report"
	"yizhan/kiosk/page"
)

// reportFile is the table as the office has it, filled in. With whole names in it, it
// leaves by the door for that; what is put up in public has them masked.
func reportFile(v *visit) error {
	r, err := v.reported()
	if err != nil {
		return err
	}
	rows, err := v.sentRows(r)
	if err != nil {
		return err
	}
	spots, err := v.tableSpots(r.period, r.sheets, r.stations)
	if err != nil {
		return err
	}
	t := taking{what: r.table.Title, tab: "reports", plain: "report-" + r.period.Name + ".xlsx", name: r.table.Title + "-" + r.period.Say() + ".xlsx"}
	write := func(w io.Writer) error {
		return r.table.Fill(w, bytes.NewReader(r.one.File), int64(len(r.one.File)), rows, spots)
	}
	if named(r.table) && !r.table.Mask {
		t.people = len(r.stations)
		return v.take(t, write)
	}
	return v.sends(t.plain, t.name, write)
}

// named says whether a table names people.
func named(t report.Table) bool {
	return slices.ContainsFunc(t.Columns, func(c report.Column) bool { return c.From == report.FromHead })
}

// reportPeriodPaper is the whole table on A4.
func reportPeriodPaper(v *visit) error {
	r, err := v.reported()
	if err != nil {
		return err
	}
	if named(r.table) {
		r.table.Mask = true // whoever wants whole names takes the file, and says what for
	}
	rows, err := v.sentRows(r)
	if err != nil {
		return err
	}
	spots, err := v.tableSpots(r.period, r.sheets, r.stations)
	if err != nil {
		return err
	}
	p := page.CountyReportPaper{CountyFrame: v.frame(r.table.Title, "reports"), Prev: periodAt(r.one.Key, r.period.Name), Head: r.table.Title, Lines: []string{v.c.Name() + "　" + r.period.Say()}, Grid: grid(r.table, rows), Sign: signedBy(spots)}
	p.Notes = []string{lookedAt(r)}
	return v.render(p)
}

// lookedAt says of a printed table how far it is to be relied on.
func lookedAt(r reported) string {
	said, locked := 0, 0
	for _, s := range r.sheets {
		if s.Locked != nil {
			locked++
		}
		if s.Locked != nil || s.State == desk.ReportSaid || s.State == desk.ReportChecked {
			said++
		}
	}
	text := "数字由各站的记录数出来；"
	switch all := len(r.stations); {
	case locked == all:
		return text + fmt.Sprintf("%d 个站都看过，县里都锁定了，不再变。", all)
	case said == all:
		return text + fmt.Sprintf("%d 个站都看过，锁定 %d 个；没锁定的以后还会变。", all, locked)
	default:
		return text + fmt.Sprintf("%d 个站里 %d 个看过、锁定 %d 个；没看的、没锁定的以后还会变。", all, said, locked)
	}
}
