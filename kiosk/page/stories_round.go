//go:build !release

package page

// roundStories are 体检日.
func roundStories() []Story {
	f := frame("体检日", "今天查身高体重、头围、视力", "/more")
	list := Round{Frame: f, Look: &Link{Href: "/round/looks", Text: "查什么"}, More: &Link{Href: "/round?sheet=due&from=24", Text: "换一页"},
		Pages: []Choice{{Value: "/round?sheet=due", Text: "该查 9", On: true}, {Value: "/round?sheet=a", Text: "托小班 12"}, {Value: "/round?sheet=home", Text: "没入托 8"}, {Value: "/round?sheet=seen", Text: "看过 3"}},
		End:   &Link{Href: "/round/end", Text: "今天看了 3 个"}}
	list.Main = &Link{Href: "/round/child/k0", Text: "下一个：王梓涵"}
	states := []State{Waiting, Waiting, Waiting, Checked, Recheck, Refer, Missing, Skipped, Waiting}
	words := []string{"一岁半体检", "半年体检", "复查", "都好", "要复查", "去上级看", "今天没来", "先跳过", "不急"}
	names := []string{"王梓涵", "陈雨桐", "马浩然", "李沐阳", "赵一诺", "刘子墨", "孙可欣", "周子轩", "吴思远"}
	for i, name := range names {
		list.Tiles = append(list.Tiles, Kid{ID: "k" + string(rune('0'+i)), Name: name, Peg: PegNo(i), State: states[i], Word: words[i]})
	}
	looks := Round{Frame: f, Looks: []Choice{{Value: "head", Text: "头围", On: true}, {Value: "eye", Text: "视力", On: true}, {Value: "teeth", Text: "口腔"}}}
	child := CheckUp{Frame: frame("王梓涵", "女 · 20 月龄 · 一岁半体检、半年体检", "/round"), Action: "/round/child/1a", Child: zihan, List: "/round", Pad: Pad{Letter: ".", Label: "数字"},
		Figures: []WeighFigure{{"weight", "体重", "10.9 公斤", false}, {"length", "身长", "82.3 厘米", false}, {"head", "头围，上次 46.5", "", true}},
		Said:    "长得正好：体重 中，身长 中", Before: &Undo{Action: "/round/child/1b/undo", Token: "9f"},
		Looks: []NotingAsk{{Field: "measure", Choice: []Choice{{Value: "lying", Text: "躺着", On: true}, {Value: "standing", Text: "站着"}}},
			{Label: "视力", Field: "eye", Choice: []Choice{{Value: "fine", Text: "都好", On: true}, {Value: "refer", Text: "再看看"}}},
			{Label: "口腔", Field: "teeth", Choice: []Choice{{Value: "fine", Text: "都好", On: true}, {Value: "refer", Text: "再看看"}}}},
		Odd:     choices("", "皮肤", "耳朵", "心肺", "肚子", "手脚", "脸色白", "发育慢", "别的"),
		Answers: []Choice{{Value: "skip", Text: "跳过"}, {Value: "refer", Text: "去上级医院"}, {Value: "again", Text: "复查"}, {Value: "fine", Text: "都好，下一个", On: true}}}
	again := child
	again.Nexts = []Choice{{Value: "2026-11-30", Text: "一周后", Small: "11月30日"}, {Value: "2026-12-07", Text: "两周后", Small: "12月7日"}, {Value: "2026-12-23", Text: "一个月后", Small: "12月23日"}, {Value: "2027-02-21", Text: "三个月后", Small: "2027年2月21日"}}
	odd := child
	odd.Said, odd.Care = "比同龄的瘦一些：体重 中下，身长 中", true
	odd.Odd = choices("皮肤", "皮肤", "耳朵", "心肺", "肚子", "手脚", "脸色白", "发育慢", "别的")
	odd.Answers = []Choice{{Value: "skip", Text: "跳过"}, {Value: "refer", Text: "去上级医院"}, {Value: "again", Text: "复查", On: true}, {Value: "fine", Text: "都好"}}
	return []Story{
		{"round", "体检日，名单", list},
		{"round-looks", "体检日，查什么", looks},
		{"check-up", "体检日，一个孩子", child},
		{"check-up-again", "体检日，哪天再来", again},
		{"check-up-odd", "体检日，有不对的", odd},
	}
}
