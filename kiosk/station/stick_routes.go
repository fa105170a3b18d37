package station

import (
	"context"
	"net/http"

	"yizhan/hub"
)

// Sticks is the USB sticks that are plugged in, and what is done with them.
type Sticks interface {
	Sticks() []hub.StickStand
	// Start takes in what a stick brings and writes what it is to carry away, and
	// returns at once. All writes everything, for a hub that begins with nothing.
	Start(ctx context.Context, actor hub.Actor, id string, townships []string, all bool) error
	// Stop ends it; what was finished counts.
	Stop()
	// Leave puts a result away.
	Leave(id string)
	// Save puts a file on the stick that was plugged in last and reads it back; saved
	// is its name there.
	Save(ctx context.Context, name string, body []byte) (saved string, err error)
}

// stickRoutes carry records where no network goes.
func (s *Station) stickRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /stick", s.signed(s.stickShow))
	mux.HandleFunc("POST /stick", s.signed(s.stickStart))
	mux.HandleFunc("POST /stick/stop", s.signed(s.stickStop))
	mux.HandleFunc("POST /stick/done", s.signed(s.stickDone))
}
