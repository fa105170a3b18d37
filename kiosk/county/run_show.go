package county

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/claim"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// runShow is one run, by township and station; with ?again=1 it is worked out once more.
func runShow(v *visit) error {
	p, err := v.run()
	if err != nil {
		return err
	}
	return v.render(p)
}

func (v *visit) run() (page.CountyRun, error) {
	id, err := hub.ParseID(v.PathValue("id"))
	if err != nil {
		return page.CountyRun{}, hub.E(hub.CodeNotFound, "money.no-run")
	}
	r, sites, err := v.runOf(id)
	if err != nil {
		return page.CountyRun{}, err
	}
	at := "/money/run/" + id.String()
	p := page.CountyRun{CountyFrame: v.frame(fmt.Sprintf("%s 第 %d 期", r.Title, r.Seq), "money"), State: stateWord(r.State), Good: r.Locked(), People: claim.Rule(r.Rule).OfChildren(),
		Digest: claim.Figures(r.Digest), Action: at, Paper: at + "/paper", Prev: "/money/of/" + r.Programme.String()}
	p.Facts = v.runFacts(r)
	doubts, err := v.c.Desk.LineDoubts(v.ctx(), id)
	if err != nil {
		return p, err
	}
	if err := v.runTowns(&p, r, sites, doubts); err != nil {
		return p, err
	}
	p.Lead = p.Total.Sum + " 元"
	if err := v.runWays(&p, r); err != nil {
		return p, err
	}
	p.Doubts = v.runDoubts(r, doubts, sites)
	return p, v.runNext(&p, r, doubts)
}

// runWays are the tables of a run, and, for who sees the whole county, whether it still comes out
// the same.
func (v *visit) runWays(p *page.CountyRun, r desk.SubsidyRun) error {
	at := p.Action
	if v.who.opens("GET /money/run/{id}/table.xlsx") {
		p.Table = at + "/table.xlsx"
	}
	if p.People && v.mayNames(r) && v.who.opens("GET /money/run/{id}/names.xlsx") {
		p.Names = at + "/names.xlsx"
	}
	if v.who.Township == "" {
		_, all, err := v.c.Desk.SubsidyRun(v.ctx(), r.ID)
		if err != nil {
			return err
		}
		p.Whole, p.AgainOf = desk.Whole(r, all), at+"?again=1"
		if v.URL.Query().Get("again") != "" {
			p.Again, err = v.again(r, all)
			return err
		}
	}
	return nil
}

// again works a run out once more and says whether it comes out the same.
func (v *visit) again(r desk.SubsidyRun, sites []desk.RunSite) (string, error) {
	runs, err := v.c.Desk.SubsidyRuns(v.ctx(), r.Programme)
	if err != nil {
		return "", err
	}
	first := r.From
	for _, other := range runs {
		if other.Locked() && other.Seq < r.Seq {
			first = min(first, other.From)
		}
	}
	book, err := v.c.Figures.Book(v.ctx(), r.Known, first, r.To)
	if err != nil {
		return "", err
	}
	other, erased, err := v.c.Desk.Again(v.ctx(), r, sites, book)
	text := "再算了一遍，每一行都一样。"
	if other > 0 {
		text = fmt.Sprintf("再算了一遍，有 %d 行不一样，请查。", other)
	}
	if erased > 0 {
		text += fmt.Sprintf("有 %d 行的孩子后来删除了，金额还在，不能再算。", erased)
	}
	return text, err
}

func (v *visit) runFacts(r desk.SubsidyRun) (out []page.Fact) {
	today := v.c.Desk.Today()
	put := func(word, text string) {
		if text != "" {
			out = append(out, page.Fact{Word: word, Text: text})
		}
	}
	put("哪几个月", monthsText(r.From, r.To))
	put("按", fmt.Sprintf("%s结的账（第 %d 次）知道的", calendar.Date(r.Closed, today), r.Known))
	put("试算", joined(v.officerCalled(r.MadeBy), calendar.Date(r.MadeOn, today)))
	if r.Erased > 0 {
		put("算不出的", fmt.Sprintf("%d 个孩子月：孩子的记录在算以前就删除了，没有凭据，不算", r.Erased))
	}
	if r.LockedOn != "" {
		put("锁定", joined(v.officerCalled(r.LockedBy), calendar.Date(r.LockedOn, today)))
	}
	if r.PaidOn != "" {
		put("发放", joined(calendar.Date(r.PaidOn, today), r.Fund, "凭证 "+r.Voucher, v.officerCalled(r.PaidBy)))
	}
	return out
}

