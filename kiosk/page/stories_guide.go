//go:build !release

package page

// guideStories are the handbook: its groups, a group, looking for a page, a page of one
// and of two screens, a question and its answers.
func guideStories() []Story {
	door := func(key, text, word, icon string) Door {
		return Door{Href: "/guide?of=" + key, Text: text, Word: word, Icon: icon}
	}
	home := Guide{Frame: frame("手册", "照护、喂养、急救、消毒、政策，没有网也能查", "/"), Action: "/guide", Prev: "/", Groups: []Door{
		door("aid", "急事先救", "噎住、抽搐、烫伤", "i-warn"), door("ill", "常见的病", "发热、吐、拉肚子", "i-check-up"), door("care", "照护", "晨检、洗手、睡觉", "i-hand"),
		door("feed", "喂养", "奶、辅食、留样", "i-thumb"), door("spread", "传染病和消毒", "隔离几天、怎么配", "i-two"), door("grow", "长得怎么样", "曲线、疫苗、体检", "i-chart"),
		door("policy", "政策", "备案、收费、补贴", "i-board"), door("safe", "安全", "报警、消防、监控", "i-lock"), door("box", "这台机器", "停电、没网、密码", "i-help"),
	}, Recent: []Link{{Href: "/guide/fever", Text: "发热"}, {Href: "/guide/disinfect", Text: "消毒"}}}
	list := home
	list.Title, list.Hint, list.Prev, list.Groups, list.Recent = "急事先救", "手册", "/guide", nil, nil
	for _, t := range []string{"抽搐（高热惊厥）", "噎住了、卡住了", "没呼吸、叫不醒：心肺复苏", "喘不上气", "出血、伤口", "摔了、磕了头", "烫伤、烧伤", "误服、中毒", "溺水", "触电",
		"煤气中毒", "流鼻血", "鼻子耳朵眼睛里进东西", "突然过敏得厉害"} {
		list.Tiles = append(list.Tiles, Choice{Value: "/guide/choking", Text: t})
	}
	writing := home
	writing.Groups, writing.Recent, writing.Writing, writing.Said, writing.Hint, writing.Prev = nil, nil, true, "找到 4 页", "写几个字", "/guide"
	writing.Writer = Writer{Label: "要找的字", Text: "发烧", Max: 12, Way: WayHand, Cands: choices("", "了", "怎", "打")}
	writing.Tiles = []Choice{{Value: "/guide/fever", Text: "发热（发烧）"}}
	found := list
	found.Title, found.Hint, found.Tiles = "发烧", "找到 2 页", []Choice{{Value: "/guide/fever", Text: "发热（发烧）", Small: "常见的病"}, {Value: "/guide/after-shot", Text: "打完针以后", Small: "长得怎么样"}}
	none := found
	none.Title, none.Hint, none.Tiles, none.None, none.Said = "拖拉机", "找到 0 页", nil, true, "换两个字找，或者打 12320 问，也可以问卫生院。"
	ask := writing
	ask.Title, ask.Hint, ask.Asking, ask.Tiles, ask.Said, ask.Action = "问一句", "只照着手册答，不看病", true, nil, "", "/guide/ask"
	ask.Writer = Writer{Label: "要问的话", Text: "孩子发烧了", Max: 30, Way: WayPinyin}
	return []Story{
		{"guide", "手册：九样", home}, {"guide-list", "手册：一样里的页", list}, {"guide-write", "手册：写几个字", writing}, {"guide-found", "手册：找到了", found},
		{"guide-none", "手册：没有", none}, {"guide-ask", "手册：问一句", ask},
		{"guide-page", "手册：一页", guideStory("摔了、磕了头")}, {"guide-table", "手册：一页有表", guideTableStory()}, {"guide-answer", "手册：照着手册答", guideAnswerStory()},
	}
}

func quoted(texts ...string) (out [][]GuideSpan) {
	for _, t := range texts {
		out = append(out, []GuideSpan{{Text: t}})
	}
	return out
}

