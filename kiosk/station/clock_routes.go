package station

import (
	"context"
	"net/http"
	"time"
)

// Self is what the box keeps to itself: its time, and what it did at night.
type Self interface {
	// TellTime takes what somebody says, or her phone. Errors: CodeInvalid for a time
	// that cannot be, CodeConflict where the county has said already.
	TellTime(ctx context.Context, at time.Time, phone bool) error
	// MayAskTime says whether the one question of today is still to be put; AskedTime
	// that it was.
	MayAskTime(ctx context.Context) (bool, error)
	AskedTime(ctx context.Context) error
	Nights(ctx context.Context) ([]Night, error)
}

// Night is a work of the night: when it last ran, and the key of what was the matter.
type Night struct {
	Name    string
	Ran     time.Time
	Outcome string // "" all went well
}

// clockRoutes are the questions about the time.
func (s *Station) clockRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /clock", s.open(s.clockShow))
	mux.HandleFunc("POST /clock", s.open(s.clockTake))
	mux.HandleFunc("GET /clock/day", s.signed(s.clockDaySet))
	mux.HandleFunc("POST /clock/day", s.signed(s.clockDayTaken))
	mux.HandleFunc("GET /clock/time", s.signed(s.clockTimeSet))
	mux.HandleFunc("POST /clock/time", s.signed(s.clockTimeTaken))
	mux.HandleFunc("POST /clock/phone", s.signed(s.clockPhone))
	mux.HandleFunc("GET /clock/days", s.signed(s.clockDays))
	mux.HandleFunc("POST /clock/days", s.signed(s.clockDaysTake))
	mux.HandleFunc("GET /clock/days/{doubt}", s.signed(s.clockDay))
	mux.HandleFunc("POST /clock/days/{doubt}", s.signed(s.clockDayTake))
}
