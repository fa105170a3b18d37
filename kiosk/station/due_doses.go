package station

import (
	"fmt"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/care/due"
	"yizhan/kiosk/page"
)

// dosesShow is the schedule of one child: a tap on a dose notes it.
func (s *Station) dosesShow(v *visit) error {
	id, err := v.childID()
	if err != nil {
		return err
	}
	c, _, doses, err := s.Desk.DueOf(v.ctx(), v.who.Actor, id, s.Desk.Today())
	if err != nil {
		return err
	}
	s.Doors.Looked(v.who.Actor, id, "page")
	return v.render(s.dosesPage(v, c, doses))
}

func (s *Station) dosesPage(v *visit, c care.Child, doses []due.Item) page.Doses {
	f := v.frame("接种表")
	f.Hint, f.Back, f.Help = c.Called(), childAt(c.ID), "due"
	f.Undo = v.undo(childAt(c.ID)+"/doses/undo", "", "记好了")
	p := page.Doses{Frame: f, Action: childAt(c.ID) + "/doses", Prev: childAt(c.ID), Quiet: "以接种门诊安排为准"}
	if c.Birth == "" {
		p.Note = &page.Note{Kind: "calm", Icon: "i-day", Bold: "生日还没写。", Text: "写上生日，才知道哪针哪天打。", Link: &page.Link{Href: childAt(c.ID) + "/edit/birth", Text: "补生日"}}
	}
	if v.URL.Query().Has("other") {
		return s.otherDoses(p, doses)
	}
	p.Others = &page.Link{Href: p.Action + "?other=1", Text: "打的是别的疫苗"}
	given, now, next := 0, 0, due.Item{}
	for _, i := range doses {
		if i.Rule.From.Months > shownMonths && i.State != due.Given {
			continue
		}
		p.Tiles = append(p.Tiles, s.doseTile(i))
		switch {
		case i.State == due.Given:
			given++
		case (i.State == due.Due || i.State == due.Late) && i.Until == "":
			now++
		case i.Day != "" && i.State != due.Waiting && (next.Day == "" || i.Day < next.Day):
			next = i
		}
	}
	p.Lead = fmt.Sprintf("记了 %d 针。", given)
	if now > 0 {
		p.Lead += fmt.Sprintf("现在该打 %d 针。", now)
	} else if next.Day != "" {
		p.Lead += "下一针：" + s.sayDay(next.Day) + "起，" + next.Rule.Act + "。"
	}
	return p
}

// otherDoses are those of the vaccines that are not asked for: a clinic may have given
// one of them, and then its series goes on.
func (s *Station) otherDoses(p page.Doses, doses []due.Item) page.Doses {
	p.Back, p.Prev, p.Lead = p.Action, p.Action, "打了这些里的一针，后面就按它算。"
	for _, rule := range s.Desk.DueRules().All() {
		if rule.Group == "dose" && !slices.ContainsFunc(doses, func(i due.Item) bool { return i.Rule == rule }) {
			p.Tiles = append(p.Tiles, page.DoseTile{Value: rule.Code, Name: rule.Title})
		}
	}
	return p
}

// shownMonths is up to which age doses stand on the page before they are given: those of
// school age are not ours.
const shownMonths = 36

func (s *Station) doseTile(i due.Item) page.DoseTile {
	t := page.DoseTile{Value: i.Rule.Code, Name: i.Rule.Title, Word: s.sayDay(i.Day) + "起"}
	switch {
	case i.State == due.Given && i.Off:
		t.State, t.Word = "given", "门诊说不用打"
	case i.State == due.Given:
		t.State, t.Word = "given", s.sayDay(i.Day)+"打了"
	case i.Until != "":
		t.Word = "推后到" + s.sayDay(i.Until)
	case i.State == due.Late:
		t.State, t.Word = "late", "晚了，能补"
	case i.State == due.Due:
		t.State, t.Word = "due", "该打了"
	case i.State == due.Waiting:
		t.Word = "等前一针"
	case i.State == due.Over:
		t.Word = "过了年龄，问门诊"
	case i.Day == "":
		t.Word = ""
	}
	return t
}

// dosesTake goes to the page that notes the dose.
func (s *Station) dosesTake(v *visit) error {
	id, err := v.childID()
	if err != nil {
		return err
	}
	if rule, ok := s.Desk.DueRules().Rule(v.form.Text("do")); !ok || rule.Group != "dose" {
		return hub.E(hub.CodeNotFound, "due.unknown")
	}
	return v.see("/due/" + id.String() + "/" + v.form.Text("do"))
}

func (s *Station) dosesUndo(v *visit) error {
	id, err := v.childID()
	if err != nil {
		return err
	}
	if _, err := v.takeBack(); err != nil {
		return err
	}
	return v.see(childAt(id) + "/doses")
}
