package access

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"yizhan/hub"
)

// Login is an officer at the county's screens.
type Login struct {
	Name   string `json:"name"` // what she types
	Shown  string `json:"shown"`
	Person Person `json:"person"`
	Once   bool   `json:"once,omitempty"` // somebody else gave her the password: she has to choose her own
	Coded  bool   `json:"-"`              // she logs in with a code, too
	Rescue int    `json:"-"`              // recovery codes that she was given
}

// ID8 is eight random bytes.
type ID8 [8]byte

// login is a Login as it is stored.
type login struct {
	Login
	Hash   []byte   `json:"hash"`
	Era    ID8      `json:"era"`              // another one for each password, role and township: older sessions end
	Secret []byte   `json:"secret,omitempty"` // of the code; nil: she has none
	Saved  [][]byte `json:"saved,omitempty"`  // recovery codes, see rescueHash
}

// shown is what others learn of it.
func (l login) shown() Login {
	out := l.Login
	out.Coded, out.Rescue = l.Secret != nil, len(l.Saved)
	return out
}

// OfficerRoles are those that somebody at the county's screens may have.
var OfficerRoles = []hub.Role{hub.RoleCounty, hub.RoleTownship, hub.RoleHealth, hub.RoleViewer, hub.RoleAuditor, hub.RoleAdmin}

const (
	topicLogin   = "login"
	leastLetters = 10 // of a password; a sentence is easier to keep than signs
	mostBytes    = 400
)

// OfficerTopics are the notes that come along when officers' ways in are kept elsewhere.
var OfficerTopics = []string{topicLogin, topicLast}

// CheckPassword says whether a password will do: 10 characters or more, not the
// name, not a few characters over and over.
func CheckPassword(name, password string) error {
	different := map[rune]bool{}
	for _, r := range password {
		different[r] = true
	}
	switch {
	case utf8.RuneCountInString(password) < leastLetters || len(password) > mostBytes || !utf8.ValidString(password):
		return hub.E(hub.CodeInvalid, "access.password-short", leastLetters).In("password")
	case len(different) < 5 || strings.Contains(strings.ToLower(password), strings.ToLower(name)):
		return hub.E(hub.CodeInvalid, "access.password-plain").In("password")
	}
	return nil
}

// PutLogin adds an officer, or gives her a new password; her sessions end. A zero
// Staff gets an id of its own. A code that she has stays hers.
func (g *Gate) PutLogin(ctx context.Context, l Login, password string) (Login, error) {
	l.Name = strings.TrimSpace(l.Name)
	if n := utf8.RuneCountInString(l.Name); n < 2 || n > 30 || !utf8.ValidString(l.Name) {
		return Login{}, hub.E(hub.CodeInvalid, "access.login-name").In("name")
	}
	if !slices.Contains(OfficerRoles, l.Person.Role) {
		return Login{}, hub.E(hub.CodeInvalid, "access.login-role").In("role")
	}
	if err := CheckPassword(l.Name, password); err != nil {
		return Login{}, err
	}
	kept, known, err := g.login(ctx, l.Name)
	if err != nil {
		return Login{}, err
	}
	if known {
		l.Person.Staff = kept.Person.Staff
	}
	if l.Person.Staff.IsZero() {
		l.Person.Staff = hub.NewID()
	}
	kept.Login = l
	return l, g.putPassword(ctx, kept, password)
}

// putPassword stores a login with another password.
func (g *Gate) putPassword(ctx context.Context, l login, password string) error {
	done, err := g.turn(ctx)
	if err != nil {
		return err
	}
	l.Hash = g.seal(password)
	done()
	if err := g.putLogin(ctx, l); err != nil {
		return err
	}
	return g.clear(ctx, loginGate(l.Name, true), 1<<30)
}