// runTowns puts the stations in their townships, with what they got from the run before.
func (v *visit) runTowns(p *page.CountyRun, r desk.SubsidyRun, sites []desk.RunSite, doubts []desk.LineDoubt) error {
	stations, _, err := v.callers(v.ctx())
	if err != nil {
		return err
	}
	former, seq, err := v.former(r)
	if err != nil {
		return err
	}
	if p.Former = "上一期（元）#"; seq > 0 {
		p.Former = fmt.Sprintf("第 %d 期（元）#", seq)
	}
	var all desk.RunSite
	var struck, before int64
	town, last := int64(0), hub.Lane("")
	for _, s := range sites {
		if last != s.Lane || len(p.Towns) == 0 {
			p.Towns = append(p.Towns, page.RunTown{Name: townOf(stations, s)})
			town, last = 0, s.Lane
		}
		row, err := v.runStation(r, s, doubts)
		if err != nil {
			return err
		}
		t := claim.Totals(s.Lines)
		row.Name, row.Former, row.Struck = nameOf(stations, s.Site), claim.Yuan(former[s.Site]), zeroAway(t.Struck)
		group := &p.Towns[len(p.Towns)-1]
		town += s.Sum()
		group.Stations, group.Sum = append(group.Stations, row), claim.Yuan(town)
		all.Children, all.Months, all.Own, all.Corrected = all.Children+s.Children, all.Months+s.Months, all.Own+s.Own, all.Corrected+s.Corrected
		struck, before = struck+t.Struck, before+former[s.Site]
	}
	p.Total = page.RunStation{Children: all.Children, Months: all.Months, Own: claim.Yuan(all.Own), Corrected: claim.Yuan(all.Corrected), Sum: claim.Yuan(all.Sum()), Former: claim.Yuan(before), Struck: zeroAway(struck)}
	return nil
}

// runStation is what a station gets in a run, and whether the money has come.
func (v *visit) runStation(r desk.SubsidyRun, s desk.RunSite, doubts []desk.LineDoubt) (page.RunStation, error) {
	row := page.RunStation{Standard: standards(r, s), Children: s.Children, Months: s.Months, Own: claim.Yuan(s.Own), Corrected: claim.Yuan(s.Corrected), Sum: claim.Yuan(s.Sum())}
	if v.who.opens("GET /money/run/{id}/site/{site}") && (!claim.Rule(r.Rule).OfChildren() || v.mayNames(r)) {
		row.Href = "/money/run/" + r.ID.String() + "/site/" + s.Site.String()
	}
	for _, d := range doubts {
		if d.Site == s.Site && d.Answer == "" {
			row.Doubts++
		}
	}
	if r.State != desk.RunPaid {
		return row, nil
	}
	used, err := v.c.Desk.UsedOf(v.ctx(), r.ID, s.Site)
	row.Arrived = calendar.Date(used.Paid, v.c.Desk.Today())
	return row, err
}

func zeroAway(fen int64) string {
	if fen == 0 {
		return ""
	}
	return claim.Yuan(fen)
}

// former is what stations got from the last run that was locked before this one.
func (v *visit) former(r desk.SubsidyRun) (sums map[hub.ID]int64, seq int, err error) {
	runs, err := v.c.Desk.SubsidyRuns(v.ctx(), r.Programme)
	sums = map[hub.ID]int64{}
	var last desk.SubsidyRun
	for _, other := range runs {
		if other.Locked() && other.Seq < r.Seq && other.Seq > last.Seq {
			last = other
		}
	}
	if err != nil || last.Seq == 0 {
		return sums, 0, err
	}
	_, sites, err := v.runOf(last.ID)
	for _, s := range sites {
		sums[s.Site] = s.Sum()
	}
	return sums, last.Seq, err
}

func nameOf(stations map[hub.ID]Station, site hub.ID) string {
	if s, ok := stations[site]; ok {
		return s.Name
	}
	return "一个站（记录还没到）"
}

func townOf(stations map[hub.ID]Station, s desk.RunSite) string {
	if at, ok := stations[s.Site]; ok && at.TownshipName != "" {
		return at.TownshipName
	}
	code, _ := s.Lane.Township()
	return "乡镇 " + code
}

// standards are the rates of a station's own lines: 600 元, or several.
func standards(r desk.SubsidyRun, s desk.RunSite) (text string) {
	seen := map[int64]bool{}
	for _, l := range s.Lines {
		if l.Corrects || l.Cap || seen[l.Whole] {
			continue
		}
		seen[l.Whole] = true
		if text != "" {
			text += "、"
		}
		text += wholeText(claim.Rule(r.Rule), l.Whole)
	}
	return text
}

