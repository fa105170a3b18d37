package station

import (
	"context"
	"net/http"

	"yizhan/hub"
	"yizhan/hub/desk"
)

// Hubs says whom an order to erase has to reach.
type Hubs interface {
	Holders(ctx context.Context, lane hub.Lane) ([]desk.Holder, error)
}

// eraseRoutes are a family that asks to stop using, or to erase, what is kept of its
// child, and what became of that.
func (s *Station) eraseRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /child/{child}/erase", s.signed(s.eraseShow))
	mux.HandleFunc("POST /child/{child}/erase", s.signed(s.eraseTake))
	mux.HandleFunc("GET /erasing", s.signed(s.erasingList))
	mux.HandleFunc("GET /erasing/{id}", s.signed(s.erasingShow))
	mux.HandleFunc("POST /erasing/{id}", s.signed(s.erasingBack))
	mux.HandleFunc("GET /erasing/{id}/notice", s.signed(s.erasingNotice))
	mux.HandleFunc("POST /erasing/{id}/notice", s.signed(s.erasingPaper))
}

func erasingAt(id hub.ID) string { return "/erasing/" + id.String() }
