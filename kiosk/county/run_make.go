package county

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/claim"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// runMake works a run out.
func runMake(v *visit) error {
	id, err := hub.ParseID(v.PathValue("id"))
	if err != nil {
		return hub.E(hub.CodeNotFound, "money.no-programme")
	}
	if !v.mayMoney() {
		return hub.E(hub.CodeForbidden, "desk.may-not")
	}
	m := desk.Making{Request: v.form.Request(), Programme: id, From: v.form.Text("from"), To: v.form.Text("to")}
	number, _ := strconv.ParseInt(v.form.Text("known"), 10, 64)
	closings, err := v.c.Figures.Counted().Closings(v.ctx())
	if err != nil {
		return err
	}
	for _, c := range closings {
		if c.Number == number {
			m.Closing = c
		}
	}
	out, err := v.makeRun(m)
	if err == nil {
		return v.see("/money/run/" + out.Records[0].String())
	}
	if hub.CodeOf(err) != hub.CodeInvalid {
		return err
	}
	p, perr := v.programme(url.Values{"from": {m.From}, "to": {m.To}, "known": {v.form.Text("known")}})
	if perr != nil {
		return perr
	}
	p.Errors = page.Faults(err)
	web.Render(v.w, v.Request, v.c.Log, http.StatusUnprocessableEntity, p)
	return nil
}

func (v *visit) makeRun(m desk.Making) (hub.Outcome, error) {
	first, last, err := v.c.Desk.Span(v.ctx(), m)
	if err != nil {
		return hub.Outcome{}, err
	}
	book, err := v.c.Figures.Book(v.ctx(), m.Closing.Number, first, last)
	if err != nil {
		return hub.Outcome{}, err
	}
	return v.c.Desk.MakeRun(v.ctx(), v.who.Actor, m, book)
}

// runRow is a run in a list; a township's officer sees what her stations get.
func (v *visit) runRow(r desk.SubsidyRun) (page.RunRow, error) {
	if v.who.Township != "" {
		_, sites, err := v.runOf(r.ID)
		if err != nil {
			return page.RunRow{}, err
		}
		r.Own, r.Corrected = 0, 0
		for _, s := range sites {
			r.Own, r.Corrected = r.Own+s.Own, r.Corrected+s.Corrected
		}
	}
	return page.RunRow{Href: "/money/run/" + r.ID.String(), Name: fmt.Sprintf("第 %d 期", r.Seq), Months: monthsText(r.From, r.To), State: stateWord(r.State),
		Own: claim.Yuan(r.Own), Corrected: claim.Yuan(r.Corrected), Sum: claim.Yuan(r.Sum()), Look: r.State == desk.RunTried}, nil
}

// runOf is a run with the stations that she sees.
func (v *visit) runOf(id hub.ID) (desk.SubsidyRun, []desk.RunSite, error) {
	r, all, err := v.c.Desk.SubsidyRun(v.ctx(), id)
	var seen []desk.RunSite
	for _, s := range all {
		if v.who.Sees(s.Lane) || v.who.Township == "" && v.who.May(hub.ActAudit) {
			seen = append(seen, s)
		}
	}
	return r, seen, err
}

// standings is who has reached an award in the last month that is closed.
func (v *visit) standings(p *page.CountyProgramme, rates []claim.Rate) error {
	closings, err := v.c.Figures.Counted().Closings(v.ctx())
	if err != nil || len(closings) == 0 {
		return err
	}
	month := claim.MonthOf(closings[0].Day)
	r, ok := claim.RateOn(rates, closings[0].Day)
	if !ok {
		return nil
	}
	book, err := v.c.Figures.Book(v.ctx(), closings[0].Number, month, month)
	if err != nil {
		return err
	}
	seen, _, err := v.callers(v.ctx())
	if err != nil {
		return err
	}
	p.Lead = fmt.Sprintf("%s；%s，按%s结账时知道的算，发的时候按那一期的月份再算", triggerText(r), claim.MonthName(month), calendar.Date(closings[0].Day, v.c.Desk.Today()))
	for _, one := range claim.Reached(book, r, []string{month}) {
		s, hers := seen[one.Site]
		if !hers {
			continue
		}
		p.Standings = append(p.Standings, page.Standing{Rank: fmt.Sprint(one.Rank), Name: s.Name, Town: s.TownshipName, Figure: standingText(r, one.Above, one.Below),
			Href: evidenceOf(r, one.Site), Reached: one.Reached})
	}
	return nil
}

// evidenceOf is where the records behind an award's figure are: the indicator that counts the
// same, or the station's sheets.
func evidenceOf(r claim.Rate, site hub.ID) string {
	switch {
	case r.Trigger == claim.BySites:
		return "/sheets/institution?station=" + site.String()
	case r.Trigger == claim.ByModel:
		return "/sheets/model?station=" + site.String()
	case r.Trigger == claim.ByRank && r.Figure == claim.RankPleased:
		return "/sheets/survey?station=" + site.String()
	}
	return "/children?station=" + site.String()
}
