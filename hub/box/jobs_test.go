package box

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/store"
)

func TestTheNightIsTheNextOne(t *testing.T) {
	for _, tt := range []struct {
		now  time.Time
		want time.Duration
	}{
		{time.Date(2026, 11, 23, 2, 59, 0, 0, hub.China), time.Minute},
		{time.Date(2026, 11, 23, 3, 0, 0, 0, hub.China), 24 * time.Hour},
		{time.Date(2026, 11, 22, 19, 30, 0, 0, time.UTC), 23*time.Hour + 30*time.Minute}, // 3:30 in China
	} {
		if got := untilNight(tt.now); got != tt.want {
			t.Errorf("%v: %v, want %v", tt.now, got, tt.want)
		}
	}
}

// TestAJobThatFailsIsRemembered: each night tries every job, and says how it went.
func TestAJobThatFailsIsRemembered(t *testing.T) {
	b, err := Open(t.Context(), Config{Data: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	for _, tt := range []struct {
		name, want string
		run        func(context.Context) error
	}{
		{"good", "", func(context.Context) error { return nil }},
		{"bad", "box.job", func(context.Context) error { return errors.New("no") }},
		{"told", "store.damaged", func(context.Context) error { return hub.E(hub.CodeInternal, "store.damaged") }},
		{"panic", "box.job", func(context.Context) error { panic("no") }},
	} {
		if err := b.doJob(t.Context(), job{tt.name, tt.run}); err != nil {
			t.Fatal(err)
		}
		jobs, err := b.local.Jobs(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if i := slices.IndexFunc(jobs, func(j store.Job) bool { return j.Name == tt.name }); i < 0 || jobs[i].Outcome != tt.want {
			t.Errorf("%s: %v, want outcome %q", tt.name, jobs, tt.want)
		}
	}
}
