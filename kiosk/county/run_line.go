package county

import (
	"fmt"
	"net/http"
	"strconv"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/claim"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// mayNames says whether she may see whose the lines of a run are: of 困境 those who read that
// sheet.
func (v *visit) mayNames(r desk.SubsidyRun) bool {
	if !v.who.May(hub.ActLook) {
		return false
	}
	return claim.Rule(r.Rule) != claim.Difficulty || v.readsHardship()
}

func (v *visit) readsHardship() bool {
	def, ok := v.c.Desk.Forms().Get("difficulty")
	return ok && def.MayRead(v.who.Actor.Role)
}

// siteOf is a station of a run, where she sees it.
func (v *visit) siteOf() (desk.SubsidyRun, desk.RunSite, error) {
	id, err := hub.ParseID(v.PathValue("id"))
	site, serr := hub.ParseID(v.PathValue("site"))
	if err != nil || serr != nil {
		return desk.SubsidyRun{}, desk.RunSite{}, hub.E(hub.CodeNotFound, "money.no-run")
	}
	r, sites, err := v.runOf(id)
	if err != nil {
		return r, desk.RunSite{}, err
	}
	if claim.Rule(r.Rule).OfChildren() && !v.mayNames(r) {
		return r, desk.RunSite{}, hub.E(hub.CodeForbidden, "desk.may-not")
	}
	for _, s := range sites {
		if s.Site == site {
			return r, s, nil
		}
	}
	return r, desk.RunSite{}, hub.E(hub.CodeNotFound, "money.no-line")
}

// runSite is the lines of a station.
func runSite(v *visit) error {
	r, s, err := v.siteOf()
	if err != nil {
		return err
	}
	name, err := v.station(s.Site)
	if err != nil {
		return err
	}
	rates, err := v.ratesOf(r)
	if err != nil {
		return err
	}
	doubts, err := v.c.Desk.LineDoubts(v.ctx(), r.ID)
	if err != nil {
		return err
	}
	p := page.CountyRunSite{CountyFrame: v.frame(fmt.Sprintf("%s 第 %d 期", r.Title, r.Seq), "money"), Name: name, Prev: "/money/run/" + r.ID.String(),
		Heads: []string{"第几行", "谁的", "哪个月", "凭什么", "标准", "金额（元）#", "说明"}}
	p.Lead = fmt.Sprintf("%s 第 %d 期，%d 行，%s 元", r.Title, r.Seq, len(s.Lines), claim.Yuan(s.Sum()))
	for _, l := range s.Lines {
		row := page.RunLine{Href: fmt.Sprintf("/money/run/%s/site/%s/%d", r.ID, s.Site, l.No), No: fmt.Sprint(l.No), Name: v.lineName(l), Month: claim.MonthName(l.Month),
			What: lineText(claim.Rule(r.Rule), rates[l.Rate], l, v.readsHardship()), Standard: wholeText(claim.Rule(r.Rule), l.Whole), Amount: claim.Yuan(l.Amount), Note: causeText(l)}
		for _, d := range doubts {
			if d.Site == s.Site && d.Line == l.No {
				row.Look, row.Note = row.Look || d.Answer == "", joined(row.Note, "疑问："+d.Reason)
			}
		}
		p.Lines = append(p.Lines, row)
	}
	return v.render(p)
}

// ratesOf are the rates of a run by id.
func (v *visit) ratesOf(r desk.SubsidyRun) (map[hub.ID]claim.Rate, error) {
	p, err := v.c.Desk.Programme(v.ctx(), r.Programme)
	out := map[hub.ID]claim.Rate{}
	for _, one := range p.Rates {
		out[one.ID] = one
	}
	return out, err
}

// lineName is whose a line is.
func (v *visit) lineName(l claim.Line) string {
	switch {
	case l.Cap:
		return "超过最多的"
	case !l.Personal:
		return "站里"
	case l.Child.IsZero():
		return "已经删除的孩子"
	}
	if child, ok := v.c.Names.Get(l.Child); ok && child.Name != "" {
		return child.Name
	}
	return "还没取名的孩子"
}

// lineShow is what stands behind a line: the days, the place taken, the records. Of a child's
// it is a look at the child.
func lineShow(v *visit) error {
	p, _, err := v.line()
	if err != nil {
		return err
	}
	return v.render(p)
}

func (v *visit) line() (p page.CountyRunLine, at desk.LineOf, err error) {
	r, s, err := v.siteOf()
	if err != nil {
		return p, at, err
	}
	no, _ := strconv.Atoi(v.PathValue("no"))
	var l claim.Line
	for _, one := range s.Lines {
		if one.No == no && no > 0 {
			l = one
		}
	}
	if l.No == 0 {
		return p, at, hub.E(hub.CodeNotFound, "money.no-line")
	}
	at = desk.LineOf{Run: r.ID, Site: s.Site, No: no}
	here := fmt.Sprintf("/money/run/%s/site/%s", r.ID, s.Site)
	p = page.CountyRunLine{CountyFrame: v.frame(fmt.Sprintf("%s 第 %d 期", r.Title, r.Seq), "money"), Name: v.lineName(l), Amount: claim.Yuan(l.Amount) + " 元", Prev: here}
	if err := v.lineFacts(&p, r, l); err != nil {
		return p, at, err
	}
	doubts, err := v.c.Desk.LineDoubts(v.ctx(), r.ID)
	for _, d := range doubts {
		if d.Site == s.Site && d.Line == no {
			p.Doubts = append(p.Doubts, v.doubt(r, d, ""))
		}
	}
	if r.State == desk.RunTried && v.who.May(hub.ActWork) {
		p.Action = fmt.Sprintf("%s/%d", here, no)
	}
	return p, at, err
}

// lineFacts are by which standard a line was worked out, and from which records.
func (v *visit) lineFacts(p *page.CountyRunLine, r desk.SubsidyRun, l claim.Line) error {
	rates, err := v.ratesOf(r)
	if err != nil {
		return err
	}
	rate := rates[l.Rate]
	station, err := v.station(l.Site)
	if err != nil {
		return err
	}
	p.Facts = []page.Fact{{Word: "站", Text: station}, {Word: "哪个月", Text: claim.MonthName(l.Month)}, {Word: "凭什么", Text: lineText(claim.Rule(r.Rule), rate, l, v.readsHardship())},
		{Word: "标准", Text: rateText(rate)}, {Word: "凭哪个文件", Text: rate.Source}}
	if note := causeText(l); note != "" {
		p.Facts = append(p.Facts, page.Fact{Word: "说明", Text: note})
	}
	return v.lineDays(p, r, l, rate)
}

// lineDays are the days on which a child came, as known at the run's closing.
func (v *visit) lineDays(p *page.CountyRunLine, r desk.SubsidyRun, l claim.Line, rate claim.Rate) error {
	switch {
	case !l.Personal && !l.Cap:
		p.Records = append(p.Records, page.Link{Href: "/sheets?station=" + l.Site.String(), Text: "这个站填的表"})
		return nil
	case l.Child.IsZero():
		return nil
	}
	v.c.Doors.Looked(v.who.Actor, l.Child, "page")
	book, err := v.c.Figures.BookOf(v.ctx(), r.Known, l.Month, l.Site)
	if err != nil {
		return err
	}
	all, young := book.Came(l.Child, l.Site, l.Month, rate.Age)
	counts := map[hub.Day]bool{}
	for _, day := range young {
		counts[day] = true
	}
	for _, day := range all {
		p.Days = append(p.Days, page.RunDay{Text: calendar.Date(day, v.c.Desk.Today()), Young: counts[day]})
	}
	if _, known := v.c.Names.Get(l.Child); known {
		p.Records = append(p.Records, page.Link{Href: "/child/" + l.Child.String(), Text: "孩子的记录"})
	}
	return nil
}

// lineDoubt notes a doubt about a line.
func lineDoubt(v *visit) error {
	p, at, err := v.line()
	if err != nil {
		return err
	}
	_, err = v.c.Desk.DoubtLine(v.ctx(), v.who.Actor, v.form.Request(), at, v.form.Text("reason"))
	if err == nil {
		return v.see(fmt.Sprintf("/money/run/%s/site/%s/%d", at.Run, at.Site, at.No))
	}
	if hub.CodeOf(err) != hub.CodeInvalid {
		return err
	}
	p.Errors = page.Faults(err)
	web.Render(v.w, v.Request, v.c.Log, http.StatusUnprocessableEntity, p)
	return nil
}
