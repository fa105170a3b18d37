package sync

import (
	"context"
	"crypto/rand"
	"sync"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/codec"
)

func randomSalt() (s [16]byte) { rand.Read(s[:]); return s }

// Both have what the other lacks; one connection evens it out, both ways, and
// says so only then.
func TestTwoHubsBecomeEqual(t *testing.T) {
	w := newWorld(t, 2)
	a, b := w.hubs[0], w.hubs[1]
	a.log.append(township, 1234, arrivals)
	b.log.append(township, 77, arrivals)
	go a.Dial(t.Context(), b.url)
	w.until("equal", func() bool { return w.equal(township, a, b) })
	w.until("complete on both", func() bool { return complete(a, b, township) && complete(b, a, township) })
	if got := a.peer(b); got.Sent != 1234 || got.Received != 77 || got.Known != 0 {
		t.Errorf("sent %d, received %d, twice %d", got.Sent, got.Received, got.Known)
	}
	if a.log.batches != 1 || b.log.batches != 3 {
		t.Errorf("batches: a took %d, b took %d; 77 commits fit in one, 1234 in three", a.log.batches, b.log.batches)
	}
}

// While connected a commit goes over at once, without anybody asking.
func TestNewCommitsArePushed(t *testing.T) {
	w := newWorld(t, 2, func(_ int, c *Config) { c.Timing.Gather = time.Hour })
	a, b := w.hubs[0], w.hubs[1]
	go a.Dial(t.Context(), b.url)
	w.until("connected", func() bool { return a.Connected(b.key) && b.Connected(a.key) })
	for range 3 {
		a.log.append(township, 1, arrivals)
		w.until("pushed to b", func() bool { return w.equal(township, a, b) })
		b.log.append(township, 1, arrivals)
		w.until("pushed to a", func() bool { return w.equal(township, a, b) })
	}
}

// A hub in the middle hands on what it has from others, after it had time to
// learn that they have it already.
func TestRelay(t *testing.T) {
	w := newWorld(t, 3, func(_ int, c *Config) { c.Timing.Relay = 300 * time.Millisecond })
	a, b, c := w.hubs[0], w.hubs[1], w.hubs[2]
	go a.Dial(t.Context(), b.url)
	go c.Dial(t.Context(), b.url)
	w.until("connected", func() bool { return b.Connected(a.key) && b.Connected(c.key) })
	a.log.append(township, 40, arrivals)
	c.log.append(township, 2, arrivals)
	w.until("all equal", func() bool { return w.equal(township, a, b, c) })
	w.until("complete", func() bool { return complete(a, b, township) && complete(c, b, township) })
	go a.Dial(t.Context(), c.url)
	w.until("triangle", func() bool { return a.Connected(c.key) && complete(a, c, township) })
	before := a.peer(b).Known + a.peer(c).Known + b.peer(a).Known + b.peer(c).Known + c.peer(a).Known + c.peer(b).Known
	for range 2 {
		a.log.append(township, 1, arrivals)
		w.until("all equal again", func() bool { return w.equal(township, a, b, c) })
		time.Sleep(400 * time.Millisecond) // let a needless relay happen
	}
	after := a.peer(b).Known + a.peer(c).Known + b.peer(a).Known + b.peer(c).Known + c.peer(a).Known + c.peer(b).Known
	if after != before {
		t.Errorf("%d commits went over twice", after-before)
	}
}

// Who has no certificate gets nothing and gives nothing.
func TestStrangerRefused(t *testing.T) {
	w := newWorld(t, 2)
	a, b := w.hubs[0], w.hubs[1]
	a.log.append(township, 3, arrivals)
	w.mu.Lock()
	delete(w.keys, b.key)
	w.mu.Unlock()
	b.log.append(township, 5, arrivals)
	err := b.Dial(t.Context(), a.url)
	if err == nil {
		t.Error("b was let in")
	}
	w.until("counted", func() bool { return a.Status().Refused == 1 })
	if err := a.Dial(t.Context(), b.url); hub.CodeOf(err) != hub.CodeUntrusted {
		t.Errorf("a called b: %v", err)
	}
	if a.log.batches+b.log.batches != 0 {
		t.Error("commits went over")
	}
}

