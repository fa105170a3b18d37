package cli

import (
	"context"
	"fmt"

	"yizhan/hub"
	"yizhan/hub/box"
	"yizhan/hub/words"
)

// countyAgreeCmd is the second person of a county that has one officer: whoever owns the
// machine. It lists what waits, and agrees to one of them.
type countyAgreeCmd struct {
	ID string `arg:"" optional:"" placeholder:"ID" help:"同意哪一件；不写就列出来"`
}

func (c *countyAgreeCmd) run(ctx context.Context, b *box.Box, stdio box.Stdio) error {
	actor, err := b.Owner(ctx)
	if err != nil {
		return err
	}
	if c.ID != "" {
		id, err := hub.ParseID(c.ID)
		if err != nil {
			return hub.E(hub.CodeInvalid, "take.which")
		}
		if err := b.Office().Desk.AnswerTake(ctx, actor, hub.NewID(), id, words.Say("take.owner"), true, ""); err != nil {
			return err
		}
		fmt.Fprintln(stdio.Err, words.Say("take.agreed"))
		return nil
	}
	waiting, err := b.Office().Waiting(ctx, actor)
	for _, t := range waiting {
		fmt.Fprintf(stdio.Out, "%s\t%s\t%d\t%s\t%s\n", t.ID, t.What, t.People, t.ByName, t.Why)
	}
	return err
}
