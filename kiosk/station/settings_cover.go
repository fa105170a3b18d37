package station

import (
	"cmp"
	"fmt"
	"slices"

	"yizhan/hub"
	"yizhan/kiosk/page"
)

// idleChoices are the seconds after which a screen may go under its cover. Longer than
// a quarter of an hour would leave names open to whoever comes by.
var idleChoices = []int{60, idleSeconds, 300, 600, 900}

func idleWord(seconds int) string {
	return fmt.Sprintf("%d 分钟没人碰", cmp.Or(seconds, idleSeconds)/60)
}

// idleShow asks after how long without a touch the cover comes.
func (s *Station) idleShow(v *visit) error {
	f := v.framed("多久盖上封面")
	f.Back = "/settings"
	p := page.Choose{Frame: f, Action: "/settings/cover", Question: "多久没人碰，就盖上封面？", Field: "idle", Prev: "/settings",
		Quiet: "盖上以后，碰一下、按密码，接着写，写了一半的都在。登记台一直开着，不盖。"}
	for _, n := range idleChoices {
		p.Tiles = append(p.Tiles, page.Choice{Value: fmt.Sprint(n), Text: fmt.Sprintf("%d 分钟", n/60), On: n == cmp.Or(v.who.Idle, idleSeconds)})
	}
	return v.render(p)
}

func (s *Station) idleSet(v *visit) error {
	seconds := v.form.Int("idle")
	if !slices.Contains(idleChoices, seconds) {
		return hub.E(hub.CodeInvalid, "display.choice")
	}
	if err := s.Doors.SetIdle(v.ctx(), seconds); err != nil {
		return err
	}
	return v.see("/settings/cover")
}
