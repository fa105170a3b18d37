package box

import (
	"context"
	"time"

	"yizhan/hub"
	"yizhan/hub/box/clock"
	exchange "yizhan/mesh/sync"
)

// openTime hands the box's clock what keeps it right.
func (b *Box) openTime() {
	b.time = &clock.Keeper{
		Clock: clock.Of(b.cfg.Clock), Store: b.store, Local: b.local, Trust: b.trust, Desk: b.desk, Log: b.cfg.Log, Box: timed{b},
	}
}

// timed is the box as its clock sees it.
type timed struct{ b *Box }

func (t timed) Lane() hub.Lane                  { return t.b.Lane() }
func (t timed) Changed()                        { t.b.changed() }
func (t timed) Count(ctx context.Context) error { return t.b.keepAlone(ctx) }

func (t timed) Site(ctx context.Context) (hub.ID, error) {
	site, err := t.b.site(ctx)
	return site.ID, err
}

// County is where the county answers while it itself, by its key, is connected.
func (t timed) County() []string {
	e := t.b.net.engine.Load()
	if e == nil || t.b.isCounty() {
		return nil
	}
	for _, p := range e.Status().Peers {
		if p.Connected && (syncTrust{t.b.trust}).County(p.Key) {
			return t.b.countyURLs()
		}
	}
	return nil
}

// listening is the log as the exchange fills it: what comes says something about the
// time.
type listening struct {
	syncLog
	b *Box
}

func (b *Box) log() listening { return listening{syncLog{b.store, b.changed}, b} }

func (l listening) Accept(ctx context.Context, batch []hub.Commit, proofs map[hub.Origin]hub.OriginProof) (exchange.Accepted, error) {
	got, err := l.syncLog.Accept(ctx, batch, proofs)
	if err == nil {
		l.b.time.Heard(ctx, batch, got.Refused)
	}
	return got, err
}

func (s screen) TellTime(ctx context.Context, at time.Time, phone bool) error {
	return s.b.time.TellTime(ctx, at, phone)
}
func (s screen) MayAskTime(ctx context.Context) (bool, error) { return s.b.time.MayAskTime(ctx) }
func (s screen) AskedTime(ctx context.Context) error          { return s.b.time.AskedTime(ctx) }
