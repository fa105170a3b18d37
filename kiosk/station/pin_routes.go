package station

import "net/http"

// pinRoutes let people in and out: PIN, the reset by telephone, the cover.
func (s *Station) pinRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /pin", s.always(s.pinShow))
	mux.HandleFunc("POST /pin", s.always(s.pinTry))
	mux.HandleFunc("GET /pin/reset", s.always(s.resetShow))
	mux.HandleFunc("POST /pin/reset", s.always(s.resetTry))
	mux.HandleFunc("GET /pin/new", s.signed(s.pinNewShow))
	mux.HandleFunc("POST /pin/new", s.always(s.pinNew))
	mux.HandleFunc("GET /cover", s.always(s.coverShow))
	mux.HandleFunc("GET /out", s.always(s.signOut))
	mux.HandleFunc("POST /out", s.always(s.signOut))
}
