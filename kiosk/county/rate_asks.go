package county

import (
	"fmt"
	"slices"
	"strconv"

	"yizhan/hub"
	"yizhan/hub/claim"
	"yizhan/hub/form"
	"yizhan/kiosk/page"
)

// asks are the questions of a page, worded as the form of a kind has them.
type asks struct {
	def *form.Definition
	out []page.CaseAsk
}

func (a *asks) put(name, kind, value, help string, must bool, on ...string) {
	f, _ := a.def.Field(name)
	one := page.CaseAsk{Name: name, Label: f.Label, Unit: f.Unit, Type: kind, Value: value, Help: help, Must: must}
	for _, o := range f.Choices {
		one.Options = append(one.Options, page.Choice{Value: o.Code, Text: o.Label, On: slices.Contains(on, o.Code)})
	}
	a.out = append(a.out, one)
}

// number is a number, nothing for 0.
func (a *asks) number(name string, n int64, help string, must bool) {
	text := ""
	if n != 0 {
		text = fmt.Sprint(n)
	}
	a.put(name, "number", text, help, must)
}

// yuan is an amount of 分, nothing for 0.
func (a *asks) yuan(name string, fen int64, help string, must bool) {
	a.put(name, "number", zeroAway(fen), help, must)
}

func (a *asks) yes(name string, is bool) {
	a.put(name, "yes", "", "", false)
	a.out[len(a.out)-1].Options = []page.Choice{{Value: "yes", Text: "是", On: is}, {Value: "no", Text: "不是", On: !is}}
}

// rateAsks are the questions of a rate: those of every one, and between them those of its rule.
func (v *visit) rateAsks(r claim.Rate) []page.CaseAsk {
	def, _ := v.c.Desk.Forms().Get("subsidy-rate")
	a := &asks{def: def}
	a.put("title", "line", r.Title, "", true)
	a.put("from", "day", string(r.From), "这天以前的，照以前的标准", true)
	a.rule(r)
	a.yuan("cap", r.Cap, "空着：没有最多", false)
	a.yes("filed", r.Filed)
	a.put("only", "choice", "", "空着：所有的站", false, r.Only)
	a.put("source", "line", r.Source, "名字、文号、第几条", true)
	a.put("certainty", "choice", "", "", true, r.Certainty)
	return a.out
}

func (a *asks) rule(r claim.Rate) {
	switch r.Rule {
	case claim.Rent:
		a.number("share", r.Share, "", true)
		a.number("per_place", r.PerPlace, "空着就按整个屋子", false)
	case claim.PerMonth, claim.Difficulty:
		a.yuan("amount", r.Amount, "一个孩子一个月", true)
		a.number("days", int64(r.Days), "空着：来过一天就算", false)
		a.number("half", int64(r.Half), "空着：没有半个月", false)
		a.number("age", int64(r.Age), "三岁以下写 36", false)
		a.put("modes", "choices", "", "都不勾：都算", false, r.Modes...)
		a.yes("half_mode", r.HalfMode)
	case claim.Award:
		a.yuan("amount", r.Amount, "一个站一次", true)
		a.put("trigger", "choice", "", "", true, string(r.Trigger))
		a.number("threshold", r.Threshold, "百分之几、几个点、几个孩子、前几名", true)
		a.put("figure", "choice", "", "只有“全县排在前面”要选", false, r.Figure)
	default:
		a.yuan("amount", r.Amount, "一个托位", true)
	}
}

// typedRate is a rate as it was typed. Errors: CodeNotFound for a rule that there is none, what
// is no amount.
func (v *visit) typedRate() (claim.Rate, error) {
	r := claim.Rate{Programme: v.form.ID("programme"), Rule: claim.Rule(v.form.Text("rule")), Title: v.form.Text("title"), From: hub.Day(v.form.Text("from")),
		Modes: v.form.All("modes"), HalfMode: v.form.Text("half_mode") == "yes", Filed: v.form.Text("filed") == "yes", Only: v.form.Text("only"),
		Trigger: claim.Trigger(v.form.Text("trigger")), Figure: v.form.Text("figure"), Source: v.form.Text("source"), Certainty: v.form.Text("certainty"), Gone: v.form.Text("do") == "stop"}
	if !slices.Contains([]claim.Rule{claim.PerMonth, claim.Difficulty, claim.PerPlace, claim.Build, claim.Rent, claim.Award}, r.Rule) {
		return r, hub.E(hub.CodeNotFound, "county.no-page")
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
	for name, to := range map[string]*int64{"share": &r.Share, "per_place": &r.PerPlace, "threshold": &r.Threshold} {
		*to, _ = strconv.ParseInt(v.form.Text(name), 10, 64) // none is 0, which the rule asks about
	}
	for name, to := range map[string]*int{"days": &r.Days, "half": &r.Half, "age": &r.Age} {
		*to, _ = strconv.Atoi(v.form.Text(name)) // as above
	}
	return r, errs.Or()
}