// putLogin stores a login; who is logged in with what it was before is out.
func (g *Gate) putLogin(ctx context.Context, l login) error {
	rand.Read(l.Era[:])
	body, err := json.Marshal(l)
	if err != nil {
		return err
	}
	if err := g.Book.PutNote(ctx, topicLogin, l.Name, body); err != nil {
		return err
	}
	return g.SignOutAll(ctx, l.Person.Staff)
}

// ChangeLogin gives an officer another role or township; her sessions end. Errors:
// CodeNotFound, CodeInvalid.
func (g *Gate) ChangeLogin(ctx context.Context, name string, p Person) error {
	l, err := g.known(ctx, name)
	if err != nil {
		return err
	}
	if !slices.Contains(OfficerRoles, p.Role) {
		return hub.E(hub.CodeInvalid, "access.login-role").In("role")
	}
	p.Staff = l.Person.Staff
	l.Person = p
	return g.putLogin(ctx, l)
}

// OwnPassword is an officer's own choice of a new password; sessions everywhere end, and
// the one that begins is hers. Errors: CodeInvalid, as of a login and as CheckPassword.
func (g *Gate) OwnPassword(ctx context.Context, name, old, password, from string) (token string, err error) {
	if err := g.Prove(ctx, name, old); err != nil {
		return "", err
	}
	if err := CheckPassword(name, password); err != nil {
		return "", err
	}
	if old == password {
		return "", hub.E(hub.CodeInvalid, "access.password-same").In("password")
	}
	l, err := g.known(ctx, name)
	if err != nil {
		return "", err
	}
	l.Once = false
	if err := g.putPassword(ctx, l, password); err != nil {
		return "", err
	}
	g.Noted(ctx, Event{What: NotedPassword, Staff: l.Person.Staff, From: from})
	return g.enterAs(ctx, name, from)
}

// Way is how far somebody who logs in has come: in, or before the question for her code.
type Way struct {
	Token string
	Half  string // Code goes on from here; "" where Token is there
}

// Login checks name and password. From is the address that somebody calls from, for the
// trail. Errors: CodeInvalid access.login-wrong, access.login-locked.
func (g *Gate) Login(ctx context.Context, name, password, from string) (Way, error) {
	name = strings.TrimSpace(name)
	l, known, err := g.login(ctx, name)
	if err != nil {
		return Way{}, err
	}
	at := loginGate(name, known)
	at.first = l.Secret != nil
	if err := g.tryLogin(ctx, at, l, known, password, from); err != nil {
		return Way{}, err
	}
	if l.Secret != nil {
		half, err := g.halfIn(ctx, l)
		return Way{Half: half}, err
	}
	token, err := g.enterAs(ctx, name, from)
	return Way{Token: token}, err
}

// Prove asks an officer who is logged in for her password once more.
func (g *Gate) Prove(ctx context.Context, name, password string) error {
	l, known, err := g.login(ctx, name)
	if err != nil {
		return err
	}
	at := loginGate(name, known)
	at.first = l.Secret != nil // a right password forgives no wrong codes
	return g.tryLogin(ctx, at, l, known, password, "")
}

func (g *Gate) tryLogin(ctx context.Context, at gate, l login, known bool, password, from string) error {
	err := g.try(ctx, at, func() (bool, error) {
		if !known || len(password) > mostBytes {
			g.waste("")
			return false, nil
		}
		return g.fits(l.Hash, password)
	})
	return g.missed(ctx, err, l, from, "access.login-wrong", "password")
}

// missed says to an officer what a try came to, and notes what failed.
func (g *Gate) missed(ctx context.Context, err error, l login, from, wrong, field string) error {
	e, is := err.(*hub.Error)
	switch {
	case is && e.Key == "access.wrong":
		g.Noted(ctx, Event{What: NotedWrong, Staff: l.Person.Staff, From: from})
		return hub.E(hub.CodeInvalid, wrong).In(field)
	case is && e.Key == "access.locked":
		g.Noted(ctx, Event{What: NotedLocked, Staff: l.Person.Staff, From: from})
		return hub.E(hub.CodeInvalid, "access.login-locked", e.Args...).In(field)
	}
	return err
}

