//go:build !release

package page

// dueStories are what has to be done by when.
func dueStories() []Story {
	tabs := func(on int) []Choice {
		all := []Choice{{Value: "/todo", Text: "今天 9"}, {Value: "/todo/soon", Text: "快到了 4"}, {Value: "/todo/late", Text: "过期 2"}}
		all[on].On = true
		return all
	}
	list := Rows{Frame: frame("待办", storyToday, "/"), Tabs: tabs(0), Rows: []Row{
		{Icon: "i-clock", Bold: "2 个孩子没来，也没请假", Text: "打个电话问问", Href: "/wall/morning", Way: "去看"},
		{Icon: "i-hand", Bold: "打针", Text: "5 个孩子", Small: "王梓涵、陈雨桐、马浩然 等", Href: "/todo/now/dose", Way: "看看"},
		{Icon: "i-check-up", Bold: "儿童体检", Text: "2 个孩子", Small: "王梓涵、李沐阳", Href: "/todo/now/visit", Way: "看看"},
		{Icon: "i-home", Bold: "该查一遍消防和设备了", Small: "11月30日以前做好", Href: "/due/s/fire-check", Way: "做过了"}}}
	soon := Rows{Frame: frame("打针", "", "/todo/soon"), Prev: "/todo/soon", Rows: []Row{
		{Peg: &Peg{"shi", 1}, Bold: "王梓涵", Text: "快该打第二针百白破了", Small: "11月30日起", Href: "/due/1a/dtap-2", Way: "打过了"},
		{Peg: &Peg{"yu", 3}, Bold: "李沐阳", Text: "该打第一针麻腮风了", Small: "推后到12月1日：门诊说先不打", Tag: "推后了", Href: "/due/2c/mmr-1", Way: "打过了"}}}
	child := Rows{Frame: frame("该做的事", "王梓涵", "/child/1a"), Prev: "/child/1a", Ways: []Link{{Href: "/child/1a/doses", Text: "接种表", Icon: "i-list"}}, Rows: []Row{
		{Icon: "i-check-up", Bold: "做一岁半体检晚了，快去", Small: "该在9月12日做 · 一起看眼、血红蛋白", Tag: "过期", Care: true, Href: "/due/1a/visit-18", Way: "做过了"},
		{Icon: "i-hand", Bold: "该打第四针百白破了", Small: "2027年3月11日以前做好", Href: "/due/1a/dtap-4", Way: "打过了"},
		{Icon: "i-find", Bold: "该看看一岁半的发育了", Small: "12月12日以前做好", Href: "/child/1a/signs/18", Way: "去做"}}}
	note := Noting{Frame: frame("百白破 第二针", "王梓涵", "/child/1a/doses"), Action: "/due/1a/dtap-2", Question: "哪天打的？看着接种证点", Other: "别的日子", Prev: "/child/1a/doses",
		Days: []Choice{{Value: "2026-11-23", Text: "今天", Small: "11月23日"}, {Value: "2026-11-22", Text: "昨天", Small: "11月22日"}, {Value: "2026-11-21", Text: "11月21日"}},
		Asks: []NotingAsk{
			{Label: "怎么知道的", Field: "source", Value: "seen", Choice: []Choice{{Value: "seen", Text: "看了接种证", On: true}, {Value: "told", Text: "家里人说的"}}},
			{Label: "打了没有", Field: "status", Value: "given", Choice: []Choice{{Value: "given", Text: "打了", On: true}, {Value: "exempt", Text: "门诊说不用打"}}}},
		Hints: []string{"以接种门诊安排为准。"}, Put: &Link{Href: "/put/1a/dtap-2", Text: "还做不了，推后"}}
	future := note
	future.Errors = Errors{"day": "这一天还没到。做过了的，点做的那天。"}
	paper := Noting{Frame: frame("意外险", "王梓涵", "/child/1a/due"), Action: "/due/1a/insurance", Question: "到哪天为止？", Other: "别的日子", Prev: "/child/1a/due",
		Days: []Choice{{Value: "2027-05-23", Text: "2027年5月23日"}, {Value: "2027-11-22", Text: "2027年11月22日"}, {Value: "2027-11-23", Text: "2027年11月23日"}}, Put: &Link{Href: "/put/1a/insurance", Text: "还做不了，推后"}}
	put := PutOff{Frame: frame("推后", "王梓涵 · 百白破 第二针", "/child/1a/doses"), Action: "/put/1a/dtap-2", Prev: "/child/1a/doses", Quiet: "到那天自己会回来。门诊说缓打的，能推得久些。",
		Untils:  []Choice{{Value: "2026-11-24", Text: "明天", Small: "11月24日"}, {Value: "2026-11-30", Text: "下周", Small: "11月30日"}, {Value: "2026-12-23", Text: "下个月", Small: "12月23日"}, {Value: "2027-02-23", Text: "三个月后", Small: "2027年2月23日"}},
		Reasons: choices("", "门诊说先不打", "孩子病着", "不在家", "约好日子了", "家里想缓缓", "别的")}
	chosen := put
	chosen.Untils = append([]Choice{}, put.Untils...)
	chosen.Untils[1].On, chosen.Until, chosen.Reasons, chosen.Reason, chosen.Ready = true, "2026-11-30", choices("孩子病着", "门诊说先不打", "孩子病着", "不在家", "约好日子了", "家里想缓缓", "别的"), "孩子病着", true
	doses := Doses{Frame: frame("接种表", "王梓涵", "/child/1a"), Action: "/child/1a/doses", Prev: "/child/1a", Lead: "记了 3 针。现在该打 2 针。", Quiet: "以接种门诊安排为准", Others: &Link{Href: "/child/1a/doses?other=1", Text: "打的是别的疫苗"},
		Tiles: []DoseTile{
			{Value: "hepb-1", Name: "乙肝 第一针", Word: "7月20日打了", State: "given"}, {Value: "hepb-2", Name: "乙肝 第二针", Word: "8月20日打了", State: "given"},
			{Value: "bcg-1", Name: "卡介苗 第一针", Word: "7月20日打了", State: "given"}, {Value: "ipv-1", Name: "脊灰针 第一针", Word: "晚了，能补", State: "late"},
			{Value: "ipv-2", Name: "脊灰针 第二针", Word: "等前一针"}, {Value: "dtap-2", Name: "百白破 第二针", Word: "该打了", State: "due"},
			{Value: "dtap-3", Name: "百白破 第三针", Word: "等前一针"}, {Value: "mmr-1", Name: "麻腮风 第一针", Word: "2027年3月20日起"}}}
	done := doses
	done.Frame = done.Frame.with(func(f *Frame) {
		f.Undo = &Undo{Mark: "好", Text: "记好了", Action: "/child/1a/doses/undo", Token: storyRequest}
	})
	unborn := doses
	unborn.Tiles, unborn.Lead = nil, "记了 0 针。"
	unborn.Frame = unborn.Frame.with(func(f *Frame) {
		f.Note = &Note{Kind: "calm", Icon: "i-day", Bold: "生日还没写。", Text: "写上生日，才知道哪针哪天打。", Link: &Link{Href: "/child/1a/edit/birth", Text: "补生日"}}
	})
	signs := Choose{Frame: frame("一岁看发育", "王梓涵", "/child/1a/due"), Action: "/child/1a/signs/12", Question: "有没有下面这样的？有就点上", Field: "sign", Many: true, Few: true, Prev: "/child/1a/due", Next: "都没有，记下来",
		Tiles: choices("", "呼唤名字无反应", "不会模仿“再见”或“欢迎”动作", "不会用拇食指对捏小物品", "不会扶物站立"), Quiet: "只是提醒，不是看病。说不准的，和带孩子的人一起看。"}
	seen := Message{Frame: frame("一岁看发育", "王梓涵", "/child/1a/due"), Icon: "i-check-up", Kind: "calm", Head: "请医生看一看", Ways: []Link{{Href: "/child/1a/due", Text: "知道了"}},
		Lines: []string{"记好了。请家里带孩子到卫生院看一看发育。", "不是说有病。孩子有早有晚，医生看过才知道。"}}
	return []Story{
		{"due", "待办：今天", list}, {"due-group", "待办：快到的打针", soon}, {"due-child", "该做的事", child},
		{"due-none", "待办：没有过期的", Rows{Frame: frame("待办", "", "/"), Tabs: tabs(2), Empty: "没有过期的，做得好。"}},
		{"doses", "接种表", doses}, {"doses-done", "接种表，刚记了一针", done}, {"doses-unborn", "接种表，没有生日", unborn},
		{"noting", "哪天打的", note}, {"noting-future", "哪天打的：还没到", future}, {"noting-paper", "保到哪天", paper},
		{"put-off", "推后", put}, {"put-off-ready", "推后，点好了", chosen}, {"signs", "看发育", signs}, {"signs-seen", "看发育，请医生看", seen},
	}
}
