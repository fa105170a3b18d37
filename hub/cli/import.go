package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"yizhan/hub"
	"yizhan/hub/box"
	"yizhan/hub/place"
	"yizhan/hub/roster"
	"yizhan/hub/sheet"
	"yizhan/hub/words"
)

// importCmd takes a roster: it shows what every row will do, asks, and takes the
// good rows as one batch.
type importCmd struct {
	File string `arg:"" placeholder:"FILE" help:"花名册：xlsx、csv、jsonl"`
	Yes  bool   `help:"不问，认出来的列就用，能收的就收"`
	Bad  string `placeholder:"FILE" help:"没收的行写到这里（xlsx），带原因"`
}

func (c *importCmd) run(ctx context.Context, b *box.Box, stdio box.Stdio) error {
	actor, err := b.Owner(ctx)
	if err != nil {
		return err
	}
	proposal, err := readRoster(stdio.Path(c.File))
	if err != nil {
		return err
	}
	var book place.Book
	r := roster.Roster{Forms: b.Desk().Forms(), Records: b.Store(), Desk: b.Desk(), Village: b.VillageCode(ctx, &book)}
	opts := roster.Options{Today: b.Desk().Today(), Site: actor.Site, Category: "home"}
	preview, err := r.Preview(ctx, proposal, opts)
	if err != nil {
		return err
	}
	count := preview.Count()
	showColumns(stdio.Err, proposal)
	showPreview(stdio.Err, preview)
	if !c.Yes && !agreed(stdio) {
		fmt.Fprintln(stdio.Err, "没有收，什么都没改。")
		return errPartly
	}
	taken, err := r.Take(ctx, actor, preview, opts, hub.NewID())
	if err != nil {
		return err
	}
	fmt.Fprintf(stdio.Err, "收下了 %d 个孩子，都存好了。\n", len(taken.Children))
	if c.Bad != "" && count.Refused > 0 {
		if err := writeBad(b, preview, stdio.Path(c.Bad)); err != nil {
			return err
		}
	}
	if count.Refused > 0 {
		return errPartly
	}
	return nil
}

func readRoster(name string) (roster.Proposal, error) {
	f, err := os.Open(name)
	if err != nil {
		return roster.Proposal{}, hub.E(hub.CodeInvalid, "cli.no-file", filepath.Base(name)).Because(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return roster.Proposal{}, hub.E(hub.CodeInvalid, "cli.no-file", filepath.Base(name)).Because(err)
	}
	tables, err := sheet.Read(f, info.Size())
	if err != nil {
		return roster.Proposal{}, err
	}
	return roster.Propose(tables)
}

// showColumns says what each column was understood as.
func showColumns(w io.Writer, p roster.Proposal) {
	for _, c := range p.Columns {
		title := c.Title
		if title == "" {
			title = fmt.Sprintf("第 %d 列", c.Index+1)
		}
		fmt.Fprintf(w, "“%s”这一列：%s\n", title, c.Meaning.Label())
	}
}

// showPreview says per row what will happen, and why a row cannot be taken.
func showPreview(w io.Writer, p roster.Preview) {
	for _, row := range p.Rows {
		what := verdicts[row.Verdict]
		if row.Child.Name != "" {
			what = row.Child.Name + "，" + what
		}
		fmt.Fprintf(w, "第 %d 行：%s。%s\n", row.Line, what, row.Reason(words.Of))
	}
	n := p.Count()
	fmt.Fprintln(w, words.Say("roster.summary", n.New(), n.Hint, n.Known, n.Refused, n.Passed))
}

var verdicts = map[roster.Verdict]string{
	roster.Take: "新登记", roster.Hint: "新登记，请再看一眼", roster.Known: "登记过了", roster.Refused: "不能收", roster.Passed: "不是孩子",
}

func agreed(stdio box.Stdio) bool {
	fmt.Fprint(stdio.Err, "收下能收的吗？按 y 收下，按别的就不收：")
	line, err := bufio.NewReader(stdio.In).ReadString('\n')
	if err != nil && line == "" {
		return false
	}
	switch strings.ToLower(strings.TrimSpace(line)) {
	case "y", "yes", "收", "收下", "是":
		return true
	}
	return false
}

func writeBad(b *box.Box, p roster.Preview, name string) error {
	f, err := os.Create(name)
	if err != nil {
		return hub.E(hub.CodeFolder, "cli.no-write", filepath.Base(name)).Because(err)
	}
	if err := p.WriteRefused(f, words.Of); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
