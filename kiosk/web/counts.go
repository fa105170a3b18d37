package web

import (
	"sync"
	"time"
)

// remembered is how many are at most.
const remembered = 512

// Counts counts what each of many has tried: so much at a stretch, and one more every so
// often. Set Burst and Every once, before the first.
type Counts[K comparable] struct {
	Burst float64
	Every time.Duration

	mu    sync.Mutex
	tried map[K]Attempts
}

// Attempts is a bucket that empties by one every so often.
type Attempts struct {
	level float64
	at    time.Duration // since some beginning, which no clock turns back
}

// Take says whether one more is allowed at a moment.
func (a *Attempts) Take(now time.Duration, burst float64, every time.Duration) bool {
	a.level = max(0, a.level-float64(now-a.at)/float64(every))
	a.at = now
	if a.level > burst-1 {
		return false
	}
	a.level++
	return true
}

// Take says whether one of them may try once more now, and counts it.
func (c *Counts[K]) Take(who K, now time.Duration) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.tried == nil {
		c.tried = map[K]Attempts{}
	}
	a, known := c.tried[who]
	if !known && len(c.tried) >= remembered {
		c.forget()
	}
	ok := a.Take(now, c.Burst, c.Every)
	c.tried[who] = a
	return ok
}

// Left says whether one of them could try once more now, and counts nothing.
func (c *Counts[K]) Left(who K, now time.Duration) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	a := c.tried[who]
	return a.Take(now, c.Burst, c.Every)
}

// Return gives an attempt back that was none.
func (c *Counts[K]) Return(who K) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if a, known := c.tried[who]; known {
		a.level = max(0, a.level-1)
		c.tried[who] = a
	}
}

// Clear forgets all of them.
func (c *Counts[K]) Clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.tried = nil
}

// forget drops the one that has been silent the longest.
func (c *Counts[K]) forget() {
	var oldest K
	at := time.Duration(-1)
	for k, a := range c.tried {
		if at < 0 || a.at < at {
			oldest, at = k, a.at
		}
	}
	delete(c.tried, oldest)
}
