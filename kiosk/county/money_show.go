package county

import (
	"fmt"
	"net/http"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/claim"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// moneyRoutes are the county's subsidies and the book of its funds.
func (c *County) moneyRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /money", c.signed(moneyShow))
	mux.HandleFunc("GET /money/rate", c.signed(rateShow))
	mux.HandleFunc("POST /money/rate", c.signed(rateSet))
	mux.HandleFunc("GET /money/of/{id}", c.signed(programmeShow))
	mux.HandleFunc("POST /money/of/{id}", c.signed(runMake))
	mux.HandleFunc("GET /money/run/{id}", c.signed(runShow))
	mux.HandleFunc("POST /money/run/{id}", c.signed(runStep))
	mux.HandleFunc("GET /money/run/{id}/paper", c.signed(runPaper))
	mux.HandleFunc("GET /money/run/{id}/table.xlsx", c.signed(runTable))
	mux.HandleFunc("GET /money/run/{id}/names.xlsx", c.signed(runNames))
	mux.HandleFunc("GET /money/run/{id}/site/{site}", c.signed(runSite))
	mux.HandleFunc("GET /money/run/{id}/site/{site}/{no}", c.signed(lineShow))
	mux.HandleFunc("POST /money/run/{id}/site/{site}/{no}", c.signed(lineDoubt))
	mux.HandleFunc("GET /fund", c.signed(fundShow))
	mux.HandleFunc("POST /fund", c.signed(fundNote))
	mux.HandleFunc("GET /fund.xlsx", c.signed(fundTable))
}

// mayMoney says whether she looks after the county's money.
func (v *visit) mayMoney() bool { return v.who.Township == "" && v.who.May(hub.ActMoney) }

// moneyShow is every subsidy with its rate and its last run, and what the papers have.
func moneyShow(v *visit) error {
	all, err := v.c.Desk.Programmes(v.ctx())
	if err != nil {
		return err
	}
	runs, err := v.c.Desk.SubsidyRuns(v.ctx(), hub.ID{})
	if err != nil {
		return err
	}
	p := page.CountyMoney{CountyFrame: v.frame("补贴", "money")}
	for _, one := range all {
		p.Programmes = append(p.Programmes, v.moneyRow(one, runs))
	}
	if v.mayMoney() {
		for _, e := range claim.Examples() {
			p.Examples = append(p.Examples, page.MoneyExample{Href: "/money/rate?example=" + e.Code, Name: e.Title, Rule: ruleWord(e.Rule), Figure: rateText(e.Rate), Note: e.Note, Source: e.Source})
		}
	}
	if v.who.opens("GET /fund") {
		p.Book = "/fund"
		if p.Funds, err = v.fundLines(); err != nil {
			return err
		}
	}
	return v.render(p)
}

func (v *visit) moneyRow(one desk.Programme, runs []desk.SubsidyRun) page.MoneyRow {
	today := v.c.Desk.Today()
	row := page.MoneyRow{Href: "/money/of/" + one.ID.String(), Name: one.Title(), Rule: ruleWord(one.Rule), Standard: "现在不发"}
	if r, ok := claim.RateOn(one.Rates, today); ok {
		row.Standard, row.From = rateText(r), calendar.Date(r.From, today)
	}
	last := desk.SubsidyRun{}
	for _, r := range runs {
		if r.Programme == one.ID && r.State != desk.RunDropped && r.Seq > last.Seq {
			last = r
		}
	}
	if last.Seq > 0 {
		row.Last, row.State, row.Look = fmt.Sprintf("第 %d 期，%s", last.Seq, monthsText(last.From, last.To)), stateWord(last.State), last.State == desk.RunTried
		if v.who.Township == "" {
			row.Sum = claim.Yuan(last.Sum())
		}
	}
	return row
}

// fundLines is what is left of each fund of each year.
func (v *visit) fundLines() (out []page.FundLine, err error) {
	books, err := v.fundBooks()
	for _, b := range books {
		out = append(out, page.FundLine{Name: b.name(), In: claim.Yuan(b.in), Out: claim.Yuan(b.out), Left: claim.Yuan(b.in - b.out), Look: b.out > b.in})
	}
	return out, err
}
