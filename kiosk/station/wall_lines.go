package station

import (
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// trailShown is how many changes of a day fit beside the questions; all of them
// stand in the child's history.
const trailShown = 3

// dayLines says what a child's day is. What was noted before it was mended, and by
// whom, is for those who have given their PIN.
func (s *Station) dayLines(v *visit, screen wallScreen, c desk.WallChild, day hub.Day) ([]page.Fact, error) {
	in, out := "还没到", "还没接"
	if c.Day.Absent != "" {
		_, in = wallTiles{absences: s.absences()}.absent(c.Day.Absent)
	}
	if c.Day.In >= 0 {
		in = clock(c.Day.In)
		if p := c.Person(c.Day.InBy); !p.ID.IsZero() {
			in += "，" + kinOf(p) + "送来"
		}
	}
	if c.Day.Out >= 0 {
		out = clock(c.Day.Out) + "，" + fetchedBy(c)
	}
	lines := []page.Fact{{Word: "到", Text: in}, {Word: "接", Text: out}}
	if !v.who.Signed {
		return lines, nil
	}
	if h, err := s.Desk.Handover(v.ctx(), screen.actor, c.Day.Stranger); err == nil && !c.Day.Stranger.IsZero() {
		lines[1].Text = clock(c.Day.Out) + "，" + strings.TrimSpace(h.Relation+" "+h.Name) + "接走，名单上没有"
	}
	trail, err := s.Desk.DayHistory(v.ctx(), screen.actor, c.Child.ID, day)
	if err != nil {
		return nil, err
	}
	staff, err := s.Desk.Staff(v.ctx(), v.site.ID)
	if err != nil {
		return nil, err
	}
	names := map[hub.ID]string{}
	for _, m := range staff {
		names[m.ID] = m.Name
	}
	for _, e := range trail[max(0, len(trail)-trailShown):] {
		who := names[e.Author]
		if who == "" {
			who = "别的站"
		}
		if text := s.changedWords(e); text != "" {
			lines = append(lines, page.Fact{Word: calendar.Clock(e.At.Wall), Text: who + "：" + text})
		}
	}
	return lines, nil
}

// changedWords says one entry of the trail: 到 7:36 改成 8:00，为什么改 补记.
func (s *Station) changedWords(e hub.Entry) string {
	def, _ := s.Desk.Forms().Get("day")
	var out []string
	for _, c := range e.Changes {
		f, ok := def.FieldNo(c.No)
		if !ok || f.Type == "ref" || c.Hidden {
			continue
		}
		switch was := c.Was(); {
		case was == nil && c.To != nil:
			out = append(out, f.Label+" "+f.Show(c.To))
		case c.To == nil:
			out = append(out, f.Label+" "+f.Show(was)+" 去掉")
		default:
			out = append(out, f.Label+" "+f.Show(was)+" 改成 "+f.Show(c.To))
		}
	}
	return strings.Join(out, "，")
}
