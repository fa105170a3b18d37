package station

import (
	"errors"

	"yizhan/hub"
	"yizhan/kiosk/page"
)

// registerBirth takes a tile of the date, the calendar, 记不准 or 下一步. Once the
// three tiles of a common date are tapped it goes on by itself, unless something
// is to be asked or read back first: a lunar date, a likely duplicate, a date that
// is tapped anew.
func (s *Station) registerBirth(v *visit, d *registering) error {
	d.take(v.form)
	day, _, whole := d.day()
	switch v.form.Text("go") {
	case "skip":
		d.dating, d.BirthSeen = dating{}, false
		return s.afterBirth(v, d)
	case "next":
		if !whole {
			return s.wrong(v, d, "birth", "day", hub.E(hub.CodeInvalid, "register.birth-open").In("birth"))
		}
		d.AnyBirth = d.Grown == day
		if err := s.checked(v, d, "birth"); err != nil {
			if hub.CodeOf(firstOf(err)) == hub.CodeQuestion {
				d.Grown = day // asked: the next press on the button says yes
			}
			return s.wrong(v, d, "birth", "day", err)
		}
		return s.afterBirth(v, d)
	}
	seen := d.BirthSeen
	d.BirthSeen = seen || whole
	if err := s.checked(v, d, "birth"); err != nil || !whole || seen || d.Lunar {
		return s.goOn(v, d, "birth")
	}
	likely, err := s.likely(v, d)
	if err != nil {
		return err
	}
	if likely != nil {
		return s.goOn(v, d, "birth")
	}
	return s.afterBirth(v, d)
}

// afterBirth goes to who looks after the child, unless the family is known.
func (s *Station) afterBirth(v *visit, d *registering) error {
	if len(d.People) > 0 {
		return s.askSame(v, d)
	}
	return s.goOn(v, d, "carer")
}

// firstOf is the first of several things that are the matter.
func firstOf(err error) error {
	if many, ok := errors.AsType[hub.Errors](err); ok && len(many) > 0 {
		return many[0]
	}
	return err
}

// birthYears are the years in which a child under three can be born: this one and three
// before it.
const birthYears = 4

func (s *Station) registerBirthPage(v *visit, d *registering, f page.Frame) (page.View, error) {
	today := s.Desk.Today()
	likely, err := s.likely(v, d)
	p := page.AskDay{
		Frame: f, Steps: page.RegisterSteps(2), Question: d.called() + "哪天生的？", Action: "/register/birth", Likely: likely,
		Prev: d.before("birth"), Skip: "记不准，先空着", Next: "下一步：谁带", Open: "先点生日",
	}
	if len(d.People) > 0 {
		p.Next = "下一步：问一声"
	}
	p.Date = d.tiles(span{solarDay(number(string(today[:4]))-birthYears+1, 1, 1), today})
	p.Date.Birth = true
	switch day, _, ok := d.day(); {
	case !ok && d.tapped() && !p.Errors.Any():
		p.Errors = faultAt(hub.E(hub.CodeInvalid, "birth.none"), "day")
	case ok:
		p.Date.Far = "现在 " + ageBoth(day, today)
		if d.Grown == day {
			p.Next = "没错，接着登记"
		}
	}
	return p, err
}
