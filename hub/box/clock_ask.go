package box

import (
	"context"
	"time"

	"yizhan/hub"
	"yizhan/kiosk/station"
)

// settingAsked is the day for which somebody was last asked what day it is.
const settingAsked = "clock.asked"

// TellTime takes what somebody at the screen, or her phone, says.
func (s screen) TellTime(ctx context.Context, at time.Time, phone bool) error {
	c, ok := s.b.cfg.Clock.(*clock)
	switch {
	case !ok:
		return nil // a clock that a test holds
	case !possible(at):
		return hub.E(hub.CodeInvalid, "clock.impossible").In("time")
	case c.Now().Quality > hub.ClockConfirmed:
		return hub.E(hub.CodeConflict, "clock.known")
	case phone:
		s.b.learnTime(ctx, c, at, hub.ClockPeer, sourcePhone)
	default:
		s.b.learnTime(ctx, c, at, hub.ClockConfirmed, sourceStaff)
	}
	return nil
}

// MayAskTime says whether today's one question about the clock is still to be put.
func (s screen) MayAskTime(ctx context.Context) (bool, error) {
	asked, err := s.b.local.Setting(ctx, settingAsked)
	return asked != string(s.b.desk.Today()), err
}

// AskedTime notes that it was answered, or passed over.
func (s screen) AskedTime(ctx context.Context) error {
	return s.b.local.PutSetting(ctx, settingAsked, string(s.b.desk.Today()))
}

// Nights are the works of the night, with how they ended.
func (s screen) Nights(ctx context.Context) ([]station.Night, error) {
	jobs, err := s.b.local.Jobs(ctx)
	out := make([]station.Night, len(jobs))
	for i, j := range jobs {
		out[i] = station.Night(j)
	}
	return out, err
}
