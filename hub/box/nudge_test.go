package box

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

// A cable that is put back, or a new address of the county, is acted on once and
// soon; nothing new is no reason to call.
func TestNudge(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began, nudged := time.Now(), []time.Duration{}
		ways := func() []string {
			if time.Since(began) < 25*time.Second {
				return []string{"http://county.example"}
			}
			return []string{"http://county.example", "192.168.1.7/24"}
		}
		ctx, stop := context.WithCancel(t.Context())
		go nudge(ctx, ways, func() { nudged = append(nudged, time.Since(began)) })
		time.Sleep(time.Hour)
		stop()
		synctest.Wait()
		if len(nudged) != 1 || nudged[0] != 30*time.Second {
			t.Errorf("nudged at %v", nudged)
		}
	})
}
