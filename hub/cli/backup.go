package cli

import (
	"context"
	"fmt"

	"yizhan/hub/box"
)

// backupCmd makes a backup now.
type backupCmd struct {
	To      string `placeholder:"DIR" help:"放到哪里；不写就是平时放的地方"`
	NewCode bool   `name:"new-code" help:"换一个恢复码，印在屏幕上"`
}

func (c *backupCmd) run(ctx context.Context, b *box.Box, stdio box.Stdio) error {
	if c.NewCode {
		code := b.DrawCode()
		if err := b.KeepCode(ctx, code); err != nil {
			return err
		}
		fmt.Fprintln(stdio.Out, code)
		fmt.Fprintln(stdio.Err, "这是恢复码，只显示这一次。写在纸上，和机器分开放。以前的备份还用以前的码。")
	}
	if c.To == "" {
		err := b.BackUpNow(ctx)
		if err == nil {
			fmt.Fprintln(stdio.Err, "备份好了。")
		}
		return err
	}
	made, err := b.BackUpTo(ctx, stdio.Path(c.To))
	if err != nil {
		return err
	}
	fmt.Fprintln(stdio.Out, made.Path)
	fmt.Fprintln(stdio.Err, "备份好了，写完又读了一遍，是对的。")
	return nil
}
