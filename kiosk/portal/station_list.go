package portal

import (
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// stationsShown is how many stand on a page of 25 KB.
const stationsShown = 40

// stationList is the stations that have filed: all, of one township, or those that a word
// finds. Nothing personal is sought here, so that the address may hold it.
func stationList(v *visit) error {
	all, err := v.p.County.Stations(v.Context())
	if err != nil {
		return err
	}
	q := v.URL.Query()
	word, town, no := strings.TrimSpace(q.Get("q")), q.Get("town"), max(0, atoi(q.Get("page")))
	p := page.PortalStations{PortalFrame: v.frame("找托育", "/"), Query: word, Towns: towns(all, town)}
	var fit []desk.OpenSite
	for _, s := range all {
		if (town == "" || s.Town == town) && finds(s, word) {
			fit = append(fit, s)
		}
	}
	places := 0
	for _, s := range fit {
		places += s.Places
	}
	p.Lead = fmt.Sprintf("备过案的 %d 个站，%d 个托位", len(fit), places)
	if len(fit) == 0 {
		p.Lead = "没有找到。换个名字，或者看看全部。"
	}
	if word == "" && town == "" && no == 0 && len(all) > 0 {
		if _, _, p.Map, err = v.p.County.Map(v.Context()); err != nil {
			return err
		}
		if !p.Map && len(all) > 1 {
			p.Drawing = v.drawing(all)
		}
	}
	fit = fit[min(no*stationsShown, len(fit)):]
	for _, s := range fit[:min(stationsShown, len(fit))] {
		p.Rows = append(p.Rows, page.PortalStationRow{Href: "/stations/" + s.ID.String(), Name: s.Name, Town: s.Town, Where: s.Address, Price: priceLine(s), Tags: tags(s)})
	}
	if len(fit) > stationsShown {
		p.Next = "/stations?" + url.Values{"q": {word}, "town": {town}, "page": {strconv.Itoa(no + 1)}}.Encode()
	}
	return v.render(http.StatusOK, p)
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n > 1000 {
		return 0
	}
	return n
}

// finds says whether every part of what was typed stands in a station's name or place.
func finds(s desk.OpenSite, word string) bool {
	text := s.Name + " " + s.Town + " " + s.Address + " " + s.Type
	for part := range strings.FieldsSeq(word) {
		if !strings.Contains(text, part) {
			return false
		}
	}
	return true
}

// towns are the townships, each once, in the order of the stations.
func towns(all []desk.OpenSite, chosen string) (out []page.Choice) {
	out = []page.Choice{{Value: "/stations", Text: "全部", On: chosen == ""}}
	last := ""
	for _, s := range all {
		if s.Town != "" && s.Town != last {
			last = s.Town
			out = append(out, page.Choice{Value: "/stations?" + url.Values{"town": {s.Town}}.Encode(), Text: s.Town, On: s.Town == chosen})
		}
	}
	if len(out) < 3 {
		return nil
	}
	return out
}

// drawing is a dot a station around its township: a 示意图, which no law on maps asks to be
// approved.
func (v *visit) drawing(all []desk.OpenSite) template.HTML {
	m := page.StationMap{Label: "示意图：各镇备过案的站", Centre: v.p.Name()}
	for _, s := range all {
		if n := len(m.Towns); n == 0 || m.Towns[n-1].Name != s.Town {
			m.Towns = append(m.Towns, page.MapTown{Name: s.Town})
		}
		t := &m.Towns[len(m.Towns)-1]
		t.Dots = append(t.Dots, page.MapDot{Title: s.Name})
	}
	return m.SVG()
}

func tags(s desk.OpenSite) (out []string) {
	if s.Type != "" {
		out = append(out, s.Type)
	}
	if s.Inclusive {
		out = append(out, "普惠")
	}
	for _, named := range append([]string{s.Level}, s.Models...) { // until when, its page says
		if word, _, _ := strings.Cut(named, "（"); word != "" {
			out = append(out, word)
		}
	}
	return out
}

// priceLine is what a whole day costs a month, as people ask first.
func priceLine(s desk.OpenSite) string {
	if len(s.Prices) == 0 {
		return ""
	}
	if first := s.Prices[0]; first.Yuan > 0 {
		return fmt.Sprintf("%s %d 元", first.Label, first.Yuan)
	}
	return s.Prices[0].Label
}

// stationShow is one station.
func stationShow(v *visit) error {
	all, err := v.p.County.Stations(v.Context())
	if err != nil {
		return err
	}
	for _, s := range all {
		if s.ID.String() == v.PathValue("id") {
			return v.render(http.StatusOK, v.station(s))
		}
	}
	return hub.E(hub.CodeNotFound, "portal.nothing")
}

func (v *visit) station(s desk.OpenSite) page.PortalStation {
	p := page.PortalStation{PortalFrame: v.frame("找托育", "/stations"), Name: s.Name, Tags: append([]string{"备过案"}, tags(s)...), Refund: s.Refund}
	p.StTel, p.StCall = web.Telephone(s.Phone)
	put := func(word, text string) {
		if text != "" {
			p.Facts = append(p.Facts, page.Fact{Word: word, Text: text})
		}
	}
	put("在哪里", strings.TrimSpace(s.Town+" "+s.Address))
	put("什么时候开", v.hours(s))
	if s.Places > 0 {
		put("托位", fmt.Sprintf("%d 个：%s", s.Places, ages(s.Ages)))
	}
	put("备案编号", s.Filing)
	put("评的等级", s.Level)
	put("示范", strings.Join(s.Models, "、"))
	shown := strings.Join(s.Shown, "；")
	if shown != "" && v.shown.Shows(complaint) {
		shown += "。有话说，点下面的“投诉、提意见”"
	}
	put("正在公示", shown)
	put("有效的证", strings.Join(s.Papers, "、"))
	if len(s.Near) > 0 {
		put("走路 15 分钟", strings.Join(s.Near, "、"))
	}
	if v.shown.Rates && s.Rated > 0 {
		put("家长评价", fmt.Sprintf("一年里 %d 家评过，%d 家满意", s.Rated, s.Pleased))
	}
	for _, one := range s.Prices {
		text := fmt.Sprintf("%d 元", one.Yuan)
		if one.Yuan == 0 {
			text = "0 元"
		}
		p.Prices = append(p.Prices, page.Fact{Word: one.Label, Text: text})
	}
	if s.PriceFrom != "" {
		p.From = calendar.Date(s.PriceFrom, v.p.Today())
	}
	if v.shown.Shows(booking) {
		p.Book = "/book?to=" + s.ID.String()
	}
	if v.shown.Shows(complaint) {
		p.Complain = "/complain?about=" + s.ID.String()
	}
	return p
}

// hours is on which days it is open, and until when children are fetched.
func (v *visit) hours(s desk.OpenSite) string {
	if len(s.Days) == 0 && s.LeaveBy == 0 {
		return ""
	}
	def, _ := v.p.Forms.Get("site")
	f, _ := def.Field("open_days")
	text := "星期一到星期五"
	if len(s.Days) > 0 {
		var days []string
		for _, d := range s.Days {
			days = append(days, strings.TrimPrefix(f.LabelOf(d), "星期"))
		}
		text = "星期" + strings.Join(days, "、")
	}
	if s.LeaveBy > 0 {
		text += fmt.Sprintf("，%d:%02d 以前接", s.LeaveBy/60, s.LeaveBy%60)
	}
	return text
}

// ages says for whom the places are.
func ages(n [4]int) string {
	var out []string
	for i, word := range []string{"不满一岁", "一岁多", "两岁多", "混着的"} {
		if n[i] > 0 {
			out = append(out, fmt.Sprintf("%s %d", word, n[i]))
		}
	}
	return strings.Join(out, "，")
}
