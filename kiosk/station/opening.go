package station

import (
	"slices"
	"strings"

	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// shutWord is why the station is shut today.
func (s *Station) shutWord(shut desk.Shut) string {
	switch {
	case shut.Festival != "":
		return "今天" + shut.Festival + "放假"
	case shut.Why != "":
		return "今天停园：" + s.choice("closure", "why", shut.Why)
	}
	return "今天不开门"
}

// weekWords is a site's week: 星期一到星期五, 星期一、三、六.
func (s *Station) weekWords(site care.Site) string {
	days := desk.WeekOf(site)
	if slices.Equal(days, desk.WeekOf(care.Site{})) {
		return "星期一到星期五"
	}
	if len(days) == 7 {
		return "天天开"
	}
	var words []string
	for _, c := range s.choicesOf("site", "open_days") {
		if slices.Contains(days, c.Value) {
			words = append(words, strings.TrimPrefix(c.Text, "星期"))
		}
	}
	return "星期" + strings.Join(words, "、")
}

// weekShow asks on which days of the week the station is open.
func (s *Station) weekShow(v *visit) error { return v.render(s.weekPage(v, desk.WeekOf(v.site))) }

func (s *Station) weekPage(v *visit, days []string) page.CheckStep {
	f := v.framed("哪几天开门")
	f.Back, f.Hint, f.Help = "/settings", v.site.Name, "opening"
	p := page.CheckStep{Frame: f, Action: "/settings/week", Question: "一周里哪几天开门？", Many: true, Said: strings.Join(days, ","), Prev: "/settings", Next: "就这样",
		Quiet: "过节放假、调休，县里定，不用点。临时停几天，填“停几天”。"}
	for _, c := range s.choicesOf("site", "open_days") {
		c.On = slices.Contains(days, c.Value)
		p.Tiles = append(p.Tiles, c)
	}
	if def, ok := s.Desk.Forms().Get("closure"); ok && def.MayWrite(v.who.Actor.Role) {
		p.Ways = []page.Link{{Href: "/forms/closure", Text: "停几天", Icon: "i-day"}}
	}
	return p
}

// weekSet turns a day on or off, or keeps the week.
func (s *Station) weekSet(v *visit) error {
	var days []string
	for _, c := range s.choicesOf("site", "open_days") {
		if was := slices.Contains(strings.Split(v.form.Text("said"), ","), c.Value); was != (c.Value == v.form.Text("pick")) {
			days = append(days, c.Value)
		}
	}
	if v.form.Text("go") != "next" {
		return v.render(s.weekPage(v, days))
	}
	_, err := s.Desk.SetWeek(v.ctx(), v.who.Actor, v.form.Request(), v.site.ID, days)
	if err == nil {
		return v.see("/settings")
	}
	if !question(err) {
		return err
	}
	p := s.weekPage(v, days)
	p.Errors = faultAt(err, "pick")
	return v.again(err, p)
}
