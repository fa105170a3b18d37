package station

import "net/http"

// illRoutes are fever, illness, several children at once and who does not come: with a
// PIN, for there stand telephone numbers and what a child has.
func (s *Station) illRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /ill", s.signed(s.illList))
	mux.HandleFunc("GET /ill/{id}", s.signed(s.illShow))
	mux.HandleFunc("POST /ill/{id}", s.signed(s.illDo))
	mux.HandleFunc("GET /ill/{id}/what", s.signed(s.illWhat))
	mux.HandleFunc("POST /ill/{id}/what", s.signed(s.illWhatSay))
	mux.HandleFunc("GET /ill/{id}/temp", s.signed(s.illTemp))
	mux.HandleFunc("POST /ill/{id}/temp", s.signed(s.illTempTake))
	mux.HandleFunc("GET /call/{id}", s.signed(s.callShow))
	mux.HandleFunc("POST /call/{id}", s.signed(s.callTap))
	mux.HandleFunc("GET /absent", s.signed(s.absentList))
	mux.HandleFunc("POST /absent", s.signed(s.absentUndo))
	mux.HandleFunc("GET /cluster", s.signed(s.clusterShow))
	mux.HandleFunc("POST /cluster", s.signed(s.clusterTell))
}
