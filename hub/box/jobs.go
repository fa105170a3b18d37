package box

import (
	"context"
	"errors"
	"fmt"
	"time"

	"yizhan/hub"
	"yizhan/hub/box/backups"
	"yizhan/kiosk/station"
)

// nightly is when the jobs of the night begin: nobody is at the screen.
const nightly = 3 * time.Hour // after midnight in China

// job is something that the box does every night.
type job struct {
	name string // under which local.db remembers how it went
	run  func(context.Context) error
}

// jobs are the night's work, in order: what gives room comes before what needs it.
func (b *Box) jobs() []job {
	return []job{
		{"scrub", b.scrub},
		{"retain", b.retain},
		{"sweep", func(ctx context.Context) error { return b.store.Sweep(ctx) }},
		{"unsaid", b.sweepUnsaid},
		{"files", b.files.sweep},
		{"tapes", b.sweepTapes},
		{"packs", b.packs.scrub},
		{backups.Job, b.backups.Nightly},
		{"same", b.findSame},
		{"transfers", b.transfers},
		{"dues", b.warm},
		{"rights", b.rights}, // after the backup, which it speaks of
	}
}

// runNightly does the night's jobs. One that fails, or panics, does not keep the
// next from its turn. Of several processes of a county each does its own nights, one job
// after the other: the second finds done what the first did to the log.
func (b *Box) runNightly(ctx context.Context) error {
	b.warmUp(ctx)
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(untilNight(b.cfg.Clock.Now().Wall)):
		}
		for _, j := range b.jobs() {
			turn := func(ctx context.Context) error {
				return b.inTurn(ctx, "night", func() error { return j.run(ctx) })
			}
			if err := b.doJob(ctx, job{j.name, turn}); err != nil && ctx.Err() == nil {
				return err
			}
		}
	}
}

// doJob does one job and remembers the outcome: the key of what people are told, or
// nothing where all went well. A job may be part of another. An error is local.db's own.
func (b *Box) doJob(ctx context.Context, j job) error {
	err := survive(ctx, j.run)
	outcome := ""
	if err != nil {
		b.cfg.Log.Error("a job of the night did not finish", "job", j.name, "cause", err)
		outcome = "box.job"
		var e *hub.Error
		if errors.As(err, &e) {
			outcome = e.Key
		}
	}
	return b.local.PutJob(ctx, j.name, outcome)
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

// scrub reads the whole log and compares every hash, because SQLite's own check
// misses most flipped bits. What is damaged comes from the box's own backups, or is asked
// of peers by the next exchange.
func (b *Box) scrub(ctx context.Context) error {
	parts, headers, err := b.store.Scrub(ctx)
	if parts > 0 {
		b.cfg.Log.Warn("damaged parts are asked of peers again", "parts", parts)
	}
	if err == nil {
		var left int
		if left, err = b.backups.MendHeaders(ctx, headers); err == nil && left > 0 {
			err = fmt.Errorf("%d of %d commits", left, len(headers))
		}
	}
	if err != nil {
		return hub.E(hub.CodeInternal, "store.damaged").Because(err)
	}
	return nil
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
