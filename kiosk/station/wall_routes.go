package station

import "net/http"

// wallRoutes are the 登记台, and what a tap on it may lead to.
func (s *Station) wallRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /wall", s.open(func(v *visit) error { return v.see("/wall/morning") }))
	mux.HandleFunc("GET /wall/morning", s.open(s.wallMorning))
	mux.HandleFunc("GET /wall/evening", s.open(s.wallEvening))
	mux.HandleFunc("GET /wall/missing", s.open(s.wallMissing))
	mux.HandleFunc("POST /wall/morning", s.open(s.wallArrive))
	mux.HandleFunc("POST /wall/evening", s.open(s.wallLeave))
	mux.HandleFunc("GET /wall/absent", s.open(s.wallAbsent))
	mux.HandleFunc("POST /wall/absent", s.open(s.wallAbsentNote))
	mux.HandleFunc("GET /wall/pickup", s.open(s.wallPickup))
	mux.HandleFunc("GET /wall/gone", s.open(s.wallGone))
	mux.HandleFunc("GET /wall/child/{id}", s.open(s.wallChild))
	mux.HandleFunc("POST /wall/child/{id}", s.open(s.wallChildFix))
	mux.HandleFunc("GET /wall/stranger", s.signed(s.strangerShow))
	mux.HandleFunc("POST /wall/stranger", s.signed(s.strangerNote))
	mux.HandleFunc("GET /wall/stranger/name", s.signed(s.strangerName))
	mux.HandleFunc("POST /wall/stranger/name", s.signed(s.strangerNameWrite))
}
