package box

import (
	"context"
	"time"

	"yizhan/hub"
	"yizhan/kiosk/station"
)

// expiredANight bounds what one night erases: hubs sweep their files after it.
const expiredANight = 200

// retain lets go of what has run out: every box of what only it holds, the county of
// everybody's, by orders. A clock that nobody has confirmed decides nothing.
func (b *Box) retain(ctx context.Context) error {
	now := b.cfg.Clock.Now()
	if now.Quality < hub.ClockPeer {
		return nil
	}
	if err := b.forgetDrafts(ctx, now.Wall); err != nil {
		return err
	}
	if !b.isCounty() {
		return nil
	}
	owner := hub.Actor{Role: hub.RoleBox, Lane: b.TrailLane()}
	if _, err := b.desk.SweepExpired(ctx, owner, expiredANight); err != nil {
		return err
	}
	if _, err := b.desk.SweepGuests(ctx, owner, expiredANight); err != nil {
		return err
	}
	if _, err := b.desk.SweepLetters(ctx, owner, expiredANight); err != nil {
		return err
	}
	_, err := b.desk.SweepProofs(ctx, owner)
	return err
}

// forgetDrafts lets go of pages that somebody began and left.
func (b *Box) forgetDrafts(ctx context.Context, now time.Time) error {
	kept := b.forms.Drafting()
	if err := b.local.Forget(ctx, now.AddDate(0, 0, -kept.Days)); err != nil {
		return err
	}
	for _, begins := range []string{station.AsideBefore, station.FilesBefore} {
		if err := b.local.ForgetDrafts(ctx, begins, now.AddDate(0, 0, -kept.Aside)); err != nil {
			return err
		}
	}
	return nil
}
