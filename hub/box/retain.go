package box

import (
	"context"
	"time"

	"yizhan/hub"
)

const (
	// draftsKept is how long a page that somebody began and left is kept on the box.
	draftsKept = 30 * 24 * time.Hour
	// expiredANight bounds what one night erases: hubs sweep their files after it.
	expiredANight = 200
)

// retain lets go of what has run out: every box of what only it holds, the county of
// everybody's, by orders. A clock that nobody has confirmed decides nothing.
func (b *Box) retain(ctx context.Context) error {
	now := b.cfg.Clock.Now()
	if now.Quality < hub.ClockPeer {
		return nil
	}
	if err := b.local.Forget(ctx, now.Wall.Add(-draftsKept)); err != nil {
		return err
	}
	if !b.isCounty() {
		return nil
	}
	owner := hub.Actor{Role: hub.RoleBox, Lane: b.TrailLane()}
	if _, err := b.desk.SweepExpired(ctx, owner, expiredANight); err != nil {
		return err
	}
	_, err := b.desk.SweepProofs(ctx, owner)
	return err
}
