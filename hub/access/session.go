package access

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"time"

	"yizhan/hub"
)

// Person is who signs in, as the staff records or the county's logins say.
type Person struct {
	Staff    hub.ID   `json:"staff"`
	Site     hub.ID   `json:"site,omitzero"`
	Role     hub.Role `json:"role"`
	Township string   `json:"township,omitempty"` // of a township's officer: all she sees
	Admin    bool     `json:"admin,omitempty"`    // an officer who administers besides her own work
	Visitor  bool     `json:"visitor,omitempty"`  // let in until midnight
}

// Actor is how she acts. From the open 登记台 (by one tap, without PIN) she may do
// what hub.Act.OnOpenWall lets.
func (p Person) Actor(lane hub.Lane, open bool) hub.Actor {
	return hub.Actor{Staff: p.Staff, Site: p.Site, Role: p.Role, Open: open, Lane: lane, Visitor: p.Visitor}
}

// stored is a session in the book.
type stored struct {
	Person Person        `json:"person"`
	Run    [8]byte       `json:"run"`
	Since  time.Duration `json:"since"` // Elapsed of that run when her PIN was right
	Seen   time.Duration `json:"seen"`  // Elapsed of that run when it was last written that she is there
	Era    ID8           `json:"era"`   // of an officer's login: another one ends the session
	From   string        `json:"from,omitempty"`
	At     time.Time     `json:"at,omitzero"` // by the wall, for people to read
}

// live is what this process saw of a session; whether there is one the book says, where
// another process may have ended it.
type live struct {
	seen    time.Duration
	covered bool // only her PIN opens it again
}

// session is one as it stands.
type session struct {
	stored
	live
}

// SignIn checks the PIN and begins a session. The token goes to the browser and
// nowhere else; the book keeps its hash.
func (g *Gate) SignIn(ctx context.Context, p Person, pin string) (token string, err error) {
	if err := g.tryPIN(ctx, p.Staff, pin); err != nil {
		return "", err
	}
	if p.Visitor {
		if _, here, err := g.Visitor(ctx, p.Staff); err != nil || !here {
			return "", orGone(err)
		}
	}
	return g.start(ctx, stored{Person: p})
}

func (g *Gate) start(ctx context.Context, s stored) (token string, err error) {
	var secret [32]byte
	rand.Read(secret[:])
	if err := g.keep(ctx, sha256.Sum256(secret[:]), s); err != nil {
		return "", err
	}
	g.Noted(ctx, Event{What: NotedSignedIn, Staff: s.Person.Staff, From: s.From})
	return base64.RawURLEncoding.EncodeToString(secret[:]), nil
}

