package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"yizhan/hub"
	"yizhan/hub/box"
	"yizhan/hub/words"
	"yizhan/media/pack"
)

// lessonCmd makes packs of lessons and looks at them.
type lessonCmd struct {
	Pack  lessonPackCmd  `cmd:"" help:"把一个文件夹做成课，签上这台机器的名"`
	Check lessonCheckCmd `cmd:"" help:"看一个文件夹能不能做成课，或者一课是不是完好"`
	Add   lessonAddCmd   `cmd:"" help:"把做好的课装上这台机器；县里装上的，各站自己来取"`
}

type lessonPackCmd struct {
	Folder  string `arg:"" placeholder:"FOLDER" help:"课文 lesson.md 和它的图；声音 page-1.mp3，照片 page-1.jpg"`
	Out     string `arg:"" placeholder:"OUT" help:"做好的课放在这个文件夹下面，按 U 盘的样子"`
	Machine bool   `help:"声音是机器念的：放的时候写明"`
}

func (c *lessonPackCmd) run(ctx context.Context, b *box.Box, stdio box.Stdio) error {
	src, err := pack.ReadFolder(stdio.Path(c.Folder), ".")
	if err != nil {
		return hub.E(hub.CodeInvalid, "cli.no-file", filepath.Base(c.Folder)).Because(err)
	}
	defer src.Close()
	l, faults := src.Check()
	if len(faults) > 0 {
		return tellFaults(stdio, faults)
	}
	dir := filepath.Join(stdio.Path(c.Out), pack.Home, l.Key)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return hub.E(hub.CodeInvalid, "cli.no-write", filepath.Base(c.Out)).Because(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	m, err := src.Make(root, b.Maker(c.Machine))
	if err != nil {
		return err
	}
	fmt.Fprintln(stdio.Out, dir)
	fmt.Fprintf(stdio.Err, "做好了：%s，第 %d 版，%d 个文件，%d 字节。\n", m.Title, m.Version, len(m.Files), m.Bytes())
	return nil
}

// tellFaults says everything that is the matter with a folder.
func tellFaults(stdio box.Stdio, faults []pack.Fault) error {
	for _, f := range faults {
		at := f.File
		if f.Line > 0 {
			at = fmt.Sprintf("%s 第 %d 行", at, f.Line)
		}
		text := f.Why.Error()
		if e, ok := errors.AsType[*hub.Error](f.Why); ok {
			text = words.Of(e)
		}
		fmt.Fprintf(stdio.Err, "%s：%s\n", at, text)
	}
	return hub.E(hub.CodeInvalid, "pack.faults", len(faults))
}

type lessonCheckCmd struct {
	Folder string `arg:"" placeholder:"FOLDER" help:"要看的文件夹"`
}

func (c *lessonCheckCmd) runAlone(_ context.Context, _ *grammar, stdio box.Stdio) error {
	dir := stdio.Path(c.Folder)
	if _, err := os.Stat(filepath.Join(dir, pack.ManifestFile)); err == nil {
		m, err := pack.Verify(dir)
		if err != nil {
			return err
		}
		fmt.Fprintf(stdio.Out, "%s\t%d\t%x\n", m.Key, m.Version, m.By)
		fmt.Fprintf(stdio.Err, "完好：%s，第 %d 版，%d 个文件。\n", m.Title, m.Version, len(m.Files))
		return nil
	}
	src, err := pack.ReadFolder(dir, ".")
	if err != nil {
		return hub.E(hub.CodeInvalid, "cli.no-file", filepath.Base(c.Folder)).Because(err)
	}
	defer src.Close()
	l, faults := src.Check()
	if len(faults) > 0 {
		return tellFaults(stdio, faults)
	}
	fmt.Fprintf(stdio.Err, "能做成课：%s，第 %d 版，%d 页，%d 段声音。\n", l.Title, l.Version, len(l.Pages), src.Sounds())
	return nil
}

type lessonAddCmd struct {
	Pack string `arg:"" placeholder:"PACK" help:"一课的文件夹，里面有 manifest"`
}

func (c *lessonAddCmd) run(ctx context.Context, b *box.Box, stdio box.Stdio) error {
	actor, err := b.Owner(ctx)
	if err != nil {
		return err
	}
	p, err := b.AddPack(ctx, actor, stdio.Path(c.Pack))
	if err != nil {
		return err
	}
	fmt.Fprintf(stdio.Err, "装好了：%s，第 %d 版。\n", p.Title, p.Version)
	return nil
}
