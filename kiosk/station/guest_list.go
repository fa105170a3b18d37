package station

import (
	"yizhan/hub"
	"yizhan/kiosk/page"
)

// guestList is who was let in today, for the 站长.
func (s *Station) guestList(v *visit) error {
	all, err := s.Guests.Today(v.ctx())
	if err != nil {
		return err
	}
	f := v.framed("今天来的人")
	f.Back, f.Help = "/settings", "settings"
	p := page.Rows{Frame: f, Prev: "/settings", Last: true, Action: "/settings/guests",
		Lead:  "谁来过、做了什么，都会记下来。到半夜自己就用不了了。",
		Empty: "今天没有外面的人用过这台机器。",
		Ways:  []page.Link{{Href: "/settings/guests/new", Text: "让一个人进来", Icon: "i-add"}}}
	for _, g := range all {
		peg := page.PegOf("", g.ID)
		row := page.Row{Peg: &peg, Bold: g.Name, Text: s.guestFrom(g.Role), Small: "站长让进来的", Do: []page.Choice{{Value: g.ID.String(), Text: "走了"}}}
		if g.Made != 0 {
			row.Small = "凭工作证"
		}
		p.Rows = append(p.Rows, row)
	}
	return v.render(p)
}

// guestDo ends somebody's visit.
func (s *Station) guestDo(v *visit) error {
	if err := s.Guests.Out(v.ctx(), v.who.Actor, v.form.ID("do")); err != nil {
		return err
	}
	return v.see("/settings/guests")
}

// guestMe is a visitor's own page: she has no record here to change.
func (s *Station) guestMe(v *visit) error {
	f := v.framed(v.who.Name)
	f.Back, f.Help = "/settings", "settings"
	return v.render(page.Message{
		Frame: f, Icon: "i-people", Kind: "calm", Head: v.who.Name + "，" + s.guestFrom(v.who.Actor.Role),
		Lines: []string{"今天来的，用到半夜。写的都记在您名下。", "名册和表格不能从这台机器带走；要的话，在县里的网页上取。"},
		Post:  []page.Post{{Action: "/badge/out", Field: "do", Value: "out", Text: "办完了，走", Icon: "i-lock", Main: true}},
	})
}

// guestGone ends one's own visit.
func (s *Station) guestGone(v *visit) error {
	if !v.who.Actor.Visitor {
		return hub.E(hub.CodeForbidden, "desk.may-not")
	}
	if err := s.Guests.Out(v.ctx(), v.who.Actor, v.who.Actor.Staff); err != nil {
		return err
	}
	return s.signOut(v)
}
