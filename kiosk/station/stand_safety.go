package station

import (
	"fmt"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/kiosk/page"
)

// safetyShow says what this box protects against and what not, without making it
// sound better than it is.
func (s *Station) safetyShow(v *visit) error {
	safety, err := s.Box.Safety(v.ctx())
	if err != nil {
		return err
	}
	st, err := s.Box.Status(v.ctx())
	if err != nil {
		return err
	}
	pins, err := s.pinRow(v)
	if err != nil {
		return err
	}
	f := v.framed("安全状态")
	f.Back, f.Help = "/settings", "settings"
	p := page.Rows{Frame: f, Prev: "/settings", Rows: []page.Row{
		{Icon: "i-lock", Bold: "开机不用密码", Text: "登记台一通电就能用",
			Small: "U 盘、邻站的机器丢了，看不到名字；这台整个被搬走，就可能看到", Tag: "看一下", Care: true},
		countyRow(safety), seenRow(safety), pins, s.clockRow(st.Clock),
	}}
	if n := refused(st); n > 0 {
		p.Rows = append(p.Rows, page.Row{Icon: "i-warn", Bold: "来路不明的记录", Text: fmt.Sprintf("%d 条", n),
			Small: "签名不对，或是没有入网的机器写的，没有收", Tag: "请县里看看", Care: true})
	}
	return v.render(p)
}

func countyRow(safety Safety) page.Row {
	if safety.County == "" {
		return page.Row{Icon: "i-offline", Bold: "还没接县里", Text: "记录只在这台机器上",
			Small: "机器坏了，记录就没了。接上以后，邻站和县里各存一份", Href: "/settings/county", Way: "去接"}
	}
	text := "证是" + safety.County + "发的"
	if safety.Issued != "" {
		text += "，" + calendar.LongDate(safety.Issued)
	}
	return page.Row{Icon: "i-check", Bold: "县里的证", Text: text, Small: "打电话可以核对这几个数：" + safety.Fingerprint}
}

// seenRow says who can read names.
func seenRow(safety Safety) page.Row {
	switch {
	case safety.County == "":
		return page.Row{Icon: "i-people", Bold: "名字给谁看", Text: "只有本站", Small: "接上县里以后，卫生院和县里也能看"}
	case safety.Shared:
		return page.Row{Icon: "i-people", Bold: "名字给谁看", Text: "全镇的站、卫生院、县里", Small: "这个镇选了各站互相看得到", Tag: "看一下", Care: true}
	}
	return page.Row{Icon: "i-people", Bold: "名字给谁看", Text: "本站、卫生院、县里", Small: "邻站替存，打不开"}
}

func (s *Station) pinRow(v *visit) (page.Row, error) {
	staff, err := s.everybody(v)
	if err != nil {
		return page.Row{}, err
	}
	without := 0
	for _, w := range staff {
		has, err := s.Doors.HasPIN(v.ctx(), w.ID)
		if err != nil {
			return page.Row{}, err
		}
		if !has {
			without++
		}
	}
	if without > 0 {
		return page.Row{Icon: "i-warn", Bold: "密码", Text: fmt.Sprintf("%d 个人里 %d 个还没有", len(staff), without),
			Small: "没有密码的人登不进来", Tag: "看一下", Care: true}, nil
	}
	return page.Row{Icon: "i-check", Bold: "密码", Text: fmt.Sprintf("%d 个人都有", len(staff)),
		Small: "四个数，只存在这台机器上，连错五次要等。登记台开着，只露名字和图"}, nil
}

// clockRow says how far the time can be believed: days are confirmed by people.
func (s *Station) clockRow(c hub.ClockStand) page.Row {
	now := s.Clock.Now().Wall
	row := page.Row{Icon: "i-check", Bold: "时间", Text: calendar.LongDate(hub.DayOf(now)) + " " + calendar.Clock(now), Small: timeWord(c)}
	if c.Quality < hub.ClockPeer {
		row.Icon, row.Href, row.Way = "i-hand", "/clock?next=/safety", "核对"
		row.Small += "，日子以人点的为准"
	}
	return row
}
