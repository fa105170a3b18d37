package box

import (
	"context"
	"strings"
	"time"

	"yizhan/hub"
	"yizhan/hub/box/fleet"
	"yizhan/hub/desk"
)

// A box says how it is, so that the county can tell a broken one from a silent one: see
// box-health.yaml. What it says of its neighbours is often all that is known of them.

const (
	healthFirst = time.Minute      // after a start: by then the neighbours have been heard
	healthEvery = 10 * time.Minute // it is looked at; written where it is another day, or another story
	cutsOver    = 30               // days that cuts are counted over
	mostCuts    = 200              // that are remembered

	settingRuns = "health.runs" // "on" while the box runs
	settingCuts = "health.cuts" // the days on which it was found to have stopped untold
)

// runHealth notes how this box is until ctx ends.
func (b *Box) runHealth(ctx context.Context) error {
	if err := b.noteStart(ctx); err != nil {
		return err
	}
	for wait := healthFirst; ; wait = healthEvery {
		select {
		case <-ctx.Done():
			return b.local.PutSetting(context.WithoutCancel(ctx), settingRuns, "")
		case <-time.After(wait):
		}
		if err := b.noteHealth(ctx); err != nil && ctx.Err() == nil {
			b.cfg.Log.Warn("how this box is was not noted", "cause", err)
		}
	}
}

// noteStart remembers the day where the last run ended without a word.
func (b *Box) noteStart(ctx context.Context) error {
	was, err := b.local.Setting(ctx, settingRuns)
	if err != nil {
		return err
	}
	if was != "" {
		cuts, err := b.local.Setting(ctx, settingCuts)
		if err != nil {
			return err
		}
		days := append(strings.Fields(cuts), string(b.desk.Today()))
		days = days[max(0, len(days)-mostCuts):]
		if err := b.local.PutSetting(ctx, settingCuts, strings.Join(days, " ")); err != nil {
			return err
		}
	}
	return b.local.PutSetting(ctx, settingRuns, "on")
}

// noteHealth writes down how this box is, where there is something to say. A box that
// is in no county has nobody to tell, and the county's own is looked at where it stands.
func (b *Box) noteHealth(ctx context.Context) error {
	if _, enrolled := b.trust.Certificate(); !enrolled || b.isCounty() || b.Out() {
		return nil
	}
	h, err := b.health(ctx)
	if err != nil {
		return err
	}
	_, err = b.desk.NoteBoxHealth(ctx, b.TrailLane(), b.trust.Identity().Key(), h)
	return err
}

// tenths of a gigabyte: a disk that fills by a few records is as it was.
const freeStep = 100

func (b *Box) health(ctx context.Context) (h desk.BoxHealth, err error) {
	h = desk.BoxHealth{Version: b.cfg.Version, Clock: b.clockWord(), Refused: int(b.refused.Load()), Met: b.metDays()}
	free, err := (screen{b}).Free()
	if err != nil {
		return h, err
	}
	h.Free, h.Full = free>>20/freeStep*freeStep, free < fileFloor
	if newest, ok := b.backups.Newest(); ok {
		h.Backup = hub.DayOf(time.UnixMilli(newest.Header.Made))
	}
	if h.Stick, err = b.stickDay(ctx); err != nil {
		return h, err
	}
	if h.Cuts, err = b.cuts(ctx); err != nil {
		return h, err
	}
	jobs, err := b.local.Jobs(ctx)
	for _, j := range jobs {
		switch {
		case j.Outcome == "backup.poor":
			h.Poor = true
		case j.Outcome != "":
			h.Failed = append(h.Failed, j.Name)
		}
	}
	return h, err
}

func (b *Box) clockWord() string {
	if c := b.time.Clock; c != nil {
		switch _, doubt, jumped := c.Stand(); {
		case jumped:
			return "jumped"
		case doubt:
			return "doubt"
		}
	}
	if b.cfg.Clock.Now().Quality < hub.ClockPeer {
		return "unsure"
	}
	return "fine"
}

// metDays is when this box was last in touch with others, since it runs.
func (b *Box) metDays() desk.Met {
	now, own := b.cfg.Clock.Now().Wall, b.trust.Identity().Key()
	peers := b.fleet.Calls.Peers()
	if m := b.net.mesh.Load(); m != nil {
		for _, p := range m.Status().Members {
			peers = append(peers, fleet.Peer{Key: p.Key, Connected: p.Alive, Seconds: p.Seconds})
		}
	}
	met := desk.Met{}
	for _, p := range peers {
		if p.Key == own || (syncTrust{b.trust}).County(p.Key) {
			continue
		}
		at := now
		if !p.Connected {
			at = now.Add(-time.Duration(p.Seconds) * time.Second)
		}
		mark := desk.MarkOf(p.Key)
		met[mark] = max(met[mark], hub.DayOf(at))
	}
	return met
}

// cuts are those of the last days.
func (b *Box) cuts(ctx context.Context) (n int, err error) {
	days, err := b.local.Setting(ctx, settingCuts)
	since := b.desk.Today().Add(-cutsOver)
	for _, day := range strings.Fields(days) {
		if hub.Day(day) > since {
			n++
		}
	}
	return n, err
}
