package fleet_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/box/fleet"
	"yizhan/hub/store"
	"yizhan/hub/store/sqlite"
)

// called are the hubs that were spoken with.
type called []fleet.Peer

func (c called) Peers() []fleet.Peer { return c }

// still is a clock that does not go on by itself.
type still struct{ at time.Time }

func (s *still) Now() hub.Reading { return hub.Reading{Wall: s.at, Quality: hub.ClockCounty} }

// What was heard of a hub outlives the process of one that keeps it, and no other.
func TestMeetingsOutliveARestart(t *testing.T) {
	folder, err := store.OpenFolder(t.TempDir())
	must(t, err)
	defer folder.Close()
	clock := &still{time.Date(2026, 11, 23, 16, 40, 0, 0, hub.China)}
	local, err := sqlite.OpenLocal(t.Context(), folder, clock, [32]byte{1})
	must(t, err)
	defer local.Close()
	start := func(calls ...fleet.Peer) *fleet.Fleet {
		return &fleet.Fleet{Local: local, Clock: clock, Log: slog.New(slog.DiscardHandler), Calls: called(calls)}
	}
	one, two := [32]byte{1}, [32]byte{2}
	hourAgo := clock.at.Add(-time.Hour)
	f := start(fleet.Peer{Key: one, Connected: true, Seconds: 3600})
	must(t, f.LoadMeetings(t.Context()))
	if got := f.Meetings()[one]; !got.Connected || !got.At.Equal(hourAgo) {
		t.Errorf("heard an hour ago: %+v", got)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	must(t, f.KeepMeetings(ended))

	clock.at = clock.at.Add(time.Hour)
	f = start(fleet.Peer{Key: two})
	must(t, f.LoadMeetings(t.Context()))
	met := f.Meetings()
	if got := met[one]; got.Connected || !got.At.Equal(hourAgo) {
		t.Errorf("after a restart: %+v", got)
	}
	if got := met[two]; !got.At.Equal(clock.at) {
		t.Errorf("heard just now: %+v", got)
	}
	// The exchange was made anew and knows of an older word: the newer one stands.
	f.Calls = called{{Key: two, Seconds: 600}}
	if got := f.Meetings()[two]; !got.At.Equal(clock.at) {
		t.Errorf("an older word stands in for a newer one: %+v", got)
	}

	forgetful := start()
	if got := forgetful.Meetings(); len(got) != 0 {
		t.Errorf("a hub that reads nothing back knows %+v", got)
	}
}

// What was kept and cannot be read is no reason to stop: it begins anew.
func TestUnreadableMeetings(t *testing.T) {
	folder, err := store.OpenFolder(t.TempDir())
	must(t, err)
	defer folder.Close()
	clock := &still{time.Now()}
	local, err := sqlite.OpenLocal(t.Context(), folder, clock, [32]byte{1})
	must(t, err)
	defer local.Close()
	must(t, local.PutSetting(t.Context(), "county.met", `{"xy":1,"`))
	f := &fleet.Fleet{Local: local, Clock: clock, Log: slog.New(slog.DiscardHandler), Calls: called(nil)}
	must(t, f.LoadMeetings(t.Context()))
	if got := f.Meetings(); len(got) != 0 {
		t.Errorf("read out of it: %+v", got)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
