package demo

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/desk"
)

// Visit lets a child of one station be weighed at another on the same day, before
// the two have met: both write a weight, and somebody has to choose. The caller
// has shown the family card at the other station.
func Visit(ctx context.Context, home, away *Station, day hub.Day) error {
	home.at(day, 9*60)
	away.at(day, 15*60)
	child := home.children[0].id
	for _, at := range []struct {
		s       *Station
		weight  int
		clothes string
	}{{home, 8200, "light"}, {away, 8500, "winter"}} {
		if _, err := at.s.Desk.Measure(ctx, at.s.actor, desk.Measuring{
			Request: hub.NewID(), Child: child, Day: day, Weight: at.weight, Clothes: at.clothes,
		}); err != nil {
			return err
		}
	}
	return nil
}

// Actor is its head at work, and Teacher what she is called.
func (s *Station) Actor() hub.Actor { return s.actor }
func (s *Station) Teacher() string  { return s.place.Workers[0].Name }

// First is the station's first child: the one whose family visits.
func (s *Station) First() hub.ID { return s.children[0].id }

// Twice registers a child a second time, as happens when two workers do not talk:
// same name and birthday, the grandmother's other phone.
func Twice(ctx context.Context, s *Station, day hub.Day) error {
	s.at(day, 11*60)
	rec, err := s.Desk.File(ctx, s.actor, s.children[len(s.children)-1].id)
	if err != nil {
		return err
	}
	_, err = s.Desk.Register(ctx, s.actor, desk.Registration{
		Request: request("twice", s.place.Name, 0), Name: rec.Child.Name, Sex: rec.Child.Sex, Birth: rec.Child.Birth,
		Category: "home", VillageName: rec.Child.VillageName, Site: s.actor.Site, AnyBirth: true, Surely: true,
		People: []desk.Person{{Kinship: "mother", Guardian: true, Phone: "13000009999"}},
	})
	return err
}

// Going lets the last child of one station move to another one, which has not
// received it yet; the family agreed that its file goes along.
func Going(ctx context.Context, from, to *Station, day hub.Day) error {
	from.at(day, 10*60)
	child := from.children[len(from.children)-1].id
	file, err := from.Desk.File(ctx, from.actor, child)
	if err != nil {
		return err
	}
	_, err = from.Desk.AskTransfer(ctx, from.actor, desk.Leaving{
		Request: request("going", from.place.Name, 0), Child: child, To: to.actor.Site, ToName: to.place.Name, AgreedBy: file.People[0].ID,
	})
	return err
}

// AtBoth registers a child of one station at another one too, as happens when a family
// lives with one grandmother and then with the other.
func AtBoth(ctx context.Context, home, away *Station, day hub.Day) error {
	away.at(day, 11*60)
	file, err := home.Desk.File(ctx, home.actor, home.children[len(home.children)-2].id)
	if err != nil {
		return err
	}
	_, err = away.Desk.Register(ctx, away.actor, desk.Registration{
		Request: request("both", away.place.Name, 0), Name: file.Child.Name, Sex: file.Child.Sex, Birth: file.Child.Birth,
		Category: "home", VillageName: away.place.Village, Site: away.actor.Site, AnyBirth: true, Surely: true,
		People: []desk.Person{{Name: file.People[0].Name, Kinship: file.People[0].Kinship, Guardian: true, Phone: file.People[0].Phone}},
	})
	return err
}
