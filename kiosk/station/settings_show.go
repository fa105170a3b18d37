package station

import (
	"fmt"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/kiosk/page"
)

// settingsShow is what can be set, and how it is set now. Who may not run the site
// sees what is her own.
func (s *Station) settingsShow(v *visit) error {
	safety, err := s.Box.Safety(v.ctx())
	if err != nil {
		return err
	}
	doors := []page.Door{
		{Href: "/settings/display", Text: "字大小", Word: "现在是" + sizeName(v.who.Text), Icon: "i-pen"},
		{Href: "/me", Text: "我", Word: "换图、换密码", Icon: "i-people"},
	}
	if s.Voices != nil && v.who.Actor.May(hub.ActSpeak) {
		doors = append(doors, page.Door{Href: "/say", Text: "念一遍", Word: "用自己的声音", Icon: "i-speak"})
	}
	if v.who.Actor.May(hub.ActSite) {
		some, err := s.siteDoors(v, safety)
		if err != nil {
			return err
		}
		doors = append(doors, some...)
	}
	doors = append(doors, page.Door{Href: "/safety", Text: "安全状态", Word: "谁看得到名字", Icon: "i-lock"})
	f := v.framed("设置")
	f.Back = "/more"
	return v.render(page.Menu{Frame: f, Doors: doors})
}

func (s *Station) siteDoors(v *visit, safety Safety) ([]page.Door, error) {
	staff, err := s.everybody(v)
	if err != nil {
		return nil, err
	}
	groups, err := s.Desk.Groups(v.ctx(), v.site.ID)
	if err != nil {
		return nil, err
	}
	county := page.Door{Href: "/settings/county", Text: "接县里", Word: "还没接", Icon: "i-online", Ask: true}
	if safety.County != "" {
		county.Word, county.Ask = safety.County, false
	}
	doors := []page.Door{
		{Href: "/settings/staff", Text: "谁在这里做", Word: fmt.Sprintf("%d 个人", len(staff)), Icon: "i-people"},
	}
	if s.Guests != nil {
		doors = append(doors, page.Door{Href: "/settings/guests", Text: "来人", Word: "让外面的人今天用", Icon: "i-door"})
	}
	doors = append(doors, []page.Door{
		{Href: "/settings/groups", Text: "班和托位", Word: fmt.Sprintf("%d 个托位", places(groups)), Icon: "i-home"},
		{Href: "/settings/week", Text: "哪几天开门", Word: s.weekWords(v.site), Icon: "i-day"},
		county,
		{Href: "/settings/sites", Text: "站点", Word: "叫什么、按钮、晨检", Icon: "i-door"},
	}...)
	if s.Paper != nil {
		doors = append(doors, page.Door{Href: "/settings/print", Text: "打印机", Word: "小票、大纸", Icon: "i-print"})
	}
	doors = append(doors, page.Door{Href: "/settings/cover", Text: "多久盖上封面", Word: idleWord(v.who.Idle), Icon: "i-clock"})
	if s.Keeper != nil {
		c, err := s.Keeper.Custody(v.ctx())
		if err != nil {
			return nil, err
		}
		doors = append(doors, custodyDoor(c))
	}
	if s.Backups != nil {
		door, err := s.backupDoor(v)
		if err != nil {
			return nil, err
		}
		doors = append(doors, door)
	}
	return doors, nil
}

func places(groups []care.Group) (n int) {
	for _, g := range groups {
		n += g.Places
	}
	return n
}
