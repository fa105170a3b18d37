package mesh_test

import (
	"context"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"
)

// cutLine breaks after so many bytes, read and written together.
type cutLine struct {
	net.Conn
	left *atomic.Int64
}

func (c cutLine) spend(n int) {
	if c.left.Add(-int64(n)) <= 0 {
		c.Conn.Close()
	}
}

func (c cutLine) Write(b []byte) (int, error) {
	n, err := c.Conn.Write(b[:min(len(b), int(max(c.left.Load(), 0)))])
	if c.spend(n); err == nil && n < len(b) {
		err = net.ErrClosed
	}
	return n, err
}

func (c cutLine) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	c.spend(n)
	return n, err
}

// bytes is how much of the disk a hub's log takes; it must be stopped.
func (b *box) bytes() (n int64) {
	files, err := filepath.Glob(filepath.Join(b.dir, "log.db*"))
	if err != nil || len(files) == 0 {
		b.town.t.Fatalf("no log in %s: %v", b.dir, err)
	}
	for _, f := range files {
		st, err := os.Stat(f)
		if err != nil {
			b.town.t.Fatal(err)
		}
		n += st.Size()
	}
	return n
}

// A thousand interruptions at random bytes, with something new on both sides each
// time: what is held in the end takes no more room than on two hubs that wrote as
// much and met once, and hardly anything came twice.
func TestInterruptionsLeaveNothingBehind(t *testing.T) {
	t.Parallel()
	interruptions := 1000
	if testing.Short() {
		interruptions = 60
	}
	w := newTown(t, 4)
	a, b, a2, b2 := w.hubs[0], w.hubs[1], w.hubs[2], w.hubs[3]
	var left atomic.Int64
	b.line = func(c net.Conn) net.Conn { return cutLine{c, &left} }
	a.batch, b.batch = 5, 5
	for _, h := range w.hubs {
		h.serve()
	}
	seed := rand.Uint64()
	rnd := rand.New(rand.NewPCG(seed, 0))
	cuts := 0
	for cuts < interruptions {
		for _, h := range []*box{a, a2} {
			h.taps(3)
		}
		for _, h := range []*box{b, b2} {
			h.taps(2)
		}
		left.Store(rnd.Int64N(10_000))
		ctx, hangUp := context.WithTimeout(t.Context(), 40*time.Millisecond)
		b.engine.Dial(ctx, "http://"+a.addr)
		hangUp()
		cuts++
	}
	var twice int64
	for _, p := range append(a.engine.Status().Peers, b.engine.Status().Peers...) {
		twice += p.Known
	}
	if most := int64(interruptions * 5); twice > most/4 {
		t.Errorf("seed %d: %d commits came twice in %d interruptions", seed, twice, cuts)
	}
	left.Store(1 << 40)
	go b.engine.Dial(t.Context(), "http://"+a.addr)
	w.until(30*time.Second, "equal", func() bool { return equal(a, b) })
	go b2.engine.Dial(t.Context(), "http://"+a2.addr)
	w.until(30*time.Second, "equal", func() bool { return equal(a2, b2) })
	if n, m := a.sum().Commits, a2.sum().Commits; n != int64(5*interruptions) || m != n {
		t.Errorf("%d and %d commits, %d were written", n, m, 5*interruptions)
	}
	for _, h := range w.hubs {
		h.stop()
	}
	cut, one := b.bytes(), b2.bytes()
	t.Logf("%d bytes after %d interruptions, %d after none; %d of %d commits came twice", cut, cuts, one, twice, 5*cuts)
	if cut > one+one/20 {
		t.Errorf("seed %d: %d bytes after %d interruptions, %d after none", seed, cut, cuts, one)
	}
}
