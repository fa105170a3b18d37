package demo

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/hub/form"
)

// someone is the n-th child in the house, if there are so many.
func (s *Station) someone(n int) *child {
	for i := range s.children {
		if c := &s.children[i]; c.here {
			if n == 0 {
				return c
			}
			n--
		}
	}
	return nil
}

// feverish is a child that is hot in the morning: to the 观察室, a call, fetched.
func (s *Station) feverish(ctx context.Context, _ *maker, day hub.Day) error {
	c := s.someone(4)
	if c == nil {
		return nil
	}
	if err := s.toRoom(ctx, c, day, 384, []string{"forehead", "palm"}, []string{"spirit"}); err != nil {
		return err
	}
	return s.fetched(ctx, c, day, 10*60+45)
}

// toRoom is what the station does with a child that is ill. It stays at home from then on.
func (s *Station) toRoom(ctx context.Context, c *child, day hub.Day, tenths int, touch, look []string) error {
	s.at(day, 10*60+10)
	if _, err := s.Desk.NoteOdd(ctx, s.actor, desk.Odd{Request: hub.NewID(), Child: c.id, Day: day, Minute: s.minute(), Touch: touch, Look: look, Tenths: tenths, Then: "room"}); err != nil {
		return err
	}
	people, err := s.Desk.MayFetch(ctx, c.id)
	if err != nil || len(people) == 0 {
		return err
	}
	s.at(day, 10*60+15)
	_, err = s.Desk.NoteCall(ctx, s.actor, desk.Called{Request: hub.NewID(), Child: c.id, Whom: people[0].ID, About: "ill", Said: "fetch"})
	c.ill, c.here = true, false
	return err
}

// comesBack lets them in again, with the doctor's word.
func (s *Station) comesBack(ctx context.Context, _ *maker, day hub.Day) error {
	for i := range s.children {
		c := &s.children[i]
		if !c.ill {
			continue
		}
		s.at(day, 8*60+25)
		if _, err := s.Desk.Back(ctx, s.actor, desk.Return{Tap: desk.Tap{Request: hub.NewID(), Day: day, Minute: s.minute(), Children: []hub.ID{c.id}, Well: true}, Proof: true, Early: true}); err != nil {
			return err
		}
		c.ill, c.here = false, true
	}
	return nil
}

// pox is a child that is at home today: a doctor has called it 水痘.
func (s *Station) pox(ctx context.Context, _ *maker, day hub.Day) error {
	c := s.someone(9)
	if c == nil {
		return nil
	}
	if err := s.toRoom(ctx, c, day, 376, nil, []string{"skin"}); err != nil {
		return err
	}
	if err := s.fetched(ctx, c, day, 10*60+50); err != nil {
		return err
	}
	s.at(day, 14*60)
	_, err := s.Desk.SayIll(ctx, s.actor, desk.IllSaid{Request: hub.NewID(), Child: c.id, Suspect: "varicella", By: "doctor"})
	return err
}

// coughs is a child with whom something is not right, and which stays.
func (s *Station) coughs(ctx context.Context, _ *maker, day hub.Day) error {
	c := s.someone(6)
	if c == nil {
		return nil
	}
	s.at(day, 9*60+10)
	_, err := s.Desk.NoteOdd(ctx, s.actor, desk.Odd{Request: hub.NewID(), Child: c.id, Day: day, Minute: s.minute(), Look: []string{"throat"}, Ask: []string{"cough"}, Tenths: 366, Then: "watch"})
	return err
}

// course is a family's request while it lasts.
type course struct {
	kept
	child hub.ID
	due   int
}

// familyAsks is a request for three days, from today on.
func (s *Station) familyAsks(ctx context.Context, _ *maker, day hub.Day) error {
	c := s.someone(3)
	if c == nil {
		return nil
	}
	s.at(day, 8*60+15)
	due := 11*60 + 30
	id, err := s.asksFor(ctx, c.id, day, day.Add(5), form.Values{"name": "感冒颗粒", "dose": "半包", "meal": "after", "first": due})
	s.course = course{kept{id, day.Add(5)}, c.id, due}
	return err
}

// asksFor is a family's request, signed by a guardian.
func (s *Station) asksFor(ctx context.Context, child hub.ID, from, until hub.Day, ask form.Values) (hub.ID, error) {
	file, err := s.Desk.File(ctx, s.actor, child)
	if err != nil {
		return hub.ID{}, err
	}
	for _, p := range file.People {
		if p.Guardian {
			ask["guardian"] = p.ID
			break
		}
	}
	ink := care.Signature{{{X: 120, Y: 200}, {X: 260, Y: 90}, {X: 300, Y: 220}}, {{X: 360, Y: 120}, {X: 560, Y: 110}, {X: 520, Y: 230}, {X: 700, Y: 190}}}
	ask["from"], ask["until"], ask["seen"], ask["signed"] = from, until, []string{"box", "date", "named"}, ink.Bytes()
	return s.fill(ctx, "medicine", child, from, ask)
}

// gives is the dose of the day, if the child has come: another worker looks too.
func (s *Station) gives(ctx context.Context, day hub.Day) error {
	if s.course.record.IsZero() || day > s.course.day {
		return nil
	}
	for _, c := range s.children {
		if c.id != s.course.child || !c.here {
			continue
		}
		s.at(day, s.course.due+4)
		went := "given"
		if s.course.day == day.Add(4) {
			went = "spat"
		}
		if _, err := s.Desk.GiveDose(ctx, s.actor, desk.Giving{Request: hub.NewID(), Medicine: s.course.record, Due: s.course.due, Went: went, Second: s.staff[1]}); err != nil {
			return err
		}
	}
	return nil
}
