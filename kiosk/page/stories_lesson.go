//go:build !release

package page

import "html/template"

// lessonStories are a page of a lesson, and its two kinds of questions.
func lessonStories() []Story {
	drawing := template.HTML(`<svg viewBox="0 0 160 120" role="img"><title>一碗泥</title><g fill="none" stroke="#142c4a" stroke-width="4"><path fill="#f3993f" d="M26 58h108c0 36-22 49-54 49s-54-12-54-49z"/><path d="M58 44q-8-12 0-22M82 44q-8-12 0-22M106 44q-8-12 0-22"/></g></svg>`)
	told := Lesson{Frame: frame("满六个月，加辅食", "妈妈课堂 · 满 5 到 8 个月 · 第 2 页", "/lesson"), Drawing: drawing, Head: "头一口给什么", Count: "第 2 页，共 6 页",
		Before: "/lesson/feed-6?page=1", After: "/lesson/feed-6?page=3", Prev: "/lesson",
		Pieces: []GuidePiece{{Kind: "list", Lines: quoted("先给含铁多的：肉泥、肝泥、强化铁的米粉。", "骨头汤、菜水、白米汤，占了肚子，没有多少铁。", "要稠：勺子斜过来，不会马上流下来。", "不用先吃一个月米汤，也不用等长牙。")},
			{Kind: "note", Lines: quoted("吃完嘴脸肿、喘不上气，马上打 120。")}}}
	told.Aloud = &Aloud{Href: "/say/page/lesson-feed-6"}
	heard := told
	heard.Sound, heard.Machine, heard.Plays = "/lesson/feed-6/sound?page=2", true, true
	last := told
	last.After, last.Quiz, last.Source = "", "/lesson/feed-6/who", "/lesson/feed-6/sources"
	ask := LessonAsk{Frame: frame("满六个月，加辅食", "答一答 · 王梓涵家", "/lesson/feed-6"), Action: "/lesson/feed-6/ask", Count: "第 1 题，共 3 题",
		Asks: Manages("answer", "孩子五个月，老看大人吃饭，先喂点米汤，行不行？"), Prev: "/lesson/feed-6/who"}
	ask.Aloud = told.Aloud
	pictured := ask
	pictured.Asks = Pictured("answer", "满六个月，头一口给哪样最好？")
	for i, text := range []string{"骨头汤", "肉泥", "白米汤"} {
		pictured.Asks.Add([]string{"1", "2", "3"}[i], text, drawing)
	}
	shelf := Lessons{Frame: frame("妈妈课堂", "黄的，正有人家用得着", "/more"), Prev: "/more", Tabs: []Choice{{Value: "/lesson?of=mothers", Text: "妈妈课堂", On: true}, {Value: "/lesson?of=pregnancy", Text: "孕妇学校"}}}
	for i, text := range []string{"满六个月，加辅食", "奶够不够，上班怎么喂", "发烧了怎么办", "自己吃饭、坐便盆、进托班", "打疫苗，前前后后"} {
		shelf.Tiles = append(shelf.Tiles, LessonTile{Href: "/lesson/feed-6", Text: text, Whom: "满 5 到 8 个月", Drawing: drawing, Meant: []string{"4 家", "1 家", "", "", ""}[i], Asked: []string{"", "答 12 回", "答 1 回", "", ""}[i]})
	}
	brought := Rows{Frame: frame("带来的课", "县里的自己来，别的点“装上”", "/lesson"), Action: "/brought", Prev: "/lesson", Pages: []Choice{{Value: "/brought?page=2", Text: "后面还有 3 条"}}, Rows: []Row{
		{Icon: "i-warn", Bold: "夏天防痱子", Text: "机器的地方不够，装不下这一课。记录都在，不受影响。先在“带来的课”里拿掉不用的课。", Do: []Choice{{Value: "leave", Text: "知道了"}}},
		{Icon: "i-board", Bold: "夏天防痱子", Small: "满 0 到 36 个月 · 南宋驿站做的 · 第 2 版 · 有声音 · 3 兆", Tag: "邻站有新课", Care: true, Do: []Choice{{Value: "take:1", Text: "装上", Icon: "i-check"}}},
		{Icon: "i-stick", Bold: "洗手，少拉肚子", Small: "这台机器上有第 3 版，比带来的第 1 版新，不用装。", Tag: "U 盘上"},
		{Icon: "i-board", Bold: "多喝水", Small: "满 6 到 36 个月 · 县里做的 · 第 1 版 · 机器音 · 40 兆", Tag: "正在来 25%", Do: []Choice{{Value: "drop:1", Text: "不要了"}}},
		{Icon: "i-board", Bold: "自己吃饭、坐便盆、进托班", Small: "满 12 到 36 个月 · 县里做的 · 第 2 版 · 12 兆", Tag: "装好了", Href: "/brought/lesson/eat", Way: "看看"},
	}}
	return []Story{{"brought", "带来的课", brought}, {"lessons", "课：书架", shelf}, {"lesson", "课：一页", told}, {"lesson-heard", "课：一页，带机器音", heard}, {"lesson-last", "课：最后一页", last}, {"lesson-ask", "答一答：三张脸", ask}, {"lesson-pictured", "答一答：三张图", pictured}}
}
