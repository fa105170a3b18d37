package sync

import (
	"context"
	"sync"
	"time"
)

// leastRate is the slowest that a limiter goes: below it the keep-alives of a
// session would come too late.
const leastRate = 1000

// limiter is a bucket of a second's worth of bytes, filled at so many bytes a
// second; all that passes through it, of all sessions, drinks from it. A nil
// limiter, and one of rate 0, lets everything through.
type limiter struct {
	mu   sync.Mutex
	rate int       // bytes a second
	free time.Time // when what has passed is paid for
}

func newLimiter(rate int) *limiter {
	if rate > 0 {
		rate = max(rate, leastRate)
	}
	return &limiter{rate: rate}
}

// wait returns once n more bytes may pass, or when ctx ends.
func (l *limiter) wait(ctx context.Context, n int) error {
	if l == nil || l.rate <= 0 {
		return ctx.Err()
	}
	now := time.Now()
	l.mu.Lock()
	if full := now.Add(-time.Second); l.free.Before(full) {
		l.free = full
	}
	l.free = l.free.Add(time.Duration(n) * time.Second / time.Duration(l.rate))
	until := l.free
	l.mu.Unlock()
	return sleep(ctx, until.Sub(now))
}

// step is how much may be asked of the bucket at a time.
func (l *limiter) step() int {
	if l == nil || l.rate <= 0 {
		return writeStep
	}
	return min(writeStep, l.rate)
}

func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
