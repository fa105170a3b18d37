package box

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"maps"
	"sync"
	"time"
)

// meetings is when the county last spoke with each hub itself. The engine knows that
// since it was made; what was before stands in local.db, so that a restart does not
// make a silent station look like one that never called.
type meetings struct {
	mu    sync.Mutex
	at    map[[32]byte]time.Time
	saved map[[32]byte]time.Time
}

// meeting is one hub's.
type meeting struct {
	connected bool
	at        time.Time // zero: never
}

const (
	settingMet = "county.met"
	saveEvery  = time.Minute // what a power cut may lose of it
)

func (b *Box) loadMeetings(ctx context.Context) error {
	b.met.at = map[[32]byte]time.Time{}
	kept, err := b.local.Setting(ctx, settingMet)
	if err != nil || kept == "" {
		return err
	}
	var seconds map[string]int64
	if err := json.Unmarshal([]byte(kept), &seconds); err != nil {
		b.cfg.Log.Warn("what was kept of meetings is unreadable; it begins anew", "cause", err)
		return nil
	}
	for name, s := range seconds {
		if key, err := hex.DecodeString(name); err == nil && len(key) == len([32]byte{}) {
			b.met.at[[32]byte(key)] = time.Unix(s, 0)
		}
	}
	b.met.saved = maps.Clone(b.met.at)
	return nil
}

// meetingsNow is what is known of every hub that ever called.
func (b *Box) meetingsNow() map[[32]byte]meeting {
	now := b.cfg.Clock.Now().Wall
	b.met.mu.Lock()
	defer b.met.mu.Unlock()
	connected := map[[32]byte]bool{}
	if e := b.net.engine.Load(); e != nil {
		for _, p := range e.Status().Peers {
			connected[p.Key] = p.Connected
			if at := now.Add(-time.Duration(p.Seconds) * time.Second); at.After(b.met.at[p.Key]) {
				b.met.at[p.Key] = at
			}
		}
	}
	out := make(map[[32]byte]meeting, len(b.met.at))
	for key, at := range b.met.at {
		out[key] = meeting{connected[key], at}
	}
	return out
}

// noteMeetings keeps them until ctx ends.
func (b *Box) noteMeetings(ctx context.Context) error {
	save := time.NewTicker(saveEvery)
	defer save.Stop()
	for {
		select {
		case <-ctx.Done():
			return b.saveMeetings(context.WithoutCancel(ctx))
		case <-save.C:
			b.meetingsNow()
			if err := b.saveMeetings(ctx); err != nil && ctx.Err() == nil {
				return err
			}
		}
	}
}

func (b *Box) saveMeetings(ctx context.Context) error {
	b.met.mu.Lock()
	now := maps.Clone(b.met.at)
	same := maps.EqualFunc(now, b.met.saved, time.Time.Equal)
	b.met.mu.Unlock()
	if same {
		return nil
	}
	seconds := make(map[string]int64, len(now))
	for key, at := range now {
		seconds[hex.EncodeToString(key[:])] = at.Unix()
	}
	raw, err := json.Marshal(seconds)
	if err != nil {
		return err
	}
	if err := b.local.PutSetting(ctx, settingMet, string(raw)); err != nil {
		return err
	}
	b.met.mu.Lock()
	b.met.saved = now
	b.met.mu.Unlock()
	return nil
}
