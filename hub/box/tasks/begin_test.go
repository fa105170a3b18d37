package tasks

import "yizhan/kiosk/touch"

// firstRun takes a box out of its carton: where it stands, who works there, her PIN,
// and the county's invitation from the stick that came with it.
func firstRun(w *town) *touch.Screen {
	f := setUp(w.touch(w.fresh("127.0.0.3", w.invitation("新驿站"))))
	f.Tap("韩店村的邀请").See("已经接上：上党区").Tap("下一步")
	return f.See("张桂兰，站长", "韩店村照护驿站，18 个托位")
}

// setUp goes as far as the county.
func setUp(f *touch.Screen) *touch.Screen {
	f.Shot("开始")
	f.Tap("开始", "山西", "长治", "上党", "韩店街道").Shot("在哪个村").Tap("韩店村")
	f.See("韩店村照护驿站").Tap("下一步").See("有几个班").Tap("混合").See("一共 18 个托位").Tap("下一步")
	f.Tap("张", "拼音", "g", "u", "i", "桂", "l", "a", "n").Shot("拼音").Tap("兰", "下一步")
	return f.Tap("柿子").See("第一遍").Press(pin).See("再按一遍").Press(pin).See("县里给过邀请吗")
}

// forgottenPIN is a lone worker on the telephone with the county.
func forgottenPIN(w *town) *touch.Screen {
	f := w.touch(w.home).Tap("找宝宝")
	return w.telephone(f, w.home).See("先按首字母")
}

// registerByTiles writes no stroke and no letter.
func registerByTiles(w *town) *touch.Screen {
	f := w.touch(w.home).Tap("登记宝宝").Shot("百家姓")
	f.Tap("王", "子", "轩", "下一步")
	return register(f, "王子轩")
}

// registerByHand writes the given name with the finger, a character in each square.
func registerByHand(w *town) *touch.Screen {
	f := w.touch(w.home).Tap("登记宝宝", "王")
	f.Write(0, big).Write(1, mountain).Shot("手写").Tap("下一步")
	return register(f, "王大山")
}

// register goes on after the name.
func register(f *touch.Screen, name string) *touch.Screen {
	f.See(name+"是女孩，还是男孩？").Tap("男", "2025", "3月", "12").See("谁不在家").Shot("谁带")
	fits(f).Tap("奶奶", "韩店村")
	f.Press("13803559"+map[string]string{"王子轩": "777", "王大山": "888", "王子豪": "666"}[name]).Tap("下一步", "纸上签好了")
	return f.See("登记好了", name)
}
