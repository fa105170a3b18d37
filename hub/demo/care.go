package demo

import (
	"context"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
)

// fortnight is for how many days the demo's children are not only brought and fetched:
// they eat, sleep and play, fall ill and are given medicine, and papers are filled in.
const fortnight = 14

// cared says whether a day of the station is told of from morning to evening.
func (s *Station) cared(day, today hub.Day) bool { return day > today.Add(-s.told) }

// nursery says whether several people work there.
func (s *Station) nursery() bool { return len(s.staff) > 1 }

// moment is one thing that is noted of all children in the house at once. Of few it is
// not the usual that is said.
type moment struct {
	at     int // minute of the day
	thing  care.Thing
	usual  string
	others []string
}

var moments = []moment{
	{8*60 + 35, care.Breakfast, "all", []string{"half", "half", "little"}},
	{9*60 + 20, care.Water, care.AnswerDrank, nil},
	{11*60 + 50, care.Lunch, "all", []string{"half", "half", "little", "none"}},
	{12*60 + 25, care.Sleep, care.AnswerAsleep, nil},
	{14*60 + 20, care.Sleep, "well", []string{"restless"}},
	{15*60 + 5, care.Snack, "all", []string{"half"}},
	{16*60 + 50, care.Mood, "calm", []string{"happy", "happy", "happy", "crying"}},
}

// careFor is a day from breakfast to the mood of the afternoon; today it ends at ten.
func (s *Station) careFor(ctx context.Context, m *maker, day, today hub.Day) error {
	until := 24 * 60
	if day == today {
		until = 10 * 60
	}
	if err := s.happens(ctx, m, day, today); err != nil {
		return err
	}
	for _, one := range moments {
		if one.at > until {
			break
		}
		if err := s.note(ctx, m, day, one); err != nil {
			return err
		}
	}
	if day == today {
		return nil
	}
	if err := s.potty(ctx, m, day); err != nil {
		return err
	}
	if err := s.looked(ctx, day); err != nil {
		return err
	}
	return s.outdoors(ctx, day)
}

// inHouse are the children who are in the house.
func (s *Station) inHouse() (ids []hub.ID) {
	for _, c := range s.children {
		if c.here {
			ids = append(ids, c.id)
		}
	}
	return ids
}

func (s *Station) note(ctx context.Context, m *maker, day hub.Day, one moment) error {
	s.at(day, one.at)
	n := desk.CareNote{Request: hub.NewID(), Day: day, Minute: one.at, Thing: one.thing}
	for _, id := range s.inHouse() {
		answer := one.usual
		if len(one.others) > 0 && m.IntN(6) == 0 {
			answer = pick(m, one.others)
		}
		n.Of = append(n.Of, desk.CareAnswer{Child: id, Answer: answer})
	}
	if len(n.Of) == 0 {
		return nil
	}
	_, err := s.Desk.NoteCare(ctx, s.actor, n)
	return err
}

// potty is noted of few: of whom somebody has seen it.
func (s *Station) potty(ctx context.Context, m *maker, day hub.Day) error {
	s.at(day, 10*60+5)
	n := desk.CareNote{Request: hub.NewID(), Day: day, Minute: s.minute(), Thing: care.Toilet}
	for i, id := range s.inHouse() {
		if i%3 == 0 {
			n.Of = append(n.Of, desk.CareAnswer{Child: id, Answer: pick(m, []string{care.AnswerWet, care.AnswerWet, "normal", "normal", "hard"})})
		}
	}
	if len(n.Of) == 0 {
		return nil
	}
	_, err := s.Desk.NoteCare(ctx, s.actor, n)
	return err
}

// looked is the noon check, when they have slept.
func (s *Station) looked(ctx context.Context, day hub.Day) error {
	s.at(day, 14*60+35)
	for all := range slices.Chunk(s.inHouse(), 30) {
		if _, err := s.Desk.Well(ctx, s.actor, desk.Tap{Request: hub.NewID(), Day: day, Minute: s.minute(), Children: all}); err != nil {
			return err
		}
	}
	return nil
}

// outdoors: twice a day, but for the one day on which it snowed.
func (s *Station) outdoors(ctx context.Context, day hub.Day) error {
	if t, _ := day.Time(); t.Day()%11 == 7 {
		s.at(day, 9*60+40)
		_, err := s.Desk.StayIn(ctx, s.actor, desk.Yard{Request: hub.NewID()}, "rain")
		return err
	}
	for _, walk := range [][2]int{{9*60 + 40, 10*60 + 50}, {15*60 + 40, 16*60 + 35}} {
		s.at(day, walk[0])
		if _, err := s.Desk.GoOut(ctx, s.actor, desk.Yard{Request: hub.NewID(), Minute: walk[0]}); err != nil {
			return err
		}
		s.at(day, walk[1])
		if _, err := s.Desk.ComeIn(ctx, s.actor, desk.Yard{Request: hub.NewID(), Minute: walk[1]}); err != nil {
			return err
		}
	}
	return nil
}