const guideSource = "来源：《托育机构婴幼儿伤害预防指南（试行）》；国际红十字会急救指南的公开介绍（两处以上说法一样）。"

func guidePieces() []GuidePiece {
	return []GuidePiece{
		{Head: "马上打 120", Urgent: true, Kind: "list", Lines: quoted("当时昏过去，叫不醒，抽。", "吐两回以上，越来越想睡，走不稳，眼睛一大一小。", "耳朵鼻子流清水或血，脖子疼，手脚不能动。")},
		{Head: "怎么做", Kind: "steps", From: 1, Lines: append(quoted("先别急着抱。看他哭不哭、动不动。"), []GuideSpan{{Text: "脖子、后背疼，就"}, {Text: "不搬动", Bold: true}, {Text: "，等 120。"}},
			quoted("起包：凉毛巾敷十来分钟，不揉。")[0], quoted("胳膊腿肿、歪、不让碰：照原样垫住，去医院。")[0], quoted("磕了头看一天一夜，睡着了隔两小时叫一叫。")[0], quoted("告诉家里，记清几点、从多高、怎么摔的。")[0])},
		{Kind: "note", Lines: quoted("牙磕掉了：捏住牙冠，泡在凉牛奶里，半小时内去口腔科。")},
		{Kind: "links", Lines: [][]GuideSpan{{{Text: "没呼吸、叫不醒", Href: "/guide/cpr"}}, {{Text: "出血、伤口", Href: "/guide/bleeding"}}}},
	}
}

func guideStory(title string) GuidePage {
	p := GuidePage{Frame: frame(title, "手册 · 急事先救", "/guide?of=aid"), Print: "/guide/fall/print", Source: guideSource, Prev: "/guide?of=aid"}
	p.Columns = Pour(guidePieces(), false)[0]
	return p
}

func guideTableStory() GuidePage {
	p := guideStory("隔离和返回：多少天")
	t := GuidePiece{Head: "怎么看这张表", Kind: "table", Heads: []string{"病", "至少几天", "还要", "同班看几天"}}
	t.Rows = [][]string{{"手足口病", "14", "泡干结痂", "7"}, {"疱疹性咽峡炎", "14", "不舒服的都没了", "7"}, {"水痘", "14", "全部结痂", "21"}, {"腮腺炎", "10", "肿全消", "21"},
		{"麻疹", "5", "出疹后 5 天", "21"}, {"风疹", "5", "出疹后 5 天", "看医生说"}, {"猩红热", "7", "治后 7 天", "12"}, {"流感", "2", "退热满 2 天", "4"}, {"红眼病", "7", "好了", "看医生说"},
		{"百日咳", "40", "医生说能缩短就缩短", "21"}, {"痢疾", "7", "好了，大便查过", "5"}, {"甲肝", "21", "医生说行", "42"}}
	all := Pour([]GuidePiece{{Head: "什么时候用", Kind: "text", Lines: quoted("医生说了是什么病，算哪天能回来。天数和条件都要到，再加医生的证明。")}, t}, false)
	p.Columns = all[0]
	p.Screens = []Choice{{Value: "/guide/isolation", Text: "1", On: true}, {Value: "/guide/isolation?screen=2", Text: "2"}}
	p.Next, p.Source = "/guide/isolation?screen=2", ""
	return p
}

func guideAnswerStory() GuidePage {
	p := guideStory("头摔了叫不醒怎么办")
	p.Hint, p.Print, p.Source, p.Prev = "照着手册答的", "", "", "/guide/ask"
	p.Source = "手册不看病。是不是这个病，请卫生院的大夫看。"
	p.Note = &Note{Kind: "bad", Icon: "i-warn", Bold: "先打 120。", Text: "说清在哪个村、什么站，开着免提照下面做。"}
	p.Columns = Pour(guidePieces(), true)[0]
	p.Ways = []Link{{Href: "/guide/fall", Text: "看整页"}, {Href: "/guide/cpr", Text: "没呼吸、叫不醒"}}
	return p
}
