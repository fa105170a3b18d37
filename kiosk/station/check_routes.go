package station

import "net/http"

// checkRoutes are 晨午检: as open as the 登记台, with names and pictures only.
func (s *Station) checkRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /check", s.open(s.checkShow))
	mux.HandleFunc("POST /check", s.open(s.checkTap))
	mux.HandleFunc("GET /check/child/{id}", s.open(s.checkOdd))
	mux.HandleFunc("POST /check/child/{id}", s.open(s.checkOddTap))
	mux.HandleFunc("GET /check/back/{id}", s.open(s.checkBack))
	mux.HandleFunc("POST /check/back/{id}", s.open(s.checkBackTap))
}
