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
}

// enoughPower is from when a battery lasts for a class: of what runs three hours and more
// when it is full, an hour and the 台账.
const enoughPower = 40

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
		f.Text, f.Gap = "用电池，不知道还有多少，先插上电", true
	case p.Percent < enoughPower:
		f.Text, f.Gap = fmt.Sprintf("电池只有 %d%%，先插上电", p.Percent), true
	default:
		f.Text = fmt.Sprintf("用电池，还有 %d%%，够上课", p.Percent)
	}
	return f, true
}
