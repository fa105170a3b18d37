package station

import (
	"cmp"
	"fmt"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// erasingNotice is the sheet that the family takes home: what it asked, what was done
// where, what is beyond reach, and whom to ask. It names the child only as long as it
// has a name here.
func (s *Station) erasingNotice(v *visit) error {
	p, _, err := s.notice(v)
	if err != nil {
		return err
	}
	return v.render(p)
}

// erasingPaper prints it.
func (s *Station) erasingPaper(v *visit) error {
	p, child, err := s.notice(v)
	if err != nil {
		return err
	}
	return v.print(noticeDoc(p, child), p.Prev+"/notice")
}

func (s *Station) notice(v *visit) (p page.EraseNotice, child hub.ID, err error) {
	a, reach, err := s.erasing(v)
	if err != nil {
		return p, child, err
	}
	today := s.Desk.Today()
	f := v.frame("给家里的告知单")
	f.Back, f.Hint = erasingAt(a.ID), "一张 A4"
	p = page.EraseNotice{Frame: f, Print: v.printAt(f.Back + "/notice"), Site: v.site.Name, Prev: f.Back, Facts: []page.Fact{
		{Word: "孩子", Text: s.who(v, a)}, {Word: "谁提的", Text: askedBy(a)}, {Word: "哪天提的", Text: calendar.LongDate(a.Day)},
		{Word: "要求", Text: s.wish(a)}, {Word: "办到哪一步", Text: s.stateWord(a)},
	}}
	if a.Open() {
		rule := s.Desk.Forms().Answering()
		p.Facts = append(p.Facts, page.Fact{Word: "最晚哪天答复", Text: calendar.LongDate(a.Due) + fmt.Sprintf("（%d 个工作日）", rule.Days)})
		p.Source = rule.Source
	}
	if a.Answered != "" {
		p.Facts = append(p.Facts, page.Fact{Word: "哪天答复的", Text: calendar.LongDate(a.Answered) + " " + a.Answer})
	}
	if reach.Since != "" {
		p.Facts = append(p.Facts, page.Fact{Word: "删到哪里", Text: fmt.Sprintf("%s，已在 %d/%d 处删除", calendar.LongDate(today), reach.Done, len(reach.Hubs))})
	}
	for _, h := range reach.Hubs {
		row := s.hubRow(h)
		p.Hubs = append(p.Hubs, page.Fact{Word: row.Bold, Text: cmp.Or(row.Tag, "") + "。" + row.Small})
	}
	var beyond []desk.Beyond
	if reach.Since != "" {
		if beyond, err = s.Desk.Beyond(v.ctx(), v.who.Actor, a, reach.Since); err != nil {
			return p, child, err
		}
	}
	for _, b := range beyond {
		word := "写过 U 盘：上面是锁着的，插回机器就跟着删"
		if b.What != "stick" {
			word = "取走过表格：机器收不回来，要问拿的人"
		}
		p.Beyond = append(p.Beyond, page.Fact{Word: calendar.LongDate(b.Day), Text: word})
	}
	if kept, err := s.Desk.KeptByDuty(v.ctx(), v.who.Actor, a.Child); err != nil {
		return p, child, err
	} else if len(kept) > 0 && a.What == desk.EraseAll {
		p.Kept = s.titles(kept) + "，和认得出孩子的名字、生日"
	}
	return p, a.Child, nil
}
