package station

import (
	"context"
	"time"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/words"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// pinShow asks who is using the screen. She whose session lies under the cover, or
// who is alone here, is chosen already.
func (s *Station) pinShow(v *visit) error {
	who, err := hub.ParseID(v.URL.Query().Get("who"))
	if err != nil {
		who, _, err = s.Doors.Resting(v.ctx(), web.Token(v.Request))
		if err != nil {
			return err
		}
	}
	p, err := s.pinPage(v, who, v.URL.Query().Get("next"), nil)
	if err != nil {
		return err
	}
	return v.render(p)
}

// pinPage is the tiles of those who work here, and the keys for the chosen one.
func (s *Station) pinPage(v *visit, who hub.ID, next string, faults page.Errors) (page.PIN, error) {
	staff, err := s.everybody(v)
	if err != nil {
		return page.PIN{}, err
	}
	guests, err := s.guestsToday(v)
	if err != nil {
		return page.PIN{}, err
	}
	f := v.framed("谁在用？")
	f.Idle, f.Errors, f.Who = 0, faults, nil
	p := page.PIN{Frame: f, Next: localPath(next), Guests: s.Guests != nil}
	p.Pad = pinPad(v)
	for _, w := range staff[:min(len(staff), peopleShown)] {
		p.People = append(p.People, s.person(w))
	}
	for _, g := range guests {
		p.People = append(p.People, s.guestTile(g))
	}
	for i := range p.People {
		person := &p.People[i]
		if person.ID == who.String() || len(p.People) == 1 {
			person.On, p.Chosen, p.Guest = true, person, i >= len(p.People)-len(guests)
			who, _ = hub.ParseID(person.ID)
		}
	}
	if p.Chosen == nil {
		return p, nil
	}
	p.Locked, err = s.lockedWord(v.ctx(), who)
	return p, err
}

// peopleShown is how many tiles fit beside the keys.
const peopleShown = 24

func (s *Station) lockedWord(ctx context.Context, who hub.ID) (string, error) {
	left, err := s.Doors.Locked(ctx, who)
	if err != nil || left <= 0 {
		return "", err
	}
	return words.Say("access.locked", int((left+time.Minute-1)/time.Minute)), nil
}

// person is a worker's tile.
func (s *Station) person(w care.Staff) page.Person {
	return page.Person{ID: w.ID.String(), Name: w.Name, Word: s.wordOf("staff", "role", string(w.Role)), Peg: page.PegOf(w.Peg, w.ID)}
}

// atPIN is one of those who have a tile here: who works here, or was let in today.
func (s *Station) atPIN(v *visit, id hub.ID) (care.Staff, error) {
	guests, err := s.guestsToday(v)
	if err != nil {
		return care.Staff{}, err
	}
	for _, g := range guests {
		if g.ID == id {
			return care.Staff{Ref: care.Ref{ID: id}, Name: g.Name, Role: g.Role}, nil
		}
	}
	return s.worker(v, id)
}

// worker is one of those who work at this box.
func (s *Station) worker(v *visit, id hub.ID) (care.Staff, error) {
	staff, err := s.everybody(v)
	if err != nil {
		return care.Staff{}, err
	}
	for _, w := range staff {
		if w.ID == id {
			return w, nil
		}
	}
	return care.Staff{}, hub.E(hub.CodeNotFound, "pin.who")
}
