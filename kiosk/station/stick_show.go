package station

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/kiosk/page"
)

// stickShow is the stick's page, live: what would go out and come in, the work, the
// result.
func (s *Station) stickShow(v *visit) error {
	if _, err := s.Desk.Reader(v.who.Actor, hub.ActCarry); err != nil {
		return err
	}
	f := v.frame("用 U 盘送")
	f.Hint, f.Help, f.Here, f.Idle = "没有网也能报上去", "stick", "/stick", 0
	return v.shows(
		func(ctx context.Context) (page.Lively, error) {
			st, err := s.Box.Status(ctx)
			if err != nil {
				return nil, err
			}
			here := page.StickHere{Unsent: st.Unsent, Since: calendar.Date(st.CountyUpto, s.Desk.Today())}
			return page.Stick{Frame: f, StickBody: stickBody(s.sticks(), here)}, nil
		},
		func(p page.Lively, ticket string) page.View {
			full := p.(page.Stick)
			full.Ticket = ticket
			return full
		})
}

// sticks are none where nothing looks for them.
func (s *Station) sticks() []hub.StickStand {
	if s.Sticks == nil {
		return nil
	}
	return s.Sticks.Sticks()
}

func stickBody(all []hub.StickStand, here page.StickHere) page.StickBody {
	p, ok := page.FirstStick(all)
	if !ok {
		return page.NoStick(here)
	}
	return page.StickOf(p, here)
}

// stickWord is what the strip of every page says of a stick; "" nothing.
func (s *Station) stickWord() string {
	p, ok := page.FirstStick(s.sticks())
	if !ok {
		return ""
	}
	return page.StickWord(p)
}
