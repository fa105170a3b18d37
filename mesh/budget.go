package mesh

import (
	"sync"
	"time"
)

const (
	smallMesh    = 9 // hubs
	budgetWindow = 10 * time.Second
	smallRate    = 8 // carried commits a second that all hubs together may fire
	largeRate    = 4
	smallPace    = 300 * time.Millisecond // between adverts of one hub
	largePace    = time.Second
)

// budget decides what gossip carries. Every hub hears every event, so each counts
// what it heard in the last ten seconds, its own included, and all come to the
// same sum without talking about it.
type budget struct {
	mu     sync.Mutex
	heard  []time.Time // of carried commits, oldest first, within the window
	advert time.Time   // the last one fired here
}

// hear counts a carried commit.
func (b *budget) hear(now time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.heard = append(b.heard, now)
	b.trim(now)
}

// carry says whether one more commit may be carried in a mesh of so many hubs,
// and counts it if so.
func (b *budget) carry(now time.Time, hubs int) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.trim(now)
	rate := smallRate
	if hubs > smallMesh {
		rate = largeRate
	}
	if len(b.heard) >= rate*int(budgetWindow/time.Second) {
		return false
	}
	b.heard = append(b.heard, now)
	return true
}

func (b *budget) trim(now time.Time) {
	i := 0
	for i < len(b.heard) && now.Sub(b.heard[i]) >= budgetWindow {
		i++
	}
	b.heard = b.heard[i:]
	// A flood from someone who does not keep to the budget is counted no further.
	if over := len(b.heard) - 1000; over > 0 {
		b.heard = b.heard[over:]
	}
}

// wait is how long the next advert has to wait; 0 fires it now.
func (b *budget) wait(now time.Time, hubs int) time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	pace := smallPace
	if hubs > smallMesh {
		pace = largePace
	}
	if d := pace - now.Sub(b.advert); !b.advert.IsZero() && d > 0 {
		return d
	}
	b.advert = now
	return 0
}
