package mesh_test

import (
	"crypto/ed25519"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/mesh"
)

// A member's call rings at the others under her own name. What nobody signed with the
// caller's key rings nowhere, and a member that makes up calls is heard four times.
func TestForgedAlarmsRingNobody(t *testing.T) {
	t.Parallel()
	w := newTown(t, 3)
	a, b, forger := w.hubs[0], w.hubs[1], w.hubs[2]
	var forged atomic.Int64
	var rung sync.Map // calls of a that rang at b
	many := func() (n int) { rung.Range(func(any, any) bool { n++; return true }); return n }
	for _, h := range w.hubs {
		h.tune = func(c *mesh.Config) { c.Sign = func(m []byte) []byte { return ed25519.Sign(h.sign, m) } }
	}
	sign := b.tune
	b.tune = func(c *mesh.Config) {
		sign(c)
		c.Alarm = func(from mesh.Member, al mesh.Alarm) {
			if al.Drill {
				forged.Add(1)
			} else if from.Key == a.key {
				rung.Store(al.ID, true)
			}
		}
	}
	forger.tune = func(c *mesh.Config) { // she signs for herself, and the call is another's
		c.Sign = func(m []byte) []byte { return ed25519.Sign(a.sign, append([]byte{}, m[1:]...)) }
	}
	w.meet()
	before := b.mesh.Status().Odd
	w.until(10*time.Second, "the forged call came", func() bool { // an event of Serf's may get lost: it calls again
		if _, err := forger.mesh.Ring(mesh.Alarm{ID: hub.ID{1}, Site: hub.ID{2}, Drill: true}); err != nil {
			t.Fatal(err)
		}
		time.Sleep(500 * time.Millisecond)
		return b.mesh.Status().Odd > before || forged.Load() > 0
	})
	if forged.Load() > 0 {
		t.Error("a forged call rang")
	}
	reached, err := a.mesh.Ring(mesh.Alarm{ID: hub.ID{9}, Site: hub.ID{2}, Lam: 7})
	if err != nil || reached != 2 {
		t.Errorf("reached %d, %v", reached, err)
	}
	// One event may get lost, as any of Serf's: a box rings until somebody answers.
	again := func(calls ...hub.ID) {
		for _, id := range calls {
			if _, err := a.mesh.Ring(mesh.Alarm{ID: id, Site: hub.ID{2}, Lam: 7}); err != nil {
				t.Fatal(err)
			}
		}
		time.Sleep(500 * time.Millisecond)
	}
	w.until(10*time.Second, "the real one rang", func() bool { again(hub.ID{9}); return many() == 1 })
	var flood []hub.ID
	for i := range 8 {
		flood = append(flood, hub.ID{10, byte(i)})
	}
	w.until(10*time.Second, "four rang", func() bool { again(flood...); return many() >= 4 })
	again(flood...)
	if n := many(); n != 4 {
		t.Errorf("%d calls of one hub rang", n)
	}
}
