package station

import (
	"context"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/care"
	"yizhan/kiosk/page"
)

// harmWord is 鸡蛋、花生: of many the two most dangerous.
func harmWord(all []care.CannotEat) string {
	var words []string
	for _, c := range all {
		words = append(words, c.What)
	}
	if len(words) > 2 {
		return strings.Join(words[:2], "、") + "等"
	}
	return strings.Join(words, "、")
}

// childAlerts is what a child's page shows in red.
func (s *Station) childAlerts(ctx context.Context, v *visit, child hub.ID) ([]string, error) {
	all, err := s.Desk.CannotEat(ctx, v.who.Actor, child)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return []string{"不能吃" + atMost(harmWord(all), harmRunes)}, nil
}

// harmRunes is how much of it fits into the head of a child's page.
const harmRunes = 8

// childCare is what a child must not eat, and the medicine that its family asks for.
func (s *Station) childCare(v *visit) error {
	file, err := v.file()
	if err != nil {
		return err
	}
	id, today := file.Child.ID, s.Desk.Today()
	at := childAt(id)
	f := v.childFrame(file, "不能吃的、药")
	f.Back = at
	p := page.Rows{Frame: f, Prev: at + "/slip", Empty: "没有不能吃的，也没有要喂的药。", Last: true, Ways: []page.Link{
		{Href: formAt("cannot-eat") + "/new?for=" + id.String(), Text: "添不能吃的", Icon: "i-warn"},
		{Href: formAt("medicine") + "/new?for=" + id.String(), Text: "委托喂药", Icon: "s-pill"}}}
	cannot, err := s.Desk.CannotEat(v.ctx(), v.who.Actor, id)
	if err != nil {
		return err
	}
	for _, c := range cannot {
		p.Rows = append(p.Rows, page.Row{Icon: "i-warn", Bold: "不能吃 " + c.What, Text: s.choice("cannot-eat", "harm", c.Harm), Small: c.Help,
			Tag: "不能吃", Care: true, Href: recordAt("cannot-eat", c.ID), Way: "看看"})
	}
	asked, err := s.Desk.Medicines(v.ctx(), v.who.Actor, id)
	if err != nil {
		return err
	}
	for _, m := range asked[:min(len(asked), medicinesShown)] {
		row := page.Row{Icon: "s-pill", Bold: m.Name, Text: medicineWord(s, m), Small: daysWord(m, today), Href: recordAt("medicine", m.ID), Way: "看单子"}
		switch {
		case m.State == "stopped":
			row.Tag = "家里说不喂了"
		case m.State == "over":
			row.Tag, row.Struck = "了结了", true
		case m.Until < today:
			row.Tag, row.Care = "剩的药还了没有", true
		case m.On(today):
			row.Tag = "今天喂"
		}
		p.Rows = append(p.Rows, row)
	}
	return v.render(p)
}

// medicinesShown is how many requests a child's page lists: the newest.
const medicinesShown = 5

// medicineWord is 半包，饭后，11:30、16:00.
func medicineWord(s *Station, m care.Medicine) string {
	var times []string
	for _, t := range m.Times() {
		times = append(times, clock(t))
	}
	return joinFacts(m.Dose, s.choice("medicine", "meal", m.Meal), strings.Join(times, "、"))
}

func daysWord(m care.Medicine, today hub.Day) string {
	if m.From == m.Until {
		return calendar.Date(m.From, today)
	}
	return calendar.Date(m.From, today) + "到" + calendar.Date(m.Until, today)
}
