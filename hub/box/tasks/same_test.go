package tasks

import (
	"yizhan/hub"
	"yizhan/kiosk/touch"
)

// oneChildTwice is a boy who was registered at two stations: the county's night finds it,
// a tap makes one of the two, another takes them apart again.
func oneChildTwice(w *town) *touch.Screen {
	other := w.touch(w.next).Tap("登记宝宝", "王", "子", "轩", "下一步")
	register(other, "王子轩")
	w.carry(w.next, w.home, w.county)
	county := hub.Actor{Role: hub.RoleBox, Lane: w.county.Lane()}
	if n, err := w.county.Desk().FindAcross(w.t.Context(), county); err != nil || n == 0 {
		w.t.Fatalf("the county's night wrote %d hints: %v", n, err)
	}
	w.carry(w.county, w.home)

	f := w.touch(w.home).Tap("待办").Shot("待办").TapIn("王子轩像是", "看看")
	f.See("林移村照护驿站也登记了一个像的", "是同一个孩子吗").Shot("是同一个吗").Tap("是，以后我们管").Shot("合成一个")
	f.See("只数一回").Tap("拆开").Shot("拆开了")
	return f.See("只看这一份")
}
