// Package demo makes up a township and fills it through the Desk, the same for the
// same seed: for `--demo`, for tests and for load. Everything in it says 演示.
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

// The made-up township. Its code lies in a county that exists, because the forms
// check codes; its name does not exist.
const (
	County       = "140427"
	CountyName   = "演示县"
	Township     = "140427103"
	TownshipName = "演示镇"
)

// Place is one station of the township.
type Place struct {
	Name    string
	Village string
	Workers []desk.Worker
	Groups  []desk.Group
	InCare  int // children in care
	AtHome  int // 散居
}

// Places are the three stations: a nursery with two classes, and two of the usual
// kind with one worker. 120 children, half of them 散居.
var Places = []Place{
	{
		Name: "演示·柳沟村照护驿站", Village: "柳沟村", InCare: 26, AtHome: 16,
		Workers: []desk.Worker{{Name: "张桂兰", Role: hub.RoleHead, Peg: "hua-1"}, {Name: "刘建平", Role: hub.RoleCarer, Peg: "hulu-3"},
			{Name: "申巧玲", Role: hub.RoleCarer, Peg: "niao-4"}, {Name: "王彩霞", Role: hub.RoleCarer, Peg: "yu-6"}, {Name: "李海燕", Role: hub.RoleCarer, Peg: "ri-1"}},
		Groups: []desk.Group{{Name: "托小班", Type: "xiao", Places: 15}, {Name: "托大班", Type: "da", Places: 20}},
	},
	{
		Name: "演示·石坡村照护驿站", Village: "石坡村", InCare: 17, AtHome: 22,
		Workers: []desk.Worker{{Name: "秦改莲", Role: hub.RoleHead, Peg: "yu-2"}},
		Groups:  []desk.Group{{Name: "混合班", Type: "hun", Places: 18}},
	},
	{
		Name: "演示·东坡村照护驿站", Village: "东坡村", InCare: 16, AtHome: 22,
		Workers: []desk.Worker{{Name: "崔玉珍", Role: hub.RoleHead, Peg: "ri-5"}},
		Groups:  []desk.Group{{Name: "混合班", Type: "hun", Places: 18}},
	},
}

// Clock is the time that the demo lives through.
type Clock struct{ At time.Time }

// Now reads it; quality confirmed, because somebody made it up.
func (c *Clock) Now() hub.Reading {
	return hub.Reading{Wall: c.At, Quality: hub.ClockConfirmed, Boot: [8]byte{0xde, 0x30}}
}

// Station is an open station to be filled.
type Station struct {
	Desk  *desk.Desk
	Clock *Clock
	Lane  hub.Lane
	Key   []byte // station key, which ties the site to its box

	place    Place
	actor    hub.Actor
	staff    []hub.ID
	groups   []hub.ID
	children []child

	told    int    // for how many days, until today, a day is told of from morning to evening
	worked  int    // working days of the fortnight
	papers  int    // sheets that were filled in
	samples []kept // food that stands in the fridge
	course  course // of medicine
	year    int    // whose classes are planned
}

type child struct {
	id     hub.ID
	birth  hub.Day
	sex    string
	inCare bool
	weight int // grams at the last measuring
	late   int // minutes after eight that the family usually comes
	here   bool
	ill    bool // stays at home

	fetcher hub.ID // who fetches it; zero: nobody has asked yet
}

// PIN is the demo workers' PIN, shown on the demo's own pages.
const PIN = "3719"

// Weeks is how far back the demo's attendance goes.
const Weeks = 12

// Fill sets the stations up and lives through twelve weeks until today.
// Meet is called when hubs exchange their records: at the end of each week.
func Fill(ctx context.Context, stations []*Station, today hub.Day, seed uint64, meet func(context.Context) error) error {
	return fill(ctx, stations, today.Add(-7*Weeks), today, seed, meet)
}

func fill(ctx context.Context, stations []*Station, begin, today hub.Day, seed uint64, meet func(context.Context) error) error {
	m := &maker{Rand: rand.New(rand.NewPCG(seed, 2026))}
	for i, s := range stations {
		s.place = Places[i]
		if err := s.open(ctx, m, begin); err != nil {
			return fmt.Errorf("demo: %s: %w", s.place.Name, err)
		}
	}
	for day := begin; day <= today; day = day.Add(1) {
		for _, s := range stations {
			if err := errors.Join(s.live(ctx, m, day, today), s.class(ctx, day, today)); err != nil {
				return fmt.Errorf("demo: %s, %s: %w", s.place.Name, day, err)
			}
		}
		if t, _ := day.Time(); t.Weekday() == time.Friday || day == today {
			if err := meet(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

// at moves the station's clock.
func (s *Station) at(day hub.Day, minute int) {
	t, _ := day.Time()
	s.Clock.At = t.Add(time.Duration(minute) * time.Minute)
}

// open is the first-run set-up and the registrations of the first weeks.
func (s *Station) open(ctx context.Context, m *maker, day hub.Day) error {
	s.at(day, 8*60)
	if s.told = 1; len(s.place.Workers) > 1 {
		s.told = fortnight
	}
	s.actor = hub.Actor{Role: hub.RoleHead, Lane: s.Lane}
	made, err := s.Desk.SetUp(ctx, hub.Actor{Role: hub.RoleBox, Lane: s.Lane}, desk.Setup{
		Request: request("setup", s.place.Name, 0),
		SiteFacts: desk.SiteFacts{
			Name: s.place.Name, Role: "station", Kinds: []string{"village"}, Township: Township, TownshipName: TownshipName,
			VillageName: s.place.Village, Hub: s.Key,
		},
		Groups: s.place.Groups, Worker: s.place.Workers[0],
	})
	if err != nil {
		return err
	}
	s.actor.Site, s.actor.Staff = made.Site, made.Worker
	s.groups, s.staff = made.Groups, []hub.ID{made.Worker}
	for i, w := range s.place.Workers[1:] {
		id, err := s.Desk.AddStaff(ctx, s.actor, request("staff", s.place.Name, i), w)
		if err != nil {
			return err
		}
		s.staff = append(s.staff, id)
	}
	for i := range s.place.InCare + s.place.AtHome {
		if err := s.register(ctx, m, day, i); err != nil {
			return err
		}
	}
	return nil
}

// request is a request id that is the same each time.
func request(what, where string, n int) hub.ID {
	return hub.DeriveID("demo", hub.ID{}, fmt.Sprintf("%s/%s/%d", what, where, n))
}
