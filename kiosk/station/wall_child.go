package station

import (
	"net/url"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// wallChild shows a child's day, and the way to mend it.
func (s *Station) wallChild(v *visit) error {
	return s.onChildDay(v, func(screen wallScreen, c desk.WallChild, day hub.Day) error {
		m := mendingOf(v.URL.Query().Get)
		p, err := s.wallChildPage(v, screen, c, day, m)
		if err != nil {
			return err
		}
		return v.render(p)
	})
}

// wallChildFix is a tap on that page. Each tap keeps the others; the last one needs
// a PIN, and finds everything as it was after it.
func (s *Station) wallChildFix(v *visit) error {
	return s.onChildDay(v, func(screen wallScreen, c desk.WallChild, day hub.Day) error {
		m := mendingOf(v.form.Text)
		switch {
		case len(v.form.All("fix")) > 1: // something else is wrong
			m.at = timing{}
		case v.form.Text("go") == "time": // another one than was tapped
			m.at.Minute = ""
		}
		p, err := s.wallChildPage(v, screen, c, day, m)
		if err != nil {
			return err
		}
		if v.form.Text("go") != "next" || !p.Ready {
			return v.render(p)
		}
		if !v.who.Signed {
			return v.see("/pin?next=" + url.QueryEscape("/wall/child/"+childDay(c, day)+"?"+m.query()))
		}
		actor := v.who.Actor
		out, err := s.Desk.CorrectDay(v.ctx(), actor, m.fixOf(c, day, v.form.Request()))
		if err != nil {
			p.Errors = page.Faults(err)
			for field, sentence := range p.Errors {
				if field != "" {
					p.Errors[""] = sentence
				}
			}
			return v.again(err, p)
		}
		s.did(screen.id, "fix", out, c.Child.ID)
		return v.see(s.wallBack(screen, day))
	})
}

// onChildDay reads which child and which day a page is about: ID, or ID.2026-11-21.
func (s *Station) onChildDay(v *visit, show func(wallScreen, desk.WallChild, hub.Day) error) error {
	name, when, _ := strings.Cut(v.PathValue("id"), ".")
	day := hub.Day(when)
	if when == "" {
		day = s.Desk.Today()
	}
	if _, ok := day.Time(); !ok || day > s.Desk.Today() {
		return hub.E(hub.CodeNotFound, "wall.day")
	}
	return s.onWall(v, "/wall/morning", day, idList(name), func(screen wallScreen, of []desk.WallChild) error {
		return show(screen, of[0], day)
	})
}

func childDay(c desk.WallChild, day hub.Day) string { return c.Child.ID.String() + "." + string(day) }

// wallBack is the wall that a child's day was opened from.
func (s *Station) wallBack(screen wallScreen, day hub.Day) string {
	switch at := s.walls.look(screen.id).at; {
	case day != s.Desk.Today():
		return "/wall/missing"
	case at != "":
		return at
	}
	return "/wall/morning"
}

// wallChildPage lays out the questions that the chosen fix needs.
func (s *Station) wallChildPage(v *visit, screen wallScreen, c desk.WallChild, day hub.Day, m mending) (page.WallChild, error) {
	today := s.Desk.Today()
	f := v.frame(c.Child.Called() + "的这一天")
	if day == today {
		f.Title = c.Child.Called() + "的今天"
	}
	f.Idle, f.Hint, f.Here = 0, calendar.DateWeek(day, today), "/wall/child/"+childDay(c, day)
	p := page.WallChild{Frame: f, Child: onTile(c), FixOn: m.fix, PersonOn: m.person, WhyOn: m.reason,
		Prev: s.wallBack(screen, day), Signed: v.who.Signed}
	p.Back = p.Prev
	p.Child.ID = childDay(c, day)
	var err error
	if p.Lines, err = s.dayLines(v, screen, c, day); err != nil {
		return p, err
	}
	doubtful, err := s.doubtfulDays(v.ctx(), v.site.ID, today)
	if err != nil {
		return p, err
	}
	if slices.Contains(doubtful, day) {
		p.Note = &page.Note{Icon: "i-clock", Bold: "这一天的日期可能不对。", Text: "那时钟不准。", Link: &page.Link{Href: "/clock/days", Text: "看看"}}
	}
	p.Fixes = marked(fixesOf(c), m.fix)
	on := slices.IndexFunc(p.Fixes, func(f page.Choice) bool { return f.On })
	if on < 0 {
		p.FixOn = ""
		if day == today && c.Day.In >= 0 {
			p.Slip = childAt(c.Child.ID) + "/slip"
		}
		return p, nil
	}
	// The questions that follow need the room of the other fixes.
	p.Fixes = []page.Choice{p.Fixes[on], {Text: "不是这个"}}
	last := lastMinute
	if day == today {
		last = s.Desk.Minute()
	}
	if m.asksTime() {
		p.Time, p.Timed = m.at.tiles(last), true
	}
	if m.asksPerson() {
		p.People = marked(m.people(c), m.person)
	}
	p.Reasons = marked(reasons(), m.reason)
	p.Ready = (!p.Timed || p.Time.Said != "") && chosen(p.People) && chosen(p.Reasons)
	return p, nil
}

// marked turns on the choice with a value.
func marked(cs []page.Choice, value string) []page.Choice {
	for i := range cs {
		cs[i].On = cs[i].Value == value
	}
	return cs
}

// chosen says whether a question that is asked has its answer.
func chosen(cs []page.Choice) bool {
	return len(cs) == 0 || slices.ContainsFunc(cs, func(c page.Choice) bool { return c.On })
}

// query carries the choices through the page that asks for the PIN: record ids,
// minutes and fixed words, nothing about a person.
func (m mending) query() string {
	return url.Values{"fix": {m.fix}, "hour": {m.at.Hour}, "minute": {m.at.Minute}, "person": {m.person}, "reason": {m.reason}}.Encode()
}
