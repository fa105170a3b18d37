package demo

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"yizhan/hub"
	"yizhan/hub/desk"
)

// practicePlace is a station to try things out on: small, so that it is made in a
// moment on a slow card too.
var practicePlace = Place{
	Name: "练习驿站", Village: "练习村", InCare: 9, AtHome: 3,
	Workers: []desk.Worker{{Name: "练习老师", Role: hub.RoleHead, Peg: "hua-1"}},
	Groups:  []desk.Group{{Name: "混合班", Type: "hun", Places: 18}},
}

// Practice fills one station for somebody who wants to try things out: a week ago
// its children were registered, on the last weekday they were there, and today nobody has
// come yet. It answers who works there.
func Practice(ctx context.Context, s *Station, today hub.Day, seed uint64) (worker hub.ID, err error) {
	m := &maker{Rand: rand.New(rand.NewPCG(seed, 2026))}
	s.place = practicePlace
	if err := s.open(ctx, m, today.Add(-7)); err != nil {
		return hub.ID{}, fmt.Errorf("demo: %s: %w", s.place.Name, err)
	}
	s.told = 7
	if err := errors.Join(s.harmed(ctx, today.Add(-6)), s.live(ctx, m, lastWeekday(today), today)); err != nil {
		return hub.ID{}, fmt.Errorf("demo: %s: %w", s.place.Name, err)
	}
	return s.actor.Staff, nil
}

// lastWeekday is the last one before a day.
func lastWeekday(today hub.Day) hub.Day {
	for day := today.Add(-1); ; day = day.Add(-1) {
		if t, _ := day.Time(); t.Weekday() != time.Saturday && t.Weekday() != time.Sunday {
			return day
		}
	}
}
