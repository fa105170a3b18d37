package box

import (
	"context"
	"errors"
	"fmt"
	"time"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
)

const (
	settingClock = "clock"
	keepClock    = 10 * time.Minute // how far behind a box without a clock may wake up, besides the time it was off
	lookAtClock  = 15 * time.Second // how often the sources are asked
)

// wakeClock begins where the last run was.
func (b *Box) wakeClock(ctx context.Context) error {
	c, ok := b.cfg.Clock.(*clock)
	if !ok {
		return nil
	}
	text, err := b.local.Setting(ctx, settingClock)
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
func (b *Box) keepTime(ctx context.Context) error {
	c, ok := b.cfg.Clock.(*clock)
	if !ok {
		return nil
	}
	k := c.keep()
	return b.local.PutSetting(context.WithoutCancel(ctx), settingClock,
		fmt.Sprint(k.at.UnixMilli(), k.offset.Milliseconds(), uint8(k.quality)))
}

// addClock says how far the time can be believed.
func (b *Box) addClock(st *hub.Status) {
	st.Clock.Quality = b.cfg.Clock.Now().Quality
	if c, ok := b.cfg.Clock.(*clock); ok {
		st.Clock.Source, st.Clock.Doubt, st.Clock.Jumped = c.stand()
	}
}

// runClock asks the sources and writes the time down until ctx ends.
func (b *Box) runClock(ctx context.Context) error {
	c, ok := b.cfg.Clock.(*clock)
	if !ok {
		return nil
	}
	tick, save := time.NewTicker(lookAtClock), time.NewTicker(keepClock)
	defer tick.Stop()
	defer save.Stop()
	county := countyTime{}
	for {
		b.askKernel(ctx, c)
		b.askPeers(ctx, c)
		b.askCounty(ctx, c, &county)
		select {
		case <-ctx.Done():
			quiet := context.WithoutCancel(ctx)
			return errors.Join(b.keepTime(quiet), b.keepAlone(quiet))
		case <-save.C:
			if err := errors.Join(b.keepTime(ctx), b.keepAlone(ctx)); err != nil {
				return err
			}
		case <-tick.C:
		}
	}
}

// learnTime takes a better time, writes it down at once, and puts the correction on
// record where acts of this boot stand under the wrong one.
func (b *Box) learnTime(ctx context.Context, c *clock, at time.Time, quality hub.ClockQuality, source string) {
	was, ok := c.learn(at, quality, source)
	if !ok {
		return
	}
	now := c.Now()
	off := now.Wall.Sub(was.Wall)
	if was.Quality == quality && off.Abs() < blink {
		return
	}
	b.cfg.Log.Info("the time was learned", "source", source, "quality", quality, "seconds", int64(off.Seconds()))
	ctx = context.WithoutCancel(ctx)
	if err := b.keepTime(ctx); err != nil {
		b.cfg.Log.Error("the time could not be written down", "cause", err)
	}
	if off.Abs() >= care.ClockMatters && quality > was.Quality {
		if err := b.noteFix(ctx, was, off, quality); err != nil {
			b.cfg.Log.Error("the correction of the clock is not on record", "cause", err)
		}
	}
	b.changed()
}

// noteFix writes the correction; a box without a site has noted nobody's day.
func (b *Box) noteFix(ctx context.Context, was hub.Reading, off time.Duration, quality hub.ClockQuality) error {
	site, err := b.site(ctx)
	if err != nil || site.ID.IsZero() {
		return err
	}
	return b.desk.NoteClock(ctx, b.Lane(), desk.BetterTime{Site: site.ID, Was: was, Off: off, Quality: quality})
}
