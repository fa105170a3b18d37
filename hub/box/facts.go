package box

import (
	"context"
	"slices"
	"time"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/report"
	"yizhan/hub/store"
	"yizhan/hub/trust"
)

// When what is counted is looked after.
const (
	countEvery = 20 * time.Second // while pages ask for nothing: a page that does counts first
	closesAt   = 2 * time.Hour    // after midnight in China: the day before is closed
)

// measures is what this box counts: a station has nobody who asks it for figures. A box
// that becomes another one counts from its next start on.
func (b *Box) measures() hub.Measurer {
	cert, enrolled := b.trust.Certificate()
	if b.cfg.AtCounty || enrolled && cert.Role != trust.RoleStation {
		return report.NewMeasurer(b.forms)
	}
	return nil
}

// figures is what this box has counted, and what the county typed.
type figures struct {
	*store.Store
	*desk.Desk
}

// Figures works indicators out; what is not counted yet is counted first.
// Errors: CodeForbidden report.station, CodeInvalid report.day, CodeNotFound report.closing.
func (b *Box) Figures(ctx context.Context, ask report.Ask) ([]report.Figure, error) {
	if b.measures() == nil {
		return nil, hub.E(hub.CodeForbidden, "report.station")
	}
	if err := b.countAll(ctx); err != nil {
		return nil, err
	}
	return report.Figures(ctx, figures{b.store, b.desk}, ask)
}

// Counted is what figures are made from, for pages that show what is behind one.
func (b *Box) Counted() report.Source { return figures{b.store, b.desk} }

// countAll counts whatever has gone stale.
func (b *Box) countAll(ctx context.Context) error {
	for more := true; more; {
		if err := ctx.Err(); err != nil {
			return err
		}
		var err error
		if more, err = b.store.CountFacts(ctx); err != nil {
			return err
		}
	}
	return nil
}

// runCounting counts what comes, and closes each day after it is over.
func (b *Box) runCounting(ctx context.Context) error {
	if b.measures() == nil {
		return nil
	}
	for {
		if err := b.countAll(ctx); err != nil && ctx.Err() == nil {
			return err
		}
		if err := b.closeDay(ctx); err != nil && ctx.Err() == nil {
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(countEvery):
		}
	}
}

// closeDay closes yesterday, once, after two in the morning. Days on which the box was off
// have no closing of their own: the next one closes them too. A clock that somebody has
// doubts about closes nothing, because no day before a closed one can be closed any more.
func (b *Box) closeDay(ctx context.Context) error {
	now := b.cfg.Clock.Now()
	if c := b.time.Clock; c != nil {
		if _, doubt, jumped := c.Stand(); doubt || jumped {
			return nil
		}
	}
	day := hub.DayOf(now.Wall.Add(-closesAt)).Add(-1)
	closings, err := b.store.Closings(ctx)
	if err != nil || slices.ContainsFunc(closings, func(c hub.Closing) bool { return c.Day >= day }) {
		return err
	}
	closing, err := b.store.CloseDay(ctx, day)
	if hub.CodeOf(err) == hub.CodeConflict { // another process of this county was faster
		return nil
	}
	if err == nil {
		b.cfg.Log.Info("a day was closed", "day", closing.Day, "closing", closing.Number, "commits", closing.Commits)
	}
	return err
}
