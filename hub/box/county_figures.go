package box

import (
	"context"

	"yizhan/hub/report"
)

// Figures and Counted are what the county's desk shows of what is counted.
func (a around) Figures(ctx context.Context, ask report.Ask) ([]report.Figure, error) {
	return a.b.Figures(ctx, ask)
}

func (a around) Counted() report.Source { return a.b.Counted() }

func (a around) Fresh(ctx context.Context) error { return a.b.countAll(ctx) }
