// Package clock is what a box makes of its machine's clock: whether a time is to be
// believed, who told it, and what is on record under a wrong one. Many boards have no
// battery, and a card that is months behind must not date a child's day.
package clock

import (
	"crypto/rand"
	"sync"
	"time"

	"golang.org/x/sys/unix"

	"yizhan/hub"
)

// What a time can be. A board without a battery clock wakes up in 1970, at its
// image's date, or anywhere its chip was left.
var (
	Earliest = time.Date(2026, 11, 1, 0, 0, 0, 0, hub.China)
	latest   = Earliest.AddDate(20, 0, 0)
)

const (
	longestOff = 400 * 24 * time.Hour // a box that was off for longer is no box of this year
	usualOff   = 60 * 24 * time.Hour  // a summer; beyond it somebody is asked
	slip       = time.Hour            // what a chip may lose while the box is off
	blink      = 2 * time.Second      // less is no difference: sources tell seconds
)

func possible(t time.Time) bool { return t.After(Earliest) && t.Before(latest) }

// Clock counts from the moment that the machine started, by a counter that goes on
// while it sleeps and that nobody can set. So a machine whose time jumps, or is set
// wrong, does not move it; whether to believe a new time is decided here.
//
// Every time is kept as what it was when the counter stood at zero: two sources are
// compared without a thought for when each spoke.
type Clock struct {
	boot    [8]byte
	machine func() time.Time     // the machine's wall clock
	steady  func() time.Duration // its counter

	mu      sync.Mutex
	zero    time.Time // what it was at zero, as far as is known
	alone   time.Time // the same before anybody else was heard in this boot
	quality hub.ClockQuality
	source  string
	doubt   bool      // somebody should be asked: the time goes on from a guess
	jumped  bool      // the machine's time was set to one that cannot be
	shown   time.Time // the machine's own at zero, when last looked
}

// New is the machine's.
func New() *Clock { return On(time.Now, sinceStart) }

// sinceStart is Linux's counter that includes sleep: a laptop that was closed over
// night knows that it is tomorrow.
func sinceStart() time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_BOOTTIME, &t); err != nil {
		return time.Since(processStart)
	}
	return time.Duration(t.Nano())
}

var processStart = time.Now()

// On is one that reads a machine's wall clock and its counter.
func On(machine func() time.Time, steady func() time.Duration) *Clock {
	c := &Clock{machine: machine, steady: steady}
	rand.Read(c.boot[:])
	c.shown = c.machineZero()
	c.zero, c.quality = c.shown, hub.ClockPersisted
	if !possible(c.machine()) {
		c.zero, c.quality, c.doubt = Earliest.Add(-steady()), hub.ClockUnknown, true
	}
	c.alone = c.zero
	return c
}

// machineZero is what it was at zero if the machine is right; without Go's
// monotonic reading, which would hide that it was set.
func (c *Clock) machineZero() time.Time { return c.machine().Round(0).Add(-c.steady()) }

// Now reads the clock.
func (c *Clock) Now() hub.Reading {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.look()
	return c.now()
}

func (c *Clock) now() hub.Reading {
	return hub.Reading{Wall: c.zero.Add(c.steady()), Quality: c.quality, Boot: c.boot}
}

// look notices that the machine's clock was set. Where nobody has said better, a
// plausible time is taken, because that is what NTP without a kernel's flag looks
// like; one that cannot be is not, and somebody is asked.
func (c *Clock) look() {
	own := c.machineZero()
	moved := own.Sub(c.shown)
	if moved.Abs() < blink {
		return
	}
	c.shown = own
	ahead := own.Sub(c.zero)
	switch fine := possible(c.machine()) && ahead > -slip && ahead < longestOff; {
	case !fine:
		c.jumped = true
		c.doubt = c.doubt || c.quality < hub.ClockPeer
	case c.quality < hub.ClockPeer:
		c.zero, c.alone, c.quality = own, own, hub.ClockPersisted
		c.doubt = !c.doubt && moved.Abs() > slip
	}
}

// learn takes a time from a source that is at least as good as the last one. was is
// the reading that it corrects; ok is false where nothing was taken.
func (c *Clock) learn(at time.Time, quality hub.ClockQuality, source string) (was hub.Reading, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if quality < c.quality || !possible(at) {
		return hub.Reading{}, false
	}
	was = c.now()
	if at.Sub(was.Wall).Abs() >= blink {
		c.zero = at.Round(0).Add(-c.steady())
	}
	c.quality, c.source, c.doubt = quality, source, false
	c.shown = c.machineZero()
	return was, true
}

// kept is what was written down of a clock: of its last look, how far the machine
// was off, and how far it was to be believed.
type kept struct {
	at      time.Time
	offset  time.Duration
	quality hub.ClockQuality
}

// wake begins where the last run was. A machine whose chip ran on is right by the
// same offset as before; one that lost its time goes on from what was written down,
// and since nobody knows how long it was off, somebody is asked.
func (c *Clock) wake(k kept) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !possible(k.at) {
		return
	}
	own := c.machine().Round(0).Add(k.offset)
	off := own.Sub(k.at)
	switch {
	case possible(c.machine()) && off > -slip && off < longestOff:
		c.zero, c.quality, c.doubt = own.Add(-c.steady()), hub.ClockPersisted, off > usualOff
	case !possible(c.machine()):
		c.zero, c.quality, c.doubt = k.at.Add(-c.steady()), hub.ClockPersisted, true
	case k.quality >= hub.ClockPeer: // somebody had said so, and time does not run back
		c.zero, c.quality, c.doubt = k.at.Add(-c.steady()), hub.ClockUnknown, true
	default: // two times that nobody has confirmed
		c.quality, c.doubt = hub.ClockUnknown, true
	}
	c.alone = c.zero
}

// keep is what wake wants at the next start.
func (c *Clock) keep() kept {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.now()
	return kept{now.Wall, now.Wall.Sub(c.machine().Round(0)), now.Quality}
}

// byItself is what it was at zero as far as this box knew before it heard others.
func (c *Clock) byItself() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.alone
}

// Since is the counter, which no setting of the clock moves; without a clock of its own,
// since the process began.
func (c *Clock) Since() time.Duration {
	if c == nil {
		return time.Since(processStart)
	}
	return c.steady()
}

// Stand is how the clock stands, for people: who told it the time, whether somebody
// should be asked, whether the machine's time was set to one that cannot be.
func (c *Clock) Stand() (source string, doubt, jumped bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.source, c.doubt, c.jumped
}
