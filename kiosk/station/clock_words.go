package station

import (
	"yizhan/hub"
)

// timeWord says in plain words how far the box's time can be believed.
func timeWord(c hub.ClockStand) string {
	switch {
	case c.Doubt:
		return "不知道对不对，请核对"
	case c.Quality >= hub.ClockCounty && c.Source == "ntp":
		return "网上对过"
	case c.Quality >= hub.ClockCounty:
		return "县里对过"
	case c.Quality == hub.ClockConfirmed:
		return "有人核对过"
	case c.Source == "phone":
		return "照手机对的"
	case c.Quality == hub.ClockPeer:
		return "照邻站对的"
	}
	return "没人核对过"
}
