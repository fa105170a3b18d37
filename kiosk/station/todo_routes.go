package station

import "net/http"

// todoRoutes are 待办, and the lists that it leads to.
func (s *Station) todoRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /todo", s.signed(s.todoList))
	mux.HandleFunc("POST /todo/undo", s.signed(s.todoUndo))
	mux.HandleFunc("GET /bulletins", s.signed(s.bulletinList))
	mux.HandleFunc("POST /bulletins", s.signed(s.bulletinRead))
	mux.HandleFunc("GET /gaps", s.signed(s.gapList))
}
