package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"yizhan/hub"
	"yizhan/hub/box"
)

// restoreCmd puts a backup back. Nobody may have the folder open.
type restoreCmd struct {
	File string `arg:"" placeholder:"FILE" help:"备份文件"`
	Code string `placeholder:"CODE" help:"恢复码，八组数"`
	Keys string `placeholder:"DIR" type:"path" help:"用这个数据文件夹里的钥匙打开：县里的"`
}

func (c *restoreCmd) runAlone(ctx context.Context, g *grammar, stdio box.Stdio) error {
	_, noLog := os.Stat(filepath.Join(g.Data, "log.db")) // a new folder has nothing to be kept aside
	got, err := box.RestoreInto(ctx, box.Config{Data: g.Data, Version: version()}, stdio.Path(c.File), c.Code, c.Keys)
	if err != nil {
		return err
	}
	fmt.Fprintf(stdio.Err, "恢复好了，是 %s 的备份，本站写的有 %d 条。\n", hub.DayOf(got.Made), got.Own)
	fmt.Fprintln(stdio.Err, "之后写的，连上邻站和县里会自己找回来。")
	if noLog == nil {
		fmt.Fprintf(stdio.Err, "原来的没有删，收在 %s 里。\n", filepath.Join(g.Data, "aside"))
	}
	return nil
}
