package county

import (
	"bytes"
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/hub/report"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// numberRoutes are the numbers that an officer types because no record says them, and what
// the county wants of its indicators.
func (c *County) numberRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /numbers", c.signed(numberShow))
	mux.HandleFunc("POST /numbers", c.signed(numberType))
}

func numberShow(v *visit) error {
	if err := v.mayForms(); err != nil {
		return err
	}
	q := v.URL.Query()
	p, err := v.numbers(q.Get("key"), q.Get("goal"), q.Get("area"))
	if err != nil {
		return err
	}
	return v.render(p)
}

// numberType notes a number or a goal; what is wrong with it is said beside what was typed.
func numberType(v *visit) error {
	if err := v.mayForms(); err != nil {
		return err
	}
	key, goal, where := v.form.Text("key"), v.form.Text("goal"), v.form.Text("area")
	value, wrong := strconv.ParseFloat(strings.ReplaceAll(v.form.Text("value"), ",", ""), 64)
	t := desk.Typed{Request: v.form.Request(), Key: cmp.Or(key, goal), Area: where, Day: hub.Day(v.form.Text("day")), Value: value, Source: v.form.Text("source")}
	var err error
	_, known := report.IndicatorOf(goal)
	switch {
	case wrong != nil:
		err = hub.E(hub.CodeInvalid, "number.value").In("value")
	case slices.ContainsFunc(report.NumberKeys(), func(k report.NumberKey) bool { return k.Key == key }):
		_, err = v.c.Desk.TypeNumber(v.ctx(), v.who.Actor, t)
	case known:
		t.Gone = v.form.Text("do") == "drop"
		_, err = v.c.Desk.SetGoal(v.ctx(), v.who.Actor, t)
	default:
		err = hub.E(hub.CodeNotFound, "county.no-page")
	}
	if err == nil {
		return v.see("/numbers?" + url.Values{"key": {key}, "goal": {goal}, "area": {where}}.Encode())
	}
	if hub.CodeOf(err) != hub.CodeInvalid {
		return err
	}
	p, perr := v.numbers(key, goal, where)
	if perr != nil {
		return perr
	}
	for _, said := range page.Faults(err) {
		p.Entry.Fault = said
	}
	p.Entry.Value, p.Entry.Day, p.Entry.Source = v.form.Text("value"), v.form.Text("day"), t.Source
	web.Render(v.w, v.Request, v.c.Log, http.StatusUnprocessableEntity, p)
	return nil
}

// numbers is the page, with one number or goal to be typed: the first that is missing.
func (v *visit) numbers(key, goal, where string) (page.CountyNumbers, error) {
	p := page.CountyNumbers{CountyFrame: v.frame("县里填的数", "figures"), Prev: "/figures"}
	p.Leaves = v.leaves("numbers")
	all, err := v.c.Desk.Numbers(v.ctx())
	if err != nil {
		return p, err
	}
	goals, err := v.c.Desk.Goals(v.ctx())
	if err != nil {
		return p, err
	}
	hub.SortStable(all, func(a, b hub.Number) int {
		return cmp.Or(cmp.Compare(b.From, a.From), cmp.Compare(b.Said, a.Said), cmp.Compare(b.Second, a.Second), bytes.Compare(b.ID[:], a.ID[:]))
	})
	hub.SortStable(goals, func(a, b hub.Goal) int {
		return cmp.Or(cmp.Compare(a.Indicator, b.Indicator), cmp.Compare(a.Until, b.Until), cmp.Compare(b.Said, a.Said), cmp.Compare(b.Second, a.Second), bytes.Compare(b.ID[:], a.ID[:]))
	})
	places, names, err := v.numberPlaces(where)
	if err != nil {
		return p, err
	}
	for _, k := range report.NumberKeys() {
		row := page.NumberRow{Name: k.Title, Href: "/numbers?key=" + k.Key}
		for _, n := range all {
			if n.Key == k.Key && n.Area == "" && n.From <= v.c.Desk.Today() {
				row = v.numberRow(row, n, k.Unit, "")
				break
			}
		}
		if row.Value == "" && key == "" && goal == "" {
			key = k.Key
		}
		row.On = k.Key == key
		p.Numbers = append(p.Numbers, row)
	}
	p.Goals = v.goalRows(goals, goal)
	if goal != "" {
		p.Entry, err = v.goalEntry(goal, goals)
		return p, err
	}
	p.Entry, err = v.numberEntry(cmp.Or(key, report.NumberKeys()[0].Key), where, all, names)
	p.Entry.Places = places
	return p, err
}

