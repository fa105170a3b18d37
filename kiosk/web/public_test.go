package web

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"
)

// Whom a bound counts for: whoever holds the connection, unless that is a proxy that the
// county named; then the address that the proxy itself wrote, which is the last.
func TestWhomABoundCounts(t *testing.T) {
	proxies := []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}
	for _, c := range []struct {
		name, remote, said string
		behind             []netip.Prefix
		want               string
	}{
		{"no proxy", "203.0.113.7:1000", "", nil, "203.0.113.7:1000"},
		{"a phone makes one up", "203.0.113.7:1000", "10.0.0.1", proxies, "203.0.113.7:1000"},
		{"nobody is trusted", "127.0.0.1:1000", "203.0.113.9", nil, "127.0.0.1:1000"},
		{"the proxy's word", "127.0.0.1:1000", "203.0.113.9", proxies, "203.0.113.9:0"},
		{"the phone's word before it", "127.0.0.1:1000", "1.2.3.4, 203.0.113.9", proxies, "203.0.113.9:0"},
		{"no word", "127.0.0.1:1000", "", proxies, "127.0.0.1:1000"},
		{"nonsense", "127.0.0.1:1000", "1.2.3.4, unknown", proxies, "127.0.0.1:1000"},
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = c.remote
		if c.said != "" {
			r.Header.Set("X-Forwarded-For", c.said)
		}
		if got := Behind(c.behind).Client(r); got != c.want {
			t.Errorf("%s: counts for %s, want %s", c.name, got, c.want)
		}
	}
}
