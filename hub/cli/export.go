package cli

import (
	"context"
	"fmt"

	"yizhan/hub"
	"yizhan/hub/box"
	"yizhan/hub/report"
	"yizhan/hub/sheet"
)

// exportCmd writes the records of a kind to stdout.
type exportCmd struct {
	Kind     string `required:"" placeholder:"K" help:"哪一种：child、day、growth …"`
	Format   string `default:"jsonl" enum:"jsonl,csv,xlsx" help:"jsonl、csv 或 xlsx"`
	Personal bool   `help:"带上名字、电话、身份证号"`
}

func (c *exportCmd) run(ctx context.Context, b *box.Box, stdio box.Stdio) error {
	actor, err := b.Owner(ctx)
	if err != nil {
		return err
	}
	if err := b.Desk().NoteExport(ctx, actor, b.TrailLane(), c.Personal, ""); err != nil {
		return err
	}
	reader, err := b.Desk().Reader(actor, hub.ActExport)
	if err != nil {
		return err
	}
	if reader, err = reader.InUse(ctx, b.Desk()); err != nil {
		return err
	}
	done, err := report.WriteExport(ctx, stdio.Out, b.Desk().Forms(), reader, report.Export{
		Kind: hub.Kind(c.Kind), Format: sheet.Format(c.Format), Personal: c.Personal,
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(stdio.Err, "写出 %d 条，其中 %d 条这台机器打不开。\n", done.Records, done.Sealed)
	return nil
}
