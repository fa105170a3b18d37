package clock

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
	SourceNTP    = "ntp"
	SourceCounty = "county"
	SourceStaff  = "staff"
	SourcePhone  = "phone"
	SourcePeers  = "peers"
)

// kernelKnows says whether the machine's clock is disciplined by NTP: the kernel
// clears STA_UNSYNC for as long as a daemon vouches for it (adjtimex(2)).
var kernelKnows = func() bool {
	var t unix.Timex
	state, err := unix.Adjtimex(&t)
	return err == nil && state != unix.TIME_ERROR && t.Status&unix.STA_UNSYNC == 0
}

// heedKernel takes the machine's time while NTP vouches for it.
func (k *Keeper) heedKernel(ctx context.Context) {
	if !kernelKnows() {
		return
	}
	at := k.Clock.machine().Round(0)
	source, _, _ := k.Clock.Stand()
	if now := k.Clock.Now(); now.Quality == hub.ClockCounty && source == SourceNTP && at.Sub(now.Wall).Abs() < blink {
		return
	}
	k.Learn(ctx, at, hub.ClockCounty, SourceNTP)
}

const (
	askCountyAgain = 6 * time.Hour   // a cheap crystal loses a second in that
	askCountySoon  = 5 * time.Minute // after it did not say
	countyPatience = 10 * time.Second
)

// heedCounty reads the county's Date header while the exchange with it runs: one
// request without a body. What it says is no earlier than what it has signed.
func (k *Keeper) heedCounty(ctx context.Context) {
	now := k.Clock.steady()
	if now < k.askCounty {
		return
	}
	urls := k.Box.County()
	if source, _, _ := k.Clock.Stand(); urls == nil || source == SourceNTP {
		return
	}
	k.askCounty = now + askCountySoon
	for _, url := range urls {
		at, ok := dateOf(ctx, url)
		signed, _ := k.claims.says(k.Clock.byItself())
		if !ok || at.Add(nearEnough).Before(signed.Add(k.Clock.steady())) {
			continue
		}
		k.askCounty = now + askCountyAgain
		k.Learn(ctx, at, hub.ClockCounty, SourceCounty)
		return
	}
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
