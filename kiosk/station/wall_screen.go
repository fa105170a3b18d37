package station

import (
	"context"
	"net/http"
	"strings"
	"sync"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// wallScreen is one screen on which the 登记台 stands open, and who acts at it. One
// tap says so, once a day: the cookie remembers it through a restart.
type wallScreen struct {
	id    hub.ID
	kept  bool // the browser came back with it
	staff care.Staff
	actor hub.Actor // what she may do at this screen right now
}

// wallCookie holds the screen, the worker and the day; it opens nothing that the
// wall would not.
const wallCookie = "yizhan-wall"

// wallScreen finds out who acts. Somebody who has given her PIN is that person; ok
// is false while nobody has tapped herself today.
func (v *visit) wallScreen() (w wallScreen, ok bool, err error) {
	w.id = hub.NewID()
	var chosen hub.ID
	if c, err := v.Cookie(web.CookieName(v.Request, wallCookie)); err == nil {
		if f := strings.Split(c.Value, "."); len(f) == 3 {
			if id, err := hub.ParseID(f[0]); err == nil {
				w.id, w.kept = id, true
			}
			if id, err := hub.ParseID(f[1]); err == nil && f[2] == string(v.s.Desk.Today()) {
				chosen = id
			}
		}
	}
	signed := v.who.Signed && v.who.Actor.May(hub.ActWall)
	if signed && chosen != v.who.Actor.Staff {
		chosen = v.who.Actor.Staff
		v.keepWallScreen(w.id, chosen)
	}
	staff, err := v.s.wallStaff(v.ctx(), v.site.ID)
	if err != nil {
		return w, false, err
	}
	for _, m := range staff {
		if m.ID == chosen {
			w.staff = m
			w.actor = hub.Actor{Staff: m.ID, Site: v.site.ID, Role: m.Role, Lane: v.who.Actor.Lane, Open: !signed}
			return w, true, nil
		}
	}
	return w, false, nil
}

func (v *visit) keepWallScreen(screen, staff hub.ID) {
	http.SetCookie(v.w, &http.Cookie{
		Name: web.CookieName(v.Request, wallCookie), Value: screen.String() + "." + staff.String() + "." + string(v.s.Desk.Today()),
		Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode,
	})
}

// takeWall lets somebody act at this screen. Whoever was signed in goes: it is
// another pair of hands now.
func (v *visit) takeWall(screen, staff hub.ID) error {
	members, err := v.s.wallStaff(v.ctx(), v.site.ID)
	if err != nil {
		return err
	}
	for _, m := range members {
		if m.ID != staff {
			continue
		}
		if v.who.Signed && v.who.Actor.Staff != staff {
			if err := v.s.Doors.SignOut(v.ctx(), web.Token(v.Request)); err != nil {
				return err
			}
			web.SetToken(v.w, v.Request, "")
		}
		v.keepWallScreen(screen, staff)
		return nil
	}
	return hub.E(hub.CodeInvalid, "wall.who")
}

// wallStaff is who may act at a site's wall.
func (s *Station) wallStaff(ctx context.Context, site hub.ID) ([]care.Staff, error) {
	staff, err := s.Desk.Staff(ctx, site)
	if err != nil {
		return nil, err
	}
	var out []care.Staff
	for _, m := range staff {
		if m.Role.May(hub.ActWall) {
			out = append(out, m)
		}
	}
	return out, nil
}

// colleague is a worker's tile.
func colleague(m care.Staff, word string) page.Person {
	return page.Person{ID: m.ID.String(), Name: m.Name, Word: word, Peg: page.PegOf(m.Peg, m.ID)}
}

// walls is what the open screens were just doing: the act that the bar offers to
// take back, and where they stand. It is memory only; what was noted is in the log.
type walls struct {
	mu   sync.Mutex
	open map[hub.ID]wallState
}

// wallState is one screen's.
type wallState struct {
	request hub.ID // of the forms it shows; a new one after every act
	act     wallAct
	at      string // /wall/morning, /wall/evening or /wall/missing
	sheet   string // page of the children, where they do not fit on one
}

// wallAct is the last act of a screen.
type wallAct struct {
	commit   hub.ID
	then     hub.ID // what it was instead, said afterwards
	what     string // in, out, absent, stranger, fix
	children []hub.ID
}

// mostWalls bounds the memory: a station has one screen, perhaps two.
const mostWalls = 64

// look reads a screen's state.
func (w *walls) look(screen hub.ID) wallState {
	var got wallState
	w.change(screen, func(s *wallState) { got = *s })
	return got
}

func (w *walls) change(screen hub.ID, f func(*wallState)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	s, ok := w.open[screen]
	if !ok {
		if w.open == nil || len(w.open) >= mostWalls {
			w.open = map[hub.ID]wallState{}
		}
		s.request = hub.NewID()
	}
	f(&s)
	w.open[screen] = s
}

// did keeps the act of a screen that can be taken back. Open pages are drawn once more:
// one that was drawn after the commit and before this moment has no bar, and would keep
// it from the screen.
func (s *Station) did(screen hub.ID, what string, out hub.Outcome, children ...hub.ID) {
	s.walls.did(screen, what, out, children...)
	s.Room.Changed()
}

// did keeps the act that can be taken back. An act that changed nothing, because
// another wall was quicker, leaves the former one.
func (w *walls) did(screen hub.ID, what string, out hub.Outcome, children ...hub.ID) {
	w.change(screen, func(s *wallState) {
		s.request = hub.NewID()
		if !out.Commit.IsZero() {
			s.act = wallAct{commit: out.Commit, what: what, children: children}
		}
	})
}

// forget ends the offer.
func (w *walls) forget(screen hub.ID) {
	w.change(screen, func(s *wallState) { s.request, s.act = hub.NewID(), wallAct{} })
}