// numberPlaces are where a number may hold.
func (v *visit) numberPlaces(where string) (out []page.Choice, names map[string]string, err error) {
	stations, err := v.c.Figures.Counted().Stations(v.ctx())
	names = map[string]string{"": "全县"}
	out = []page.Choice{{Value: "", Text: "全县"}}
	for _, s := range stations {
		if _, known := names[string(s.Lane)]; !known {
			names[string(s.Lane)] = townText(s)
			out = append(out, page.Choice{Value: string(s.Lane), Text: townText(s), On: string(s.Lane) == where})
		}
	}
	return out, names, err
}

func (v *visit) numberRow(row page.NumberRow, n hub.Number, unit, place string) page.NumberRow {
	row.Value, row.Place, row.Source = hundredths(n.Value)+" "+unit, place, n.Source
	row.From, row.Said = calendar.Date(n.From, v.c.Desk.Today()), calendar.Date(n.Said, v.c.Desk.Today())
	return row
}

func (v *visit) numberEntry(key, where string, all []hub.Number, names map[string]string) (page.NumberEntry, error) {
	e := page.NumberEntry{Key: key, DayWord: "从哪天起用", Day: fmt.Sprintf("%d-01-01", v.thisYear())}
	for _, k := range report.NumberKeys() {
		if k.Key == key {
			e.Title, e.Note, e.Unit = k.Title, k.Note, k.Unit
		}
	}
	if e.Title == "" {
		return e, hub.E(hub.CodeNotFound, "county.no-page")
	}
	for _, n := range all {
		if n.Key == key {
			e.Before = append(e.Before, v.numberRow(page.NumberRow{}, n, e.Unit, names[n.Area]))
			if n.Area == where && e.Value == "" {
				e.Value, e.Source = strings.ReplaceAll(hundredths(n.Value), ",", ""), n.Source
			}
		}
	}
	return e, nil
}

// goalRows are the county's own goals that stand: of those for one day the one said last.
func (v *visit) goalRows(goals []hub.Goal, goal string) (out []page.NumberRow) {
	for i, g := range goals {
		if g.Gone || i > 0 && goals[i-1].Indicator == g.Indicator && goals[i-1].Until == g.Until {
			continue
		}
		one, _ := report.IndicatorOf(g.Indicator)
		out = append(out, page.NumberRow{
			Name: one.Name, Value: hundredths(g.Value) + " " + one.Unit, From: calendar.Date(g.Until, v.c.Desk.Today()), Source: g.Source,
			Href: "/numbers?goal=" + g.Indicator, On: g.Indicator == goal,
		})
	}
	return out
}

func (v *visit) goalEntry(goal string, goals []hub.Goal) (page.NumberEntry, error) {
	one, ok := report.IndicatorOf(goal)
	if !ok {
		return page.NumberEntry{}, hub.E(hub.CodeNotFound, "county.no-page")
	}
	e := page.NumberEntry{Title: "目标：" + one.Name, Goal: goal, Unit: one.Unit, DayWord: "到哪天", Note: "写了县里自己的，方案里的就不用了。",
		Day: fmt.Sprintf("%d-12-31", v.thisYear())}
	for i, g := range goals {
		if g.Indicator != goal {
			continue
		}
		row := page.NumberRow{Value: hundredths(g.Value) + " " + one.Unit, From: calendar.Date(g.Until, v.c.Desk.Today()), Source: g.Source, Said: calendar.Date(g.Said, v.c.Desk.Today())}
		if g.Gone {
			row.Value = "不要了"
		}
		e.Before = append(e.Before, row)
		if newest := i == 0 || goals[i-1].Indicator != goal || goals[i-1].Until != g.Until; newest && !g.Gone {
			e.Drop, e.Day, e.Value, e.Source = true, string(g.Until), strings.ReplaceAll(hundredths(g.Value), ",", ""), g.Source
		}
	}
	return e, nil
}

// hundredths is a typed number as people write it: 90,000 or 45.5.
func hundredths(n int64) string { return hub.Decimals(float64(n)/100, 2) }
