package station

import "net/http"

// importRoutes bring a roster in and take one away; both are the 站长's.
func (s *Station) importRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /import", s.signed(s.importFile))
	mux.HandleFunc("POST /import", s.signed(s.importRead))
	mux.HandleFunc("GET /import/{job}/columns", s.signed(s.importColumns))
	mux.HandleFunc("POST /import/{job}/columns", s.signed(s.importColumn))
	mux.HandleFunc("GET /import/{job}/column/{no}", s.signed(s.importMeaning))
	mux.HandleFunc("POST /import/{job}/column/{no}", s.signed(s.importMeant))
	mux.HandleFunc("GET /import/{job}", s.signed(s.importShow))
	mux.HandleFunc("POST /import/{job}", s.signed(s.importAct))
	mux.HandleFunc("GET /import/{job}/bad.xlsx", s.signed(s.importBad))

	mux.HandleFunc("GET /export", s.signed(s.exportAsk))
	mux.HandleFunc("POST /export", s.signed(s.exportWrite))
}
