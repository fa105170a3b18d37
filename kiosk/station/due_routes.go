package station

import "net/http"

// dueRoutes are what has to be done by when: lists, and the pages that note it or put
// it off. An item's code may have a part after a stroke.
func (s *Station) dueRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /todo/soon", s.signed(s.todoSoon))
	mux.HandleFunc("GET /todo/late", s.signed(s.todoLate))
	mux.HandleFunc("GET /todo/before", s.signed(s.todoBefore))
	mux.HandleFunc("GET /todo/{when}/{group}", s.signed(s.dueGroup))
	mux.HandleFunc("POST /todo/{when}/{group}/undo", s.signed(s.dueGroupUndo))

	mux.HandleFunc("GET /child/{child}/due", s.signed(s.dueChild))
	mux.HandleFunc("POST /child/{child}/due/undo", s.signed(s.dueChildUndo))
	mux.HandleFunc("GET /child/{child}/doses", s.signed(s.dosesShow))
	mux.HandleFunc("POST /child/{child}/doses", s.signed(s.dosesTake))
	mux.HandleFunc("POST /child/{child}/doses/undo", s.signed(s.dosesUndo))
	mux.HandleFunc("GET /child/{child}/signs/{months}", s.signed(s.signsShow))
	mux.HandleFunc("POST /child/{child}/signs/{months}", s.signed(s.signsTake))
	mux.HandleFunc("GET /child/{child}/signs/{months}/seen", s.signed(s.signsSeen))

	mux.HandleFunc("GET /due/{subject}/{item...}", s.signed(s.noteShow))
	mux.HandleFunc("POST /due/{subject}/{item...}", s.signed(s.noteTake))
	mux.HandleFunc("GET /put/{subject}/{item...}", s.signed(s.putShow))
	mux.HandleFunc("POST /put/{subject}/{item...}", s.signed(s.putTake))
}
