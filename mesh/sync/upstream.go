package sync

import (
	"context"
	"math/rand/v2"
	"time"
)

const (
	firstWaits = 3 // quick attempts: a cable pulled and put back, a county restarted
	slowWait   = 30 * time.Second
	longestOff = time.Hour
)

// backoff is the waits between attempts: first, 3 first, 9 first, then 30 s and
// doubling up to an hour, each between three quarters and five quarters of that,
// so that a county that comes back is not met by all its stations at once.
type backoff struct {
	first  time.Duration
	failed int
	random func() float64 // [0, 1)
}

func (b *backoff) next() time.Duration {
	d := b.first
	for range min(b.failed, firstWaits-1) {
		d *= 3
	}
	if b.failed >= firstWaits {
		d = slowWait << min(b.failed-firstWaits, 10)
	}
	b.failed++
	d = min(d, longestOff)
	return time.Duration(float64(d) * (0.75 + 0.5*b.random()))
}

// Upstream keeps one session with one of the hubs at urls (the county's
// addresses) until ctx ends: it dials in turn, and waits longer the longer nobody
// answers. Nudge ends a wait.
func (e *Engine) Upstream(ctx context.Context, urls func() []string) error {
	wait := backoff{first: e.cfg.Timing.First, random: rand.Float64}
	for turn := 0; ctx.Err() == nil && e.life.Err() == nil; turn++ {
		list := urls()
		if len(list) > 0 {
			began := time.Now()
			err := e.Dial(ctx, list[turn%len(list)])
			if ctx.Err() != nil || e.life.Err() != nil {
				return nil
			}
			if err != nil {
				e.log.Info("sync: upstream", "err", err)
			}
			if time.Since(began) > time.Minute {
				wait.failed = 0
			}
			if turn%len(list) != len(list)-1 && time.Since(began) < time.Minute {
				continue // the next address at once
			}
		}
		if e.pause(ctx, wait.next()) {
			wait.failed = 0
		}
	}
	return nil
}

// pause waits and says whether a Nudge ended it.
func (e *Engine) pause(ctx context.Context, d time.Duration) (nudged bool) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-e.life.Done():
	case <-t.C:
	case <-e.nudge:
		return true
	}
	return false
}

// Nudge has Upstream try again now: the network came back, or the county's
// address was set.
func (e *Engine) Nudge() {
	select {
	case e.nudge <- struct{}{}:
	default:
	}
}
