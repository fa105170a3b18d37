package fleet

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

// Meeting is one hub's.
type Meeting struct {
	Connected bool
	At        time.Time // zero: never
}

const (
	settingMet = "county.met"
	saveEvery  = time.Minute // what a power cut may lose of it
)

// LoadMeetings reads what was kept. A hub that never did remembers nothing, and knows
// what its exchange says.
func (f *Fleet) LoadMeetings(ctx context.Context) error {
	f.met.at = map[[32]byte]time.Time{}
	kept, err := f.Local.Setting(ctx, settingMet)
	if err != nil || kept == "" {
		return err
	}
	var seconds map[string]int64
	if err := json.Unmarshal([]byte(kept), &seconds); err != nil {
		f.Log.Warn("what was kept of meetings is unreadable; it begins anew", "cause", err)
		return nil
	}
	for name, s := range seconds {
		if key, err := hex.DecodeString(name); err == nil && len(key) == len([32]byte{}) {
			f.met.at[[32]byte(key)] = time.Unix(s, 0)
		}
	}
	f.met.saved = maps.Clone(f.met.at)
	return nil
}

// Meetings is what is known of every hub that ever called.
func (f *Fleet) Meetings() map[[32]byte]Meeting {
	now := f.Clock.Now().Wall
	f.met.mu.Lock()
	defer f.met.mu.Unlock()
	met, connected := f.met.at, map[[32]byte]bool{}
	if met == nil {
		met = map[[32]byte]time.Time{}
	}
	for _, p := range f.Calls.Peers() {
		connected[p.Key] = p.Connected
		if at := now.Add(-time.Duration(p.Seconds) * time.Second); at.After(met[p.Key]) {
			met[p.Key] = at
		}
	}
	out := make(map[[32]byte]Meeting, len(met))
	for key, at := range met {
		out[key] = Meeting{connected[key], at}
	}
	return out
}

// KeepMeetings keeps them until ctx ends.
func (f *Fleet) KeepMeetings(ctx context.Context) error {
	save := time.NewTicker(saveEvery)
	defer save.Stop()
	for {
		select {
		case <-ctx.Done():
			return f.saveMeetings(context.WithoutCancel(ctx))
		case <-save.C:
			f.Meetings()
			if err := f.saveMeetings(ctx); err != nil && ctx.Err() == nil {
				return err
			}
		}
	}
}

func (f *Fleet) saveMeetings(ctx context.Context) error {
	f.met.mu.Lock()
	now := maps.Clone(f.met.at)
	same := maps.EqualFunc(now, f.met.saved, time.Time.Equal)
	f.met.mu.Unlock()
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
	if err := f.Local.PutSetting(ctx, settingMet, string(raw)); err != nil {
		return err
	}
	f.met.mu.Lock()
	f.met.saved = now
	f.met.mu.Unlock()
	return nil
}
