package station

import (
	"fmt"
	"time"

	"yizhan/kiosk/page"
)

// Power is what feeds the machine, as far as it knows.
type Power struct {
	Plugged bool
	Battery bool
	Percent int // of its battery; -1 it does not say
	Minutes int // that it lasts at what the machine takes now; 0 it does not say
}

// enoughPower is how long a battery has to last: the longest class, and a while for the 台账.
const enoughPower = 150 // minutes

// powerEvery is how often the page before a class asks: a plug that is put in is seen soon,
// and a battery is not asked at every beat of the microphone's bar.
const powerEvery = 2 * time.Second

// fact is the line of 电 before a class; false where the machine knows nothing.
func (p Power) fact() (page.Fact, bool) {
	f := page.Fact{Word: "电"}
	switch {
	case p.Plugged:
		f.Text = "插着"
	case !p.Battery:
		return f, false
	case p.Percent < 0:
		f.Text, f.Gap = "没插着，不知道还有多少，先插上电", true
	case p.Minutes == 0: // a share says nothing of an hour: old batteries fall from half to nothing
		f.Text, f.Gap = fmt.Sprintf("没插着，电量 %d%%，能用多久不知道", p.Percent), true
	default:
		f.Text, f.Gap = fmt.Sprintf("没插着，电量 %d%%，照现在能用 %s", p.Percent, lasting(p.Minutes)), p.Minutes < enoughPower
	}
	return f, true
}

// lasting is how long, in words: 2 小时 10 分.
func lasting(minutes int) string {
	switch h, m := minutes/60, minutes%60; {
	case h == 0:
		return fmt.Sprintf("%d 分钟", m)
	case m == 0:
		return fmt.Sprintf("%d 小时", h)
	default:
		return fmt.Sprintf("%d 小时 %d 分", h, m)
	}
}
