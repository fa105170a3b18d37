package tasks

import "yizhan/kiosk/touch"

// twoWindows is one worker with the kiosk's window open twice: a second one came up by
// mistake. Both work. What one does the other shows by itself; a registration is one
// however many windows show it. What the slower window taps or types changes nothing: it
// is shown how things stand, one more tap goes on, and the window that is behind when all
// is done is led to the receipt.
func twoWindows(w *town) *touch.Screen {
	a, b := w.touch(w.home), w.touch(w.home)
	a.Tap("登记台").See("29还在", "1已走")
	b.Tap("登记台").Tap(thirty[3]).See("2已走")
	a.See("2已走").Tap(thirty[4])
	b.See("27还在")

	a.Home().Tap("登记宝宝", "王", "子")
	b.Home().Tap("登记宝宝").Shot("两个窗口").Tap("接着写", "豪")
	const newer = "另一个窗口里刚写过，这是最新的"
	reads(a.Tap("轩").See(newer).Shot("慢的窗口点了一下"), "王子豪")
	reads(b.Tap("删一个字"), "王子")
	a.Type("#text", "大") // a keyboard: it is kept while nobody taps
	reads(a.Until(`document.querySelector("#text").value === "王子"`).See(newer).Shot("慢的窗口写了字"), "王子")
	reads(a.Tap("豪").SeeNot(newer), "王子豪") // its next tap goes on
	reads(b.Tap("涵").See(newer), "王子豪")
	b.Tap("下一步")
	register(b, "王子豪")
	a.Tap("下一步").See("登记好了", "王子豪").Shot("慢的窗口")
	a.Home().Tap("找宝宝", "w", "z", "h").See("找到 3 个") // 王梓涵, 王子轩, and 王子豪 once
	return nil
}

// reads wants the box of a page to hold just this.
func reads(s *touch.Screen, text string) {
	s.Until(`document.querySelector("#text").value === "` + text + `"`)
}
