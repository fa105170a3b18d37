package station

import "net/http"

// staffRoutes are who works here, and oneself.
func (s *Station) staffRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /me", s.signed(s.meShow))
	mux.HandleFunc("GET /settings/staff", s.mayRun(s.staffList))
	mux.HandleFunc("GET /settings/staff/new", s.mayRun(s.staffNewName))
	mux.HandleFunc("POST /settings/staff/new", s.mayRun(s.staffNewNamed))
	mux.HandleFunc("GET /settings/staff/new/peg", s.mayRun(s.staffNewPeg))
	mux.HandleFunc("POST /settings/staff/new/peg", s.mayRun(s.staffNewPegged))
	mux.HandleFunc("GET /settings/staff/{id}", s.signed(s.staffShow))
	mux.HandleFunc("POST /settings/staff/{id}", s.signed(s.staffDo))
	mux.HandleFunc("GET /settings/staff/{id}/name", s.signed(s.staffName))
	mux.HandleFunc("POST /settings/staff/{id}/name", s.signed(s.staffNamed))
	mux.HandleFunc("GET /settings/staff/{id}/peg", s.signed(s.staffPeg))
	mux.HandleFunc("POST /settings/staff/{id}/peg", s.signed(s.staffPegged))
}
