package box

import (
	"testing"
	"time"

	"yizhan/hub"
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
