package station

import (
	"fmt"
	"strings"

	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// roundEnd is what the day came to: how many were seen, and who has to come again.
func (s *Station) roundEnd(v *visit) error {
	today := s.Desk.Today()
	d, err := v.roundToday()
	if err != nil {
		return err
	}
	all, err := v.round(d)
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
			row.Text, row.Tag = calendar.Date(c.Seen.Next, today)+"复查", "复查"
		case desk.ResultRefer:
			refer++
			row.Text, row.Tag, row.Care = "去上级医院看看", "转诊", true
			if _, known := s.Desk.Forms().Get("referral"); known {
				row.Href, row.Way = "/forms/referral/new?for="+c.Child.ID.String(), "写转诊单"
			}
		default:
			continue
		}
		p.Rows = append(p.Rows, row)
	}
	p.Lead = roundLead(seen, again, refer, left)
	if at := v.printAt("/round/slips"); at != "" && seen > 0 {
		p.Action = at
		p.Rows = append([]page.Row{{Icon: "i-print", Bold: "给家里的条子", Text: fmt.Sprintf("%d 张", seen), Do: []page.Choice{{Value: "all", Text: "都打出来", Icon: "i-print"}}}}, p.Rows...)
	}
	p.Rows, p.Pages = paged(p.Rows, v.URL.Query().Get("page"), "/round/end")
	return v.render(p)
}

// roundLead is the day in one line.
func roundLead(seen, again, refer, left int) string {
	out := fmt.Sprintf("今天看了 %d 个", seen)
	for _, n := range []struct {
		n    int
		word string
	}{{again, "个要复查"}, {refer, "个去上级医院"}, {left, "个该查的还没看"}} {
		if n.n > 0 {
			out += fmt.Sprintf("，%d %s", n.n, n.word)
		}
	}
	return out + "。"
}

// foundWords is what was found, in words.
func (s *Station) foundWords(c desk.CheckUp) string {
	var words []string
	for _, look := range [][2]string{{"eye", c.Eye}, {"teeth", c.Teeth}} {
		if f, ok := s.field("health-check", look[0]); ok && look[1] == desk.ResultRefer {
			words = append(words, f.Label)
		}
	}
	return joinFacts(append(words, s.oddFound(c))...)
}

func (s *Station) oddFound(c desk.CheckUp) string {
	words := make([]string, len(c.Odd))
	for i, odd := range c.Odd {
		words[i] = s.choice("health-check", "odd", odd)
	}
	return strings.Join(words, "、")
}
