package station

import (
	"fmt"

	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// roundEnd is what the day came to: how many were seen, and who has to come again.
func (s *Station) roundEnd(v *visit) error {
	today := s.Desk.Today()
	all, err := s.Desk.Round(v.ctx(), v.who.Actor, v.site.ID, today)
	if err != nil {
		return err
	}
	d, err := v.roundToday()
	if err != nil {
		return err
	}
	f := v.frame("今天的体检")
	f.Back, f.Help, f.Undo = "/round", "round", v.roundBack()
	p := page.Rows{Frame: f, Prev: "/round", Empty: "都好，没有要复查的。"}
	seen, again, refer, left := 0, 0, 0, 0
	for _, c := range all {
		if d.waits(c) && len(c.Items) > 0 {
			left++
		}
		if c.Seen.Result == "" {
			continue
		}
		seen++
		peg := page.PegOf(c.Child.Peg, c.Child.ID)
		row := page.Row{Peg: &peg, Bold: c.Child.Called(), Small: s.foundWords(c.Seen), Href: roundAt(c.Child.ID), Way: "看看"}
		switch c.Seen.Result {
		case desk.ResultAgain:
			again++
			row.Text, row.Tag = "复查："+calendar.Date(c.Seen.Next, today), "复查"
		case desk.ResultRefer:
			refer++
			row.Text, row.Tag, row.Care = "去上级医院看看", "转诊", true
		default:
			continue
		}
		p.Rows = append(p.Rows, row)
	}
	p.Lead = fmt.Sprintf("今天看了 %d 个，%d 个要复查，%d 个去上级医院。", seen, again, refer)
	if left > 0 {
		p.Lead += fmt.Sprintf("还有 %d 个该查的没看。", left)
	}
	p.Rows, p.Pages = paged(p.Rows, v.URL.Query().Get("page"), "/round/end")
	return v.render(p)
}

// foundWords is what was found, in words.
func (s *Station) foundWords(c desk.CheckUp) string {
	var words []string
	for _, look := range [][2]string{{"eye", c.Eye}, {"teeth", c.Teeth}} {
		if f, ok := s.field("health-check", look[0]); ok && look[1] == desk.ResultRefer {
			words = append(words, f.Label)
		}
	}
	for _, odd := range c.Odd {
		words = append(words, s.choice("health-check", "odd", odd))
	}
	return joinFacts(words...)
}
