package clock

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"yizhan/hub"
)

// board is a machine whose wall clock somebody can set, beside the counter that
// nobody can.
type board struct {
	wall time.Time
	runs time.Duration
}

func (m *board) clock() *Clock {
	return On(func() time.Time { return m.wall }, func() time.Duration { return m.runs })
}

func (m *board) pass(d time.Duration) { m.wall, m.runs = m.wall.Add(d), m.runs+d }

func on(day, hour int) time.Time { return time.Date(2027, 3, day, hour, 0, 0, 0, hub.China) }

func (c *Clock) wants(t *testing.T, when string, wall time.Time, quality hub.ClockQuality, doubt bool) {
	t.Helper()
	got := c.Now()
	if _, doubts, _ := c.Stand(); !got.Wall.Equal(wall) || got.Quality != quality || doubts != doubt {
		t.Errorf("%s: %v of quality %d, doubt %t; want %v of %d, %t", when, got.Wall, got.Quality, doubts, wall, quality, doubt)
	}
}

func TestClockWithoutABattery(t *testing.T) {
	m := &board{wall: time.Unix(3, 0), runs: 3 * time.Second}
	c := m.clock()
	c.wants(t, "never told the time", Earliest, hub.ClockUnknown, true)
	c.wake(kept{at: on(9, 16)})
	m.pass(time.Hour)
	c.wants(t, "an hour after waking", on(9, 17), hub.ClockPersisted, true)
	m.wall = on(12, 8)
	c.wants(t, "somebody set the machine", on(12, 8), hub.ClockPersisted, false)
	m.pass(time.Hour)
	c.wants(t, "and it goes on", on(12, 9), hub.ClockPersisted, false)
}

// A box wakes up where it was, or where its chip is; what cannot be is asked.
func TestClockWakes(t *testing.T) {
	for name, tt := range map[string]struct {
		machine time.Time
		kept    kept
		want    time.Time
		quality hub.ClockQuality
		doubt   bool
	}{
		"a good chip":                        {on(10, 8), kept{on(9, 16), 0, 4}, on(10, 8), 1, false},
		"a chip that is two hours behind":    {on(10, 6), kept{on(9, 16), 2 * time.Hour, 3}, on(10, 8), 1, false},
		"1970":                               {time.Unix(9, 0), kept{on(9, 16), 0, 4}, on(9, 16), 1, true},
		"2099, known better":                 {time.Date(2099, 1, 1, 0, 0, 0, 0, hub.China), kept{on(9, 16), 0, 4}, on(9, 16), 1, true},
		"an old image, known better":         {Earliest.Add(time.Hour), kept{on(9, 16), 0, 3}, on(9, 16), 0, true},
		"two times that nobody confirmed":    {Earliest.Add(time.Hour), kept{on(9, 16), 0, 1}, Earliest.Add(time.Hour), 0, true},
		"off for a summer":                   {on(9, 8).AddDate(0, 2, 15), kept{on(9, 16), 0, 4}, on(9, 8).AddDate(0, 2, 15), 1, true},
		"off for two years, or a chip amiss": {on(9, 8).AddDate(2, 0, 0), kept{on(9, 16), 0, 4}, on(9, 16), 0, true},
		"what was kept was a slip":           {on(10, 8), kept{time.Date(2099, 1, 1, 0, 0, 0, 0, hub.China), 0, 1}, on(10, 8), 1, false},
		"the night of 29 February":           {time.Date(2028, 2, 29, 8, 0, 0, 0, hub.China), kept{time.Date(2028, 2, 28, 17, 0, 0, 0, hub.China), 0, 3}, time.Date(2028, 2, 29, 8, 0, 0, 0, hub.China), 1, false},
	} {
		t.Run(name, func(t *testing.T) {
			c := (&board{wall: tt.machine, runs: time.Minute}).clock()
			c.wake(tt.kept)
			c.wants(t, "awake", tt.want, tt.quality, tt.doubt)
		})
	}
}

// A machine whose time is set while the box runs moves nobody who knows better.
func TestClockJumps(t *testing.T) {
	for name, tt := range map[string]struct {
		quality hub.ClockQuality // learned before; 0: nothing
		to      time.Time
		follows bool
		doubt   bool
	}{
		"1970, nothing known":                      {0, time.Unix(0, 0), false, true},
		"1970, staff had said":                     {3, time.Unix(0, 0), false, false},
		"2099, nothing known":                      {0, time.Date(2099, 1, 1, 0, 0, 0, 0, hub.China), false, true},
		"2099, peers had said":                     {2, time.Date(2099, 1, 1, 0, 0, 0, 0, hub.China), false, false},
		"a day back, nothing known":                {0, on(9, 8), false, true},
		"a day back, staff had said":               {3, on(9, 8), false, false},
		"three days on, nothing known: ntpdate":    {0, on(13, 8), true, true},
		"three days on, though staff had said":     {3, on(13, 8), false, false},
		"a minute on, nothing known: a slow chip":  {0, on(10, 8).Add(time.Minute), true, false},
		"a second on: no set clock, a crystal":     {0, on(10, 8).Add(time.Second), false, false},
		"ten minutes back, nothing known: a human": {0, on(10, 8).Add(-10 * time.Minute), true, false},
	} {
		t.Run(name, func(t *testing.T) {
			m := &board{wall: on(10, 8), runs: time.Hour}
			c := m.clock()
			quality := hub.ClockPersisted
			if tt.quality > 0 {
				c.learn(on(10, 8), tt.quality, SourceStaff)
				quality = tt.quality
			}
			c.Now()
			m.wall = tt.to
			want := on(10, 8)
			if tt.follows {
				want = tt.to
			}
			c.wants(t, "set", want, quality, tt.doubt)
			m.pass(time.Hour)
			c.wants(t, "an hour later", want.Add(time.Hour), quality, tt.doubt)
			if _, _, jumped := c.Stand(); jumped != (!tt.follows && tt.to != on(10, 8).Add(time.Second)) && tt.quality == 0 {
				t.Errorf("noticed: %t", jumped)
			}
		})
	}
}

