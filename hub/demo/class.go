package demo

import (
	"context"
	"time"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/class"
	"yizhan/hub/desk"
)

// class is the year's plan, and what of it was held. The nursery's 妈妈课堂 are told of with
// who came, what they said and what came of it, the last one still without its 台账; of
// the others it is known that they were held. Nothing is recorded: there was no sound.
func (s *Station) class(ctx context.Context, day, today hub.Day) error {
	t, _ := day.Time()
	s.at(day, 9*60)
	if t.Year() != s.year {
		s.year = t.Year()
		if _, err := s.Desk.PlanYear(ctx, s.actor, request("year", s.place.Name, s.year), s.year, s.place.Workers[0].Name); err != nil {
			return err
		}
	}
	if day == today {
		return nil
	}
	planned, err := s.Desk.ClassList(ctx, s.actor, day, day)
	if err != nil {
		return err
	}
	for _, c := range planned {
		told := s.holds
		if c.Kind != "mothers" || !s.nursery() {
			told = s.wasHeld
		}
		if err := told(ctx, c, today); err != nil {
			return err
		}
	}
	return nil
}

// wasHeld notes a class from paper: the day after, as many do.
func (s *Station) wasHeld(ctx context.Context, c care.Class, _ hub.Day) error {
	ask := func(what string) hub.ID { return hub.DeriveID("demo", c.ID, what) }
	s.at(c.Day, 17*60+40)
	_, err := s.Desk.NoteClass(ctx, s.actor, desk.HeldClass{ClassPlan: desk.ClassPlan{
		Request: ask("held"), Class: c.ID, Kind: c.Kind, Title: c.Title, Lesson: c.Lesson, Day: c.Day, Start: c.Start, From: c.From, To: c.To, Way: c.Way,
		Lecturer: s.place.Workers[0].Name, Place: "活动室",
	}, Minutes: 45, Heads: 9 + len(c.Title)%7})
	if err != nil {
		return err
	}
	l, err := s.Desk.LedgerOf(ctx, s.actor, c.ID)
	if err != nil {
		return err
	}
	_, err = s.Desk.KeepLedger(ctx, s.actor, ask("ledger"), c.ID, desk.DraftSummary(l), "")
	return err
}

// holds is a class from its notices to its 台账.
func (s *Station) holds(ctx context.Context, c care.Class, today hub.Day) error {
	n := 0
	ask := func() hub.ID { n++; return request("class "+string(c.Day), s.place.Name, n) }
	invited, err := s.Desk.ExpectedAt(ctx, s.actor, c.ID)
	if err != nil {
		return err
	}
	invited = invited[:min(len(invited), 9)]
	for _, one := range append([]desk.Noticed{{Way: "speaker"}}, noticed(invited)...) {
		one.Request, one.Class = ask(), c.ID
		if _, err := s.Desk.NoteNotice(ctx, s.actor, one); err != nil {
			return err
		}
	}
	s.at(c.Day, c.Start)
	if _, _, err := s.Desk.OpenClass(ctx, s.actor, ask(), c.ID); err != nil {
		return err
	}
	for i, one := range invited[:min(len(invited), 7)] {
		s.at(c.Day, c.Start+2*i)
		came := desk.Came{Request: ask(), Class: c.ID, Child: one.Child.ID, Way: "room"}
		if i == 3 {
			came.Way = "phone"
		}
		if len(one.People) > 0 {
			came.Person = one.People[i%len(one.People)].ID
		}
		if _, err := s.Desk.ComeToClass(ctx, s.actor, came); err != nil {
			return err
		}
	}
	if err := s.saidOf(ctx, c, invited, ask); err != nil {
		return err
	}
	s.at(c.Day, c.Start+48)
	slides := []class.Chapter{{Slide: 1}, {Slide: 2, MS: int(9 * time.Minute / time.Millisecond)}}
	if _, err := s.Desk.CloseClass(ctx, s.actor, ask(), class.Held{Class: c.ID, Paused: 3, Chapters: slides}); err != nil {
		return err
	}
	if c.Day > today.Add(-28) { // the newest is still to be written
		return nil
	}
	l, err := s.Desk.LedgerOf(ctx, s.actor, c.ID)
	if err != nil {
		return err
	}
	_, err = s.Desk.KeepLedger(ctx, s.actor, ask(), c.ID, desk.DraftSummary(l), "每家一张要点")
	return err
}

// noticed are the calls to families that have a number.
func noticed(invited []desk.Invited) (out []desk.Noticed) {
	for i, one := range invited {
		if one.Phone != "" && len(out) < 3 {
			out = append(out, desk.Noticed{Child: one.Child.ID, Way: "phone", Said: []string{"coming", "maybe", "not"}[i%3]})
		}
	}
	return out
}

// saidOf is what those who were there answered, thought and asked.
func (s *Station) saidOf(ctx context.Context, c care.Class, invited []desk.Invited, ask func() hub.ID) error {
	l, ok := s.Desk.Lessons().Get(c.Lesson)
	for i, one := range invited[:min(len(invited), 4)] {
		said := desk.SaidOfClass{Request: ask(), Class: c.ID, Child: one.Child.ID, Rating: 3 - i/3}
		if _, err := s.Desk.NoteWord(ctx, s.actor, said); err != nil {
			return err
		}
		if !ok {
			continue
		}
		answers := []int{l.Quiz[0].Right, l.Quiz[1].Right, 1 + i%3}
		if _, err := s.Desk.NoteQuiz(ctx, s.actor, desk.Answered{Request: ask(), Lesson: l.Key, Child: one.Child.ID, Answers: answers, Class: c.ID}); err != nil {
			return err
		}
	}
	_, err := s.Desk.NoteWord(ctx, s.actor, desk.SaidOfClass{Request: ask(), Class: c.ID, Question: "孩子不肯吃，要不要喂？"})
	return err
}
