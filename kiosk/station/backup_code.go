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
	return v.render(page.RecoveryCode{Frame: f, Action: "/settings/backup/code", Code: code, Groups: strings.Fields(code)})
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
