package county

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/report"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

func (c *County) auditRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /audit", c.signed(auditShow))
	mux.HandleFunc("GET /audit.xlsx", c.signed(auditDownload))
}

// actsInPage is how much of what left one page shows; the table has all of it.
const actsInPage = 100

// audit reads the year of the address, this one where it names none. It is the whole
// county's: who sees one township reads none.
func (v *visit) audit() (report.Audit, int, error) {
	reader, err := v.c.Desk.Reader(v.who.Actor, hub.ActAudit)
	if err == nil && v.who.Township != "" {
		err = hub.E(hub.CodeForbidden, "desk.may-not")
	}
	if err != nil {
		return report.Audit{}, 0, err
	}
	today := v.c.Clock.Now().Wall.In(hub.China)
	year, err := strconv.Atoi(v.URL.Query().Get("year"))
	if err != nil || year < 2000 || year > today.Year() {
		year = today.Year()
	}
	officers, err := v.c.Doors.Names(v.ctx())
	if err != nil {
		return report.Audit{}, 0, err
	}
	a, err := report.MakeAudit(v.ctx(), v.c.Desk.Forms(), reader, officers,
		hub.Day(fmt.Sprintf("%04d-01-01", year)), hub.Day(fmt.Sprintf("%04d-12-31", year)))
	return a, year, err
}

// auditShow is who looked at how many children, and what left, in a year.
func auditShow(v *visit) error {
	a, year, err := v.audit()
	if err != nil {
		return err
	}
	p := page.CountyAudit{CountyFrame: v.frame("谁看过", "audit"), Rules: report.AuditRules, File: fmt.Sprintf("/audit.xlsx?year=%d", year)}
	now := v.c.Clock.Now().Wall.In(hub.China).Year()
	for _, y := range []int{now - 1, now} {
		p.Years = append(p.Years, page.Choice{Value: fmt.Sprintf("/audit?year=%d", y), Text: fmt.Sprintf("%d年", y), On: y == year})
	}
	looks, marked := 0, 0
	for _, one := range a.People {
		looks += one.Looks
		if len(one.Marks) > 0 {
			marked++
		}
		p.People = append(p.People, page.AuditRow{
			Name: one.Name, Place: placed(one.Place), Children: one.Children, Most: one.MostADay, Looks: one.Looks, Night: one.Night,
			Elsewhere: one.Elsewhere, Phones: one.Phones, Copies: one.Copies, Taken: one.Exports, No: one.Refused, Marks: one.Marks,
		})
	}
	p.Lead = fmt.Sprintf("%d年，%d 个人，翻看 %d 次", year, len(a.People), looks)
	if marked > 0 {
		p.Lead += fmt.Sprintf("，%d 个人要问一句，排在前面", marked)
	}
	if a.Families > 0 {
		p.Lead += fmt.Sprintf("；家里拿家庭卡看 %d 次", a.Families)
	}
	for _, one := range a.Places {
		p.Places = append(p.Places, page.AuditPlaceRow{Name: placed(one.Name), People: one.People, Looks: one.Looks, Copies: one.Copies,
			Taken: one.Exports, No: one.Refused, Asked: one.Asks})
	}
	for _, one := range a.Erasures {
		p.Erased = append(p.Erased, fmt.Sprintf("%s：%d 件", one.What, one.N))
	}
	today := v.c.Desk.Today()
	for _, act := range a.Acts[:min(len(a.Acts), actsInPage)] {
		p.Acts = append(p.Acts, page.AuditActRow{
			When: fmt.Sprintf("%s %d:%02d", calendar.Date(act.Day, today), act.Minute/60, act.Minute%60),
			Who:  act.Who, Place: placed(act.Place), What: act.What, Purpose: act.Purpose,
		})
	}
	if n := len(a.Acts) - actsInPage; n > 0 {
		p.More = fmt.Sprintf("还有 %d 件，在表格里。", n)
	}
	return v.render(p)
}

// placed is where somebody works; who has no station works at the county's desk.
func placed(station string) string {
	if station == "" {
		return "县里"
	}
	return station
}

// auditDownload is the report as a table; that it left is on the trail, too.
func auditDownload(v *visit) error {
	a, year, err := v.audit()
	if err != nil {
		return err
	}
	if err := v.c.Desk.NoteAudit(v.ctx(), v.who.Actor, v.who.Actor.Lane); err != nil {
		return err
	}
	return v.sends(fmt.Sprintf("audit-%d.xlsx", year), fmt.Sprintf("翻看和导出%d.xlsx", year), a.XLSX)
}

// sends answers with a table while it is made: its plain name for old browsers, its name.
func (v *visit) sends(plain, name string, write func(io.Writer) error) error {
	d := web.Download{Type: web.XLSX, Plain: plain, Name: name}
	if strings.HasSuffix(plain, ".csv") {
		d.Type = "text/csv"
	}
	return d.Send(v.w, v.c.Log, write)
}
