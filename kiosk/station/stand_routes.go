package station

import "net/http"

// standRoutes say how things stand, explain the pages, and answer every address
// that nobody else does.
func (s *Station) standRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /state", s.open(s.stateShow))
	s.soundRoutes(mux)
	s.playRoutes(mux)
	mux.HandleFunc("GET /safety", s.signed(s.safetyShow))
	mux.HandleFunc("GET /help/{key}", s.always(s.helpShow))
	mux.HandleFunc("/", s.open(s.lost))
}
