package station

import (
	"errors"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/kiosk/page"
)

// A new box can become the one that burned: a backup on a stick, and its 恢复码 from
// paper, five figures a page.
const (
	codeGroups = 8
	codeGroup  = 5
)

// backupFound lists the backups on the sticks.
func (s *Station) backupFound(v *visit, d *settingUp) error {
	if d.Further || s.Backups == nil {
		return v.see("/setup")
	}
	found, err := s.Backups.Found(v.ctx())
	if err != nil {
		return err
	}
	f := v.frame("用备份恢复")
	f.Back, f.Help, f.Idle = "/setup", "backup", 0
	if len(found) == 0 {
		return v.render(page.Message{Frame: f, Icon: "i-stick", Kind: "calm", Head: "没看见备份",
			Lines: []string{"把放备份的 U 盘插上，等一会儿，点“插好了，再看看”。", "找不到备份，点左上角回去，当新机器用：报过的，县里都在。"},
			Ways:  []page.Link{{Href: "/setup/backup", Text: "插好了，再看看"}}})
	}
	p := page.Choose{Frame: f, Action: "/setup/backup", Question: "用哪一份？", Field: "file", Few: true,
		Quiet: "恢复好就是原来那台机器，记录、同事都在。"}
	for _, b := range found {
		tile := page.Choice{Value: b.Value, Text: b.Name, Icon: "i-stick", Small: calendar.Date(hub.DayOf(b.Made), s.Desk.Today()) + "的备份"}
		if !b.Code {
			tile.Off, tile.Small = true, "没有恢复码，请县里打开"
		}
		p.Tiles = append(p.Tiles, tile)
	}
	return v.render(p)
}

// backupChosen asks for the first group.
func (s *Station) backupChosen(v *visit, d *settingUp) error {
	if d.Further || s.Backups == nil {
		return v.see("/setup")
	}
	return v.render(s.groupPage(v, v.form.Text("file"), "", nil))
}

// backupGroup takes one group of the 恢复码; the last opens the backup.
func (s *Station) backupGroup(v *visit, d *settingUp) error {
	if d.Further || s.Backups == nil {
		return v.see("/setup")
	}
	file, code, _ := strings.Cut(v.form.Text("draft"), ".")
	pad := page.Pad{Length: codeGroup, Typed: v.form.Text("code")}
	typed := pad.Press(v.form.Text("key"))
	group := len(code) / codeGroup
	if group >= codeGroups {
		return v.see("/setup/backup")
	}
	if len(typed) < codeGroup {
		p := s.groupPage(v, file, code, nil)
		p.Pad.Typed, p.Pad.Shown = typed, typed
		if v.form.Text("go") != "next" {
			return v.render(p)
		}
		short := hub.E(hub.CodeInvalid, "backup.code-short", group+1, codeGroup-len(typed)).In("code")
		p.Errors = faultAt(short, "code")
		return v.again(short, p)
	}
	err := s.Backups.CheckGroup(group, typed)
	if err == nil && group < codeGroups-1 {
		return v.render(s.groupPage(v, file, code+typed, nil))
	}
	if err == nil {
		err = s.Backups.RestoreFrom(v.ctx(), file, code+typed)
	}
	e, _ := errors.AsType[*hub.Error](err)
	switch {
	case err == nil:
		return v.see("/")
	case e != nil && e.Key == "backup.key": // all is as on some paper: another backup's
		return v.again(err, s.groupPage(v, file, "", faultAt(hub.E(hub.CodeInvalid, "backup.code-other").In("code"), "code")))
	case question(err):
		return v.again(err, s.groupPage(v, file, code, faultAt(err, "code")))
	}
	return err
}

func (s *Station) groupPage(v *visit, file, code string, faults page.Errors) page.Figures {
	f := v.frame("用备份恢复")
	f.Back, f.Help, f.Idle, f.Errors = "/setup/backup", "backup", 0, faults
	f.Draft = file + "." + code
	group := strconv.Itoa(len(code)/codeGroup + 1)
	return page.Figures{
		Frame: f, Action: "/setup/backup/" + group, Question: "恢复码第 " + group + " 组",
		Quiet: "纸上一共八组，一组五个数，照着按。", Pad: page.Pad{Field: "code", Length: codeGroup, Whole: true, Label: "五个数"}, Next: "下一组",
	}
}
