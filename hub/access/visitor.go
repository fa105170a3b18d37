package access

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"yizhan/hub"
)

// Visit is somebody whom the 站长 let in for a day: a tile among the workers', with
// a PIN of its own, that is gone at midnight.
type Visit struct {
	Person Person        `json:"person"`
	Name   string        `json:"name"`
	By     hub.ID        `json:"by"`
	Day    hub.Day       `json:"day"`
	Run    [8]byte       `json:"run"`
	Until  time.Duration `json:"until"` // Elapsed of that run at midnight
}

const topicVisit = "visit"

// LetIn makes a tile for a visitor, who chooses a PIN for the day. Only a role that
// may run the site lets people in, and nobody gives a right that she has not got.
func (g *Gate) LetIn(ctx context.Context, by hub.Actor, name string, role hub.Role, pin string) (Visit, error) {
	if by.Open || !by.Role.May(hub.ActSite) || role != hub.RoleHealth && role != hub.RoleTownship && role != hub.RoleCarer {
		return Visit{}, hub.E(hub.CodeForbidden, "access.visit-may-not")
	}
	if name = strings.TrimSpace(name); name == "" || len(name) > 150 {
		return Visit{}, hub.E(hub.CodeInvalid, "access.visit-name").In("name")
	}
	v := Visit{Name: name, By: by.Staff, Run: g.run}
	v.Person = Person{Staff: hub.NewID(), Site: by.Site, Role: role, Visitor: true}
	wall := g.Clock.Now().Wall
	v.Day = hub.DayOf(wall)
	midnight, _ := v.Day.Add(1).Time()
	v.Until = g.Elapsed() + midnight.Sub(wall)
	if err := CheckPIN(pin, Known{}, false); err != nil {
		return Visit{}, err
	}
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
	g.Noted(ctx, Event{What: NotedVisitor, Staff: v.Person.Staff, By: by.Staff})
	return v, nil
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

// visit says whether a visitor's day is not over.
func (g *Gate) visit(ctx context.Context, staff hub.ID) (v Visit, here bool, err error) {
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
