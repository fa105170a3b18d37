package station

import (
	"strings"

	"yizhan/hub"
	"yizhan/kiosk/page"
)

// backupCode draws a 恢复码 and shows it, to be written down. It is valid when she says
// that it stands on paper; who turns back keeps the one she had.
func (s *Station) backupCode(v *visit) error {
	f := v.frame("写恢复码")
	f.Back, f.Help, f.Idle = "/settings/backup", "backup", 0
	code := s.Backups.DrawCode()
	groups := strings.Fields(code)
	half := len(groups) / 2
	return v.render(page.Message{
		Frame: f, Icon: "i-lock", Kind: "calm", Head: strings.Join(groups[:half], " ") + "\n" + strings.Join(groups[half:], " "),
		Lines: []string{
			"照着抄在纸上，一组五个数，一共八组。只显示这一次，拍照也行。",
			"纸和机器分开放，交给县里一份更好。谁拿到这些数和备份，就看得到全部记录。",
		},
		Post: []page.Post{{Action: "/settings/backup/code", Field: "code", Value: code, Text: "抄好了", Icon: "i-check", Main: true}},
	})
}

// backupCodeKeep makes the code valid, and a backup that it opens.
func (s *Station) backupCodeKeep(v *visit) error {
	if err := s.Backups.KeepCode(v.ctx(), v.form.Text("code")); err != nil {
		return err
	}
	if err := s.Backups.BackUp(v.ctx()); err != nil && hub.CodeOf(err) != hub.CodeFolder && hub.CodeOf(err) != hub.CodeFull {
		return err // no place for it: the page says so
	}
	return v.see("/settings/backup")
}
