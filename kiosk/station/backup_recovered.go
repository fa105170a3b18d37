package station

import (
	"fmt"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/kiosk/page"
)

// unread says that the box was restored and that nobody has read it yet: the first
// thing that whoever comes to the screen sees.
func (s *Station) unread(v *visit) (bool, error) {
	if s.Backups == nil || v.Method != "GET" {
		return false, nil
	}
	r, ok, err := s.Backups.Recovery(v.ctx())
	return ok && !r.Read, err
}

// recoveredShow says what was damaged, what is lost, and what has come back.
func (s *Station) recoveredShow(v *visit) error {
	r, ok, err := s.Backups.Recovery(v.ctx())
	if err != nil {
		return err
	}
	if !ok {
		return v.see("/")
	}
	f := v.frame("恢复过了")
	f.Back, f.Idle = "", 0
	return v.render(page.Message{
		Frame: f, Icon: "i-undo", Kind: "calm", Head: foundWord(r), Lines: s.recoveredLines(r),
		Post: []page.Post{{Action: "/recovered", Field: "do", Value: "read", Text: "知道了", Icon: "i-check", Main: true}},
	})
}

func (s *Station) recoveredLines(r Recovery) []string {
	var lines []string
	made := "没有备份可用"
	if !r.Made.IsZero() {
		made = "用了" + calendar.Date(hub.DayOf(r.Made), s.Desk.Today()) + "的备份"
	}
	switch {
	case r.Damage && r.Log:
		lines = append(lines, "这台机器上放记录的文件坏了，"+made+"，坏的那份留着没删。")
	case r.Damage:
		lines = append(lines, "这台机器的一个文件坏了，"+made+"。记录一条没少。")
	default:
		lines = append(lines, "有人在这台机器上恢复过，"+made+"。")
	}
	if r.Local {
		lines = append(lines, "密码可能要重设，请打电话给县里。")
	}
	switch {
	case r.Log && r.Found < r.Lost:
		lines = append(lines, "正从邻站和县里找，连着网就行。今天的活照常做。")
	case r.Log && r.Lost == 0:
		lines = append(lines, "别处要是还有本站写过的，连上以后自己找回来。今天的活照常做。")
	default:
		lines = append(lines, "今天的活照常做。")
	}
	return lines
}

// foundWord is how far own records have come back.
func foundWord(r Recovery) string {
	switch {
	case r.Lost > 0 && r.Found >= r.Lost:
		return fmt.Sprintf("本机丢失了 %d 条，已从邻站找回", r.Lost)
	case r.Lost > 0:
		return fmt.Sprintf("本机丢失了 %d 条，已找回 %d 条", r.Lost, r.Found)
	case r.Damage:
		return "机器的一个文件坏了，已经换好"
	}
	return "从备份恢复好了"
}

// recoveredRead notes that somebody has read it.
func (s *Station) recoveredRead(v *visit) error {
	if err := s.Backups.RecoveryRead(v.ctx()); err != nil {
		return err
	}
	return v.see("/")
}
