package box

import (
	"context"
	"net/http"
	"strings"
	"time"

	"golang.org/x/sys/unix"

	"yizhan/hub"
)

// Who told the time.
const (
	sourceNTP    = "ntp"
	sourceCounty = "county"
	sourceStaff  = "staff"
	sourcePhone  = "phone"
	sourcePeers  = "peers"
)

// kernelKnows says whether the machine's clock is disciplined by NTP: the kernel
// clears STA_UNSYNC for as long as a daemon vouches for it (adjtimex(2)).
var kernelKnows = func() bool {
	var t unix.Timex
	state, err := unix.Adjtimex(&t)
	return err == nil && state != unix.TIME_ERROR && t.Status&unix.STA_UNSYNC == 0
}

// askKernel takes the machine's time while NTP vouches for it.
func (b *Box) askKernel(ctx context.Context, c *clock) {
	if !kernelKnows() {
		return
	}
	at := c.machine().Round(0)
	source, _, _ := c.stand()
	if now := c.Now(); now.Quality == hub.ClockCounty && source == sourceNTP && at.Sub(now.Wall).Abs() < blink {
		return
	}
	b.learnTime(ctx, c, at, hub.ClockCounty, sourceNTP)
}

// countyTime is when the county was last asked.
type countyTime struct{ next time.Duration }

const (
	askCountyAgain = 6 * time.Hour   // a cheap crystal loses a second in that
	askCountySoon  = 5 * time.Minute // after it did not say
	countyPatience = 10 * time.Second
)

// askCounty reads the county's Date header while the exchange with it runs: one
// request without a body. What it says is no earlier than what it has signed.
func (b *Box) askCounty(ctx context.Context, c *clock, asked *countyTime) {
	if b.isCounty() || c.steady() < asked.next || !b.countyIsThere() {
		return
	}
	if source, _, _ := c.stand(); source == sourceNTP {
		return
	}
	asked.next = c.steady() + askCountySoon
	for _, url := range b.countyURLs() {
		at, ok := dateOf(ctx, url)
		signed, _ := b.claims.says(c.byItself())
		if !ok || at.Add(nearEnough).Before(signed.Add(c.steady())) {
			continue
		}
		asked.next = c.steady() + askCountyAgain
		b.learnTime(ctx, c, at, hub.ClockCounty, sourceCounty)
		return
	}
}

// countyIsThere says whether the county itself, by its key, is connected now.
func (b *Box) countyIsThere() bool {
	e := b.net.engine.Load()
	if e == nil {
		return false
	}
	for _, p := range e.Status().Peers {
		if p.Connected && (syncTrust{b.trust}).County(p.Key) {
			return true
		}
	}
	return false
}

// dateOf is the time that a server says it is, in the middle of question and answer.
func dateOf(ctx context.Context, url string) (time.Time, bool) {
	ctx, cancel := context.WithTimeout(ctx, countyPatience)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodHead, strings.TrimRight(url, "/")+"/healthz", nil)
	if err != nil {
		return time.Time{}, false
	}
	began := time.Now()
	res, err := http.DefaultTransport.RoundTrip(req) // no redirects: a portal's time is nobody's
	if err != nil {
		return time.Time{}, false
	}
	res.Body.Close()
	at, err := http.ParseTime(res.Header.Get("Date"))
	if err != nil || res.StatusCode != http.StatusOK {
		return time.Time{}, false
	}
	// The header counts whole seconds: half of one is the best guess.
	return at.Add(time.Since(began)/2 + time.Second/2), true
}
