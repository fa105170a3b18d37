package station_test

import (
	"fmt"
	"os"
	"testing"

	"yizhan/kiosk/touch"
)

// A doctor's finger goes from child to child, nine figures and an answer each: through all
// sixty with YIZHAN_LONG, otherwise through the first six.
func TestRoundByFinger(t *testing.T) {
	b := newBox(t)
	b.sixty()
	at := b.live().URL
	f := touch.Chromium(t).Screen(t, at, 1024, 600)
	b.enter(t, f, at)
	all := 6
	if os.Getenv("YIZHAN_LONG") != "" {
		all = 60
	}
	f.Open("/round").Tap("开始")
	before := f.Taps
	for range all {
		child := touch.Ask[string](f, `location.pathname`)
		f.Press("109823468").See("46.8 厘米").Tap("都好，下一个")
		f.Until(`location.pathname !== "` + child + `"`)
	}
	if got := f.Taps - before; got != 10*all {
		t.Errorf("%d children took %d taps", all, got)
	}
	f.Open("/round").See(fmt.Sprintf("看过 %d", all))
}
