package box

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"yizhan/hub"
	"yizhan/hub/box/clock"
	"yizhan/hub/store"
)

// alone is for how long the oldest own commit that nobody else has confirmed has
// been waiting: the time that this box has run since, which no wrong clock can
// stretch or hide.
type alone struct {
	mu     sync.Mutex
	commit hub.ID
	before time.Duration // in earlier runs
	since  time.Duration // of the counter
	kept   map[hub.Origin]uint64
}

const (
	settingAlone   = "copies.alone"
	settingStick   = "copies.stick"
	settingCarried = "copies.stick.day"
)

// elapsed is a counter that no setting of the clock moves.
func (b *Box) elapsed() time.Duration { return clock.Of(b.cfg.Clock).Since() }

// loadAlone goes on counting where the last run ended.
func (b *Box) loadAlone(ctx context.Context) error {
	text, err := b.local.Setting(ctx, settingAlone)
	if err != nil {
		return err
	}
	var commit string
	var seconds int64
	if n, _ := fmt.Sscan(text, &commit, &seconds); n == 2 { // else never kept
		if id, err := hub.ParseID(commit); err == nil {
			b.alone.commit, b.alone.before = id, time.Duration(seconds)*time.Second
		}
	}
	b.alone.since = b.elapsed()
	if text, err = b.local.Setting(ctx, settingStick); err != nil || text == "" {
		return err
	}
	if err := json.Unmarshal([]byte(text), &b.alone.kept); err != nil {
		b.cfg.Log.Warn("what was put on a stick is unreadable; it counts as not kept", "cause", err)
	}
	return nil
}

// aloneFor is for how long the oldest own commit has lain only here; zero where all
// lie somewhere else too. Time with the box off counts only where both clocks, then
// and now, are believed.
func (b *Box) aloneFor(ctx context.Context) (time.Duration, error) {
	b.alone.mu.Lock()
	defer b.alone.mu.Unlock()
	oldest, err := b.store.OldestAlone(ctx, b.Lane(), b.alone.kept)
	if err != nil || oldest.Commit.IsZero() {
		return 0, err
	}
	now := b.elapsed()
	if oldest.Commit != b.alone.commit {
		b.alone.commit, b.alone.before, b.alone.since = oldest.Commit, 0, now
	}
	return max(b.alone.before+now-b.alone.since, believedAge(oldest, b.cfg.Clock.Now())), nil
}

func believedAge(oldest store.Alone, now hub.Reading) time.Duration {
	if oldest.At.Quality < hub.ClockPeer || now.Quality < hub.ClockPeer {
		return 0
	}
	return now.Wall.Sub(oldest.At.Wall)
}

// keepAlone writes the count down.
func (b *Box) keepAlone(ctx context.Context) error {
	if _, err := b.aloneFor(ctx); err != nil {
		return err
	}
	b.alone.mu.Lock()
	text := fmt.Sprintf("%s %d", b.alone.commit, int64((b.alone.before + b.elapsed() - b.alone.since).Seconds()))
	b.alone.mu.Unlock()
	return b.local.PutSetting(ctx, settingAlone, text)
}

// onStick notes how far this box's own records lie on a stick that was read back:
// until something new is written, nobody is asked for one.
func (b *Box) onStick(ctx context.Context, heads map[hub.Origin]uint64) error {
	text, err := json.Marshal(heads)
	if err != nil {
		return err
	}
	b.alone.mu.Lock()
	b.alone.kept = heads
	b.alone.mu.Unlock()
	if err := b.local.PutSetting(ctx, settingCarried, string(b.desk.Today())); err != nil {
		return err
	}
	return b.local.PutSetting(ctx, settingStick, string(text))
}

// stickDay is when that was; "" it never was.
func (b *Box) stickDay(ctx context.Context) (hub.Day, error) {
	day, err := b.local.Setting(ctx, settingCarried)
	return hub.Day(day), err
}
