package api

import (
	"crypto/sha256"
	"sync"
	"time"
)

// How often in a minute.
const (
	perKey  = 120 // a key may ask
	strange = 60  // keys that have not opened anything may be tried, all together
)

// meter counts a minute's requests. Keys that have opened something have a measure of their
// own, so that who guesses does not keep them out.
type meter struct {
	mu     sync.Mutex
	minute time.Time
	asked  map[[32]byte]int
	opened map[[32]byte]bool // as many as there are keys
	tried  int
}

// take says whether a request may be looked at.
func (m *meter) take(secret string, now time.Time) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if minute := now.Truncate(time.Minute); !minute.Equal(m.minute) {
		m.minute, m.tried, m.asked = minute, 0, map[[32]byte]int{}
	}
	id := sha256.Sum256([]byte(secret))
	if m.opened[id] {
		m.asked[id]++
		return m.asked[id] <= perKey
	}
	m.tried++
	return m.tried <= strange
}

// known notes that a key opened something.
func (m *meter) known(secret string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.opened == nil {
		m.opened = map[[32]byte]bool{}
	}
	m.opened[sha256.Sum256([]byte(secret))] = true
}
