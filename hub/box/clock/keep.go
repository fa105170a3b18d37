package clock

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/store"
	"yizhan/hub/trust"
)

const (
	settingClock = "clock"
	keepAfter    = 10 * time.Minute // how far behind a box without a clock may wake up, besides the time it was off
	lookAfter    = 15 * time.Second // how often the sources are asked
)

// Keeper keeps a box's clock right: it asks the sources, writes the time down, and puts
// corrections on record.
type Keeper struct {
	Clock *Clock // nil: a test holds the time, and there is nothing to keep
	Store *store.Store
	Local *store.Local
	Trust *trust.Folder
	Desk  *desk.Desk
	Log   *slog.Logger
	Box   Box

	claims    claims
	askCounty time.Duration // when the county is asked next
}

// Box is the box around its clock.
type Box interface {
	Lane() hub.Lane
	// Site is the box's own; zero before it is set up.
	Site(ctx context.Context) (hub.ID, error)
	// County is where the county answers; nil while it is not connected by its key, and
	// at the county.
	County() []string
	// Count writes down what the box counts by this clock.
	Count(ctx context.Context) error
	// Changed makes every open page look again.
	Changed()
}

// Of is the clock itself where none of a test's stands in for it; else nil.
func Of(c hub.Clock) *Clock {
	own, _ := c.(*Clock)
	return own
}

// Wake begins where the last run was.
func (c *Clock) Wake(ctx context.Context, local *store.Local) error {
	if c == nil {
		return nil
	}
	text, err := local.Setting(ctx, settingClock)
	if err != nil {
		return err
	}
	var ms, offset int64
	var quality hub.ClockQuality
	if n, _ := fmt.Sscan(text, &ms, &offset, &quality); n > 0 { // else never written
		c.wake(kept{time.UnixMilli(ms), time.Duration(offset) * time.Millisecond, quality})
	}
	return nil
}

// keepTime writes the time down.
func (k *Keeper) keepTime(ctx context.Context) error {
	t := k.Clock.keep()
	return k.Local.PutSetting(context.WithoutCancel(ctx), settingClock,
		fmt.Sprint(t.at.UnixMilli(), t.offset.Milliseconds(), uint8(t.quality)))
}

// Run asks the sources and writes the time down until ctx ends.
func (k *Keeper) Run(ctx context.Context) error {
	if k.Clock == nil {
		return nil
	}
	tick, save := time.NewTicker(lookAfter), time.NewTicker(keepAfter)
	defer tick.Stop()
	defer save.Stop()
	k.askCounty = 0
	for {
		k.heedKernel(ctx)
		k.HeedClaims(ctx)
		k.heedCounty(ctx)
		select {
		case <-ctx.Done():
			quiet := context.WithoutCancel(ctx)
			return errors.Join(k.keepTime(quiet), k.Box.Count(quiet))
		case <-save.C:
			if err := errors.Join(k.keepTime(ctx), k.Box.Count(ctx)); err != nil {
				return err
			}
		case <-tick.C:
		}
	}
}

// Learn takes a better time, writes it down at once, and puts the correction on record
// where acts of this boot stand under the wrong one.
func (k *Keeper) Learn(ctx context.Context, at time.Time, quality hub.ClockQuality, source string) {
	was, ok := k.Clock.learn(at, quality, source)
	if !ok {
		return
	}
	off := k.Clock.Now().Wall.Sub(was.Wall)
	if was.Quality == quality && off.Abs() < blink {
		return
	}
	k.Log.Info("the time was learned", "source", source, "quality", quality, "seconds", int64(off.Seconds()))
	ctx = context.WithoutCancel(ctx)
	if err := k.keepTime(ctx); err != nil {
		k.Log.Error("the time could not be written down", "cause", err)
	}
	if off.Abs() >= care.ClockMatters && quality > was.Quality {
		if err := k.noteFix(ctx, was, off, quality); err != nil {
			k.Log.Error("the correction of the clock is not on record", "cause", err)
		}
	}
	k.Box.Changed()
}

// noteFix writes the correction; a box without a site has noted nobody's day.
func (k *Keeper) noteFix(ctx context.Context, was hub.Reading, off time.Duration, quality hub.ClockQuality) error {
	site, err := k.Box.Site(ctx)
	if err != nil || site.IsZero() {
		return err
	}
	return k.Desk.NoteClock(ctx, k.Box.Lane(), desk.BetterTime{Site: site, Was: was, Off: off, Quality: quality})
}
