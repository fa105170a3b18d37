package station

import (
	"context"
	"fmt"
	"net/url"
	"time"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/kiosk/page"
)

// clockShow asks whether the day and the time are right.
func (s *Station) clockShow(v *visit) error {
	q := v.URL.Query()
	at := s.Clock.Now().Wall
	return v.render(s.clockPage(v, at, localPath(q.Get("next")), q.Has("set")))
}

func (s *Station) clockPage(v *visit, at time.Time, next string, setting bool) page.Clock {
	day := hub.DayOf(at)
	f := v.frame("今天是几号")
	f.Back, f.Help, f.Idle, f.Here = next, "clock", 0, "/clock"
	p := page.Clock{
		Frame: f, Day: calendar.LongDate(day), Week: calendar.Weekday(day), Time: calendar.Clock(at),
		Setting: setting, At: at.In(hub.China).Format(wheelsForm), Next: next,
	}
	if l, ok := calendar.LunarOf(day); ok {
		p.Lunar = "农历" + l.Text()
	}
	if s.Clock.Now().Quality > hub.ClockConfirmed {
		p.Known, p.Setting = knownBy, false
	}
	if p.Setting {
		p.Wheels = wheels(at.In(hub.China))
	}
	return p
}

const (
	wheelsForm = "2006-01-02T15:04"
	knownBy    = "网上对过时间，不用改。"
)

func wheels(at time.Time) []page.Wheel {
	wheel := func(name string, n int, word string) page.Wheel {
		return page.Wheel{Name: name, Value: fmt.Sprint(n), Word: word}
	}
	return []page.Wheel{
		wheel("year", at.Year(), "年"), wheel("month", int(at.Month()), "月"), wheel("day", at.Day(), "日"),
		wheel("hour", at.Hour(), "点"), {Name: "minute", Value: fmt.Sprintf("%02d", at.Minute()), Word: "分"},
	}
}

// minuteStep is how far the wheel of minutes turns: a tap's minute matters little, and
// nobody presses thirty times.
const minuteStep = 5 * time.Minute

// turned is a time with one wheel turned. A month keeps its day where it has one:
// 31 January and one month on is the last of February.
func turned(at time.Time, wheel string, by int) time.Time {
	switch wheel {
	case "year":
		return monthsOn(at, 12*by)
	case "month":
		return monthsOn(at, by)
	case "day":
		return at.AddDate(0, 0, by)
	case "hour":
		return at.Add(time.Duration(by) * time.Hour)
	case "minute":
		return at.Truncate(minuteStep).Add(time.Duration(by) * minuteStep)
	}
	return at
}

func monthsOn(at time.Time, n int) time.Time {
	first := time.Date(at.Year(), at.Month()+time.Month(n), 1, at.Hour(), at.Minute(), 0, 0, at.Location())
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(at.Day(), last)-1)
}

// clockTake is a press on that page. That the day is right, whoever acts at the open
// wall may say; another time needs a PIN.
func (s *Station) clockTake(v *visit) error {
	next := localPath(v.form.Text("next"))
	at, err := time.ParseInLocation(wheelsForm, v.form.Text("at"), hub.China)
	if err != nil {
		at = s.Clock.Now().Wall
	}
	switch up, down, press := v.form.Text("up"), v.form.Text("down"), v.form.Text("go"); {
	case press == "right":
		return s.toldTime(v, s.Clock.Now().Wall, next, false)
	case press == "skip":
		return s.passedOver(v, next)
	case press == "wrong" || !v.who.Signed:
		way := "/clock?set=1&next=" + url.QueryEscape(next)
		if !v.who.Signed {
			way = "/pin?next=" + url.QueryEscape(way)
		}
		return v.see(way)
	case press == "set":
		return s.toldTime(v, at, next, true)
	case up != "":
		at = turned(at, up, 1)
	case down != "":
		at = turned(at, down, -1)
	}
	return v.render(s.clockPage(v, at, next, true))
}

func (s *Station) toldTime(v *visit, at time.Time, next string, setting bool) error {
	if err := s.Self.TellTime(v.ctx(), at, false); err != nil {
		if !question(err) {
			return err
		}
		p := s.clockPage(v, at, next, setting)
		p.Errors = page.Faults(err)
		return v.again(err, p)
	}
	return s.passedOver(v, next)
}

// passedOver goes on; for today nobody is asked any more.
func (s *Station) passedOver(v *visit, next string) error {
	if err := s.Self.AskedTime(v.ctx()); err != nil {
		return err
	}
	return v.see(next)
}

// otherwise goes on elsewhere, if nothing is the matter.
func (v *visit) otherwise(err error, path string) error {
	if err != nil {
		return err
	}
	return v.see(path)
}

// asksTime says whether the wall has to ask for the day first: it goes on from a
// guess, and nobody was asked today.
func (s *Station) asksTime(v *visit) (bool, error) {
	st, err := s.Box.Status(v.ctx())
	if err != nil {
		return false, err
	}
	return s.askingTime(v.ctx(), st)
}

// askingTime says whether today's one question about the clock waits: what was passed
// over stays on the page 记录在哪里 alone.
func (s *Station) askingTime(ctx context.Context, st hub.Status) (bool, error) {
	if !st.Clock.Doubt {
		return false, nil
	}
	return s.Self.MayAskTime(ctx)
}
