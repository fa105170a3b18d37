package station

import "yizhan/kiosk/page"

// staffList is who works at the sites of this box.
func (s *Station) staffList(v *visit) error {
	staff, err := s.everybody(v)
	if err != nil {
		return err
	}
	f := v.framed("谁在这里做")
	f.Back, f.Help = "/settings", "settings"
	p := page.Rows{Frame: f, Prev: "/settings", Last: true,
		Ways: []page.Link{{Href: "/settings/staff/new", Text: "添一个人", Icon: "i-add"}}}
	for _, w := range staff {
		has, err := s.Doors.HasPIN(v.ctx(), w.ID)
		if err != nil {
			return err
		}
		peg := page.PegOf(w.Peg, w.ID)
		row := page.Row{Peg: &peg, Bold: w.Name, Text: s.wordOf("staff", "role", string(w.Role)), Href: "/settings/staff/" + w.ID.String(), Way: "看看"}
		if !has {
			row.Tag, row.Care = "还没有密码", true
		}
		p.Rows = append(p.Rows, row)
	}
	return v.render(p)
}
