package box

import (
	"context"
	"errors"
	"time"

	"yizhan/hub"
	"yizhan/hub/box/backups"
	"yizhan/hub/store"
	"yizhan/kiosk"
	"yizhan/kiosk/web"
)

// openAgain is how often a box that stands on a full or read-only card tries to open: soon
// enough for whoever has just made room, rare enough for a card that wears out.
const openAgain = 10 * time.Second

// waits reports whether a start that failed is tried again until somebody has made room,
// or put another card in: the folder has been a box's before, and what is there is safe. A
// folder that could not even be made is the command line's to mend.
func (c Config) waits(err error) bool {
	if _, ok := web.Unopened(err); !ok {
		return false
	}
	began, err := backups.Began(c.Data)
	return began && err == nil
}

// openHeld opens the box of a folder that is held, once its keys are open. Where it
// cannot, it lets the folder go.
func openHeld(ctx context.Context, cfg Config, folder *store.Folder, door *door, served <-chan error) (*Box, error) {
	err := awaitOpen(ctx, cfg, folder, door, served)
	if err == nil && cfg.Demo {
		err = openDemo(ctx, cfg, folder)
	}
	var b *Box
	if err == nil {
		b, err = openIn(ctx, cfg, folder)
	}
	if err != nil {
		return nil, errors.Join(err, folder.Close())
	}
	return b, nil
}

// openLater shows what is the matter, and tries until the box opens. Meanwhile nobody
// holds the folder: a command runs alone, and ends with the reason.
func openLater(ctx context.Context, cfg Config, why error, door *door, served <-chan error) (*Box, error) {
	cfg.Log.Warn("the box cannot open yet", "cause", why)
	door.Store(kiosk.Waiting(why, cfg.Log))
	tick := time.NewTicker(cfg.Retry)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case err := <-served:
			return nil, err
		case <-tick.C:
		}
		folder, err := store.OpenFolder(cfg.Data)
		if e, ok := errors.AsType[*hub.Error](err); ok && e.Key == "store.inuse" {
			continue // a command looks just now
		}
		var b *Box
		if err == nil {
			b, err = openHeld(ctx, cfg, folder, door, served)
		}
		if err == nil || !cfg.waits(err) {
			return b, err
		}
		door.Store(kiosk.Waiting(err, cfg.Log))
	}
}
