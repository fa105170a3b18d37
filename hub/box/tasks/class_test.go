package tasks

import "yizhan/kiosk/touch"

// classFromPlanToLedger is a class of today: planned, held without a microphone, two who
// came, its ledger written and signed.
func classFromPlanToLedger(w *town) *touch.Screen {
	f := w.touch(w.home).Tap("更多", "妈妈课堂", "排一节课", "妈妈课堂", "满六个月，加辅食", "今天").See("看一遍").Tap("排好了").See("排好了").Shot("一节课")
	f.Tap("开始上课").See("说几句话").Tap("开始上课").See("什么时候开始").Shot("正在上课")
	f.Tap("下一页").See("头一口给什么").Tap("谁来了", "别的孩子", "李浩然").See("来了").Tap("王梓涵").See("2 家").Shot("谁来了")
	f.Tap("回去上课", "下课").See("点错了，接着上", "屋里一共来了几个大人").Shot("下课")
	taps := f.Taps
	f.Tap("对，下一步")
	f.Tap("没拍，先不放", "下一步：小结").See("上了妈妈课堂").Shot("小结").Tap("下一步：签名")
	signs(f.See("台账写好了，签上名字")).Tap("签好了，存台账").See("县里也看得到").Shot("台账")
	if n := f.Taps - taps; n > 6 {
		w.t.Errorf("the ledger takes %d taps after 下课", n)
	}
	return f
}
