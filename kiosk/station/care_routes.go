package station

import "net/http"

// careRoutes are the day of the children in the house: what they ate, how they slept.
func (s *Station) careRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /care", s.signed(s.careShow))
	mux.HandleFunc("POST /care/undo", s.signed(s.careUndo))
	mux.HandleFunc("GET /care/note/{thing}", s.signed(s.careNoteShow))
	mux.HandleFunc("POST /care/note/{thing}", s.signed(s.careNoteTake))
}
