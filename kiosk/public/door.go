package public

import (
	"net/http"
	"net/netip"
	"sync"
	"time"
)

// How often a phone may try a card. No secret of 128 bits is found by trying; the bounds
// keep a phone that tries all the same from taking the box away from the desk.
const (
	burst     = 10              // cards at a stretch: a family with its children, and slips
	every     = 6 * time.Second // and one more
	addresses = 512             // remembered at most
	atOnce    = 2               // read side by side
)

// door counts what each address has tried.
type door struct {
	began time.Time
	turns chan struct{}
	burst float64
	every time.Duration

	mu    sync.Mutex
	tried map[netip.Prefix]attempts
}

// attempts is a bucket that empties by one every so often.
type attempts struct {
	level float64
	at    time.Duration // since began, which no clock turns back
}

// enter lets a request in, in its turn; leave has to be called after. A phone that gives
// up waiting is not let in.
func (d *door) enter(r *http.Request) (leave func(), ok bool) {
	if !d.count(r.RemoteAddr, time.Since(d.began)) {
		return nil, false
	}
	select {
	case d.turns <- struct{}{}:
		return func() { <-d.turns }, true
	case <-r.Context().Done():
		return nil, false
	}
}

// count says whether an address may try once more now.
func (d *door) count(remote string, now time.Duration) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.tried == nil {
		d.tried = map[netip.Prefix]attempts{}
	}
	from := networkOf(remote)
	a, known := d.tried[from]
	if !known && len(d.tried) >= addresses {
		d.forget()
	}
	ok := a.take(now, d.burst, d.every)
	d.tried[from] = a
	return ok
}

// take says whether one more is allowed at a moment: so many at a stretch, and one every
// so often.
func (a *attempts) take(now time.Duration, burst float64, every time.Duration) bool {
	a.level = max(0, a.level-float64(now-a.at)/float64(every))
	a.at = now
	if a.level > burst-1 {
		return false
	}
	a.level++
	return true
}

// back gives an attempt back that was none.
func (d *door) back(remote string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	from := networkOf(remote)
	if a, known := d.tried[from]; known {
		a.level = max(0, a.level-1)
		d.tried[from] = a
	}
}

// forget drops the address that has been silent the longest.
func (d *door) forget() {
	var oldest netip.Prefix
	at := time.Duration(-1)
	for p, a := range d.tried {
		if at < 0 || a.at < at {
			oldest, at = p, a.at
		}
	}
	delete(d.tried, oldest)
}

// networkOf is whom an address counts for: an IPv6 phone has a whole /64 to itself. What
// is no address counts together.
func networkOf(remote string) netip.Prefix {
	at, err := netip.ParseAddrPort(remote)
	if err != nil {
		return netip.Prefix{}
	}
	ip, bits := at.Addr().Unmap().WithZone(""), 32
	if ip.Is6() {
		bits = 64
	}
	p, _ := ip.Prefix(bits) // as long as such an address
	return p
}