func (v *visit) runDoubts(r desk.SubsidyRun, doubts []desk.LineDoubt, sites []desk.RunSite) (out []page.RunDoubt) {
	stations, _, err := v.callers(v.ctx())
	if err != nil {
		return nil
	}
	for _, d := range doubts {
		for _, s := range sites {
			if s.Site == d.Site {
				out = append(out, v.doubt(r, d, fmt.Sprintf("%s 第 %d 行", nameOf(stations, d.Site), d.Line)))
			}
		}
	}
	return out
}

func (v *visit) doubt(r desk.SubsidyRun, d desk.LineDoubt, where string) page.RunDoubt {
	out := page.RunDoubt{ID: d.ID.String(), Where: where, Reason: d.Reason, By: joined(v.officerCalled(d.By), calendar.Date(d.Day, v.c.Desk.Today()))}
	if !claim.Rule(r.Rule).OfChildren() || v.mayNames(r) {
		out.Href = fmt.Sprintf("/money/run/%s/site/%s/%d", r.ID, d.Site, d.Line)
	} else {
		out.Reason = ""
	}
	switch {
	case d.Answer != "":
		out.Answer = map[string]string{desk.DoubtPaid: "照发", desk.DoubtStruck: "不发"}[d.Answer] + "：" + d.Found + "（" + v.officerCalled(d.AnsweredBy) + "）"
	case r.State == desk.RunTried && v.mayMoney():
		out.Ask = true
	}
	return out
}

// runNext is what she may do with a run.
func (v *visit) runNext(p *page.CountyRun, r desk.SubsidyRun, doubts []desk.LineDoubt) error {
	if !v.mayMoney() {
		return nil
	}
	switch r.State {
	case desk.RunTried:
		p.Drop = true
		open := 0
		for _, d := range doubts {
			if d.Answer == "" {
				open++
			}
		}
		switch {
		case r.MadeBy == v.who.Actor.Staff:
			p.LockWhy = "这一期是您算的，请另一位登录进来核对、锁定。"
		case open > 0:
			p.LockWhy = fmt.Sprintf("还有 %d 处疑问没有答复，答复完了再锁定。", open)
		default:
			p.Lock = true
		}
	case desk.RunLocked:
		p.Pay, p.PayDay = true, string(v.c.Desk.Today())
		books, err := v.fundBooks()
		if err != nil {
			return err
		}
		for _, b := range books {
			value := fmt.Sprintf("%d %s", b.year, b.fund)
			p.Funds = append(p.Funds, page.Choice{Value: value, Text: fmt.Sprintf("%s，还剩 %s 元", b.name(), claim.Yuan(b.in-b.out)), On: v.form.Text("fund") == value})
		}
	}
	return nil
}

// runStep takes a run on: locked, given up, paid, or a doubt answered.
func runStep(v *visit) error {
	id, err := hub.ParseID(v.PathValue("id"))
	if err != nil {
		return hub.E(hub.CodeNotFound, "money.no-run")
	}
	request, do := v.form.Request(), v.form.Text("do")
	switch do {
	case "lock":
		_, err = v.c.Desk.LockRun(v.ctx(), v.who.Actor, request, id)
	case "drop":
		_, err = v.c.Desk.DropRun(v.ctx(), v.who.Actor, request, id)
	case "pay":
		first, fund, _ := strings.Cut(v.form.Text("fund"), " ") // 2026 示范资金
		year, _ := strconv.Atoi(first)
		_, err = v.c.Desk.PayRun(v.ctx(), v.who.Actor, desk.Paying{Request: request, Run: id, Day: hub.Day(v.form.Text("day")), Fund: fund, Year: year, Voucher: v.form.Text("voucher")})
	case desk.DoubtPaid, desk.DoubtStruck:
		_, err = v.c.Desk.AnswerDoubt(v.ctx(), v.who.Actor, request, id, v.form.ID("doubt"), do, v.form.Text("found"))
	default:
		return hub.E(hub.CodeNotFound, "county.no-page")
	}
	if err == nil {
		return v.see("/money/run/" + id.String())
	}
	if hub.CodeOf(err) != hub.CodeInvalid {
		return err
	}
	p, perr := v.run()
	if perr != nil {
		return perr
	}
	p.Errors, p.PayDay, p.PayPaper = page.Faults(err), v.form.Text("day"), v.form.Text("voucher")
	for field, text := range p.Errors {
		if do != "pay" || field == "" {
			p.Note = &page.Note{Icon: "i-warn", Bold: "没有办成。", Text: text}
		}
	}
	web.Render(v.w, v.Request, v.c.Log, http.StatusUnprocessableEntity, p)
	return nil
}
