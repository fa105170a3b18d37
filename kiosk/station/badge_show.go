package station

import (
	"yizhan/hub"
	"yizhan/kiosk/page"
)

// badgeAsk says how a visitor gets in. Her badge is scanned here, or on any other page.
func (s *Station) badgeAsk(v *visit) error { return v.render(s.badgePage(v, nil)) }

func (s *Station) badgePage(v *visit, wrong error) page.Message {
	f := v.framed("来人")
	f.Back, f.Idle, f.Who = "/pin", 0, nil
	p := page.Message{Frame: f, Icon: "i-people", Kind: "calm", Head: "拿工作证对准扫码枪", Lines: []string{
		"县里、镇里、卫生院来的人，扫证上的图，再按六个数。",
		"没带证，或者是来代班的，请站长让进来，只管今天。"},
		Ways: []page.Link{{Href: "/settings/guests", Text: "请站长让进来", Icon: "i-door"}}}
	if wrong != nil {
		p.Kind, p.Icon, p.Head = "bad", "i-warn", "这张证没用上"
		p.Lines = append([]string{page.Faults(wrong).Page()}, p.Lines[1:]...)
	}
	return p
}

// badgeRead takes what a scanner typed, on whatever page. The figures stay in this
// process: in a ticket, never in an address.
func (s *Station) badgeRead(v *visit) error {
	figures := trailing(v.form.Text("badge"))
	g, err := s.Guests.Badge(v.ctx(), figures)
	if err != nil {
		return s.badgeRefused(v, err)
	}
	t := s.tickets.issue(ticket{Name: g.Name, Next: "/", figures: figures}, s.now())
	return v.render(s.badgePINPage(v, t, g, nil))
}

// badgeRefused says on the page itself why a badge does not count.
func (s *Station) badgeRefused(v *visit, err error) error {
	if question(err) || hub.CodeOf(err) == hub.CodeUntrusted {
		return v.again(err, s.badgePage(v, err))
	}
	return err
}

func (s *Station) badgePINPage(v *visit, t *ticket, g Guest, faults page.Errors) page.Figures {
	f := v.framed("来人")
	f.Back, f.Draft, f.Errors, f.Idle, f.Who = "/badge", t.ID.String(), faults, 0, nil
	p := page.Figures{
		Frame: f, Action: "/badge/pin", Question: g.Name + "，按工作证的六个数", Prev: "/badge", Next: "下一步",
		Quiet: s.guestFrom(g.Role) + "来的。做工作证的时候自己定的那六个数，不是站里的密码。",
		Pad:   page.Pad{Field: "pin", Length: badgePIN, Secret: true, Label: "工作证的六个数"},
	}
	if g.Unsure {
		p.Note = &page.Note{Icon: "i-clock", Bold: "这台机器不知道今天几号，", Text: "看不出证过没过期。先让进来，会记下来。"}
	}
	return p
}
