package box

import (
	"testing"
	"time"

	"yizhan/hub"
)

func TestClockWithoutABattery(t *testing.T) {
	at := time.Date(1970, 1, 1, 0, 0, 3, 0, time.UTC)
	c := clockOn(func() time.Time { return at })
	if got := c.Now(); !got.Wall.Equal(earliest) || got.Quality != hub.ClockUnknown {
		t.Errorf("never told the time: %v, quality %d", got.Wall, got.Quality)
	}
	last := time.Date(2027, 3, 9, 16, 20, 0, 0, hub.China)
	c.wake(last)
	at = at.Add(time.Hour)
	if got := c.Now(); !got.Wall.Equal(last.Add(time.Hour)) || got.Quality != hub.ClockPersisted {
		t.Errorf("an hour after waking: %v, quality %d", got.Wall, got.Quality)
	}
	at = time.Date(2027, 3, 12, 8, 0, 0, 0, hub.China) // somebody sets the machine
	if got := c.Now(); !got.Wall.Equal(at) {
		t.Errorf("set to %v, says %v", at, got.Wall)
	}
	c.wake(time.Date(2099, 1, 1, 0, 0, 0, 0, hub.China)) // a slip of an earlier day
	if got := c.Now(); !got.Wall.Equal(at) {
		t.Errorf("a machine that knows the time says %v", got.Wall)
	}
	county := at.Add(-5 * time.Minute)
	c.Learn(county, hub.ClockCounty)
	c.Learn(at.Add(time.Hour), hub.ClockPeer)
	if got := c.Now(); !got.Wall.Equal(county) || got.Quality != hub.ClockCounty {
		t.Errorf("the county says %v, the clock %v, quality %d", county, got.Wall, got.Quality)
	}
}

// A box without a battery goes on at its next start where it was, and registers
// children then as on any day.
func TestBoxWithoutABattery(t *testing.T) {
	dir, at := t.TempDir(), time.Date(2027, 3, 9, 16, 20, 0, 0, hub.China)
	begin := func() *Box {
		b, err := Open(t.Context(), Config{Data: dir, Clock: clockOn(func() time.Time { return at })})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { b.Close() })
		return b
	}
	b := begin()
	head := b.setUp(t)
	if err := b.runClock(stopped(t)); err != nil {
		t.Fatal(err)
	}
	b.Close()
	at = time.Unix(5, 0)
	b = begin()
	if today := b.desk.Today(); today != "2027-03-09" {
		t.Errorf("it wakes up on %s", today)
	}
	b.child(t, head, "王小满", "2026-12-01")
}
