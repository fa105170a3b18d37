package station

import (
	"yizhan/hub/care"
	"yizhan/kiosk/page"
)

// classTodo is what the classes ask for: one that was cut, today's, tomorrow's, one that
// nobody held, a 台账 that nobody wrote.
func (s *Station) classTodo(v *visit) ([]page.Row, error) {
	all, err := s.Desk.ClassesToDo(v.ctx(), v.who.Actor)
	if err != nil {
		return nil, err
	}
	var rows []page.Row
	add := func(classes []care.Class, icon, way string, bold func(care.Class) string, text string) {
		for _, c := range classes {
			rows = append(rows, page.Row{Icon: icon, Bold: bold(c), Text: joinFacts(c.Title, text), Href: classAt(c.ID), Way: way})
		}
	}
	kind := func(c care.Class) string { return s.labelOf("class", "kind", c.Kind) }
	add(all.Cut, "i-warn", "去看", func(c care.Class) string { return kind(c) + "还没下课" }, "")
	add(all.Today, "i-mic", "去看", func(c care.Class) string { return "今天" + classHour(c) + "上" + kind(c) }, "")
	add(all.Tomorrow, "i-mic", "去看", func(c care.Class) string { return "明天" + classHour(c) + "上" + kind(c) }, "家里都说了吗")
	add(all.Missed, "i-clock", "去改", func(c care.Class) string { return s.sayDay(c.Day) + "的" + kind(c) + "没有上" }, "改一天，或者不上了")
	add(all.Bare, "i-list", "去写", func(c care.Class) string { return s.sayDay(c.Day) + "的" + kind(c) + "还没写台账" }, "")
	return rows, nil
}

// classHour is when a class begins, within a sentence; nothing where nobody has said.
func classHour(c care.Class) string {
	if c.Start < 0 {
		return ""
	}
	return " " + clock(c.Start) + " "
}
