package store

import (
	"sync"

	"yizhan/hub"
)

// watchDepth is how many commits a watcher may be behind before it is only told
// to look again.
const watchDepth = 256

// feed tells watchers what has been stored, after COMMIT, and never waits.
type feed struct {
	mu       sync.Mutex
	watchers map[chan hub.News]struct{}
	closed   bool
}

// Watch tells of every commit that is stored from now on. A watcher that is too
// slow gets a zero News instead of what it missed: look again at everything. The
// channel is closed by stop, which may be called again, and by Close.
func (s *Store) Watch() (ch <-chan hub.News, stop func()) {
	f, c := &s.feed, make(chan hub.News, watchDepth)
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.closed {
		close(c)
		return c, func() {}
	}
	if f.watchers == nil {
		f.watchers = map[chan hub.News]struct{}{}
	}
	f.watchers[c] = struct{}{}
	return c, func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.drop(c)
	}
}

func (f *feed) tell(news []hub.News) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for c := range f.watchers {
		for _, n := range news {
			if !offer(c, n) {
				break
			}
		}
	}
}

// offer gives up on a full channel: what waits there is thrown away, and a zero
// News takes its place. Only feed sends, so there is room then.
func offer(c chan hub.News, n hub.News) bool {
	select {
	case c <- n:
		return true
	default:
	}
	for {
		select {
		case <-c:
		default:
			c <- hub.News{}
			return false
		}
	}
}

func (f *feed) drop(c chan hub.News) {
	if _, ok := f.watchers[c]; ok {
		delete(f.watchers, c)
		close(c)
	}
}

func (f *feed) close() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.closed = true
	for c := range f.watchers {
		f.drop(c)
	}
}
