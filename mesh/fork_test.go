package mesh_test

import (
	"os"
	"testing"
	"time"

	"yizhan/mesh/sync"
)

// clone is the same hub a second time: somebody copied its card.
func (w *town) clone(b *box) *box {
	twin := w.add()
	twin.sign, twin.key, twin.cert, twin.x25519 = b.sign, b.key, b.cert, b.x25519
	if err := os.RemoveAll(twin.dir); err != nil {
		w.t.Fatal(err)
	}
	if err := os.CopyFS(twin.dir, os.DirFS(b.dir)); err != nil {
		w.t.Fatal(err)
	}
	return twin
}

// Two devices went on with one card for weeks, longer than a batch. Whoever meets
// both has both branches, and so has everybody who meets him, without waiting for
// the patience of a hub that compares again and again.
func TestForkLongerThanABatch(t *testing.T) {
	t.Parallel()
	w := newTown(t, 3)
	card, b, c := w.hubs[0], w.hubs[1], w.hubs[2]
	card.open()
	card.taps(100)
	card.stop()
	twin := w.clone(card)
	for _, h := range w.hubs {
		h.timing = sync.Timing{Gather: 20 * time.Millisecond, Relay: 20 * time.Millisecond, Resync: time.Hour}
	}
	b.serve()
	for i, h := range []*box{card, twin} {
		h.serve()
		h.taps(600)
		go h.engine.Dial(t.Context(), "http://"+b.addr)
		w.until(10*time.Second, "brought", func() bool { return b.sum().Commits == int64(700+600*i) })
		h.stop()
	}
	if forks, err := b.store.Forks(t.Context()); err != nil || len(forks) == 0 {
		t.Fatalf("no fork was noticed: %v", err)
	}
	c.serve()
	card.serve() // has one branch
	go c.engine.Dial(t.Context(), "http://"+b.addr)
	go card.engine.Dial(t.Context(), "http://"+b.addr)
	w.until(20*time.Second, "all equal", func() bool { return equal(b, c, card) })
}
