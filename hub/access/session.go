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
	Era    ID8           `json:"era"`   // of an officer's login: another one ends the session
	From   string        `json:"from,omitempty"`
	At     time.Time     `json:"at,omitzero"` // by the wall, for people to read
}

// live is a session in this process.
type live struct {
	stored
	seen    time.Duration
	covered bool // only her PIN opens it again
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
	s.Run, s.Since = g.run, now
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
		if l.Run == g.run && now-l.Since >= g.Shift {
			delete(g.live, old)
		}
	}
	g.live[token] = &live{stored: s, seen: now}
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
	s, err := g.find(ctx, key)
	if err != nil {
		return Person{}, err
	}
	if s.Person.Visitor {
		_, here, err := g.Visitor(ctx, s.Person.Staff)
		if err != nil {
			return Person{}, err
		}
		if !here {
			return Person{}, g.drop(ctx, key, orGone(nil))
		}
	}
	now := g.Elapsed()
	g.mu.Lock()
	ended := s.Run == g.run && now-s.Since >= g.Shift
	if now-s.seen >= g.Idle {
		s.covered = true
	}
	if !s.covered {
		s.seen = now
	}
	covered := s.covered
	g.mu.Unlock()
	switch {
	case ended:
		return Person{}, g.drop(ctx, key, over())
	case covered:
		return s.Person, hub.E(hub.CodeSignedOut, "access.covered")
	}
	return s.Person, nil
}

// find is a session of this process, or one from before a restart, covered.
func (g *Gate) find(ctx context.Context, token [32]byte) (*live, error) {
	g.mu.Lock()
	s, ok := g.live[token]
	g.mu.Unlock()
	if ok {
		return s, nil
	}
	body, ok, err := g.Book.Session(ctx, token)
	if err != nil {
		return nil, err
	}
	var kept stored
	if !ok || json.Unmarshal(body, &kept) != nil {
		return nil, over()
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if s, ok := g.live[token]; ok {
		return s, nil
	}
	s = &live{stored: kept, covered: true}
	g.live[token] = s
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
	g.mu.Lock()
	here := s.Run == g.run
	if here {
		s.seen, s.covered = g.Elapsed(), false
	}
	g.mu.Unlock()
	if here {
		return nil
	}
	return g.keep(ctx, key, s.stored) // from before a restart: her shift is measured from now
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
	g.mu.Lock()
	for token, s := range g.live {
		if s.Person.Staff == staff {
			delete(g.live, token)
		}
	}
	g.mu.Unlock()
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
