package mesh_test

import (
	"encoding/base64"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/mesh"
)

// A tap on one hub is on its neighbours' screens; a second one travels by gossip
// as well as by whatever connection is open.
func TestThreeHubsHearEachOther(t *testing.T) {
	t.Parallel()
	w := newTown(t, 3)
	w.meet()
	for i, b := range w.hubs {
		b.tap(hub.ID{1, byte(i)}, "2026-11-23", 28800)
	}
	w.until(10*time.Second, "all equal", func() bool { return equal(w.hubs...) && w.hubs[0].sum().Commits == 3 })
	for i, b := range w.hubs {
		b.tap(hub.ID{2, byte(i)}, "2026-11-23", 28860)
	}
	w.until(10*time.Second, "all equal", func() bool { return equal(w.hubs...) && w.hubs[0].sum().Commits == 6 })
	for i, b := range w.hubs {
		if st := b.mesh.Status(); st.Carried+st.Adverts == 0 || st.Dropped != 0 {
			t.Errorf("hub %d: %+v", i, st)
		}
	}
}

// Without the county's certificate nobody becomes a member, though she knows the
// gossip key; her commits are refused.
func TestStrangerNeverBecomesMember(t *testing.T) {
	t.Parallel()
	w, abroad := newTown(t, 2), newTown(t, 1)
	stranger := abroad.hubs[0]
	abroad.gossip = w.gossip
	stranger.join = []string{w.hubs[0].bind, w.hubs[1].bind}
	stranger.tune = func(c *mesh.Config) { // she lets everybody in
		check := c.Check
		c.Check = func(tag string) (mesh.Member, error) { m, _ := check(tag); return m, nil }
	}
	w.meet()
	stranger.start()
	w.until(10*time.Second, "the stranger was turned away", func() bool {
		return w.hubs[0].mesh.Status().Refused > 0 && w.hubs[1].mesh.Status().Refused > 0
	})
	stranger.tap(hub.ID{6}, "2026-11-23", 1)
	if err := stranger.engine.Dial(t.Context(), "http://"+w.hubs[0].addr); err == nil {
		t.Error("the stranger's sync was answered")
	}
	w.hubs[0].tap(hub.ID{5}, "2026-11-23", 1)
	w.until(10*time.Second, "equal", func() bool { return equal(w.hubs...) })
	for _, b := range w.hubs {
		if b.alive() != 1 || b.sum().Commits != 1 {
			t.Errorf("%d members, %d commits; one each", b.alive(), b.sum().Commits)
		}
	}
}

// A revoked hub is no member any more at once.
func TestRevokedIsNoMember(t *testing.T) {
	t.Parallel()
	w := newTown(t, 3)
	w.meet()
	w.revoke(w.hubs[2])
	w.until(5*time.Second, "gone", func() bool { return w.hubs[0].alive() == 1 && w.hubs[1].alive() == 1 })
}

// A hub that was off for long is found again through the table alone, and brings
// and gets what was written meanwhile.
func TestRejoinFromTable(t *testing.T) {
	t.Parallel()
	w := newTown(t, 3)
	w.meet()
	a, b, c := w.hubs[0], w.hubs[1], w.hubs[2]
	w.until(5*time.Second, "tables written", func() bool {
		n, _ := c.Neighbours(t.Context())
		return len(n) == 2
	})
	c.stop()
	w.until(10*time.Second, "noticed", func() bool { return a.alive() == 1 && b.alive() == 1 })
	a.taps(5)
	c.join = nil
	c.open()
	c.taps(7)
	c.stop()
	c.start()
	w.until(20*time.Second, "back", func() bool { return a.alive() == 2 && b.alive() == 2 && c.alive() == 2 })
	w.until(20*time.Second, "equal", func() bool { return equal(a, b, c) && a.sum().Commits == 12 })
}

// Any holder of the gossip key can change everybody's keys through Serf. The
// watchdog puts them back.
func TestKeyringIsRestored(t *testing.T) {
	t.Parallel()
	w := newTown(t, 2)
	w.meet()
	w.hubs[0].mesh.Poison(base64.StdEncoding.EncodeToString([]byte("0123456789abcdef0123456789abcdef")))
	w.until(10*time.Second, "restored", func() bool { return w.hubs[0].mesh.Status().Restored > 0 && w.hubs[1].mesh.Status().Restored > 0 })
	w.hubs[0].tap(hub.ID{5}, "2026-11-23", 1)
	w.until(10*time.Second, "equal", func() bool { return equal(w.hubs...) })
	w.until(10*time.Second, "members", func() bool { return w.hubs[0].alive() == 1 && w.hubs[1].alive() == 1 })
}

// Gossip may lose everything: the evenings bring it all the same.
func TestEverythingLostByGossipArrives(t *testing.T) {
	t.Parallel()
	w := newTown(t, 3)
	w.meet()
	for _, b := range w.hubs {
		b.mesh.Drop(func(string) bool { return true })
	}
	for range 3 {
		for _, b := range w.hubs {
			b.taps(20)
		}
	}
	w.until(30*time.Second, "equal", func() bool { return equal(w.hubs...) && w.hubs[0].sum().Commits == 180 })
}

// A burst into several hubs loses nothing.
func TestBurst(t *testing.T) {
	t.Parallel()
	w := newTown(t, 3)
	w.meet()
	for range 5 {
		for _, b := range w.hubs {
			b.taps(200)
		}
	}
	w.until(30*time.Second, "equal", func() bool { return equal(w.hubs...) && w.hubs[0].sum().Commits == 3000 })
}

func TestCloseIsIdempotent(t *testing.T) {
	t.Parallel()
	w := newTown(t, 1)
	b := w.hubs[0].start()
	w.until(5*time.Second, "running", func() bool { return b.mesh.Running() })
	for range 5 {
		if err := b.mesh.Close(); err != nil {
			t.Error(err)
		}
	}
	if err := b.mesh.Run(t.Context()); err == nil {
		t.Error("ran after Close")
	}
	b.mesh.Status()
}
