// Package web is what every listener shares: which hosts and origins are
// answered, the headers of every page, how an error becomes a status and a
// sentence, and the live channel. It knows no use case.
package web

import (
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"

	"yizhan/hub"
)

// MaxForm is the most bytes of an ordinary form post; uploads say their own.
const MaxForm = 1 << 20

// policy lets a page load from its own address only, and run no inline script.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; media-src 'self'; " +
	"connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

// Guard stands before a listener's routes: it answers the hosts that are ours
// only, which stops DNS rebinding (an Origin check alone lets it pass), refuses
// posts from other sites, bounds bodies, sets the headers of every page, and
// turns a panic into a page that says so.
func Guard(own func(host string) bool, log *slog.Logger, next http.Handler) http.Handler {
	crossOrigin := http.NewCrossOriginProtection()
	guarded := crossOrigin.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !IsUpload(r) {
			r.Body = http.MaxBytesReader(w, r.Body, MaxForm)
		}
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin") // no-referrer makes a form's Origin null on plain http, which crossOrigin refuses
		h.Set("Cache-Control", "no-store")
		defer func() {
			if p := recover(); p == http.ErrAbortHandler {
				panic(p) // how a handler says that the connection is of no use
			} else if p != nil {
				log.Error("page panicked", "method", r.Method, "cause", p)
				Fail(w, r, log, hub.E(hub.CodeInternal, "web.broken"))
			}
		}()
		next.ServeHTTP(w, r)
	}))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !own(hostOnly(r.Host)) {
			http.Error(w, "这个地址不是本机的。", http.StatusMisdirectedRequest)
			return
		}
		guarded.ServeHTTP(w, r)
	})
}

// OwnHosts allows names and the addresses that a listener was given. IP literals
// are safe from rebinding, which needs a name.
func OwnHosts(names ...string) func(host string) bool {
	allowed := map[string]bool{"localhost": true}
	for _, n := range names {
		allowed[strings.ToLower(n)] = true
	}
	return func(host string) bool {
		return net.ParseIP(strings.Trim(host, "[]")) != nil || allowed[strings.ToLower(host)]
	}
}

// ListenerHosts allows a name, and of addresses those that the listener has: all of the
// machine's where it listens on all.
func ListenerHosts(at net.Addr, name string) func(host string) bool {
	tcp, _ := at.(*net.TCPAddr)
	return func(host string) bool {
		ip := net.ParseIP(strings.Trim(host, "[]"))
		switch {
		case ip == nil:
			return strings.EqualFold(host, name)
		case tcp == nil:
			return false
		case !tcp.IP.IsUnspecified():
			return ip.Equal(tcp.IP)
		}
		mine, err := net.InterfaceAddrs() // asked each time: the Wi-Fi may have come up since
		return err == nil && slices.ContainsFunc(mine, func(a net.Addr) bool {
			n, ok := a.(*net.IPNet)
			return ok && ip.Equal(n.IP)
		})
	}
}

func hostOnly(host string) string {
	if h, _, err := net.SplitHostPort(host); err == nil {
		return h
	}
	return host
}
