package station

import (
	"errors"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/kiosk/page"
)

// registerBirth takes a tile of the date, the calendar, 记不准 or 下一步. Once the
// three tiles of a common date are tapped it goes on by itself, unless something
// is to be asked or read back first: a lunar date, a likely duplicate, a date that
// is tapped anew.
func (s *Station) registerBirth(v *visit, d *registering) error {
	d.Year, d.Month, d.Day = v.form.Text("year"), v.form.Text("month"), v.form.Text("day")
	d.Lunar = v.form.Text("calendar") == "lunar"
	if isLeap(d.Month) && (!d.Lunar || calendar.LeapMonth(number(d.Year)) != number(d.Month)) {
		d.Month = strings.TrimSuffix(d.Month, leapMark)
	}
	day, _, whole := d.birth()
	switch v.form.Text("go") {
	case "skip":
		d.Year, d.Month, d.Day, d.BirthSeen = "", "", "", false
		return s.afterBirth(v, d)
	case "next":
		if !whole {
			return s.wrong(v, d, "birth", "birth", hub.E(hub.CodeInvalid, "register.birth-open").In("birth"))
		}
		d.AnyBirth = d.Grown == day
		if err := s.checked(v, d, "birth"); err != nil {
			if hub.CodeOf(firstOf(err)) == hub.CodeQuestion {
				d.Grown = day // asked: the next press on the button says yes
			}
			return s.wrong(v, d, "birth", "birth", err)
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

const yearsShown = 4 // this year and three before it: everybody under three

func (s *Station) registerBirthPage(v *visit, d *registering, f page.Frame) (page.View, error) {
	today := s.Desk.Today()
	likely, err := s.likely(v, d)
	p := page.RegisterBirth{
		Frame: f, Steps: page.RegisterSteps(2), Name: d.called(), Lunar: d.Lunar, Likely: likely,
		Year: d.Year, Month: d.Month, Day: d.Day, Prev: d.before("birth"), Next: "下一步：谁带",
	}
	if len(d.People) > 0 {
		p.Next = "下一步：问一声"
	}
	year, month := number(d.Year), number(d.Month)
	for y := number(string(today[:4])) - yearsShown + 1; y <= number(string(today[:4])); y++ {
		p.Years = append(p.Years, page.Choice{Value: strconv.Itoa(y), Text: strconv.Itoa(y), On: y == year})
	}
	days := monthDays(d)
	if d.Lunar {
		p.Months, p.Leap = lunarMonths(year, d.Month)
	} else {
		p.Months = solarMonths(year, month, today)
	}
	for n := 1; n <= days; n++ {
		c := page.Choice{Value: strconv.Itoa(n), Text: strconv.Itoa(n), On: n == number(d.Day)}
		if d.Lunar {
			c.Text = calendar.DayName(n)
		} else if year > 0 && month > 0 {
			c.Off = solarDay(year, month, n) > today
		}
		p.Days = append(p.Days, c)
	}
	s.sayBirth(d, &p, today)
	return p, err
}

// sayBirth reads the date back in both calendars, with the age.
func (s *Station) sayBirth(d *registering, p *page.RegisterBirth, today hub.Day) {
	day, said, ok := d.birth()
	if !ok {
		if d.Year != "" && d.Month != "" && d.Day != "" && !p.Errors.Any() {
			p.Errors = faultAt(hub.E(hub.CodeInvalid, "birth.none"), "birth")
		}
		return
	}
	p.Said, p.Also = calendar.LongDate(day), ""
	if l, ok := calendar.LunarOf(day); ok {
		p.Also = "农历 " + l.Text()
	}
	if d.Lunar {
		p.Said, p.Also = said, "就是公历 "+calendar.LongDate(day)
	}
	p.Age = ageBoth(day, today)
	if d.Grown == day {
		p.Next = "没错，接着登记"
	}
}
