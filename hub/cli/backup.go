package cli

import (
	"context"
	"fmt"

	"yizhan/hub"
	"yizhan/hub/box"
	"yizhan/hub/words"
)

// backupCmd makes a backup now.
type backupCmd struct {
	To      string `placeholder:"DIR" help:"放到哪里；不写就是平时放的地方"`
	NewCode bool   `name:"new-code" help:"换一个恢复码，印在屏幕上"`
}

func (c *backupCmd) run(ctx context.Context, b *box.Box, stdio box.Stdio) error {
	if c.NewCode {
		code := b.Backups().DrawCode()
		if err := b.Backups().KeepCode(ctx, code); err != nil {
			return err
		}
		fmt.Fprintln(stdio.Out, code)
		fmt.Fprintln(stdio.Err, "这是恢复码，只显示这一次。写在纸上，和机器分开放。以前的备份还用以前的码。")
	}
	if c.To == "" {
		err := b.Backups().BackUp(ctx)
		if err == nil {
			fmt.Fprintln(stdio.Err, "备份好了。")
		}
		return err
	}
	made, err := b.Backups().BackUpTo(ctx, stdio.Path(c.To))
	if err != nil {
		return err
	}
	fmt.Fprintln(stdio.Out, made.Path)
	fmt.Fprintln(stdio.Err, "备份好了，写完又读了一遍，是对的。")
	return nil
}

// sayBackups is what the doctor says of backups, and of damage that the box fell back
// from.
func sayBackups(ctx context.Context, b *box.Box, say func(good bool, text string, args ...any)) error {
	st, err := b.Backups().Backup(ctx)
	if err != nil {
		return err
	}
	switch {
	case len(st.Kept) == 0:
		say(false, "还没有备份：yizhan backup --to DIR，最好是另一块盘")
	case st.Outcome != "":
		say(false, "最近的备份是 %s 的。%s", hub.DayOf(st.Kept[0].Made), words.Say(st.Outcome))
	default:
		say(!st.Kept[0].Poor, "最近的备份是 %s 的，一共 %d 份", hub.DayOf(st.Kept[0].Made), len(st.Kept))
	}
	r, ok, err := b.Backups().Recovery(ctx)
	if err != nil || !ok {
		return err
	}
	made := "没有备份可用"
	if !r.Made.IsZero() {
		made = "用了 " + string(hub.DayOf(r.Made)) + " 的备份"
	}
	what := "这台机器从备份恢复过"
	switch {
	case r.Damage && r.Log:
		what = "这台机器上放记录的文件坏了"
	case r.Damage:
		what = "这台机器的一个文件坏了"
	}
	say(r.Found >= r.Lost, "%s，%s；本机丢失了 %d 条，已从邻站找回 %d 条", what, made, r.Lost, r.Found)
	return nil
}
