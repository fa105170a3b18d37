//go:build !release

package page

// practiceStories are the pages of trying things out, and of what was left unfinished.
func practiceStories() []Story {
	list := Rows{Frame: frame("练一练", "点点看，点错了也不要紧", "/").with(func(f *Frame) { f.Road, f.Help = nil, "practice" }), Prev: "/", Last: true,
		Ways: []Link{{Href: "/practice/end", Text: "结束练习"}}, Rows: []Row{
			{Icon: "i-check", Bold: "1、登记一个孩子", Text: "名字随便点，一步一步往下走", Tag: "做过了", Href: "/register", Way: "再试"},
			{Icon: "i-hand", Bold: "2、早上到了一个", Text: "在登记台上点一个孩子", Href: "/wall/morning", Way: "去试"},
			{Icon: "i-hand", Bold: "3、点错了，撤回", Text: "登记台下面那条里，点“撤回”", Href: "/wall/morning", Way: "去试"},
			{Icon: "i-hand", Bold: "4、找一个孩子", Text: "按名字的第一个字母", Href: "/find", Way: "去试"},
			{Icon: "i-hand", Bold: "5、看一眼帮助", Text: "哪一页右上角都有", Href: "/find", Way: "去试"},
		}}
	left := Rows{Frame: frame("没写完的", "只有你自己看得到", "/").with(func(f *Frame) { f.Help = "draft" }), Action: "/unfinished", Rows: []Row{
		{Icon: "i-pen", Bold: "王梓涵", Text: "登记宝宝，写到生日", Small: "今天 8:06", Href: "/register/birth", Way: "接着写", Do: []Choice{{Value: "register", Text: "不要了"}}},
		{Icon: "i-pen", Bold: "李沐阳", Text: "同意书，答了，还没签", Small: "昨天 17:20", Href: "/consents/1b/sign", Way: "接着写", Do: []Choice{{Value: "consent/1b", Text: "不要了"}}},
		{Icon: "i-pen", Bold: "马浩然", Text: "办入托", Small: "昨天 16:02", Struck: true, Do: []Choice{{Value: "aside/place/1c", Text: "拿回来"}}},
	}}
	return []Story{
		{"unfinished", "没写完的", left},
		{"practice", "练习的单子", Hung{list, Practice{Done: 1, Of: 6}}},
		{"practice-name", "练习里登记，到点了", Hung{nameStory("full", "王", WayTiles, ""), Practice{Done: 5, Of: 6, Over: true}}},
	}
}
