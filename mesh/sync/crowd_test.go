package sync

import (
	"testing"
	"time"
)

// In a crowd where everybody is connected with everybody and writes, a commit
// goes to each hub once: from its author. What others hold is told, not sent.
func TestCrowdSendsOnce(t *testing.T) {
	const n, rounds = 8, 20
	w := newWorld(t, n, func(_ int, c *Config) {
		c.Timing.Gather, c.Timing.Relay, c.Timing.Resync = 100*time.Millisecond, 400*time.Millisecond, time.Second
	})
	for i, a := range w.hubs {
		for _, b := range w.hubs[i+1:] {
			if err := a.Connect(t.Context(), b.url, b.key); err != nil {
				t.Fatal(err)
			}
		}
	}
	for range rounds {
		for _, a := range w.hubs {
			a.log.append(township, 1, arrivals)
			time.Sleep(5 * time.Millisecond)
		}
	}
	w.until("all equal", func() bool { return w.equal(township, w.hubs...) })
	time.Sleep(time.Second) // let needless relays happen
	var once, twice int64
	for _, a := range w.hubs {
		for _, p := range a.Status().Peers {
			once, twice = once+p.Received, twice+p.Known
		}
	}
	if once != rounds*n*(n-1) || twice > once/20 {
		t.Errorf("%d went over once, %d twice; %d are needed", once, twice, rounds*n*(n-1))
	}
}
