package box

import (
	"context"
	"time"

	"yizhan/hub"
)

// warmAfter is how long after the start the first list of dues is made: the screen, and
// whoever stands before it, come first.
const warmAfter = 20 * time.Second

// warm makes the lists of what is due before somebody asks for them: the first of a day
// reads every child's records, and takes the better part of a second where there are
// thousands.
func (b *Box) warm(ctx context.Context) error {
	sites, err := b.Sites(ctx)
	if err != nil {
		return err
	}
	for _, s := range sites {
		if _, err := b.desk.Due(ctx, hub.Actor{Role: hub.RoleBox, Site: s.ID, Lane: b.Lane()}, s.ID, b.desk.Today()); err != nil {
			return err
		}
	}
	_, err = b.desk.LateSheets(ctx, hub.Actor{Role: hub.RoleBox, Lane: b.Lane()}, hub.ID{})
	return err
}

// warmUp is warm, once the box has started.
func (b *Box) warmUp(ctx context.Context) {
	select {
	case <-ctx.Done():
	case <-time.After(warmAfter):
		if err := survive(ctx, b.warm); err != nil && ctx.Err() == nil {
			b.cfg.Log.Warn("the lists of what is due are made when somebody asks", "cause", err)
		}
	}
}
