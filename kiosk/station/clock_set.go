package station

import (
	"net/url"
	"time"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/kiosk/page"
)

// clockSpan is from when to when a box may think that it is: what cannot be is refused
// by the box itself, with a sentence.
var clockSpan = span{"2026-01-01", "2046-12-31"}

// clockDaySet asks which day it is, clockTimeSet what time.
func (s *Station) clockDaySet(v *visit) error {
	return v.render(s.clockDateOf(v, datingOf(s.Desk.Today())))
}

func (s *Station) clockDateOf(v *visit, said dating) page.AskDay {
	next := localPath(v.URL.Query().Get("next"))
	f := v.frame("今天是几号")
	f.Back, f.Help, f.Idle = next, "clock", 0
	p := page.AskDay{Frame: f, Question: "今天是哪天？", Action: v.URL.RequestURI(), Prev: "/clock?next=" + url.QueryEscape(next),
		Skip: "不知道", Next: "下一步：几点", Open: "先点日子", Date: said.tiles(clockSpan)}
	if day, _, ok := said.day(); ok {
		p.Date.Far = calendar.Weekday(day)
	} else if said.tapped() {
		p.Errors = faultAt(hub.E(hub.CodeInvalid, "day.none"), "day")
	}
	return p
}

func (s *Station) clockDayTaken(v *visit) error {
	next := localPath(v.URL.Query().Get("next"))
	if v.form.Text("go") == "skip" {
		return s.passedOver(v, next)
	}
	var said dating
	said.take(v.form)
	day, _, ok := said.day()
	if v.form.Text("go") != "next" || !ok {
		return v.render(s.clockDateOf(v, said))
	}
	return v.see("/clock/time?" + url.Values{"day": {string(day)}, "next": {next}}.Encode())
}

func (s *Station) clockTimeSet(v *visit) error {
	p, err := s.clockTimeOf(v, timingOf(s.Desk.Minute()))
	if err != nil {
		return err
	}
	return v.render(p)
}

func (s *Station) clockTimeOf(v *visit, said timing) (page.AskTime, error) {
	q := v.URL.Query()
	day, next := hub.Day(q.Get("day")), localPath(q.Get("next"))
	if _, ok := day.Time(); !ok {
		return page.AskTime{}, hub.E(hub.CodeInvalid, "day.none")
	}
	f := v.frame("现在几点")
	f.Back, f.Help, f.Idle = next, "clock", 0
	f.Hint = calendar.LongDate(day) + " " + calendar.Weekday(day)
	return page.AskTime{Frame: f, Question: "现在几点几分？差几分钟不要紧", Action: v.URL.RequestURI(), Time: said.tiles(lastMinute),
		Prev: "/clock/day?next=" + url.QueryEscape(next), Skip: "不知道", Next: "就是这个时间"}, nil
}

func (s *Station) clockTimeTaken(v *visit) error {
	next := localPath(v.URL.Query().Get("next"))
	if v.form.Text("go") == "skip" {
		return s.passedOver(v, next)
	}
	var said timing
	said.take(v.form)
	p, err := s.clockTimeOf(v, said)
	if err != nil {
		return err
	}
	n, ok := said.minute()
	if v.form.Text("go") != "next" || !ok {
		return v.render(p)
	}
	at, err := time.ParseInLocation(time.DateOnly, v.URL.Query().Get("day"), hub.China)
	if err != nil {
		return hub.E(hub.CodeInvalid, "day.none")
	}
	if err := s.Self.TellTime(v.ctx(), at.Add(time.Duration(n)*time.Minute), false); err != nil {
		if !question(err) {
			return err
		}
		p.Errors = faultAt(err, "time")
		return v.again(err, p)
	}
	return s.passedOver(v, next)
}
