package sync

import (
	"context"
	"sync"
	"time"
)

// limiter keeps all sessions of an engine together under a number of bytes a
// second. A nil limiter, and one of 0, lets everything through.
type limiter struct {
	mu   sync.Mutex
	rate int       // bytes a second
	free time.Time // when the line will be free again
}

// wait returns once n bytes may go, or when ctx ends.
func (l *limiter) wait(ctx context.Context, n int) error {
	if l == nil || l.rate <= 0 {
		return ctx.Err()
	}
	now := time.Now()
	l.mu.Lock()
	if l.free.Before(now) {
		l.free = now
	}
	until := l.free
	l.free = l.free.Add(time.Duration(n) * time.Second / time.Duration(l.rate))
	l.mu.Unlock()
	return sleep(ctx, until.Sub(now))
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
