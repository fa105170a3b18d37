package box

import (
	"crypto/rand"
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
	boot [8]byte

	mu      sync.Mutex
	quality hub.ClockQuality
	offset  time.Duration // what a better source said, against the machine
}

func newClock() *clock {
	c := &clock{}
	rand.Read(c.boot[:])
	if time.Now().After(earliest) {
		c.quality = hub.ClockPersisted
	}
	return c
}

// Now reads the clock.
func (c *clock) Now() hub.Reading {
	c.mu.Lock()
	defer c.mu.Unlock()
	return hub.Reading{Wall: time.Now().Add(c.offset), Quality: c.quality, Boot: c.boot}
}

// Learn takes a time from a source that is at least as good as the last one.
func (c *clock) Learn(at time.Time, quality hub.ClockQuality) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if quality < c.quality {
		return
	}
	c.quality = quality
	c.offset = time.Until(at)
}