// A hub that is revoked while connected gets no more batches.
func TestRevokedWhileConnected(t *testing.T) {
	w := newWorld(t, 2)
	a, b := w.hubs[0], w.hubs[1]
	go a.Dial(t.Context(), b.url)
	w.until("connected", func() bool { return a.Connected(b.key) })
	a.log.append(township, 1, arrivals)
	w.until("equal", func() bool { return w.equal(township, a, b) })
	w.mu.Lock()
	a.trust.revoked[b.key] = true
	w.mu.Unlock()
	a.log.append(township, 1, arrivals)
	w.until("thrown out", func() bool { return !a.Connected(b.key) })
	if b.log.batches != 1 {
		t.Errorf("%d batches", b.log.batches)
	}
}

// A forged commit is refused alone, counted, and not offered for ever.
func TestForgedCommitRefused(t *testing.T) {
	w := newWorld(t, 2)
	a, b := w.hubs[0], w.hubs[1]
	cs := a.log.append(township, 3, arrivals)
	a.log.mu.Lock()
	bad := a.log.lane(township).commits[cs[2].ID]
	bad.Sig = append([]byte{}, bad.Sig...)
	bad.Sig[5] ^= 1
	a.log.lane(township).commits[bad.ID] = bad
	a.log.mu.Unlock()
	b.log.append(township, 1, arrivals)
	go a.Dial(t.Context(), b.url)
	w.until("refused", func() bool { return b.peer(a).Refused > 0 && a.peer(b).TurnedOff > 0 })
	time.Sleep(5 * quick.Resync)
	if b.log.batches != 1 {
		t.Errorf("offered %d times", b.log.batches)
	}
	if complete(a, b, township) || complete(b, a, township) {
		t.Error("said to be complete")
	}
}

// Lists go before anything else, the newer replaces the older, either way round;
// one that is not the county's changes nothing.
func TestListsTravelFirst(t *testing.T) {
	w := newWorld(t, 2)
	a, b := w.hubs[0], w.hubs[1]
	a.trust.TakeList("revoked", []byte("signed list \x07"))
	b.trust.TakeList("revoked", []byte("signed list \x05"))
	b.trust.TakeList("forms", []byte("signed list \x02"))
	b.trust.lists["bad"], b.trust.signed["bad"] = 9, []byte("home made")
	go a.Dial(t.Context(), b.url)
	w.until("lists", func() bool { return b.trust.Lists()["revoked"] == 7 && a.trust.Lists()["forms"] == 2 })
	a.trust.TakeList("forms", []byte("signed list \x09"))
	a.log.append(township, 1, arrivals) // anything that wakes the session
	w.until("newer list while connected", func() bool { return b.trust.Lists()["forms"] == 9 })
	if a.trust.Lists()["bad"] != 0 {
		t.Error("took a list that the county did not sign")
	}
}

// Receipts: the author learns who holds her commits, also through a third hub.
func TestReceipts(t *testing.T) {
	w := newWorld(t, 3)
	county, b, c := w.hubs[0], w.hubs[1], w.hubs[2]
	c.log.append(township, 10, arrivals)
	var origin hub.Origin
	for o := range c.log.lane(township).runs {
		origin = o
	}
	go b.Dial(t.Context(), county.url)
	go c.Dial(t.Context(), b.url) // c never sees the county
	held := func(at, holder *station) uint64 {
		at.log.mu.Lock()
		defer at.log.mu.Unlock()
		return at.log.receipts[receiptKey{holder.key, origin}].Head.Seq
	}
	w.until("neighbour's receipt", func() bool { return held(c, b) == 10 })
	w.until("county's receipt by way of the neighbour", func() bool { return held(c, county) == 10 })
	c.log.append(township, 1, arrivals)
	w.until("newer receipts", func() bool { return held(c, b) == 11 && held(c, county) == 11 })
}

