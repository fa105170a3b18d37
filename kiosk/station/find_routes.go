package station

import "net/http"

// findRoutes look for a child. What is looked for goes by post: no name and no
// number stands in an address.
func (s *Station) findRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /find", s.signed(s.findShow))
	mux.HandleFunc("POST /find", s.signed(s.findPress))
	mux.Handle("POST /ime", s.writing())
}
