package clock

import (
	"context"
	"time"

	"yizhan/hub"
)

// settingAsked is the day for which somebody was last asked what day it is.
const settingAsked = "clock.asked"

// TellTime takes what somebody at the screen, or her phone, says.
// Errors: CodeInvalid for a time that cannot be, CodeConflict where it is known better.
func (k *Keeper) TellTime(ctx context.Context, at time.Time, phone bool) error {
	switch {
	case k.Clock == nil:
		return nil
	case !possible(at):
		return hub.E(hub.CodeInvalid, "clock.impossible").In("time")
	case k.Clock.Now().Quality > hub.ClockConfirmed:
		return hub.E(hub.CodeConflict, "clock.known")
	case phone:
		k.Learn(ctx, at, hub.ClockPeer, SourcePhone)
	default:
		k.Learn(ctx, at, hub.ClockConfirmed, SourceStaff)
	}
	return nil
}

// MayAskTime says whether today's one question about the clock is still to be put.
func (k *Keeper) MayAskTime(ctx context.Context) (bool, error) {
	asked, err := k.Local.Setting(ctx, settingAsked)
	return asked != string(k.Desk.Today()), err
}

// AskedTime notes that it was answered, or passed over.
func (k *Keeper) AskedTime(ctx context.Context) error {
	return k.Local.PutSetting(ctx, settingAsked, string(k.Desk.Today()))
}
