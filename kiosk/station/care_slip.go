package station

import (
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
	"yizhan/kiosk/print"
)

// slipDay is the day of the path's child: today, or ?day=.
func (v *visit) slipDay() (desk.File, hub.Day, care.DayTold, error) {
	file, err := v.file()
	if err != nil {
		return file, "", care.DayTold{}, err
	}
	day := v.s.Desk.Today()
	if asked := hub.Day(v.URL.Query().Get("day")); asked != "" && asked < day {
		if _, ok := asked.Time(); ok {
			day = asked
		}
	}
	told, err := v.s.Desk.DayTold(v.ctx(), v.who.Actor, file.Child.ID, day)
	return file, day, told, err
}

// daySlipShow is the day of a child, large, for whoever fetches it.
func (s *Station) daySlipShow(v *visit) error {
	file, day, told, err := v.slipDay()
	if err != nil {
		return err
	}
	at := childAt(file.Child.ID)
	f := v.childFrame(file, calendar.Date(day, s.Desk.Today())+"的一天")
	f.Hint, f.Help = calendar.DateWeek(day, s.Desk.Today()), "slip"
	if day == s.Desk.Today() {
		f.Title = "今天的一天"
		f.Aloud = s.aloudOf("day", file.Child.ID, v.URL.RequestURI(), dayPrompts(told)...)
	}
	p := page.DaySlip{Frame: f, Child: page.Person{Name: homeName(file.Child), Peg: page.PegOf(file.Child.Peg, file.Child.ID)},
		Lines: page.DayFacts(s.Desk.Forms(), told), Empty: "这一天还没记什么。在“照护”里点了，这里就有。", Prev: at,
		Ways: []page.Link{{Href: at + "/care", Text: "不能吃的、药", Icon: "i-warn"}}}
	if len(p.Lines) > 0 {
		p.Print = v.printAt(at + "/slip?day=" + string(day))
	}
	return v.render(p)
}

// homeName is what a child is called at home: what leaves the house names no more.
func homeName(c care.Child) string {
	if c.Nick != "" {
		return c.Nick
	}
	return "宝宝"
}

// daySlipPrint puts it on a strip of paper.
func (s *Station) daySlipPrint(v *visit) error {
	file, day, told, err := v.slipDay()
	if err != nil {
		return err
	}
	doc := print.Doc{Name: "一天的条子", Paper: print.Slip, About: []hub.ID{file.Child.ID},
		Blocks: s.dayBlocks(v.site, homeName(file.Child), day, page.DayFacts(s.Desk.Forms(), told))}
	return v.print(doc, childAt(file.Child.ID)+"/slip")
}

func (s *Station) dayBlocks(site care.Site, name string, day hub.Day, facts []page.Fact) []print.Block {
	out := []print.Block{{Kind: print.Title, Text: site.Name}, {Kind: print.Lead, Text: joinFacts(name, calendar.DateWeek(day, s.Desk.Today()))}, {Kind: print.Rule}}
	for _, f := range facts {
		out = append(out, line(f.Word, strings.ReplaceAll(f.Text, "，", " ")))
	}
	out = append(out, print.Block{Kind: print.Rule})
	if site.Phone != "" {
		out = append(out, line("有事打", site.Phone))
	}
	return out
}

// dayPrompts are the sentences that say what stands on the slip of today, and no other. Of several
// meals the one counts at which a family looks more closely.
func dayPrompts(told care.DayTold) (out []string) {
	add := func(key string, is bool) {
		if is {
			out = append(out, key)
		}
	}
	c := told.Care
	meals := []string{c.Breakfast, c.Lunch, c.Snack}
	little := slices.Contains(meals, "little") || slices.Contains(meals, "none")
	half := !little && slices.Contains(meals, "half")
	add("day-ate-little", little)
	add("day-ate-half", half)
	add("day-ate-all", !little && !half && slices.Contains(meals, "all"))
	add(map[string]string{"well": "day-slept-well", "restless": "day-slept-badly", "none": "day-slept-not"}[c.Sleep], c.Sleep != "")
	add("day-stool", len(c.Dirty) > 0 && c.Stool != "" && c.Stool != "normal")
	add("day-in", c.Inside != "")
	add("day-out", c.Inside == "" && told.Outdoor > 0)
	add(map[string]string{"happy": "day-happy", "crying": "day-crying", "low": "day-low"}[c.Mood], c.Mood != "" && c.Mood != "calm")
	add("day-dose", slices.ContainsFunc(told.Doses, func(d care.Dosing) bool { return d.Went == "given" && d.At >= 0 }))
	add("day-weight", told.Growth.Weight > 0)
	if len(out) > 0 {
		out = append([]string{"day-here"}, out...)
	}
	return out
}
