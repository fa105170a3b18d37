package tasks

// twoWindows is one worker with the kiosk's window open twice: a second one came up by
// mistake. Both work. What one does the other shows by itself; a registration is one
// however many windows show it, it goes on in either, with what the last tap was made
// on, and the window that is behind when it is done is led to the receipt.
func twoWindows(w *town) {
	a, b := w.touch(w.home), w.touch(w.home)
	a.Tap("登记台").See("29还在", "1已走")
	b.Tap("登记台").Tap(thirty[3]).See("2已走")
	a.See("2已走").Tap(thirty[4])
	b.See("27还在")

	a.Home().Tap("登记宝宝", "王", "子")
	b.Home().Tap("登记宝宝").Shot("两个窗口").Tap("接着写", "豪", "下一步")
	register(b, "王子豪")
	a.Tap("下一步").See("登记好了", "王子豪").Shot("慢的窗口")
	a.Home().Tap("找宝宝", "w", "z", "h").See("找到 3 个") // 王梓涵, 王子轩, and 王子豪 once
}
