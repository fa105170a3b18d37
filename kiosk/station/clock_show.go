package station

import (
	"context"
	"net/url"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/kiosk/page"
)

// clockShow asks whether the day and the time are right.
func (s *Station) clockShow(v *visit) error {
	return v.render(s.clockPage(v, localPath(v.URL.Query().Get("next"))))
}

func (s *Station) clockPage(v *visit, next string) page.Clock {
	at := s.Clock.Now().Wall
	day := hub.DayOf(at)
	f := v.frame("今天是几号")
	f.Back, f.Help, f.Idle, f.Here = next, "clock", 0, "/clock"
	p := page.Clock{Frame: f, Day: calendar.LongDate(day), Week: calendar.Weekday(day), Time: calendar.Clock(at), Next: next}
	if l, ok := calendar.LunarOf(day); ok {
		p.Lunar = "农历" + l.Text()
	}
	if s.Clock.Now().Quality > hub.ClockConfirmed {
		p.Known = knownBy
	}
	return p
}

const knownBy = "网上对过时间，不用改。"

// clockTake is a press on that page. That the day is right, whoever acts at the open
// wall may say; another time needs a PIN.
func (s *Station) clockTake(v *visit) error {
	next := localPath(v.form.Text("next"))
	switch v.form.Text("go") {
	case "right":
		if err := s.Self.TellTime(v.ctx(), s.Clock.Now().Wall, false); err != nil {
			if !question(err) {
				return err
			}
			p := s.clockPage(v, next)
			p.Errors = page.Faults(err)
			return v.again(err, p)
		}
		return s.passedOver(v, next)
	case "wrong":
		return v.see("/clock/day?next=" + url.QueryEscape(next))
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
