package family

import (
	"crypto/rand"
	"crypto/sha256"
	"sync"
	"time"
)

// A session ends after half an hour without a page, and after half a day whatever is done.
const (
	sessionIdle  = 30 * time.Minute
	sessionMost  = 12 * time.Hour
	mostSessions = 4096 // of a county; beyond it the one that was silent the longest ends
)

// sessions are by the hash of their token: who reads this memory gets into none.
type sessions struct {
	mu   sync.Mutex
	open map[[32]byte]session
}

type session struct {
	door        Door
	began, last time.Duration
}

func (s session) over(now time.Duration) bool {
	return now-s.last >= sessionIdle || now-s.began >= sessionMost
}

// begin gives a token that opens a door.
func (s *sessions) begin(d Door, now time.Duration) (token string) {
	token = rand.Text()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.open == nil {
		s.open = map[[32]byte]session{}
	}
	var oldest [32]byte
	last := time.Duration(-1)
	for key, one := range s.open {
		if one.over(now) {
			delete(s.open, key)
		} else if last < 0 || one.last < last {
			oldest, last = key, one.last
		}
	}
	if len(s.open) >= mostSessions {
		delete(s.open, oldest)
	}
	s.open[sha256.Sum256([]byte(token))] = session{d, now, now}
	return token
}

// of is the door that a token opens, which counts as a sign of life.
func (s *sessions) of(token string, now time.Duration) (d Door, ok bool) {
	key := sha256.Sum256([]byte(token))
	s.mu.Lock()
	defer s.mu.Unlock()
	one, ok := s.open[key]
	if !ok || one.over(now) {
		delete(s.open, key)
		return d, false
	}
	one.last = now
	s.open[key] = one
	return one.door, true
}

func (s *sessions) end(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.open, sha256.Sum256([]byte(token)))
}
