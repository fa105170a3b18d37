package tasks

import "yizhan/kiosk/touch"

// noonOfThirty is a tap for all of them; in the morning the tap of the arrival is the look.
func noonOfThirty(w *town) *touch.Screen {
	w.clock.set(14, 30)
	f := w.touch(w.home).Tap("登记台", "晨午检").See("还没看").Shot("午检")
	return f.Tap("个都好").See("0还没看", "都好着呢")
}

// feverToReturn is a child that is warm twice, the room, the telephone, what it may be, its
// grandmother at the door; and the next day, with the doctor's word.
func feverToReturn(w *town) *touch.Screen {
	w.clock.set(16, 50)
	f := w.touch(w.home).Tap("登记台", "晨午检", "李浩然", "额头烫", "下一步").Press("38.1").Shot("量体温")
	for range 4 {
		f.Tap("下一步")
	}
	f.See("38.1 度，热", "17:00 再量").Tap("留下，多看几眼").See("17:00 再量")
	w.clock.set(17, 0)
	f.Tap("李浩然").Press("38.4").Tap("下一步").See("38.4 度，烧着").Shot("怎么办").Tap("到观察室")
	f.See("还没打电话").Tap("打电话", "奶奶").See("打给奶奶：138 0355").Tap("马上来接")
	f.Tap("说一说", "站里看着像", "手足口病").See("至少 14 天").Shot("病了的孩子")
	f.Tap("家里来接了", "李秀英").See("奶奶接走")
	taps, screens := f.Taps, f.Screens
	w.clock.next(7, 40)
	f = w.touch(w.home).Tap("登记台").See("12月7日来").Shot("还不能来")
	fits(f).Tap("李浩然").See("12月7日以前不能来").Tap("返园证明上写着可以来").See("7:40 到了，好着呢")
	f.Taps, f.Screens = f.Taps+taps, f.Screens+screens
	return f
}
