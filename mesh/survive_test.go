package mesh_test

import (
	"context"
	"strings"
	stdsync "sync"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/mesh"
)

// faultyLog panics when it is asked for a commit.
type faultyLog struct{ mesh.Log }

func (faultyLog) Commit(context.Context, hub.ID) (hub.Commit, error) { panic("a fault in Commit") }

// A fault under the mesh is its Run's error and ends nothing else: the neighbours
// and this hub's own sync go on.
func TestPanicEndsTheMesh(t *testing.T) {
	t.Parallel()
	w := newTown(t, 3)
	a, b := w.hubs[0], w.hubs[1]
	b.tune = func(c *mesh.Config) { c.Log = faultyLog{c.Log} }
	var once stdsync.Once
	a.tune = func(c *mesh.Config) { // Serf asks on goroutines of its own
		check := c.Check
		c.Check = func(tag string) (m mesh.Member, err error) {
			once.Do(func() { panic("a fault in Check") })
			return check(tag)
		}
	}
	w.meet()
	b.tap(hub.ID{1}, "2026-11-23", 28800)
	w.until(10*time.Second, "the mesh of b ended", func() bool {
		b.mu.Lock()
		defer b.mu.Unlock()
		return b.failed != nil && strings.Contains(b.failed.Error(), "a fault in Commit")
	})
	go b.engine.Dial(t.Context(), "http://"+a.addr)
	w.until(10*time.Second, "equal", func() bool { return equal(w.hubs...) && a.alive() == 1 })
}
