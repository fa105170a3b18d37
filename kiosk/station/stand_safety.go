package station

import (
	"fmt"
	"slices"
	"strings"

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
	start, err := s.startRow(v)
	if err != nil {
		return err
	}
	rows := []page.Row{start, seenRow(safety), s.sharedRow(safety), awayRow(safety), outRow(safety), countyRow(safety), pins, s.clockRow(st.Clock)}
	if safety.County == "" { // nobody shares, and nobody is put out
		rows = []page.Row{start, countyRow(safety), seenRow(safety), awayRow(safety), pins, s.clockRow(st.Clock)}
	}
	if n := refused(st); n > 0 {
		rows = slices.Insert(rows, 1, page.Row{Icon: "i-warn", Bold: "来路不明的记录", Text: fmt.Sprintf("%d 条", n),
			Small: "签名不对，或是没有入网的机器写的，没有收", Tag: "请县里看看", Care: true})
	}
	p := page.Rows{Frame: f, Prev: "/settings"}
	p.Rows, p.Pages = pagedBy(rows, safetyShown, v.URL.Query().Get("page"), "/safety")
	return v.render(p)
}

// safetyShown is as many rows as fit above the foot.
const safetyShown = 5

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

// startRow is how the box starts after a power cut, and what that does not keep out.
func (s *Station) startRow(v *visit) (page.Row, error) {
	row := page.Row{Icon: "i-lock", Bold: "来电就能用", Text: "没有防整台偷走", Tag: "看一下", Care: true,
		Small: "U 盘、邻站的机器丢了，看不到名字；这台整个被搬走，就看得到"}
	if s.Keeper == nil {
		return row, nil
	}
	c, err := s.Keeper.Custody(v.ctx())
	row.Href, row.Way = "/settings/unlock", "看看"
	switch {
	case c.Attended && c.Away:
		row.Bold, row.Text, row.Tag, row.Care = "停电后先开锁", "要密码，还要钥匙 U 盘", "", false
		row.Small = "断过电再搬走，看不到名字。开着的时候搬走、钥匙 U 盘一起丢，就防不住"
	case c.Attended:
		row.Bold, row.Text = "停电后先开锁", "没有全防住整台偷走"
		row.Small = "随手翻看的人打不开；懂电脑的人拆下存储卡，几分钟能试出密码"
	}
	return row, err
}

// seenRow says who can read names, hub by hub.
func seenRow(safety Safety) page.Row {
	row := page.Row{Icon: "i-people", Bold: "谁打得开孩子的记录", Text: "本机", Small: "还有家里人手上的家庭卡。邻站替存，打不开"}
	if safety.County == "" {
		row.Small = "接上县里以后，卫生院和县里也打得开"
		return row
	}
	names := safety.Openers
	if len(names) > openersShown {
		names = append(slices.Clone(names[:openersShown]), fmt.Sprintf("等 %d 处", len(safety.Openers)))
	}
	row.Text = strings.Join(append(append([]string{"本机"}, names...), safety.County+"（县里）"), "、")
	if safety.Shared {
		row.Small, row.Tag, row.Care = "还有家里人手上的家庭卡", "看一下", true
	}
	return row
}

// openersShown is as many names as stay on one line or two.
const openersShown = 4

// sharedRow is the township's policy; the county decides it.
func (s *Station) sharedRow(safety Safety) page.Row {
	row := page.Row{Icon: "i-home", Bold: "全镇各站互相看", Text: "没有打开", Small: "由县里定。别的站丢了机器，看不到本站的名字"}
	if safety.Shared {
		row.Text, row.Tag, row.Care = "打开着", "看一下", true
		row.Small = "由县里定。全镇随便哪个站丢了机器，本站的名字也可能被看到"
	}
	if safety.SharedDay != "" {
		row.Text += "，县里 " + calendar.Date(safety.SharedDay, s.Desk.Today()) + "定的"
	}
	return row
}

// awayRow is what leaves the box: backups and sticks.
func awayRow(safety Safety) page.Row {
	row := page.Row{Icon: "i-stick", Bold: "备份和 U 盘", Text: "捡到的人打不开", Href: "/settings/backup", Way: "看看"}
	who := []string{"本机"}
	if safety.BackupCounty {
		who = append(who, "县里")
	}
	if safety.BackupCode {
		who = append(who, "恢复码")
	}
	row.Small = "备份只有" + strings.Join(who, "、") + "打得开；送记录的 U 盘只有入了网的机器打得开。存到 U 盘的名册、给家里的那一份是明的，收好"
	if !safety.Backup {
		row.Small = "还没有备份。送记录的 U 盘只有入了网的机器打得开。存到 U 盘的名册、给家里的那一份是明的，收好"
	}
	return row
}

// outRow is what became of boxes that were lost.
func outRow(safety Safety) page.Row {
	if len(safety.Out) == 0 {
		return page.Row{Icon: "i-check", Bold: "丢了的机器", Text: "本镇没有", Small: "哪台丢了，马上打电话给县里停用"}
	}
	return page.Row{Icon: "i-warn", Bold: "丢了的机器", Text: fmt.Sprintf("%s 已经停用，一共 %d 台", safety.Out[0], len(safety.Out)),
		Small: "它接不上了，写的不再算数。它打得开过的，下次写的时候换新钥匙；换之前的它还看得到"}
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
