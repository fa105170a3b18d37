package sync

import (
	"testing"
	"testing/synctest"
	"time"
)

// In a crowd where everybody is connected with everybody and writes, a commit
// goes to each hub once: from its author. What others hold is told, not sent.
func TestCrowdSendsOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const n, rounds = 12, 20
		w := newUnserved(t, n, func(_ int, c *Config) { c.Timing = Timing{} })
		for _, a := range w.hubs {
			a.trust.county = [32]byte{} // neighbours among themselves
		}
		for i, a := range w.hubs {
			for _, b := range w.hubs[i+1:] {
				w.pipe(a, b)
			}
		}
		synctest.Wait()
		for range rounds {
			for _, a := range w.hubs {
				a.log.append(township, 1, arrivals)
				time.Sleep(150 * time.Millisecond)
			}
		}
		time.Sleep(time.Minute) // let needless relays happen
		if !w.equal(township, w.hubs...) {
			t.Error("not equal")
		}
		var once, twice, bytes int64
		for _, a := range w.hubs {
			for _, p := range a.Status().Peers {
				once, twice, bytes = once+p.Received, twice+p.Known, bytes+p.BytesOut
			}
		}
		if once != rounds*n*(n-1) || twice > once/1000 {
			t.Errorf("%d went over once, %d twice; %d are needed", once, twice, rounds*n*(n-1))
		}
		t.Logf("%d bytes for each commit and hub, everything included", bytes/once)
	})
}

// When the county comes back, every station has everything of everybody. Each
// brings its own, and nothing goes over twice.
func TestCountyComesBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const stations, each = 6, 1200
		w := newUnserved(t, stations+1, func(_ int, c *Config) { c.Timing = Timing{} })
		county, rest := w.hubs[0], w.hubs[1:]
		for _, s := range rest {
			s.log.append(township, each, arrivals)
		}
		for i, a := range rest {
			for _, b := range rest[i+1:] {
				w.pipe(a, b)
			}
		}
		time.Sleep(time.Minute)
		if !w.equal(township, rest...) {
			for _, s := range rest {
				t.Logf("%s %+v", s.log.sum(township), s.Status())
			}
			t.Fatal("stations are not equal")
		}
		for _, s := range rest {
			w.pipe(s, county)
		}
		time.Sleep(time.Minute)
		var received, known int64
		for _, p := range county.Status().Peers {
			received, known = received+p.Received, known+p.Known
			if len(p.Lanes) != 1 || !p.Lanes[0].Complete || p.Unsent != 0 {
				t.Errorf("county with %s: %+v", p.Name, p)
			}
		}
		if received != stations*each || known > 0 {
			t.Errorf("%d received, %d twice", received, known)
		}
	})
}
