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

// rateShow is a rate to be typed: of a subsidy that there is, or as a paper has it.
func rateShow(v *visit) error {
	q := v.URL.Query()
	r := claim.Rate{From: hub.Day(fmt.Sprintf("%d-01-01", v.thisYear())), Certainty: "A"}
	note := ""
	if programme, err := hub.ParseID(q.Get("programme")); err == nil {
		p, err := v.c.Desk.Programme(v.ctx(), programme)
		if err != nil {
			return err
		}
		r = p.Rates[len(p.Rates)-1]
		r.From, r.Gone = v.c.Desk.Today(), false
	} else {
		e, known := claim.ExampleOf(q.Get("example"))
		if !known {
			return hub.E(hub.CodeNotFound, "county.no-page")
		}
		from := r.From
		r, note = e.Rate, e.Note
		r.From = from
	}
	p, err := v.ratePage(r)
	if err != nil {
		return err
	}
	p.Open = note
	return v.render(p)
}

// rateSet keeps it; what is wrong with it is said beside what was typed.
func rateSet(v *visit) error {
	r, err := v.typedRate()
	if err == nil {
		out, serr := v.c.Desk.SetRate(v.ctx(), v.who.Actor, v.form.Request(), r)
		if err = serr; err == nil {
			if r.Programme.IsZero() {
				r.Programme = out.Records[0]
			}
			return v.see("/money/of/" + r.Programme.String())
		}
	}
	if hub.CodeOf(err) != hub.CodeInvalid {
		return err
	}
	p, perr := v.ratePage(r)
	if perr != nil {
		return perr
	}
	for i, a := range p.Asks {
		p.Asks[i].Fault = page.Faults(err)[a.Name]
		if a.Type != "choices" && a.Type != "choice" && a.Type != "yes" {
			p.Asks[i].Value = v.form.Text(a.Name)
		}
	}
	web.Render(v.w, v.Request, v.c.Log, http.StatusUnprocessableEntity, p)
	return nil
}

// ratePage is the questions of a rate, those that its rule asks.
func (v *visit) ratePage(r claim.Rate) (page.CountyRate, error) {
	p := page.CountyRate{CountyFrame: v.frame("采用一项补贴", "money"), Rule: string(r.Rule), RuleWord: ruleWord(r.Rule), Prev: "/money", Asks: v.rateAsks(r)}
	if r.Programme.IsZero() {
		return p, nil
	}
	one, err := v.c.Desk.Programme(v.ctx(), r.Programme)
	if err != nil {
		return p, err
	}
	p.Title, p.Programme, p.Stop, p.Before, p.Prev = "改标准："+one.Title(), r.Programme.String(), true, v.rateRows(one.Rates), "/money/of/"+r.Programme.String()
	return p, nil
}

// programmeShow is one subsidy: rates, runs, who has reached an award.
func programmeShow(v *visit) error {
	p, err := v.programme(v.URL.Query())
	if err != nil {
		return err
	}
	return v.render(p)
}

func (v *visit) programme(typed url.Values) (page.CountyProgramme, error) {
	id, err := hub.ParseID(v.PathValue("id"))
	if err != nil {
		return page.CountyProgramme{}, hub.E(hub.CodeNotFound, "money.no-programme")
	}
	one, err := v.c.Desk.Programme(v.ctx(), id)
	if err != nil {
		return page.CountyProgramme{}, err
	}
	p := page.CountyProgramme{CountyFrame: v.frame(one.Title(), "money"), Rule: ruleWord(one.Rule), Rates: v.rateRows(one.Rates), Prev: "/money"}
	runs, err := v.c.Desk.SubsidyRuns(v.ctx(), id)
	if err != nil {
		return p, err
	}
	open, next := false, ""
	for _, r := range runs {
		row, err := v.runRow(r)
		if err != nil {
			return p, err
		}
		p.Runs = append(p.Runs, row)
		open = open || r.State == desk.RunTried
		if r.Locked() && claim.NextMonth(r.To) > next {
			next = claim.NextMonth(r.To)
		}
	}
	if v.mayMoney() {
		p.Change = "/money/rate?programme=" + id.String()
		if !open {
			p.New, err = v.runNew(one, next, typed)
		}
	}
	if err == nil && one.Rule == claim.Award {
		err = v.standings(&p, one.Rates)
	}
	return p, err
}

// runNew is the form of a new run: the month after the last one, or for the first run the last
// month that is closed.
func (v *visit) runNew(one desk.Programme, month string, typed url.Values) (*page.RunNew, error) {
	closings, err := v.c.Figures.Counted().Closings(v.ctx())
	if month == "" {
		month = firstMonth(closings, one.Rates[0].From, v.c.Desk.Today())
	}
	n := &page.RunNew{Action: "/money/of/" + one.ID.String(), From: month, To: month}
	if typed.Get("from") != "" {
		n.From, n.To = typed.Get("from"), typed.Get("to")
	}
	if last := claim.LastDay(n.To); claim.IsMonth(n.To) && (len(closings) == 0 || closings[0].Day < last) {
		n.Wait = claim.MonthName(n.To) + "还没有结账，现在算不了：" + calendar.Date(last, v.c.Desk.Today()) + "过完了、夜里结了账再来。"
	}
	for _, c := range closings[:min(len(closings), closingsShown)] {
		no := strconv.FormatInt(c.Number, 10)
		n.Known = append(n.Known, page.Choice{Value: no, On: no == typed.Get("known"), Text: fmt.Sprintf("%s结的账（第 %d 次）", calendar.Date(c.Day, v.c.Desk.Today()), c.Number)})
	}
	return n, err
}

// firstMonth is the last month that the newest closing knows whole, or, where nothing is closed
// yet, the one before today's; not before the first rate holds.
func firstMonth(closings []hub.Closing, from, today hub.Day) string {
	known := today.Add(-1)
	if len(closings) > 0 {
		known = closings[0].Day
	}
	month := claim.MonthOf(known)
	if claim.LastDay(month) != known {
		month = claim.MonthOf(hub.Day(month + "-01").Add(-1))
	}
	return max(month, claim.MonthOf(from))
}
