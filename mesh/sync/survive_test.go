package sync

import (
	"context"
	"crypto/tls"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"yizhan/hub"
)

// brittleLog panics in the method that is named, as often as it is told to.
type brittleLog struct {
	*memLog
	method string
	times  atomic.Int64
}

func (l *brittleLog) may(method string) {
	if method == l.method && l.times.Add(-1) >= 0 {
		panic("a fault in " + method)
	}
}

func (l *brittleLog) Lanes(ctx context.Context) ([]LaneSum, error) {
	l.may("Lanes")
	return l.memLog.Lanes(ctx)
}

func (l *brittleLog) Vector(ctx context.Context, lane hub.Lane) (hub.Vector, error) {
	l.may("Vector")
	return l.memLog.Vector(ctx, lane)
}

func (l *brittleLog) Since(ctx context.Context, lane hub.Lane, theirs hub.Vector, n, bytes int) ([]hub.Commit, bool, error) {
	l.may("Since")
	return l.memLog.Since(ctx, lane, theirs, n, bytes)
}

func (l *brittleLog) Accept(ctx context.Context, batch []hub.Commit, proofs map[hub.Origin]hub.OriginProof) (Accepted, error) {
	l.may("Accept")
	return l.memLog.Accept(ctx, batch, proofs)
}

func (l *brittleLog) Commit(ctx context.Context, id hub.ID) (hub.Commit, error) {
	l.may("Commit")
	return l.memLog.Commit(ctx, id)
}

func (l *brittleLog) Held(ctx context.Context, lane hub.Lane) ([]hub.Receipt, error) {
	l.may("Held")
	return l.memLog.Held(ctx, lane)
}

// A fault anywhere in the log ends the session that met it and no more: the next
// one brings the two together, and a third hub has noticed nothing.
func TestPanicEndsOneSession(t *testing.T) {
	for _, method := range []string{"Lanes", "Vector", "Since", "Accept", "Commit", "Held"} {
		t.Run(method, func(t *testing.T) {
			t.Parallel()
			brittle := &brittleLog{method: method}
			w := newWorld(t, 3, func(i int, c *Config) {
				if i == 1 {
					brittle.memLog = c.Log.(*memLog)
					c.Log = brittle
				}
			})
			a, b, c := w.hubs[0], w.hubs[1], w.hubs[2]
			go a.Dial(t.Context(), c.url)
			w.until("a and c", func() bool { return a.Connected(c.key) })
			a.log.append(township, 5, arrivals)
			b.log.append(township, 5, arrivals)
			brittle.times.Store(1)
			go b.Upstream(t.Context(), func() []string { return []string{a.url} })
			w.until("the fault was met", func() bool { b.log.append(township, 1, arrivals); return brittle.times.Load() <= 0 })
			w.until("all equal", func() bool { return w.equal(township, a, b, c) })
		})
	}
}

// A panic of what the engine itself runs is its Run's error.
func TestPanicIsTheEnginesError(t *testing.T) {
	e := New(Config{Log: noReceipts{newMemLog(newSeeded("brittle").key)}})
	err := e.Run(t.Context())
	if err == nil || !strings.Contains(err.Error(), "a fault in Receipts") {
		t.Errorf("Run: %v", err)
	}
}

type noReceipts struct{ *memLog }

func (noReceipts) Receipts(context.Context) ([]hub.Receipt, error) { panic("a fault in Receipts") }

// Drop: a revoked hub's session ends at once, whatever it still sends is not
// looked at, and its next call is turned away. So it is when a list says so.
func TestDropEndsRevoked(t *testing.T) {
	for name, end := range map[string]func(a, b *station){
		"Drop":   func(a, b *station) { a.Drop(b.key) },
		"Review": func(a, _ *station) { a.Review() },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, 3)
			a, b, c := w.hubs[0], w.hubs[1], w.hubs[2]
			ended := make(chan error, 1)
			go func() { ended <- b.Dial(t.Context(), a.url) }()
			go c.Dial(t.Context(), a.url)
			w.until("connected", func() bool { return a.Connected(b.key) && a.Connected(c.key) })
			b.log.append(township, 1, arrivals)
			w.until("equal", func() bool { return w.equal(township, a, b, c) })
			w.mu.Lock()
			a.trust.revoked[b.key] = true
			w.mu.Unlock()
			b.log.append(township, 1, arrivals)
			w.until("refused", func() bool { return b.peer(a).TurnedOff > 0 })
			end(a, b)
			select {
			case err := <-ended:
				if err == nil || !strings.Contains(err.Error(), byeRefused) {
					t.Errorf("b was told %v", err)
				}
			case <-time.After(10 * time.Second):
				t.Fatal("the session went on")
			}
			if err := b.Dial(t.Context(), a.url); err == nil {
				t.Error("b was let in again")
			}
			if !a.Connected(c.key) {
				t.Error("c was dropped too")
			}
			if a.log.batches != 1 {
				t.Errorf("%d batches; the first was of a hub in good standing", a.log.batches)
			}
		})
	}
}

// A newer list that comes by another hub ends the sessions that it does not allow
// any more, at once.
func TestNewListDropsRevoked(t *testing.T) {
	w := newWorld(t, 3)
	county, a, b := w.hubs[0], w.hubs[1], w.hubs[2]
	a.cfg.Trust = obedient{a.trust, func() { a.trust.revoked[b.key] = true }}
	go a.Dial(t.Context(), county.url)
	go b.Dial(t.Context(), a.url)
	w.until("connected", func() bool { return a.Connected(b.key) && a.Connected(county.key) })
	county.trust.TakeList("revoked", []byte("signed list \x07"))
	county.log.append(township, 1, arrivals) // anything that wakes the session
	w.until("dropped", func() bool { return !a.Connected(b.key) })
	if !a.Connected(county.key) {
		t.Error("the county was dropped too")
	}
}

// obedient does what a list says.
type obedient struct {
	*testTrust
	do func()
}

func (o obedient) TakeList(name string, signed []byte) error {
	o.mu.Lock()
	o.do()
	o.mu.Unlock()
	return o.testTrust.TakeList(name, signed)
}

// A hub that is revoked while its handshake is under way is not let in: Drop finds
// no session then.
func TestRevokedDuringHandshake(t *testing.T) {
	w := newWorld(t, 2)
	a, b := w.hubs[0], w.hubs[1]
	asked := 0
	a.cfg.Trust = judging{a.trust, func() error {
		if asked++; asked == 1 {
			return nil
		}
		return errors.New("revoked meanwhile")
	}}
	ctx, giveUp := context.WithTimeout(t.Context(), 30*time.Second) // whoever is let in stays
	defer giveUp()
	if err := b.Dial(ctx, a.url); err == nil {
		t.Error("let in")
	}
	w.until("ended", func() bool { return !a.Connected(b.key) })
	if asked != 2 {
		t.Errorf("asked %d times", asked)
	}
}

// judging answers Peer as it is told.
type judging struct {
	*testTrust
	judge func() error
}

func (j judging) Peer(cs tls.ConnectionState) (Peer, error) {
	peer, err := j.testTrust.Peer(cs)
	if err == nil {
		err = j.judge()
	}
	return peer, err
}
