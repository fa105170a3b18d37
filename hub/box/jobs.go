package box

import (
	"context"
	"time"

	"yizhan/hub"
)

// nightly is when the log is read through: nobody is at the screen.
const nightly = 3 * time.Hour // after midnight in China

// jobScrub is the name under which local.db remembers the last night's reading.
const jobScrub = "scrub"

// runNightly reads the whole log once a night and compares every hash, because
// SQLite's own check misses most flipped bits. What is damaged is asked of peers
// again by the next exchange.
func (b *Box) runNightly(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(untilNight(b.cfg.Clock.Now().Wall)):
		}
		parts, headers, err := b.store.Scrub(ctx)
		outcome := ""
		switch {
		case err != nil:
			b.cfg.Log.Error("the nightly reading did not finish", "cause", err)
			outcome = "store.damaged"
		case len(headers) > 0:
			b.cfg.Log.Error("the nightly reading found damaged commits", "commits", len(headers))
			outcome = "store.damaged"
		case parts > 0:
			b.cfg.Log.Warn("the nightly reading found damaged parts; they are asked of peers", "parts", parts)
		}
		if err := b.local.PutJob(ctx, jobScrub, outcome); err != nil && ctx.Err() == nil {
			return err
		}
	}
}

// untilNight is the time to the next nightly hour.
func untilNight(now time.Time) time.Duration {
	midnight, _ := hub.DayOf(now).Time()
	next := midnight.Add(nightly)
	if !next.After(now) {
		next = next.Add(24 * time.Hour)
	}
	return next.Sub(now)
}
