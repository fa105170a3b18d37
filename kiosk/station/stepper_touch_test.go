package station_test

import (
	"strconv"
	"testing"
	"time"

	"yizhan/kiosk/touch"
)

// A finger that stays on − goes on by itself and stops where it leaves the glass; a tap
// is one step.
func TestAHeldStepGoesOn(t *testing.T) {
	b := newBox(t)
	at := b.live().URL
	tab := touch.Chromium(t).Screen(t, at, 1024, 600)
	b.enter(t, tab, at)
	const places = `+document.querySelector('.stepper .num').textContent`
	tab.Open("/settings/groups")
	less := `button[name=less][value="` + b.group("混合班").String() + `"]`
	tab.Touch(less)
	tab.Until(places + ` === 17`)
	tab.Down(tab.Middle(less))
	tab.Until(places + ` < 14`)
	tab.Up()
	time.Sleep(300 * time.Millisecond) // the last answer comes
	stands := touch.Ask[int](tab, places)
	time.Sleep(600 * time.Millisecond) // several steps, if the finger were still there
	if got := touch.Ask[int](tab, places); got != stands {
		t.Errorf("it went on from %d to %d", stands, got)
	}
	tab.Touch(less)
	tab.Until(places + ` === ` + strconv.Itoa(stands-1))
}
