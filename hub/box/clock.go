package box

import (
	"context"
	"crypto/rand"
	"strconv"
	"sync"
	"time"

	"yizhan/hub"
)

// earliest is a time that no box can run before: a board without a battery clock
// wakes up in 1970, or at its image's date.
var earliest = time.Date(2026, 11, 1, 0, 0, 0, 0, hub.China)

// clock is the machine's own, with how far it can be believed. Go's monotonic
// reading keeps differences right when the wall time is set under a running box.
type clock struct {
	boot    [8]byte
	machine func() time.Time

	mu      sync.Mutex
	quality hub.ClockQuality
	offset  time.Duration // what a better source said, against the machine
	asleep  time.Duration // added while the machine's own time cannot be
	kept    bool          // asleep leads to a time that was written down
}

func newClock() *clock { return clockOn(time.Now) }

func clockOn(machine func() time.Time) *clock {
	c := &clock{machine: machine, asleep: earliest.Sub(machine())}
	rand.Read(c.boot[:])
	return c
}

// Now reads the clock. A machine whose time cannot be goes on where it was last; from
// the moment that somebody sets it, its own time counts.
func (c *clock) Now() hub.Reading {
	c.mu.Lock()
	defer c.mu.Unlock()
	at, quality := c.machine().Add(c.offset), max(c.quality, hub.ClockPersisted)
	if at.Before(earliest) {
		at = at.Round(0).Add(c.asleep) // without the monotonic reading, which would outlive the setting
		if !c.kept {
			quality = hub.ClockUnknown
		}
	}
	return hub.Reading{Wall: at, Quality: quality, Boot: c.boot}
}

// Learn takes a time from a source that is at least as good as the last one.
func (c *clock) Learn(at time.Time, quality hub.ClockQuality) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if quality < c.quality {
		return
	}
	c.quality = quality
	c.offset = at.Sub(c.machine())
}

// wake tells the time that was written down last, for a machine that knows none.
func (c *clock) wake(last time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if last.After(earliest) {
		c.asleep, c.kept = last.Sub(c.machine().Round(0)), true
	}
}

const (
	settingClock = "clock"
	keepClock    = 10 * time.Minute // how far behind a box without a clock may wake up, besides the time it was off
)

// wakeClock gives a clock that knows no time the one of the last run.
func (b *Box) wakeClock(ctx context.Context) error {
	c, ok := b.cfg.Clock.(*clock)
	if !ok {
		return nil
	}
	kept, err := b.local.Setting(ctx, settingClock)
	if err != nil {
		return err
	}
	if ms, err := strconv.ParseInt(kept, 10, 64); err == nil { // else never written
		c.wake(time.UnixMilli(ms))
	}
	return nil
}

// runClock writes the time down until ctx ends.
func (b *Box) runClock(ctx context.Context) error {
	tick := time.NewTicker(keepClock)
	defer tick.Stop()
	for {
		now := b.cfg.Clock.Now().Wall.UnixMilli()
		if err := b.local.PutSetting(context.WithoutCancel(ctx), settingClock, strconv.FormatInt(now, 10)); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}
