package county

import (
	"fmt"
	"net/url"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/report"
	"yizhan/kiosk/page"
)

// figureShow is one figure: how it is made, how it went, who is first, and which records
// stand behind it.
func figureShow(v *visit) error {
	ask, err := v.wanted()
	if err != nil {
		return err
	}
	ask.IDs, ask.Trend, ask.Rank = []string{strings.ToUpper(v.PathValue("id"))}, true, true
	all, err := v.c.Figures.Figures(v.ctx(), ask)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return hub.E(hub.CodeNotFound, "county.no-page")
	}
	f, q := &all[0], v.URL.Query()
	p := page.CountyFigure{CountyFrame: v.frame("指标", "figures")}
	for i := range all {
		if one := &all[i]; one.Definition.Code == q.Get("way") {
			f = one
		}
	}
	for i := range all {
		if one := &all[i]; one != f {
			other := v.URL.Query()
			other.Set("way", one.Definition.Code)
			other.Del("page")
			p.Others = append(p.Others, page.FigureRow{
				Name: definitionText(one), Value: one.Definition.Text(one.Point) + unitOf(one), Fraction: fraction(one.Point),
				Missing: missing(one.Point), Href: at("/figures/"+strings.ToLower(one.ID), other),
			})
		}
	}
	p.Card = v.card(f, ask.Area)
	if p.Leaves = v.leaves("ranks", f.Name, string(ask.Day), v.placeWord(ask)); p.Leaves != nil && ask.Scope != hub.ScopeSite {
		ranked := v.URL.Query()
		ranked.Set("id", f.ID)
		p.Leaves.File = at("/list/ranks", ranked)
	}
	p.Trend = trend(f)
	q.Del("station")
	q.Del("page")
	p.Prev = at("/figures", q)
	p.Definition = v.definition(f)
	if len(f.Missing) > 0 && v.mayForms() == nil {
		p.Typed = &page.Link{Href: "/numbers", Text: "去填缺的数"}
	}
	if v.mayForms() == nil {
		if keys := report.NumbersOf(f.Definition); len(keys) > 0 {
			p.Typed = &page.Link{Href: "/numbers?" + url.Values{"key": {keys[0].Key}}.Encode(), Text: "填：" + keys[0].Title}
		}
		p.Aim = &page.Link{Href: "/numbers?goal=" + f.ID, Text: "改目标"}
	}
	p.Towns = ranks(f, f.Lanes, func(area string) string {
		return at("/figures/"+strings.ToLower(f.ID), areaQuery(area, f.Definition.Code))
	})
	p.Stations = ranks(f, f.Sites, func(area string) string {
		return at("/figures/"+strings.ToLower(f.ID), areaQuery(area, f.Definition.Code))
	})
	if err := v.behind(&p, f, ask); err != nil {
		return err
	}
	return v.render(p)
}

// definition says how a figure is counted, so that anybody can count it again.
func (v *visit) definition(f *report.Figure) (out []page.Fact) {
	today := v.c.Desk.Today()
	out = append(out, page.Fact{Word: "算法", Text: fmt.Sprintf("%s（第 %d 版）", definitionText(f), f.Definition.Version)})
	for _, side := range []struct {
		word  string
		below bool
	}{{"上面数的", false}, {"下面数的", true}} {
		var names []string
		for _, one := range report.Proofs(f.Definition, report.Ask{Day: f.Day}) {
			if one.Below == side.below {
				names = append(names, one.Title)
			}
		}
		if len(names) > 0 {
			out = append(out, page.Fact{Word: side.word, Text: strings.Join(names, "；")})
		}
	}
	out = append(out, page.Fact{Word: "数到", Text: dayText(f.Day, today)})
	if f.Known > 0 {
		out = append(out, page.Fact{Word: "按", Text: fmt.Sprintf("第 %d 次结账时知道的", f.Known)})
	}
	if f.Target != nil {
		text := goal(f)
		if f.Target.By != "" {
			text += "，到 " + calendar.Date(f.Target.By, today)
			if passed(f) != "" {
				text += "，日子已经过了，后面的还没有定"
			}
		}
		if f.Target.Own {
			text += "（县里定的）"
		}
		out = append(out, page.Fact{Word: "目标", Text: text})
	}
	if f.Source != "" {
		out = append(out, page.Fact{Word: "出处", Text: f.Source})
	}
	if f.Note != "" {
		out = append(out, page.Fact{Word: "说明", Text: f.Note})
	}
	return out
}
