// Package ring hands what is said in a class to many listeners at once. One buffer holds
// the last few seconds for all of them, and each listener is but a place in it: memory
// does not grow with listeners, who speaks never waits for one, and who is too slow is
// told how many frames passed.
package ring

import (
	"context"
	"errors"
	"io"
	"sync"
)

// ErrFull is the error of a ring that has no place for another listener.
var ErrFull = errors.New("ring: all places are taken")

// Size is how large a ring is.
type Size struct {
	Bytes  int // of a frame
	Frames int // that are kept for listeners who are late
	Join   int // of them, a new listener gets at once
	Most   int // listeners
}

// Ring is safe for concurrent use.
type Ring struct {
	size Size

	mu        sync.RWMutex
	bytes     []byte        // frame n is at n modulo Size.Frames
	wrote     int           // frames since the ring was made
	news      chan struct{} // closed with the next frame
	over      bool
	listeners int
}

// New makes an empty ring.
func New(size Size) *Ring {
	return &Ring{size: size, bytes: make([]byte, size.Bytes*size.Frames), news: make(chan struct{})}
}

// Publish gives whole frames to all who listen. It waits for nobody.
func (r *Ring) Publish(frames []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.over || len(frames) < r.size.Bytes {
		return
	}
	for ; len(frames) >= r.size.Bytes; frames = frames[r.size.Bytes:] {
		copy(r.frame(r.wrote), frames)
		r.wrote++
	}
	close(r.news)
	r.news = make(chan struct{})
}

// frame is where a frame lies; r.mu is held.
func (r *Ring) frame(no int) []byte {
	return r.bytes[no%r.size.Frames*r.size.Bytes:][:r.size.Bytes]
}

// oldest is the first frame that is still here; r.mu is held.
func (r *Ring) oldest() int { return max(0, r.wrote-r.size.Frames) }

// Close ends the ring; who listens gets what is left, then io.EOF. It may be called again.
func (r *Ring) Close() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.over {
		r.over = true
		close(r.news)
	}
}

// Listeners is how many there are.
func (r *Ring) Listeners() int {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.listeners
}

// Listen begins with what was said last. Its error is ErrFull.
func (r *Ring) Listen() (*Listener, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.listeners >= r.size.Most {
		return nil, ErrFull
	}
	r.listeners++
	return &Listener{ring: r, at: max(r.oldest(), r.wrote-r.size.Join)}, nil
}

// Listener is a place in a ring. Next is for one goroutine.
type Listener struct {
	ring *Ring
	at   int // the next frame
	got  []byte
	left sync.Once
}

// Next waits for frames that were not given before and gives all there are; they are the
// ring's until the next call. Lost is how many passed since the last call because it came
// too late. io.EOF: the ring was closed, and nothing is left.
func (l *Listener) Next(ctx context.Context) (frames []byte, lost int, err error) {
	for {
		news, over, n, lost := l.take()
		switch {
		case n > 0:
			return l.got, lost, nil
		case over:
			return nil, 0, io.EOF
		}
		select {
		case <-ctx.Done():
			return nil, 0, ctx.Err()
		case <-news:
		}
	}
}

// take copies what waits.
func (l *Listener) take() (news <-chan struct{}, over bool, n, lost int) {
	r := l.ring
	r.mu.RLock()
	defer r.mu.RUnlock()
	from := max(l.at, r.oldest())
	lost, l.got = from-l.at, l.got[:0]
	for l.at = from; l.at < r.wrote; l.at++ {
		l.got = append(l.got, r.frame(l.at)...)
	}
	return r.news, r.over, l.at - from, lost
}

// Close gives the place free. It may be called again, and while Next waits.
func (l *Listener) Close() {
	l.left.Do(func() {
		l.ring.mu.Lock()
		defer l.ring.mu.Unlock()
		l.ring.listeners--
	})
}