// keep stores a session whose PIN was right just now.
func (g *Gate) keep(ctx context.Context, token [32]byte, s stored) error {
	now := g.Elapsed()
	s.Run, s.Since, s.Seen = g.run, now, now
	body, err := json.Marshal(s)
	if err != nil {
		return err
	}
	if err := g.Book.PutSession(ctx, token, s.Person.Staff, body); err != nil {
		return err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	for old, l := range g.live { // of browsers that were closed without a word
		if now-l.seen >= g.Shift {
			delete(g.live, old)
		}
	}
	g.live[token] = live{seen: now}
	return nil
}

// Session says whose a token is, and that she is still there. Two errors have
// CodeSignedOut: access.covered, where she was idle or the box restarted, with the
// person, whose PIN opens the session again (Uncover) and whose draft is kept; and
// access.over, where there is nobody.
func (g *Gate) Session(ctx context.Context, token string) (Person, error) {
	key, ok := hashToken(token)
	if !ok {
		return Person{}, over()
	}
	s, err := g.session(ctx, key)
	return s.Person, err
}

// session is whose a token is, as Session says; with access.covered it is answered too.
func (g *Gate) session(ctx context.Context, key [32]byte) (session, error) {
	s, err := g.find(ctx, key)
	if err != nil {
		return session{}, err
	}
	if s.Person.Visitor {
		_, here, err := g.Visitor(ctx, s.Person.Staff)
		if err != nil {
			return session{}, err
		}
		if !here {
			return session{}, g.drop(ctx, key, orGone(nil))
		}
	}
	now := g.Elapsed()
	switch {
	case s.Run == g.run && now-s.Since >= g.Shift:
		return session{}, g.drop(ctx, key, over())
	case s.covered, now-s.seen >= g.Idle:
		return s, hub.E(hub.CodeSignedOut, "access.covered")
	}
	return s, g.use(ctx, key, s.stored, now)
}

// notedOften: that somebody is there is written for other processes so many times in the
// span after which she is not.
const notedOften = 20

// use notes that a session is in use.
func (g *Gate) use(ctx context.Context, key [32]byte, s stored, now time.Duration) error {
	g.mu.Lock()
	g.live[key] = live{seen: max(now, g.live[key].seen)}
	g.mu.Unlock()
	if g.Run == nil || now-s.Seen < g.Idle/notedOften {
		return nil
	}
	s.Seen = now
	body, err := json.Marshal(s)
	if err != nil {
		return err
	}
	return g.Book.TouchSession(ctx, key, body)
}

// find is a session of the book, and how this process saw it; one from before a restart is
// covered.
func (g *Gate) find(ctx context.Context, token [32]byte) (s session, err error) {
	body, ok, err := g.Book.Session(ctx, token)
	if err != nil {
		return s, err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if !ok || json.Unmarshal(body, &s.stored) != nil {
		delete(g.live, token)
		return session{}, over()
	}
	if s.live, ok = g.live[token]; !ok {
		s.covered = s.Run != g.run
	}
	if s.Run == g.run {
		s.seen = max(s.seen, s.Seen)
	}
	return s, nil
}

// Uncover opens a covered session with its owner's PIN.
func (g *Gate) Uncover(ctx context.Context, token, pin string) error {
	key, ok := hashToken(token)
	if !ok {
		return over()
	}
	s, err := g.find(ctx, key)
	if err != nil {
		return err
	}
	if err := g.tryPIN(ctx, s.Person.Staff, pin); err != nil {
		return err
	}
	if s.Run != g.run {
		return g.keep(ctx, key, s.stored) // from before a restart: her shift is measured from now
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.live[key] = live{seen: g.Elapsed()}
	return nil
}

// Cover lays the cover at once: the worker tapped 先盖上, or the browser's own timer ran out.
func (g *Gate) Cover(token string) {
	key, ok := hashToken(token)
	if !ok {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if s, ok := g.live[key]; ok {
		s.covered = true
		g.live[key] = s
	}
}

// SignOut ends a session; one that is over already is no error.
func (g *Gate) SignOut(ctx context.Context, token string) error {
	key, ok := hashToken(token)
	if !ok {
		return nil
	}
	s, err := g.find(ctx, key)
	if hub.CodeOf(err) == hub.CodeSignedOut {
		return nil
	}
	if err != nil {
		return err
	}
	g.Noted(ctx, Event{What: NotedSignedOut, Staff: s.Person.Staff})
	return g.drop(ctx, key, nil)
}

// SignOutAll ends all sessions of a worker: a new PIN, another role, she left.
func (g *Gate) SignOutAll(ctx context.Context, staff hub.ID) error {
	return g.Book.DropSessions(ctx, staff)
}

// drop forgets a session and answers with what the caller was about to say.
func (g *Gate) drop(ctx context.Context, token [32]byte, say error) error {
	g.mu.Lock()
	delete(g.live, token)
	g.mu.Unlock()
	if err := g.Book.DropSession(ctx, token); err != nil {
		return err
	}
	return say
}

func over() error { return hub.E(hub.CodeSignedOut, "access.over") }

func hashToken(token string) (key [32]byte, ok bool) {
	secret, err := base64.RawURLEncoding.Strict().DecodeString(token)
	if err != nil || len(secret) != len(key) {
		return key, false
	}
	return sha256.Sum256(secret), true
}
