package sync

import (
	"context"

	"yizhan/hub"
)

// Connect makes sure that there is a session with the hub of that key, dialling
// url if there is none; it returns once both sides know what to send.
func (e *Engine) Connect(ctx context.Context, url string, key [32]byte) error {
	for {
		e.mu.Lock()
		s, arrived, call := e.sessions[key], e.arrived, e.calls[key]
		if s == nil && call == nil {
			call = make(chan struct{})
			e.calls[key] = call
			go e.call(url, key, call)
		}
		e.mu.Unlock()
		if s != nil {
			return s.wait(ctx)
		}
		select {
		case <-arrived:
		case <-call:
			if e.with(key) == nil { // else they called us meanwhile
				return hub.E(hub.CodeUnknown, "sync.unreachable")
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (e *Engine) call(url string, key [32]byte, done chan struct{}) {
	if err := e.dial(e.life, url, how{dialled: true, only: key}); err != nil {
		e.log.Debug("sync: dial", "peer", short(key), "err", err)
	}
	e.mu.Lock()
	delete(e.calls, key)
	e.mu.Unlock()
	close(done)
}

// Drop ends the session with the hub of that key, if there is one, because it was
// revoked: nothing that it still sends is looked at. Trust turns its next call away.
func (e *Engine) Drop(key [32]byte) {
	if s := e.with(key); s != nil {
		s.dropped.Store(true)
		s.leave(byeRefused)
	}
}

// Review drops every session whose hub Trust would not let in now: a list has come.
func (e *Engine) Review() {
	e.sharers.forget()
	for _, s := range e.open() {
		if _, err := e.judge(s.conn); err != nil {
			e.log.Warn("sync: dropped", "peer", short(s.peer.Key), "err", err)
			e.Drop(s.peer.Key)
		}
	}
}

// Connected says whether there is a session with the hub of that key.
func (e *Engine) Connected(key [32]byte) bool { return e.with(key) != nil }

func (e *Engine) with(key [32]byte) *session {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.sessions[key]
}

// Exchange asks a connected hub how its lanes stand and answers whether all
// shared lanes are complete: vectors, counts and digests equal. Where they are
// not, what is lacking begins to flow before Exchange returns.
func (e *Engine) Exchange(ctx context.Context, key [32]byte) (complete bool, err error) {
	s := e.with(key)
	if s == nil {
		return false, hub.E(hub.CodeUnknown, "sync.unreachable")
	}
	return s.exchange(ctx)
}
