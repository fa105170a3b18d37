package access

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"yizhan/hub"
)

// Login is an officer at the county's screens: 县级, 乡镇干部, 卫生院.
type Login struct {
	Name   string `json:"name"` // what she types
	Shown  string `json:"shown"`
	Person Person `json:"person"`
}

type login struct {
	Login
	Hash []byte `json:"hash"`
}

// OfficerRoles are those that somebody at the county's screens may have.
var OfficerRoles = []hub.Role{hub.RoleCounty, hub.RoleTownship, hub.RoleHealth, hub.RoleViewer, hub.RoleAuditor, hub.RoleAdmin}

const (
	topicLogin   = "login"
	leastLetters = 10 // of a password; a sentence is easier to keep than signs
)

// CheckPassword says whether a password will do: 10 characters or more, not the
// name, not a few characters over and over.
func CheckPassword(name, password string) error {
	different := map[rune]bool{}
	for _, r := range password {
		different[r] = true
	}
	switch {
	case utf8.RuneCountInString(password) < leastLetters || len(password) > 400 || !utf8.ValidString(password):
		return hub.E(hub.CodeInvalid, "access.password-short", leastLetters).In("password")
	case len(different) < 5 || strings.Contains(strings.ToLower(password), strings.ToLower(name)):
		return hub.E(hub.CodeInvalid, "access.password-plain").In("password")
	}
	return nil
}

// PutLogin adds an officer, or gives her a new password; her sessions end. A zero
// Staff gets an id of its own.
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
	old, known, err := g.login(ctx, l.Name)
	if err != nil {
		return Login{}, err
	}
	if known {
		l.Person.Staff = old.Person.Staff
	}
	if l.Person.Staff.IsZero() {
		l.Person.Staff = hub.NewID()
	}
	done, err := g.turn(ctx)
	if err != nil {
		return Login{}, err
	}
	hash := g.seal(password)
	done()
	body, err := json.Marshal(login{l, hash})
	if err != nil {
		return Login{}, err
	}
	if err := g.Book.PutNote(ctx, topicLogin, l.Name, body); err != nil {
		return Login{}, err
	}
	if err := g.clear(ctx, loginGate(l.Name, true), 1<<30); err != nil {
		return Login{}, err
	}
	return l, g.SignOutAll(ctx, l.Person.Staff)
}

// Login checks name and password and begins a session.
func (g *Gate) Login(ctx context.Context, name, password string) (token string, err error) {
	name = strings.TrimSpace(name)
	l, known, err := g.login(ctx, name)
	if err != nil {
		return "", err
	}
	err = g.try(ctx, loginGate(name, known), func() (bool, error) {
		if !known || len(password) > 400 {
			g.waste("")
			return false, nil
		}
		return g.fits(l.Hash, password)
	})
	switch e, is := err.(*hub.Error); {
	case is && e.Key == "access.wrong":
		return "", hub.E(hub.CodeInvalid, "access.login-wrong").In("password")
	case is && e.Key == "access.locked":
		if known {
			g.Noted(ctx, Event{What: NotedLocked, Staff: l.Person.Staff})
		}
		return "", hub.E(hub.CodeInvalid, "access.login-locked", e.Args...).In("password")
	case err != nil:
		return "", err
	}
	return g.start(ctx, l.Person)
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
	return gate{who, freeTries, longestOne}
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

// DropLogin takes an officer's way in, and her sessions.
func (g *Gate) DropLogin(ctx context.Context, name string) error {
	l, known, err := g.login(ctx, name)
	if err != nil || !known {
		return err
	}
	if err := g.Book.DropNote(ctx, topicLogin, name); err != nil {
		return err
	}
	return g.SignOutAll(ctx, l.Person.Staff)
}

// Logins are all officers by name; none means that the county is not set up yet.
func (g *Gate) Logins(ctx context.Context) ([]Login, error) {
	notes, err := g.Book.Notes(ctx, topicLogin)
	if err != nil {
		return nil, err
	}
	all := make([]Login, 0, len(notes))
	for _, body := range notes {
		var l login
		if err := json.Unmarshal(body, &l); err != nil {
			return nil, fmt.Errorf("access: login: %w", err)
		}
		all = append(all, l.Login)
	}
	hub.Sort(all, func(a, b Login) int { return strings.Compare(a.Name, b.Name) })
	return all, nil
}
