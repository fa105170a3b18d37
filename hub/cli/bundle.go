package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"yizhan/hub"
	"yizhan/hub/box"
	"yizhan/hub/box/sticks"
)

// bundleCmd carries records on a stick, between hubs that never meet.
type bundleCmd struct {
	Export bundleExportCmd `cmd:"" help:"写到 U 盘上：别的机器还没有的"`
	Import bundleImportCmd `cmd:"" help:"收下 U 盘上别的机器留下的"`
}

type bundleExportCmd struct {
	Dir      string   `arg:"" placeholder:"DIR" help:"U 盘的文件夹"`
	Township []string `placeholder:"CODE" help:"县里：写哪些乡镇的；不写就是来过这个 U 盘的，谁都没来过就全写"`
	All      bool     `help:"全部写一遍，给一台什么都没有的新机器"`
	JSON     bool     `name:"json" help:"给别的程序看的格式"`
}

func (c *bundleExportCmd) run(ctx context.Context, b *box.Box, stdio box.Stdio) error {
	actor, err := b.Owner(ctx)
	if err != nil {
		return err
	}
	if err := os.Mkdir(stdio.Path(c.Dir), 0o755); err != nil && !errors.Is(err, os.ErrExist) {
		return hub.E(hub.CodeInvalid, "cli.no-write", filepath.Base(c.Dir)).Because(err)
	}
	dir, err := stickDir(stdio, c.Dir)
	if err != nil {
		return err
	}
	for _, code := range c.Township {
		if len(code) != 9 || !hub.TownshipLane(code).Valid() {
			return hub.E(hub.CodeInvalid, "bundle.township", code)
		}
	}
	rep, err := b.Sticks().Fill(ctx, actor, sticks.Carry{Dir: dir, Townships: c.Township, All: c.All})
	if told := tellStick(c.JSON, rep, stdio.Out); told != nil {
		return errors.Join(err, told)
	}
	if err != nil {
		if rep.Written > 0 {
			fmt.Fprintf(stdio.Err, "写好 %d 条，还差 %d 条。\n", rep.Written, rep.Left)
		}
		return err
	}
	if rep.Written == 0 {
		fmt.Fprintf(stdio.Err, "没有新的要写，U 盘上已经有 %d 条。", rep.Held)
	} else {
		fmt.Fprintf(stdio.Err, "写好 %d 条，U 盘上一共 %d 条。", rep.Written, rep.Held)
	}
	fmt.Fprintln(stdio.Err, "都落到盘上，读回来对过，可以拔了。")
	return nil
}

type bundleImportCmd struct {
	Dir  string `arg:"" placeholder:"DIR" help:"U 盘的文件夹"`
	JSON bool   `name:"json" help:"给别的程序看的格式"`
}

func (c *bundleImportCmd) run(ctx context.Context, b *box.Box, stdio box.Stdio) error {
	actor, err := b.Owner(ctx)
	if err != nil {
		return err
	}
	dir, err := stickDir(stdio, c.Dir)
	if err != nil {
		return err
	}
	rep, err := b.Sticks().Take(ctx, actor, sticks.Carry{Dir: dir})
	if told := tellStick(c.JSON, rep, stdio.Out); told != nil {
		return errors.Join(err, told)
	}
	for _, s := range rep.Sources {
		fmt.Fprintln(stdio.Err, sourceLine(s))
	}
	return err
}

// sourceLine says what became of one hub's part.
func sourceLine(s hub.StickSource) string {
	name := s.Name
	if name == "" {
		name = "不知道是谁的"
	}
	switch s.State {
	case hub.StickWhole, hub.StickTorn:
		line := fmt.Sprintf("%s：收下 %d 条", name, s.New)
		if s.Words > 0 {
			line += fmt.Sprintf("，回执 %d 张", s.Words)
		}
		if s.Refused > 0 {
			line += fmt.Sprintf("，没收 %d 条", s.Refused)
		}
		if s.State == hub.StickTorn {
			line += "，有的没写完"
		}
		return line + "。"
	case hub.StickTampered:
		return name + "：和写的时候不一样，没有收。"
	case hub.StickForeign:
		return name + "：别的县的，没有收。"
	case hub.StickStranger:
		return name + "：没有入网，或者已经停用，没有收。"
	case hub.StickNotOurs:
		return name + "：不是给这里的，没有收。"
	case hub.StickNotYet:
		return name + "：写的时候还不认识这台机器，打不开。"
	}
	return name + "：更新的版本写的，这一版读不了。"
}

// stickDir is a folder that is there.
func stickDir(stdio box.Stdio, name string) (string, error) {
	dir := stdio.Path(name)
	info, err := os.Stat(dir)
	if err != nil || !info.IsDir() {
		return "", hub.E(hub.CodeInvalid, "cli.no-file", filepath.Base(dir)).Because(err)
	}
	return dir, nil
}

func tellStick(asJSON bool, rep hub.StickReport, out io.Writer) error {
	if !asJSON {
		return nil
	}
	enc := json.NewEncoder(out)
	enc.SetIndent("", "  ")
	return enc.Encode(rep)
}
