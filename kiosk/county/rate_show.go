package county

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
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
	r := claim.Rate{Programme: v.form.ID("programme"), Rule: claim.Rule(v.form.Text("rule")), Title: v.form.Text("title"), From: hub.Day(v.form.Text("from")),
		Modes: v.form.All("modes"), HalfMode: v.form.Text("half_mode") == "yes", Filed: v.form.Text("filed") == "yes", Only: v.form.Text("only"),
		Trigger: claim.Trigger(v.form.Text("trigger")), Figure: v.form.Text("figure"), Source: v.form.Text("source"), Certainty: v.form.Text("certainty"), Gone: v.form.Text("do") == "stop"}
	if !slices.Contains([]claim.Rule{claim.PerMonth, claim.Difficulty, claim.PerPlace, claim.Build, claim.Rent, claim.Award}, r.Rule) {
		return hub.E(hub.CodeNotFound, "county.no-page")
	}
	var errs hub.Errors
	for name, to := range map[string]*int64{"amount": &r.Amount, "cap": &r.Cap} {
		if text := v.form.Text(name); text != "" {
			fen, ok := claim.Fen(text)
			if *to = fen; !ok || fen < 0 {
				errs = append(errs, hub.E(hub.CodeInvalid, "money.amount").In(name))
			}
		}
	}
	numbers := map[string]*int64{"share": &r.Share, "per_place": &r.PerPlace, "threshold": &r.Threshold}
	days := map[string]*int{"days": &r.Days, "half": &r.Half, "age": &r.Age}
	for name, to := range numbers {
		*to, _ = strconv.ParseInt(v.form.Text(name), 10, 64)
	}
	for name, to := range days {
		*to, _ = strconv.Atoi(v.form.Text(name))
	}
	err := errs.Or()
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

func (v *visit) rateAsks(r claim.Rate) (out []page.CaseAsk) {
	def, _ := v.c.Desk.Forms().Get("subsidy-rate")
	ask := func(name, kind, value, help string, must bool, on ...string) {
		f, _ := def.Field(name)
		a := page.CaseAsk{Name: name, Label: f.Label, Unit: f.Unit, Type: kind, Value: value, Help: help, Must: must}
		for _, o := range f.Choices {
			a.Options = append(a.Options, page.Choice{Value: o.Code, Text: o.Label, On: slices.Contains(on, o.Code)})
		}
		if kind == "yes" {
			a.Options = []page.Choice{{Value: "yes", Text: "是", On: value == "yes"}, {Value: "no", Text: "不是", On: value != "yes"}}
		}
		out = append(out, a)
	}
	number := func(name string, n int64, help string, must bool) {
		text := ""
		if n != 0 {
			text = fmt.Sprint(n)
		}
		ask(name, "number", text, help, must)
	}
	yuan := func(name string, fen int64, help string, must bool) {
		text := ""
		if fen != 0 {
			text = claim.Yuan(fen)
		}
		ask(name, "number", text, help, must)
	}
	yes := func(name string, is bool) {
		ask(name, "yes", map[bool]string{true: "yes", false: "no"}[is], "", false)
	}
	ask("title", "line", r.Title, "", true)
	ask("from", "day", string(r.From), "这天以前的，照以前的标准", true)
	switch r.Rule {
	case claim.Rent:
		number("share", r.Share, "", true)
		number("per_place", r.PerPlace, "空着就按整个屋子", false)
	case claim.PerMonth, claim.Difficulty:
		yuan("amount", r.Amount, "一个孩子一个月", true)
		number("days", int64(r.Days), "空着：来过一天就算", false)
		number("half", int64(r.Half), "空着：没有半个月", false)
		number("age", int64(r.Age), "三岁以下写 36", false)
		ask("modes", "choices", "", "都不勾：都算", false, r.Modes...)
		yes("half_mode", r.HalfMode)
	case claim.Award:
		yuan("amount", r.Amount, "一个站一次", true)
		ask("trigger", "choice", "", "", true, string(r.Trigger))
		number("threshold", r.Threshold, "百分之几、几个点、几个孩子、前几名", true)
		ask("figure", "choice", "", "只有“全县排在前面”要选", false, r.Figure)
	default:
		yuan("amount", r.Amount, "一个托位", true)
	}
	yuan("cap", r.Cap, "空着：没有最多", false)
	yes("filed", r.Filed)
	ask("only", "choice", "", "空着：所有的站", false, r.Only)
	ask("source", "line", r.Source, "名字、文号、第几条", true)
	ask("certainty", "choice", "", "", true, r.Certainty)
	return out
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
	open, next := false, fmt.Sprintf("%d-01", v.thisYear())
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
			p.New, err = v.runNew(id, next, typed)
		}
	}
	if err == nil && one.Rule == claim.Award {
		err = v.standings(&p, one.Rates)
	}
	return p, err
}

// runNew is the form of a new run: the month after the last one, as known at the first closing
// after it.
func (v *visit) runNew(id hub.ID, month string, typed url.Values) (*page.RunNew, error) {
	closings, err := v.c.Figures.Counted().Closings(v.ctx())
	n := &page.RunNew{Action: "/money/of/" + id.String(), From: month, To: month}
	if typed.Get("from") != "" {
		n.From, n.To = typed.Get("from"), typed.Get("to")
	}
	for _, c := range closings[:min(len(closings), closingsShown)] {
		no := strconv.FormatInt(c.Number, 10)
		n.Known = append(n.Known, page.Choice{Value: no, On: no == typed.Get("known"), Text: fmt.Sprintf("%s结的账（第 %d 次）", calendar.Date(c.Day, v.c.Desk.Today()), c.Number)})
	}
	return n, err
}
