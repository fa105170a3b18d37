package station

import (
	"net/http"

	"yizhan/hub"
)

// roundRoutes are 体检日: the doctor sees the children of a station one after the other.
func (s *Station) roundRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /round", s.signed(s.roundShow))
	mux.HandleFunc("GET /round/where", s.signed(s.roundWhere))
	mux.HandleFunc("GET /round/looks", s.signed(s.roundLooks))
	mux.HandleFunc("POST /round/looks", s.signed(s.roundLook))
	mux.HandleFunc("GET /round/end", s.signed(s.roundEnd))
	mux.HandleFunc("POST /round/child/{child}/undo", s.signed(s.roundUndo))
	mux.HandleFunc("POST /round/slips", s.signed(s.roundSlips))
	mux.HandleFunc("GET /round/child/{child}", s.signed(s.roundChild))
	mux.HandleFunc("POST /round/child/{child}", s.signed(s.roundTake))
}

func roundAt(child hub.ID) string { return "/round/child/" + child.String() }
