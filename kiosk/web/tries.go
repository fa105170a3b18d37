package web

import (
	"net/netip"
	"time"
)

// Tries counts what each address has tried.
type Tries struct{ Counts[netip.Prefix] }

// NewTries lets an address try so much at a stretch, and once more every so often.
func NewTries(burst float64, every time.Duration) *Tries {
	return &Tries{Counts[netip.Prefix]{Burst: burst, Every: every}}
}

// Count says whether an address, as a request has it, may try once more now.
func (t *Tries) Count(remote string, now time.Duration) bool { return t.Take(NetworkOf(remote), now) }

// Back gives an attempt back that was none.
func (t *Tries) Back(remote string) { t.Return(NetworkOf(remote)) }

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