func TestClockLearnsFromTheBest(t *testing.T) {
	m := &board{wall: on(10, 8), runs: time.Hour}
	c := m.clock()
	for _, step := range []struct {
		at      time.Time
		quality hub.ClockQuality
		taken   bool
	}{
		{on(10, 9), hub.ClockPeer, true},
		{on(10, 10), hub.ClockPeer, true},
		{time.Unix(0, 0), hub.ClockCounty, false},                              // a server without a clock
		{time.Date(2099, 1, 1, 0, 0, 0, 0, hub.China), hub.ClockCounty, false}, // one that is wrong
		{on(10, 11), hub.ClockConfirmed, true},
		{on(20, 9), hub.ClockPeer, false},
		{on(10, 11).Add(5 * time.Minute), hub.ClockCounty, true},
		{on(10, 8), hub.ClockConfirmed, false},
	} {
		was := c.Now()
		got, ok := c.learn(step.at, step.quality, "test")
		if ok != step.taken {
			t.Fatalf("%v of quality %d taken: %t", step.at, step.quality, ok)
		}
		if ok && (!got.Wall.Equal(was.Wall) || got.Quality != was.Quality) {
			t.Errorf("it corrects %v of %d, said %v of %d", was.Wall, was.Quality, got.Wall, got.Quality)
		}
		if ok {
			c.wants(t, "learned", step.at, step.quality, false)
		}
	}
}

// One hub that lies moves nobody far; of three, one is outvoted.
func TestPeersTellTheTime(t *testing.T) {
	alone := on(1, 8)
	at := func(days ...int) map[[32]byte]time.Time {
		m := map[[32]byte]time.Time{}
		for i, d := range days {
			m[[32]byte{byte(i + 1)}] = alone.AddDate(0, 0, d)
		}
		return m
	}
	for name, tt := range map[string]struct {
		said map[[32]byte]time.Time
		want int // days after alone
	}{
		"one, three days on":                    {at(3), 3},
		"one, a year on":                        {at(365), 7},
		"two, of whom one lies":                 {at(3, 365), 3},
		"two liars":                             {at(365, 400), 7},
		"three":                                 {at(30, 30, 30), 30},
		"three, of whom one lies":               {at(30, 30, 3650), 30},
		"three, of whom one has not spoken":     {at(30, 30, 1), 30},
		"five, of whom two lie":                 {at(30, 30, 30, 3650, 3650), 30},
		"four, of whom one lies and one sleeps": {at(1, 30, 30, 3650), 30},
	} {
		if got := peersSay(alone, tt.said); !got.Equal(alone.AddDate(0, 0, tt.want)) {
			t.Errorf("%s: %v, want %d days on", name, got, tt.want)
		}
	}
	var c claims
	if _, ok := c.says(alone); ok {
		t.Error("nobody has spoken")
	}
	for n := range 50 { // however often it speaks
		c.note([32]byte{1}, alone.AddDate(0, 0, n), false)
	}
	if zero, _ := c.says(alone); !zero.Equal(alone.Add(fewMayMove)) {
		t.Errorf("one hub walked the clock to %v", zero)
	}
	c.note([32]byte{9}, alone.AddDate(0, 1, 0), true)
	if zero, _ := c.says(alone); !zero.Equal(alone.AddDate(0, 1, 0)) {
		t.Errorf("the county has signed a later time, the clock says %v", zero)
	}
}

// A server says what time it is; a portal that leads elsewhere says nothing.
func TestTheDateOfAServer(t *testing.T) {
	at := on(9, 16)
	date := func(code int) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if r.Method != http.MethodHead || r.URL.Path != "/healthz" {
				t.Errorf("%s %s", r.Method, r.URL.Path)
			}
			w.Header().Set("Date", at.UTC().Format(http.TimeFormat))
			w.Header().Set("Location", "http://portal.example/")
			w.WriteHeader(code)
		}
	}
	for code, want := range map[int]bool{http.StatusOK: true, http.StatusFound: false, http.StatusServiceUnavailable: false} {
		server := httptest.NewServer(date(code))
		got, ok := dateOf(t.Context(), server.URL+"/")
		server.Close()
		if ok != want || ok && got.Sub(at).Abs() > time.Minute {
			t.Errorf("%d: %v, %t", code, got, ok)
		}
	}
	if _, ok := dateOf(t.Context(), "http://127.0.0.1:1"); ok {
		t.Error("nobody answers, and says a time")
	}
}