// enterAs begins a session of an officer who has proved everything.
func (g *Gate) enterAs(ctx context.Context, name, from string) (token string, err error) {
	l, err := g.known(ctx, name)
	if err != nil {
		return "", err
	}
	now := g.Clock.Now().Wall
	body, err := json.Marshal(lastSeen{now, from})
	if err != nil {
		return "", err
	}
	if err := g.Book.PutNote(ctx, topicLast, name, body); err != nil {
		return "", err
	}
	return g.start(ctx, stored{Person: l.Person, Era: l.Era, From: from, At: now})
}

// Officer is whose session a token is, as she stands now: a role that was taken from her
// is gone at once, at every process. Errors as of Session.
func (g *Gate) Officer(ctx context.Context, token string) (Login, error) {
	key, ok := hashToken(token)
	if !ok {
		return Login{}, over()
	}
	s, err := g.session(ctx, key)
	if err != nil {
		return Login{}, err
	}
	all, err := g.logins(ctx)
	if err != nil {
		return Login{}, err
	}
	for _, l := range all {
		if l.Person.Staff == s.Person.Staff && l.Era == s.Era {
			return l.shown(), nil
		}
	}
	return Login{}, g.drop(ctx, key, over()) // a worker's session, or of a login that is no more what it was
}

// loginGate keeps failures by name. Names that nobody has share 256 gates, so that
// a stranger cannot fill the disk with inventions.
func loginGate(name string, known bool) gate {
	who := "login/" + name
	if !known {
		var h byte
		for _, c := range []byte(name) {
			h = h*31 + c
		}
		who = fmt.Sprintf("nobody/%02x", h)
	}
	return gate{who: who, free: freeTries, longest: longestOne}
}

func (g *Gate) login(ctx context.Context, name string) (l login, known bool, err error) {
	body, ok, err := g.Book.Note(ctx, topicLogin, name)
	if err != nil || !ok {
		return login{}, false, err
	}
	if err := json.Unmarshal(body, &l); err != nil {
		return login{}, false, fmt.Errorf("access: login: %w", err)
	}
	return l, true, nil
}

// known is a login that has to be there. Errors: CodeNotFound.
func (g *Gate) known(ctx context.Context, name string) (login, error) {
	l, known, err := g.login(ctx, name)
	if err == nil && !known {
		err = hub.E(hub.CodeNotFound, "county.no-officer", name)
	}
	return l, err
}

// DropLogin takes an officer's way in, and her sessions.
func (g *Gate) DropLogin(ctx context.Context, name string) error {
	l, known, err := g.login(ctx, name)
	if err != nil || !known {
		return err
	}
	for _, topic := range []string{topicLogin, topicLast, topicFresh} {
		if err := g.Book.DropNote(ctx, topic, name); err != nil {
			return err
		}
	}
	return g.SignOutAll(ctx, l.Person.Staff)
}

// Logins are all officers by name; none means that the county is not set up yet.
func (g *Gate) Logins(ctx context.Context) ([]Login, error) {
	all, err := g.logins(ctx)
	out := make([]Login, 0, len(all))
	for _, l := range all {
		out = append(out, l.shown())
	}
	return out, err
}

func (g *Gate) logins(ctx context.Context) ([]login, error) {
	notes, err := g.Book.Notes(ctx, topicLogin)
	if err != nil {
		return nil, err
	}
	all := make([]login, 0, len(notes))
	for _, body := range notes {
		var l login
		if err := json.Unmarshal(body, &l); err != nil {
			return nil, fmt.Errorf("access: login: %w", err)
		}
		all = append(all, l)
	}
	hub.Sort(all, func(a, b login) int { return strings.Compare(a.Name, b.Name) })
	return all, nil
}
