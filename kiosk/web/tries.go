package web

import (
	"net/netip"
	"sync"
	"time"
)

// remembered is how many addresses are at most.
const remembered = 512

// Tries counts what each address has tried: so much at a stretch, and one more every so
// often. Set Burst and Every once, before the first.
type Tries struct {
	Burst float64
	Every time.Duration

	mu    sync.Mutex
	tried map[netip.Prefix]Attempts
}

// Attempts is a bucket that empties by one every so often.
type Attempts struct {
	level float64
	at    time.Duration // since some beginning, which no clock turns back
}

// Take says whether one more is allowed at a moment.
func (a *Attempts) Take(now time.Duration, burst float64, every time.Duration) bool {
	a.level = max(0, a.level-float64(now-a.at)/float64(every))
	a.at = now
	if a.level > burst-1 {
		return false
	}
	a.level++
	return true
}

// Count says whether an address, as a request has it, may try once more now.
func (t *Tries) Count(remote string, now time.Duration) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.tried == nil {
		t.tried = map[netip.Prefix]Attempts{}
	}
	from := NetworkOf(remote)
	a, known := t.tried[from]
	if !known && len(t.tried) >= remembered {
		t.forget()
	}
	ok := a.Take(now, t.Burst, t.Every)
	t.tried[from] = a
	return ok
}

// Back gives an attempt back that was none.
func (t *Tries) Back(remote string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	from := NetworkOf(remote)
	if a, known := t.tried[from]; known {
		a.level = max(0, a.level-1)
		t.tried[from] = a
	}
}

// Clear forgets all of them.
func (t *Tries) Clear() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.tried = nil
}

// forget drops the address that has been silent the longest.
func (t *Tries) forget() {
	var oldest netip.Prefix
	at := time.Duration(-1)
	for p, a := range t.tried {
		if at < 0 || a.at < at {
			oldest, at = p, a.at
		}
	}
	delete(t.tried, oldest)
}

// NetworkOf is whom an address counts for: an IPv6 phone has a whole /64 to itself. What
// is no address counts together.
func NetworkOf(remote string) netip.Prefix {
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
