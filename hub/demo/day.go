package demo

import (
	"context"
	"time"

	"yizhan/hub"
	"yizhan/hub/care/growth"
	"yizhan/hub/desk"
)

// register makes one child known; the first InCare of a station also take a place.
func (s *Station) register(ctx context.Context, m *maker, day hub.Day, i int) error {
	surname, sex := m.surname(), []string{"1", "2"}[m.IntN(2)]
	r := desk.Registration{
		Request: request("child", s.place.Name, i), Name: surname + pick(m, givenKids), Sex: sex, Birth: m.birth(day),
		Category: "home", VillageName: s.place.Village, Site: s.actor.Site, People: m.family(surname), AnyBirth: true, Surely: true,
	}
	if m.IntN(3) == 0 {
		r.Nick = pick(m, nicks)
	}
	if m.IntN(4) > 0 {
		r.IDNo = identity(County, r.Birth, sex, i)
	}
	inCare := i < s.place.InCare
	group := -1
	if inCare {
		group, r.Birth = s.seat(day, i)
		if r.IDNo != "" {
			r.IDNo = identity(County, r.Birth, sex, i)
		}
	}
	if i%9 == 4 { // brothers and sisters
		if len(s.children) > 0 {
			r.Family = s.children[len(s.children)-1].id
		}
	}
	if i%5 > 0 {
		r.Consent = &desk.ConsentSheet{Way: "paper", ByName: r.People[0].Name, Day: day}
		if i%7 == 3 {
			r.Consent.Refused = []hub.Purpose{"photo"}
		}
	}
	got, err := s.Desk.Register(ctx, s.actor, r)
	if err != nil {
		return err
	}
	s.children = append(s.children, child{id: got.Child, birth: r.Birth, sex: r.Sex, inCare: inCare, late: m.IntN(35)})
	if !inCare {
		return nil
	}
	_, err = s.Desk.Enrol(ctx, s.actor, desk.Enrolling{
		Request: request("enrol", s.place.Name, i), Child: got.Child, Group: s.groups[group], Mode: "full", From: day, Anyway: true,
	})
	return err
}

// seat finds a group with room for the i-th child in care, and a birthday that fits it.
func (s *Station) seat(day hub.Day, i int) (group int, birth hub.Day) {
	left := i
	for g, def := range s.place.Groups {
		if left < min(def.Places, 15) {
			group = g
			break
		}
		left -= min(def.Places, 15)
	}
	months := map[string]int{"xiao": 13, "da": 25, "hun": 19}[s.place.Groups[group].Type]
	return group, day.Add(-months*31 - left*8)
}

// live is one day: nobody comes at weekends, but for today, whatever day it is. It ends at
// ten in the morning, so that the screens have something left to do.
func (s *Station) live(ctx context.Context, m *maker, day, today hub.Day) error {
	t, _ := day.Time()
	if day != today && (t.Weekday() == time.Saturday || t.Weekday() == time.Sunday) {
		return nil
	}
	for i, staff := range s.staff {
		s.at(day, 7*60+20+5*i)
		if _, err := s.Desk.Come(ctx, s.actor, hub.NewID(), staff, day, s.minute()); err != nil {
			return err
		}
	}
	for i := range s.children {
		if c := &s.children[i]; c.inCare {
			if err := s.come(ctx, m, c, day, today); err != nil {
				return err
			}
		}
	}
	if s.cared(day, today) {
		if err := s.careFor(ctx, m, day, today); err != nil {
			return err
		}
	}
	if day == today {
		return nil
	}
	if t.Weekday() == time.Wednesday && t.Day() <= 7 {
		if err := s.weigh(ctx, m, day); err != nil {
			return err
		}
	}
	return s.leave(ctx, m, day)
}

