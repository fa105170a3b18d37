// Package kiosk puts the screens on their listeners: which routes there are, and
// what is answered while the box still opens.
package kiosk

import (
	"context"
	"log/slog"
	"net/http"

	"yizhan/kiosk/asset"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// Routes is a set of pages: the station's, or the county's.
type Routes interface {
	Routes(mux *http.ServeMux)
}

// Options are a listener's.
type Options struct {
	Hosts []string                    // names by which this box is called, besides localhost and addresses
	Ping  func(context.Context) error // a sign of life of the database, for /healthz
	Dev   bool                        // open the storybook
	Log   *slog.Logger
}

// Handler is everything that a listener answers once the box is open.
func Handler(pages Routes, o Options) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /asset/", asset.Handler())
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) {
		if err := o.Ping(r.Context()); err != nil {
			o.Log.Error("database did not answer", "cause", err)
			http.Error(w, "no", http.StatusServiceUnavailable)
			return
		}
		_, _ = w.Write([]byte("ok\n")) // whoever asked and went away needs no answer
	})
	pages.Routes(mux)
	if o.Dev {
		storybook(mux)
	}
	return web.Guard(web.OwnHosts(o.Hosts...), o.Log, mux)
}

// Starting answers while the store still opens: a page that asks again by itself.
func Starting(log *slog.Logger) http.Handler {
	return shut("starting", page.Starting{Word: "正在打开，马上就好", Lines: []string{"记录多的时候要等一会儿，不用关机"}}, log)
}

// Waiting answers while a box cannot open its folder, and why: it says what to do, and
// asks again by itself.
func Waiting(why error, log *slog.Logger) http.Handler {
	p, _ := web.Unopened(why)
	return shut("waiting", p, log)
}

// shut answers every address with one page while there is no other.
func shut(health string, view page.Starting, log *slog.Logger) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /asset/", asset.Handler())
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, health, http.StatusServiceUnavailable)
	})
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Retry-After", "2")
		web.Render(w, r, log, http.StatusServiceUnavailable, view)
	})
	return web.Guard(web.OwnHosts(), log, mux)
}

// Locked answers while a box waits for somebody to open it: its own routes, and the
// reason for whoever asks how it is.
func Locked(pages Routes, log *slog.Logger) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /asset/", asset.Handler())
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "locked: 停电后要先开锁", http.StatusServiceUnavailable)
	})
	pages.Routes(mux)
	return web.Guard(web.OwnHosts(), log, mux)
}

// Public is everything that the county's public listener answers: its pages and their
// stylesheet, and nothing of the desk's.
func Public(pages Routes, own func(host string) bool, log *slog.Logger) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /asset/", asset.Portal())
	pages.Routes(mux)
	return web.Guard(own, log, mux)
}

// Phones is everything that the listener of families' phones answers: their pages and what
// these load, under names that are the box's own, and nothing of the kiosk's. own says
// which hosts those are: localhost is nobody's but the kiosk's.
func Phones(pages Routes, own func(host string) bool, log *slog.Logger) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /asset/", asset.Phone())
	pages.Routes(mux)
	return web.Guard(own, log, mux)
}
