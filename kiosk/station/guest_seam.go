package station

import (
	"context"
	"net/http"

	"yizhan/hub"
	"yizhan/kiosk/page"
)

// Guests lets in for a day whoever does not work here.
type Guests interface {
	// Today are those whose day is not over, by name.
	Today(ctx context.Context) ([]Guest, error)
	// Badge reads a badge as a scanner typed it; it opens nothing yet. Errors:
	// CodeInvalid and CodeUntrusted, each saying why it does not count here.
	Badge(ctx context.Context, figures string) (Guest, error)
	// Prove is one try at its PIN. Errors: as Badge, and CodeInvalid of the PIN.
	Prove(ctx context.Context, figures, pin string) (Guest, error)
	// May says whether the 站长 may let in somebody of that name and role.
	May(by hub.Actor, name string, role hub.Role) error
	// LetIn gives whom Prove answered, or May allowed, her tile at the site that by acts
	// for, with this PIN, and begins her session.
	LetIn(ctx context.Context, by hub.Actor, request hub.ID, g Guest, pin string) (token string, err error)
	// Out ends a visit before midnight: one's own, or anybody's by the 站长.
	Out(ctx context.Context, by hub.Actor, who hub.ID) error
}

// Guest is a visitor. Made is her badge's; 0: she has none.
type Guest struct {
	ID     hub.ID
	Name   string
	Role   hub.Role
	Made   int64
	Unsure bool // the box does not know the day, and cannot tell whether the badge is too old
}

// badgePIN is how long the PIN of a badge is: longer than the day's, for the badge is
// carried about.
const badgePIN = 6

// guestRoutes let visitors in, and out.
func (s *Station) guestRoutes(mux *http.ServeMux) {
	if s.Guests == nil {
		return
	}
	mux.HandleFunc("GET /badge", s.open(s.badgeAsk))
	mux.HandleFunc("POST /badge", s.open(s.badgeRead))
	mux.HandleFunc("POST /badge/pin", s.open(s.badgeTry))
	mux.HandleFunc("POST /badge/out", s.signed(s.guestGone))
	mux.HandleFunc("GET /settings/guests", s.mayRun(s.guestList))
	mux.HandleFunc("POST /settings/guests", s.mayRun(s.guestDo))
	mux.HandleFunc("GET /settings/guests/new", s.mayRun(s.guestNewName))
	mux.HandleFunc("POST /settings/guests/new", s.mayRun(s.guestNewNamed))
	mux.HandleFunc("GET /settings/guests/new/from", s.mayRun(s.guestNewFrom))
	mux.HandleFunc("POST /settings/guests/new/from", s.mayRun(s.guestNewChosen))
}

// guestsToday are visitors' tiles; none where nobody is let in.
func (s *Station) guestsToday(v *visit) ([]Guest, error) {
	if s.Guests == nil {
		return nil, nil
	}
	return s.Guests.Today(v.ctx())
}

// guestFrom is where a visitor comes from: 县里, 镇里, 卫生院, 代班.
func (s *Station) guestFrom(role hub.Role) string { return s.wordOf("let-in", "role", string(role)) }

// guestTile is a visitor among those who work here.
func (s *Station) guestTile(g Guest) page.Person {
	return page.Person{ID: g.ID.String(), Name: g.Name, Word: "今天 · " + s.guestFrom(g.Role), Peg: page.PegOf("", g.ID)}
}