// leave is the end of a day: every child is fetched, then the workers go.
func (s *Station) leave(ctx context.Context, m *maker, day hub.Day) error {
	for i := range s.children {
		c := &s.children[i]
		if !c.here {
			continue
		}
		c.here = false
		if err := s.fetched(ctx, c, day, 17*60+20+m.IntN(40)); err != nil {
			return err
		}
	}
	s.at(day, 18*60+10)
	for _, staff := range s.staff {
		if _, err := s.Desk.Go(ctx, s.actor, hub.NewID(), staff, day, s.minute()); err != nil {
			return err
		}
	}
	return nil
}

// come is one child's morning: most come and are well, some are ill, and today some have
// not come yet, or were not looked at.
func (s *Station) come(ctx context.Context, m *maker, c *child, day, today hub.Day) error {
	tap := desk.Tap{Request: hub.NewID(), Day: day, Children: []hub.ID{c.id}}
	if m.IntN(12) == 0 || c.ill {
		s.at(day, 8*60)
		tap.Minute = s.minute()
		why := pick(m, []string{"sick", "matter", "home"})
		if c.ill {
			why = "sick"
		}
		_, err := s.Desk.Absent(ctx, s.actor, tap, why)
		return err
	}
	if day == today && m.IntN(4) == 0 {
		return nil
	}
	s.at(day, 7*60+35+c.late+m.IntN(10))
	tap.Minute, tap.Well = s.minute(), s.cared(day, today) && (day < today || m.IntN(8) > 0)
	c.here = true
	_, err := s.Desk.Arrive(ctx, s.actor, tap)
	return err
}

// fetched is the end of a child's day.
func (s *Station) fetched(ctx context.Context, c *child, day hub.Day, minute int) error {
	s.at(day, minute)
	if c.fetcher.IsZero() {
		people, err := s.Desk.MayFetch(ctx, c.id)
		if err != nil || len(people) == 0 {
			return err
		}
		c.fetcher = people[0].ID
	}
	_, err := s.Desk.Leave(ctx, s.actor, desk.Tap{Request: hub.NewID(), Day: day, Minute: minute, Children: []hub.ID{c.id}, Person: c.fetcher})
	return err
}

// weigh is the monthly weighing.
func (s *Station) weigh(ctx context.Context, m *maker, day hub.Day) error {
	s.at(day, 10*60)
	for i := range s.children {
		c := &s.children[i]
		if !c.inCare && i%3 > 0 {
			continue
		}
		weight, length := s.size(m, c, day)
		c.weight = weight
		if _, err := s.Desk.Measure(ctx, s.actor, desk.Measuring{
			Request: hub.NewID(), Child: c.id, Day: day, Weight: weight, Length: length, Measure: posture(c.birth, day), Clothes: "light",
		}); err != nil {
			return err
		}
	}
	return nil
}

// posture is how a child of that age is measured.
func posture(birth, day hub.Day) string {
	if age, _ := growth.AgeOn(birth, day); age.Months >= 24 {
		return "standing"
	}
	return "lying"
}

// size is a plausible weight (g) and length (mm): a line of the child's own, beside the
// middle of WHO's. How late its family comes stands in for how heavy it is.
func (s *Station) size(m *maker, c *child, day hub.Day) (weight, length int) {
	age, _ := growth.AgeOn(c.birth, day)
	sd := (float64(c.late) - 17) / 12
	at := func(chart growth.Chart) float64 {
		lines := growth.BandsOf(chart, growth.SexOf(c.sex), age.Months, age.Months+1, false).WHO
		if len(lines[3]) < 2 {
			return 0
		}
		way := float64(age.Part) / float64(max(age.Of, 1))
		between := func(line []growth.Point) float64 { return line[0].Value + (line[1].Value-line[0].Value)*way }
		return between(lines[3]) + sd*(between(lines[4])-between(lines[3]))
	}
	weight = max(c.weight, int(at(growth.WeightChart)*10)*100) + m.IntN(10)/8*100
	return weight, int(at(growth.LengthChart)*10) + m.IntN(8)/4
}

// minute is the clock's minute of the day.
func (s *Station) minute() int {
	t := s.Clock.At.In(hub.China)
	return t.Hour()*60 + t.Minute()
}
