package station

import (
	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// wallAbsent asks why a child does not come today.
func (s *Station) wallAbsent(v *visit) error {
	id, err := hub.ParseID(v.URL.Query().Get("child"))
	if err != nil {
		return v.see("/wall/morning")
	}
	return s.onWall(v, "/wall/morning", s.Desk.Today(), []hub.ID{id}, func(_ wallScreen, of []desk.WallChild) error {
		f := v.frame("请假")
		f.Idle, f.Back, f.Hint = 0, "/wall/morning", s.todayInWords()
		reasons := s.absences()
		for i := range reasons {
			if reasons[i].Value == "unknown" {
				reasons[i].Small = "记作没来"
			}
		}
		return v.render(page.WallAbsent{Frame: f, Child: onTile(of[0]), Reasons: reasons, Prev: "/wall/morning"})
	})
}

// wallAbsentNote notes it.
func (s *Station) wallAbsentNote(v *visit) error {
	screen, known, err := v.wallScreen()
	if err != nil {
		return err
	}
	if !known {
		return v.see("/wall/morning")
	}
	child := v.form.ID("child")
	out, err := s.Desk.Absent(v.ctx(), screen.actor, desk.Tap{
		Request: v.form.Request(), Day: s.Desk.Today(), Minute: s.Desk.Minute(), Children: []hub.ID{child},
	}, v.form.Text("reason"))
	if err != nil {
		return s.wallAgain(v, screen, "/wall/morning", err)
	}
	s.did(screen.id, "absent", out, child)
	return v.see("/wall/morning")
}

// onWall finds children on the wall of a day for a page that a tap has led to; all
// of them, or the browser goes back to the wall. Somebody must have said who acts.
func (s *Station) onWall(v *visit, back string, day hub.Day, ids []hub.ID, show func(wallScreen, []desk.WallChild) error) error {
	screen, known, err := v.wallScreen()
	if err != nil {
		return err
	}
	if !known {
		return v.see(back)
	}
	w, err := s.Desk.Wall(v.ctx(), screen.actor, v.site.ID, day)
	if err != nil {
		return err
	}
	var of []desk.WallChild
	for _, id := range ids {
		for _, c := range w.Children {
			if c.Child.ID == id {
				of = append(of, c)
			}
		}
	}
	if len(of) == 0 || len(of) != len(ids) {
		return v.see(back)
	}
	return show(screen, of)
}

// onTile is a child as the open wall may show it: name and picture.
func onTile(c desk.WallChild) page.Person {
	return page.Person{ID: c.Child.ID.String(), Name: c.Child.Called(), Peg: page.PegOf(c.Child.Peg, c.Child.ID)}
}

// relative is an adult's tile on a page about a child.
func relative(p care.Person, word string) page.Person {
	name := p.Name
	if name == "" {
		name = kinOf(p)
	}
	return page.Person{ID: p.ID.String(), Name: name, Word: word, Peg: page.PegOf(p.Peg, p.ID)}
}
