package station

import (
	"fmt"
	"time"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/words"
	"yizhan/kiosk/brought"
	"yizhan/kiosk/page"
)

// backupShow says when the last good backup was made, where it lies, whether it was
// tried, and who can open it.
func (s *Station) backupShow(v *visit) error {
	p, err := s.backupPage(v)
	if err != nil {
		return err
	}
	return v.render(p)
}

func (s *Station) backupPage(v *visit) (page.Rows, error) {
	b, err := s.Backups.Backup(v.ctx())
	if err != nil {
		return page.Rows{}, err
	}
	f := v.framed("备份")
	f.Back, f.Help = "/settings", "backup"
	today := s.Desk.Today()
	p := page.Rows{Frame: f, Action: "/settings/backup", Rows: []page.Row{
		lastRow(b, today), placeRow(b), triedRow(b, today), codeRow(b),
	}}
	if s.Shelf != nil {
		if row, some := lessonsRow(s.Shelf.Packs(v.ctx())); some {
			p.Rows = append(p.Rows, row)
		}
	}
	r, ok, err := s.Backups.Recovery(v.ctx())
	if ok {
		p.Rows = append(p.Rows, page.Row{Icon: "i-undo", Bold: "上次恢复", Text: foundWord(r), Href: "/recovered", Way: "看看"})
	}
	return p, err
}

// lessonsRow says what becomes of lessons that somebody brought: no backup holds them, and
// who has them gives them back; those that nobody else has are named.
func lessonsRow(all brought.All) (row page.Row, some bool) {
	n, only := len(all.Here)+len(all.Lost), ""
	for _, p := range all.Here {
		if p.Only {
			only += "《" + p.Title + "》"
		}
	}
	row = page.Row{Icon: "i-board", Bold: "带来的课", Text: fmt.Sprintf("%d 课，不进备份", n), Small: "恢复以后，自己从县里、邻站找回来", Href: broughtAt, Way: "看看"}
	if only != "" {
		row.Tag, row.Small = "别处没有", only+"只在这台机器上，请存到 U 盘收好。别的恢复以后自己找回来"
	}
	return row, n > 0
}

// backupDoor leads to the page, and says whether somebody should look.
func (s *Station) backupDoor(v *visit) (page.Door, error) {
	b, err := s.Backups.Backup(v.ctx())
	if err != nil {
		return page.Door{}, err
	}
	door := page.Door{Href: "/settings/backup", Text: "备份", Icon: "i-stick", Word: "还没有", Ask: true}
	if len(b.Kept) > 0 {
		door.Word = whenWord(b.Kept[0].Made, s.Desk.Today()) + "的"
		door.Ask = b.Kept[0].Poor || b.Outcome != "" || !b.Code
	}
	return door, nil
}

// lastRow is the newest backup, and the one button of the page.
func lastRow(b Backup, today hub.Day) page.Row {
	row := page.Row{Icon: "i-check", Bold: "最近一份", Do: []page.Choice{{Value: "now", Text: "现在备份", Icon: "i-stick"}}}
	switch {
	case len(b.Kept) == 0:
		row.Icon, row.Text, row.Tag, row.Care = "i-warn", "还没有备份", "要做", true
		row.Small = "这台机器坏了，只剩邻站和县里收到过的"
	default:
		row.Text = "是" + whenWord(b.Kept[0].Made, today) + "的"
		row.Small = fmt.Sprintf("一共留着 %d 份，每天夜里自己做", len(b.Kept))
	}
	if b.Outcome != "" && b.Outcome != "backup.poor" { // which the next row says
		row.Icon, row.Small, row.Tag, row.Care = "i-warn", words.Say(b.Outcome), "看一下", true
	}
	return row
}

// placeRow is where the newest backup lies.
func placeRow(b Backup) page.Row {
	row := page.Row{Icon: "i-stick", Bold: "放在哪里"}
	use := []page.Choice{{Value: "stick", Text: "用这个 U 盘", Icon: "i-check"}}
	switch {
	case len(b.Kept) > 0 && !b.Kept[0].Poor && b.Kept[0].Stick != "":
		row.Text, row.Small = "U 盘上", "U 盘插着就行，不用管它"
	case len(b.Kept) > 0 && !b.Kept[0].Poor:
		row.Text = "另一块盘上"
	case len(b.Kept) > 0:
		row.Text, row.Tag, row.Care = "这台机器自己的盘上", "不保险", true
		row.Small = "盘坏了，备份也没了。插一个 U 盘专门放备份"
	default:
		row.Text, row.Small = "还没有", "插一个 U 盘专门放备份"
	}
	if b.Stick && (len(b.Kept) == 0 || b.Kept[0].Poor) {
		row.Do, row.Small = use, "看见插着一个 U 盘，可以专门放备份"
	}
	return row
}

// triedRow says whether a backup was tried: one that never was may be none.
func triedRow(b Backup, today hub.Day) page.Row {
	row := page.Row{Icon: "i-check", Bold: "试着恢复"}
	switch {
	case b.Tried.IsZero():
		row.Icon, row.Text, row.Small = "i-hand", "还没试过", "每个月夜里自己试一次"
	case b.TriedOutcome != "":
		row.Icon, row.Text, row.Tag, row.Care = "i-warn", whenWord(b.Tried, today)+"试的", "不对", true
		row.Small = words.Say(b.TriedOutcome)
	default:
		row.Text, row.Small = whenWord(b.Tried, today)+"试过，一条不少", "每个月夜里自己试一次"
	}
	return row
}

// codeRow is who can open the newest backup.
func codeRow(b Backup) page.Row {
	row := page.Row{Icon: "i-lock", Bold: "恢复码", Href: "/settings/backup/code", Way: "写一张"}
	switch {
	case !b.Code:
		row.Text, row.Tag, row.Care = "还没有", "要写", true
		row.Small = "机器没了，靠它打开备份。写在纸上，和机器分开放"
	case len(b.Kept) > 0 && b.Kept[0].Code:
		row.Text, row.Small, row.Way = "写过了，打得开最近的备份", "纸找不到了，就换一张", "换一张"
	default:
		row.Text, row.Small, row.Way = "写过了，下一份备份起用得上", "现在就备份一份更好", "换一张"
	}
	return row
}

// whenWord is a day as people say it.
func whenWord(t time.Time, today hub.Day) string {
	day := hub.DayOf(t)
	if day == today {
		return "今天 " + calendar.Clock(t) + " "
	}
	return calendar.Date(day, today)
}

// backupNow is the button of the page: a backup, or the stick as its place.
func (s *Station) backupNow(v *visit) error {
	act := s.Backups.BackUp
	if v.form.Text("do") == "stick" {
		act = s.Backups.UseStick
	}
	if err := act(v.ctx()); err != nil && !question(err) && hub.CodeOf(err) != hub.CodeFolder && hub.CodeOf(err) != hub.CodeFull {
		return err // what else went wrong stands on the page, beside the button
	}
	return v.see("/settings/backup")
}
