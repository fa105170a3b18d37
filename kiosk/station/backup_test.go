package station_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/kiosk/station"
)

// backups is a box's backups as a test wants them.
type backups struct {
	now      station.Backup
	made     int
	sticks   int
	kept     string
	found    []station.BackupFound
	from     string
	recovery *station.Recovery
	fails    error
}

const drawn = "67655 24120 04197 17095 68127 21178 03357 65057"

func (b *backups) Backup(context.Context) (station.Backup, error) { return b.now, nil }
func (b *backups) BackUp(context.Context) error                   { b.made++; return b.fails }
func (b *backups) UseStick(context.Context) error                 { b.sticks++; return b.fails }
func (b *backups) DrawCode() string                               { return drawn }
func (b *backups) KeepCode(_ context.Context, code string) error  { b.kept = code; return nil }

func (b *backups) Recovery(context.Context) (r station.Recovery, ok bool, err error) {
	if b.recovery == nil {
		return r, false, nil
	}
	return *b.recovery, true, nil
}

func (b *backups) Found(context.Context) ([]station.BackupFound, error) { return b.found, nil }

func (b *backups) CheckGroup(group int, digits string) error {
	if strings.Fields(drawn)[group] != digits {
		return hub.E(hub.CodeInvalid, "backup.code-group", group+1).In("code")
	}
	return nil
}

func (b *backups) RestoreFrom(_ context.Context, value, code string) error {
	b.from = value + " " + code
	return b.fails
}

func (b *backups) RecoveryRead(context.Context) error { b.recovery.Read = true; return nil }

// What the page says of each state, and that its two buttons do what they say.
func TestBackupPage(t *testing.T) {
	b := newBox(t)
	yesterday := b.clock.Now().Wall.Add(-24 * time.Hour)
	b.screen.get("/settings/backup").shows("还没有备份", "还没试过", "要写")
	b.backups.now = station.Backup{
		Ran: yesterday, Tried: yesterday, Code: true, Places: 1,
		Kept: []station.BackupFile{{Made: yesterday, Stick: "U 盘", Code: true}},
	}
	page := b.screen.get("/settings/backup").shows("一共留着 1 份", "U 盘上", "一条不少", "打得开最近的备份")
	if strings.Contains(page.text(), "看一下") {
		t.Error("all is well, and somebody is asked to look")
	}
	b.backups.now.Kept[0].Poor, b.backups.now.Kept[0].Stick, b.backups.now.Stick = true, "", true
	b.backups.now.Outcome, b.backups.now.TriedOutcome = "backup.full", "backup.rehearsal"
	b.screen.get("/settings/backup").shows("满了", "不保险", "和原来不一样").tap("/settings/backup", "do", "stick")
	b.backups.fails = hub.E(hub.CodeFull, "backup.full")
	b.screen.get("/settings/backup").tap("/settings/backup", "do", "now").on("/settings/backup")
	if b.backups.made != 1 || b.backups.sticks != 1 {
		t.Errorf("%d backups, %d sticks", b.backups.made, b.backups.sticks)
	}
	b.screen.get("/settings").shows("备份")
}

// A 恢复码 is valid when it stands on paper, not before.
func TestRecoveryCode(t *testing.T) {
	b := newBox(t)
	b.screen.get("/settings/backup/code").shows(strings.Fields(drawn)...).shows("只显示这一次")
	if b.backups.kept != "" {
		t.Error("it is valid before it was written down")
	}
	b.screen.tap("/settings/backup/code", "code", drawn).on("/settings/backup")
	if b.backups.kept != drawn || b.backups.made != 1 {
		t.Errorf("kept %q, %d backups", b.backups.kept, b.backups.made)
	}
}

// Whoever comes to the screen first reads that the box fell back, until somebody has;
// posts on their way are not lost to it.
func TestDamageIsNeverSilent(t *testing.T) {
	b := newBox(t)
	for _, tt := range []struct {
		r    station.Recovery
		says []string
	}{
		{station.Recovery{Damage: true, Log: true, Made: b.clock.Now().Wall}, []string{"文件坏了", "的备份", "自己找回来"}},
		{station.Recovery{Damage: true, Log: true, Lost: 12, Found: 9}, []string{"本机丢失了 12 条，已找回 9 条", "没有备份可用"}},
		{station.Recovery{Damage: true, Log: true, Lost: 12, Found: 12}, []string{"本机丢失了 12 条，已从邻站找回"}},
		{station.Recovery{Damage: true, Local: true}, []string{"记录一条没少", "密码可能要重设"}},
		{station.Recovery{Log: true, Made: b.clock.Now().Wall}, []string{"从备份恢复好了"}},
	} {
		b.backups.recovery = &tt.r
		b.screen.get("/").on("/recovered").shows(tt.says...)
		b.screen.tap("/recovered", "do", "read").on("/")
		if !b.backups.recovery.Read {
			t.Error("nobody has read it")
		}
	}
}
