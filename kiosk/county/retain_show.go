package county

import (
	"fmt"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// nextMonth is how far ahead the page shows what runs out, in days.
const nextMonth = 31

// retainShow is how long each class of data is kept, and what runs out next.
func retainShow(v *visit) error {
	if err := v.mayErase(); err != nil {
		return err
	}
	p, err := v.retention(nil)
	if err != nil {
		return err
	}
	return v.render(p)
}

func (v *visit) retention(note *page.Note) (p page.CountyRetention, err error) {
	p = page.CountyRetention{CountyFrame: v.frame("留多久", "erase"), Source: v.c.Desk.Forms().Answering().Source}
	p.Note = note
	terms, err := v.c.Desk.Terms(v.ctx())
	if err != nil {
		return p, err
	}
	today := v.c.Desk.Today()
	for _, t := range terms {
		p.Classes = append(p.Classes, page.RetentionRow{
			Code: t.Code, Title: t.Title, Kinds: v.titles(t.Kinds), After: t.After, Source: t.Source, Years: t.Years, Least: t.Least, Sure: v.sure(t),
		})
	}
	for _, code := range []string{"dispute", "case", "asked"} {
		p.Whys = append(p.Whys, page.Choice{Value: code, Text: v.label("erase-hold", "why", code)})
	}
	due, err := v.c.Desk.Expiring(v.ctx(), v.who.Actor, today.Add(nextMonth))
	if err != nil {
		return p, err
	}
	names, err := v.siteNames()
	if err != nil {
		return p, err
	}
	p.Lead = fmt.Sprintf("%d 个孩子。没有暂缓的，到那天夜里自己删。", len(due))
	for _, e := range due[:min(len(due), expiringShown)] {
		p.Due = append(p.Due, v.expiringRow(e, names[e.Child.Site], today))
	}
	return p, nil
}

// expiringShown is how many fit a page: who has more looks again tomorrow.
const expiringShown = 200

// sure says how far a figure can be relied on.
func (v *visit) sure(t desk.Term) string {
	switch {
	case t.Set != "":
		return "县里 " + calendar.Date(t.Set, v.c.Desk.Today()) + "定的"
	case t.Certainty == "H":
		return "有规定"
	case t.Years == 0:
		return "没有规定"
	}
	return "借用的，待县里确认"
}

func (v *visit) expiringRow(e desk.Expiring, site string, today hub.Day) page.RetentionDue {
	row := page.RetentionDue{
		Child: e.Child.ID.String(), Href: "/child/" + e.Child.ID.String(), Name: called(e.Child), Where: site, What: "全部",
		Day: calendar.Date(e.Day, today), Over: e.Day <= today,
	}
	if e.Child.Withdrawn == "moved" {
		row.What = "转走以后留下的一份"
	}
	if len(e.Stays) > 0 {
		row.What = "除了" + v.titles(e.Stays)
	}
	if e.Hold.On {
		row.Held = v.label("erase-hold", "why", e.Hold.Why)
	}
	return row
}
