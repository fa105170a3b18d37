package box

import (
	"context"
	"net"
	"slices"
	"time"
)

// nudgeEvery is how soon it is noticed that a cable is in again or that the county
// has another address.
const nudgeEvery = 10 * time.Second

// nudge calls again until ctx ends, each time that the ways to the county change: it
// is tried at once then, however long the wait between attempts has become.
func nudge(ctx context.Context, ways func() []string, again func()) error {
	tick := time.NewTicker(nudgeEvery)
	defer tick.Stop()
	last := ways()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		if now := ways(); !slices.Equal(now, last) {
			last = now
			again()
		}
	}
}

// ways to the county are its addresses and this machine's. Where the machine does not tell
// its own, only the county's count.
func (b *Box) ways() []string {
	out := slices.Clone(b.countyURLs())
	here, err := net.InterfaceAddrs()
	if err != nil {
		return out
	}
	for _, a := range here {
		out = append(out, a.String())
	}
	return out
}
