package access

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"yizhan/hub"
)

// Visit is somebody who was let in for a day, by the 站长 or by her badge: a tile among
// the workers', with a PIN of its own, that is gone at midnight.
type Visit struct {
	Person Person        `json:"person"`
	Name   string        `json:"name"`
	By     hub.ID        `json:"by"`             // the 站长; zero: her badge
	Made   int64         `json:"made,omitempty"` // second in which her badge was made; 0: she has none
	Day    hub.Day       `json:"day"`
	Run    [8]byte       `json:"run"`
	Until  time.Duration `json:"until"` // Elapsed of that run at midnight
}

const topicVisit = "visit"

// LetInRoles are those that the 站长 may let in: nobody gives a right that she has not got.
var LetInRoles = []hub.Role{hub.RoleHealth, hub.RoleTownship, hub.RoleCarer}

// CheckVisit says whether somebody may let in a visitor of that name and role. Errors:
// CodeForbidden, CodeInvalid.
func CheckVisit(by hub.Actor, name string, role hub.Role) error {
	if by.Open || !by.May(hub.ActSite) || !slices.Contains(LetInRoles, role) {
		return hub.E(hub.CodeForbidden, "access.visit-may-not")
	}
	if name = strings.TrimSpace(name); name == "" || len(name) > 150 {
		return hub.E(hub.CodeInvalid, "access.visit-name").In("name")
	}
	return nil
}

// LetIn makes a tile for a visitor, who chooses a PIN for the day.
func (g *Gate) LetIn(ctx context.Context, by hub.Actor, name string, role hub.Role, pin string) (Visit, error) {
	if err := CheckVisit(by, name, role); err != nil {
		return Visit{}, err
	}
	return g.Enter(ctx, Visit{
		Person: Person{Staff: hub.NewID(), Site: by.Site, Role: role}, Name: strings.TrimSpace(name), By: by.Staff,
	}, pin)
}

// Enter makes the tile of a visit that somebody was allowed: by CheckVisit, or by a badge
// whose PIN was right. Day and end are set here.
func (g *Gate) Enter(ctx context.Context, v Visit, pin string) (Visit, error) {
	if err := CheckPIN(pin, Known{}, false); err != nil {
		return Visit{}, err
	}
	wall := g.Clock.Now().Wall
	v.Person.Visitor, v.Run, v.Day = true, g.run, hub.DayOf(wall)
	midnight, _ := v.Day.Add(1).Time()
	v.Until = g.Elapsed() + midnight.Sub(wall)
	body, err := json.Marshal(v)
	if err != nil {
		return Visit{}, err
	}
	if err := g.Book.PutNote(ctx, topicVisit, v.Person.Staff.String(), body); err != nil {
		return Visit{}, err
	}
	if err := g.SetPIN(ctx, v.Person.Staff, pin, Known{}, false); err != nil {
		return Visit{}, err
	}
	g.Noted(ctx, Event{What: NotedVisitor, Staff: v.Person.Staff, By: v.By})
	return v, nil
}

// TryBadge is one try at the PIN of an officer's badge: check is asked one at a time,
// behind a lock-out of hers and the box's. Errors: CodeInvalid, as of a PIN.
func (g *Gate) TryBadge(ctx context.Context, officer hub.ID, check func() bool) error {
	at := gate{who: "badge/" + officer.String(), free: freeTries, longest: longestOne}
	err := g.try(ctx, at, func() (bool, error) { return check(), nil })
	if e, is := err.(*hub.Error); is && e.Key == "access.locked" {
		g.Noted(ctx, Event{What: NotedLocked, Staff: officer})
	}
	return err
}

// EndVisit takes a visitor's tile, PIN and sessions before midnight; who is gone already
// is no error.
func (g *Gate) EndVisit(ctx context.Context, staff hub.ID) error {
	if _, ok, err := g.Book.Note(ctx, topicVisit, staff.String()); err != nil || !ok {
		return err
	}
	if err := g.Book.DropPIN(ctx, staff); err != nil {
		return err
	}
	if err := g.Book.DropNote(ctx, topicVisit, staff.String()); err != nil {
		return err
	}
	return g.SignOutAll(ctx, staff)
}

// Visitors are those whose day is not over, by name. The others are forgotten
// here, with their PINs.
func (g *Gate) Visitors(ctx context.Context) ([]Visit, error) {
	notes, err := g.Book.Notes(ctx, topicVisit)
	if err != nil {
		return nil, err
	}
	var here []Visit
	for name, body := range notes {
		var v Visit
		if err := json.Unmarshal(body, &v); err != nil {
			return nil, fmt.Errorf("access: visit: %w", err)
		}
		if g.stays(v) {
			here = append(here, v)
			continue
		}
		if err := g.Book.DropPIN(ctx, v.Person.Staff); err != nil {
			return nil, err
		}
		if err := g.Book.DropNote(ctx, topicVisit, name); err != nil {
			return nil, err
		}
	}
	hub.Sort(here, func(a, b Visit) int { return strings.Compare(a.Name, b.Name) })
	return here, nil
}

// Visitor is a visit, and whether its day is not over.
func (g *Gate) Visitor(ctx context.Context, staff hub.ID) (v Visit, here bool, err error) {
	body, ok, err := g.Book.Note(ctx, topicVisit, staff.String())
	if err != nil || !ok {
		return Visit{}, false, err
	}
	if err := json.Unmarshal(body, &v); err != nil {
		return Visit{}, false, fmt.Errorf("access: visit: %w", err)
	}
	return v, g.stays(v), nil
}

// stays: until midnight by the clock that only runs forward. A wall clock that can
// be believed may end the day earlier, never prolong it; after a restart only such
// a clock shows that it is still the same day.
func (g *Gate) stays(v Visit) bool {
	now := g.Clock.Now()
	believed := now.Quality >= hub.ClockPeer
	if believed && hub.DayOf(now.Wall) != v.Day {
		return false
	}
	if v.Run == g.run {
		return g.Elapsed() < v.Until
	}
	return believed
}

func orGone(err error) error {
	if err != nil {
		return err
	}
	return hub.E(hub.CodeSignedOut, "access.visit-over")
}
