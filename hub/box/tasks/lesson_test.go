package tasks

import "yizhan/kiosk/touch"

// lessonAndQuiz reads a lesson to its end; the family's card says who answers, a question
// is read aloud before it is answered, and one answer is wrong: its page is read again.
func lessonAndQuiz(w *town) *touch.Screen {
	f := w.touch(w.home).Tap("更多", "妈妈课堂", "课文", "满六个月，加辅食").See("什么时候开始").Shot("课文")
	for range 5 {
		f.Tap("下一页")
	}
	f.See("第 6 页，共 6 页").Tap("答一答").See("谁家来答").Scan(w.card("李浩然")).See("李浩然家", "第 1 题")
	f.Tap("念一遍").See("请照着念给家里人听", "第 1 句，共 2 句").TouchOnly(`[data-say-step='1']`).See("笑脸是行").Tap("念完了")
	f.See("第 1 题").Shot("答一答").Tap("不行").See("第 2 题").Tap("骨头汤").See("第 3 题").Tap("行")
	f.See("答对 2 题，记好了", "再看一看").Shot("答完了")
	return f.Tap("看这一页").See("头一口给什么")
}
