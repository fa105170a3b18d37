package web

import (
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"
)

// What the county's two public rooms share: they stand on one listener, open to anybody.

// PublicPolicy is stricter than the kiosk's: there is no script, and nothing is fetched.
const PublicPolicy = "default-src 'none'; style-src 'self'; media-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; img-src data:"

// PicturePolicy is that of the one public page with a picture of its own.
const PicturePolicy = PublicPolicy + " 'self'"

// MostPublicPost is the most bytes of a post there: the longest text in its widest writing.
const MostPublicPost = 16 << 10

// Gate counts by address, and all together.
type Gate struct {
	tries *Tries
	mu    sync.Mutex
	all   Attempts
	burst float64 // of all; 0: no bound
	every time.Duration
}

// NewGate lets every address in so often, and of all together so many; no bound for all
// where burst is 0.
func NewGate(tries *Tries, burst float64, every time.Duration) *Gate {
	return &Gate{tries: tries, burst: burst, every: every}
}

// Enter says whether one more is let in. An address that is stopped takes nothing from all.
func (g *Gate) Enter(client string, now time.Duration) bool {
	if !g.tries.Count(client, now) {
		return false
	}
	if g.burst == 0 {
		return true
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.all.Take(now, g.burst, g.every)
}

// Behind are proxies that stand before a listener, whose word on a request is taken; none:
// nobody's.
type Behind []netip.Prefix

// Client is whom a request counts for: what a proxy that is trusted wrote last into its
// header, or else who holds the connection.
func (b Behind) Client(r *http.Request) string {
	if ip, err := netip.ParseAddr(b.said(r, "X-Forwarded-For")); err == nil {
		return netip.AddrPortFrom(ip, 0).String()
	}
	return r.RemoteAddr
}

// Secure says whether the phone came by TLS, here or at the proxy.
func (b Behind) Secure(r *http.Request) bool {
	return r.TLS != nil || strings.EqualFold(b.said(r, "X-Forwarded-Proto"), "https")
}

// said is what a proxy that is trusted wrote last into a header: what stands before it the
// phone may have made up.
func (b Behind) said(r *http.Request, header string) string {
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return ""
	}
	for _, trusted := range b {
		if said := r.Header.Values(header); trusted.Contains(at.Addr().Unmap()) && len(said) > 0 {
			last := said[len(said)-1]
			return strings.TrimSpace(last[strings.LastIndexByte(last, ',')+1:])
		}
	}
	return ""
}

// Telephone is a number as it is dialled and as it is read; neither if it is none.
func Telephone(text string) (tel, call string) {
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9':
			tel += string(r)
		case !strings.ContainsRune("-— 　()（）", r):
			return "", ""
		}
	}
	if tel == "" {
		return "", ""
	}
	return tel, text
}