// The county's word that came on a stick goes on to the neighbours whom it concerns.
func TestReceiptsThatCameOnAStickGoOn(t *testing.T) {
	w := newWorld(t, 3)
	county, b, c := w.hubs[0], w.hubs[1], w.hubs[2]
	written := c.log.append(township, 10, arrivals)
	origin := written[9].Header.Origin
	go c.Dial(t.Context(), b.url)
	w.until("complete", func() bool { return complete(b, c, township) && complete(c, b, township) })
	word := codec.SignReceipt(county.log.key, hub.Receipt{Origin: origin, Head: hub.Head{Seq: 10, ID: written[9].ID}})
	if newer, err := b.log.PutReceipts(t.Context(), []hub.Receipt{word}); err != nil || newer != 1 {
		t.Fatal(newer, err)
	}
	if err := b.Reread(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.until("the county's receipt", func() bool {
		c.log.mu.Lock()
		defer c.log.mu.Unlock()
		return c.log.receipts[receiptKey{county.key, origin}].Head.Seq == 10
	})
}

// News that come while a hub compares leave it unsure whether all is here. It looks
// again, though nothing more happens.
func TestUnsureHubLooksAgain(t *testing.T) {
	w := newWorld(t, 2)
	a, b := w.hubs[0], w.hubs[1]
	a.log.append(township, 10, arrivals)
	if err := a.Connect(t.Context(), b.url, b.key); err != nil {
		t.Fatal(err)
	}
	w.until("complete", func() bool { return complete(a, b, township) && complete(b, a, township) })
	v, err := b.views.get(t.Context(), township)
	if err != nil {
		t.Fatal(err)
	}
	b.views.forget(township) // as when a commit was stored since
	for _, s := range b.open() {
		s.settleWith(township, v)
	}
	if complete(b, a, township) {
		t.Fatal("it is sure of what it has not looked at")
	}
	w.until("complete again", func() bool { return complete(b, a, township) })
}

// Asking on an open connection costs next to nothing when nothing is new.
func TestNoOpExchange(t *testing.T) {
	w := newWorld(t, 2)
	a, b := w.hubs[0], w.hubs[1]
	a.log.append(township, 300, arrivals)
	if err := a.Connect(t.Context(), b.url, b.key); err != nil {
		t.Fatal(err)
	}
	w.until("complete", func() bool { return complete(a, b, township) && complete(b, a, township) })
	w.until("quiet", func() bool {
		p := a.peer(b)
		time.Sleep(10 * quick.Gather)
		q := a.peer(b)
		return p.BytesIn == q.BytesIn && p.BytesOut == q.BytesOut
	})
	before := a.peer(b)
	ok, err := a.Exchange(t.Context(), b.key)
	if err != nil || !ok {
		t.Fatalf("exchange: %v, %v", ok, err)
	}
	after := a.peer(b)
	n := after.BytesIn + after.BytesOut - before.BytesIn - before.BytesOut
	if n == 0 || n > 1024 {
		t.Errorf("%d bytes for nothing; at most 1024", n)
	}
}

// Two hubs that call each other at the same moment end with one session.
func TestBothCall(t *testing.T) {
	w := newWorld(t, 2)
	a, b := w.hubs[0], w.hubs[1]
	for range 10 {
		var calls sync.WaitGroup
		calls.Go(func() { a.Connect(t.Context(), b.url, b.key) })
		calls.Go(func() { b.Connect(t.Context(), a.url, a.key) })
		calls.Wait()
		w.until("one session", func() bool { return a.Connected(b.key) && b.Connected(a.key) })
		a.log.append(township, 1, arrivals)
		w.until("equal", func() bool { return w.equal(township, a, b) })
		w.until("apart", func() bool { // a call of this round may still be on its way
			if s := a.with(b.key); s != nil {
				s.leave(byeIdle)
			}
			return !a.Connected(b.key) && !b.Connected(a.key)
		})
	}
}

func TestIdleConnectionEnds(t *testing.T) {
	w := newWorld(t, 2, func(_ int, c *Config) { c.Timing.Idle = 50 * time.Millisecond })
	a, b := w.hubs[0], w.hubs[1]
	if err := a.Connect(t.Context(), b.url, b.key); err != nil {
		t.Fatal(err)
	}
	w.until("ended", func() bool { return !a.Connected(b.key) && !b.Connected(a.key) })
	if got := a.peer(b).Trouble; got != "" {
		t.Errorf("an ordinary end is noted as %q", got)
	}
}

func TestCloseIsIdempotent(t *testing.T) {
	w := newWorld(t, 2)
	a, b := w.hubs[0], w.hubs[1]
	go a.Dial(t.Context(), b.url)
	w.until("connected", func() bool { return b.Connected(a.key) })
	for range 5 {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	}
	w.until("b noticed", func() bool { return !b.Connected(a.key) })
	if err := a.Dial(context.Background(), b.url); err == nil && a.Connected(b.key) {
		t.Error("a closed engine connected")
	}
}
