//go:build !release

package page

import (
	"slices"
	"strconv"
)

func childStories() []Story {
	child := childStory()
	sealed := Child{Frame: frame("石坡村的孩子", "替邻站保管", "/find"), Peg: Peg{"yu", 3}, Sealed: &Sealed{Kind: "孩子", Station: "石坡村照护驿站", Village: "石坡村", Day: "11月20日"}}
	fresh := childStory()
	fresh.Gaps, fresh.Days, fresh.Alerts = nil, nil, nil
	fresh.Tags = []string{"散居"}
	fresh.Act = &Link{Href: "/child/1a/enrol", Text: "办入托"}
	fresh.Ways = fresh.Ways[:3]
	open := childStory()
	open.People[0].Phone, open.People[0].Masked = "138 0355 0421", false
	open.People[0].Word = "平时带 · 看过，记下了"
	who := Person{ID: "1a", Name: "王梓涵", Word: "女 · 20 月龄 · 柳沟村", Peg: Peg{"shi", 1}}
	pickup := PickupAdd{Frame: frame("添一个接送人", "王梓涵", "/child/1a/pickups"), Child: who, Kin: choices("舅舅", "奶奶", "爷爷", "外婆", "外公", "舅舅", "姑姑", "邻居", "别的人"), KinOn: "舅舅", Called: "王大勇", Prev: "/child/1a/pickups"}
	young := pickup
	young.Adult = "no"
	young.Errors = Errors{"adult": "没满 18 岁不能接孩子，换个大人吧。写的都在。"}
	return slices.Concat([]Story{
		{"child", "孩子的页", child},
		{"child-new", "孩子的页，刚登记", fresh},
		{"child-phone", "孩子的页，看全号", open},
		{"child-sealed", "打不开的孩子", sealed},
		{"rights", "家里的权利", Menu{Frame: frame("家里的权利", "王梓涵", "/child/1a"), Doors: []Door{
			{Href: "/child/1a/asks/copy", Text: "看全部", Word: "能印，能带走", Icon: "i-list"},
			{Href: "/child/1a/asks/correct", Text: "更正", Word: "哪里写错改哪里", Icon: "i-pen"},
			{Href: "/consents/1a", Text: "改主意", Word: "同意过的能收回", Icon: "i-hand"},
			{Href: "/child/1a/erase", Text: "停用或删除", Word: "县里答复", Icon: "i-stop"}}}},
		{"copy-paper", "家庭副本，印出来", CopyPaper{Frame: frame("印给家里", "王梓涵", "/child/1a/copy"), Child: "王梓涵", Site: "柳沟驿站", Made: "2026年11月22日", Prev: "/child/1a/copy",
			Parts: []CopyPart{
				{Title: "孩子", Lines: []CopyLine{{Text: "名字 王梓涵，男女 女，生日 2025年3月12日，住在 柳沟村", Who: "张桂兰 · 2026年9月1日 8:12"}}},
				{Title: "考勤", Lines: []CopyLine{{Head: "2026年11月20日", Text: "到 8:06，谁送的 李秀英", Who: "张桂兰 · 2026年11月20日 8:06"}, {Head: "2026年11月19日", Text: "到 8:11，谁送的 李秀英", Who: "张桂兰 · 2026年11月19日 8:11"}}},
				{Title: "翻看", Lines: []CopyLine{{Head: "2026年11月20日 16:40", Text: "谁 王医生，几次 2 次，做了什么 翻看", Who: "机器自己 · 2026年11月20日 16:41"}}},
			}}},
		{"leaving", "离托", Leaving{Frame: frame("离托", "王梓涵", "/child/1a"), Child: who, Reasons: choices("上幼儿园", "上幼儿园", "搬走了", "家里能带", "别的原因"), Reason: "上幼儿园", Days: choices("今天", "今天", "昨天", "11月30日", "别的日子"), Day: "今天", Ready: true, Prev: "/child/1a"}},
		{"pickups", "接送人", Rows{Frame: frame("谁能接", "王梓涵", "/child/1a"), Prev: "/child/1a", Action: "/child/1a/pickups", Last: true, Ways: []Link{{Href: "/child/1a/pickup", Text: "添一个人", Icon: "i-add"}}, Rows: []Row{
			{Peg: &Peg{"hua", 4}, Bold: "奶奶", Text: "李秀英", Small: "138****0421 · 平时接", Do: []Choice{{Value: "stop-21", Text: "不让接了"}}},
			{Peg: &Peg{"ye", 3}, Bold: "妈妈", Text: "王丽", Small: "在外务工", Do: []Choice{{Value: "stop-23", Text: "不让接了"}}},
			{Peg: &Peg{"ri", 5}, Bold: "哥哥", Text: "王小龙", Tag: "16 岁，不能接", Care: true}}}},
		{"pickup-add", "添接送人", pickup},
		{"pickup-young", "接送人没满 18", young},
		{"family", "兄弟姐妹", Rows{Frame: frame("兄弟姐妹", "王梓涵", "/child/1a"), Prev: "/child/1a", Action: "/child/1a/family", Ways: []Link{{Href: "/find?for=1a", Text: "找一个添上", Icon: "i-find"}, {Href: "/register?like=1a", Text: "登记她家一个", Icon: "i-add"}}, Rows: []Row{{Peg: &Peg{"tu", 2}, Bold: "王梓轩", Text: "男 · 20 月龄", Tag: "龙凤胎", Href: "/child/1b", Way: "看看"}}}},
		{"history", "谁改了什么", Rows{Frame: frame("谁改了什么", "王梓涵", "/child/1a"), Prev: "/child/1a", Rows: []Row{
			{Bold: "生日", Text: "3月21日 → 3月12日", Small: "11月22日 9:14 张桂兰 · 看了出生证"},
			{Bold: "电话", Text: "138****0420 → 138****0421", Small: "11月21日 16:02 刘建平", Do: []Choice{{Value: "undo-2", Text: "改回去", Icon: "i-undo"}}},
			{Bold: "登记", Text: "女 · 柳沟村 · 奶奶带", Small: "11月20日 8:31 张桂兰"}}}},
		{"conflict", "生日两站不一样", conflictStory()},
		{"conflict-phone", "电话两站不一样", phoneConflictStory()},
		{"conflict-phone-whole", "电话两站不一样，头尾一样", samePhonesStory()},
		{"edit-id", "改：身份证号", Figures{Frame: frame("身份证号", "王梓涵", "/child/1a"), Action: "/child/1a/edit/id_no", Question: "身份证号是多少？", Quiet: "可以不填。填了会核对生日和男女。最后一位是 X 的，按“X”。", Pad: Pad{Field: "id_no", Typed: "1404212025031", Length: 18, Letter: "X", Label: "身份证号"}, Prev: "/child/1a", Next: "记下来"}},
		{"edit-village", "改：住哪", Choose{Frame: frame("改住哪", "王梓涵", "/child/1a"), Action: "/child/1a/edit/village", Question: "现在住哪个村？", Field: "village", Tiles: choices("柳沟村", "柳沟村", "石坡村", "东沟村", "西申村"), Prev: "/child/1a", Write: "写别的村"}},
	}, enrolStories(who), findStories())
}

func enrolStories(who Person) []Story {
	enrol := Enrol{Frame: frame("入托", "王梓涵 · 女 · 20 月龄", "/child/1a"), Child: who, Prev: "/child/1a",
		Modes: choices("", "全日", "半日", "计时", "临时", "延时"), Starts: choices("", "今天", "明天", "下周一 11月30日", "别的日子"),
		Groups: []Choice{{Value: "xiao", Text: "托小班", Small: "8 个，还空 7 个"}, {Value: "hun", Text: "混合班", Small: "满了，18 个"}, {Value: "da", Text: "托大班", Small: "要 24 月龄", Off: true}}}
	full := enrol
	full.Modes, full.Mode = choices("全日", "全日", "半日", "计时", "临时", "延时"), "全日"
	full.Groups = []Choice{enrol.Groups[0], {Value: "hun", Text: "混合班", Small: "满了，18 个", On: true}, enrol.Groups[2]}
	full.Group, full.Start, full.Ready = "hun", "今天", true
	full.Starts = choices("今天", "今天", "明天", "下周一 11月30日", "别的日子")
	full.Full = "混合班规定最多 18 个，再收就是 19 个。要收也能收，会记下来，县里看得到。"
	back := enrol
	back.Return = "离开 4 个月了，回来要先到卫生院体检一次。"
	return []Story{
		{"enrol", "入托", enrol},
		{"enrol-full", "入托，班满了", full},
		{"enrol-return", "回来入托", back},
	}
}

func findStories() []Story {
	letters := Find{Frame: frame("找宝宝", "", "/"), Card: true, Mode: "letters", Typed: "wz", Said: "找到 3 个", Found: foundStory(3), Letters: lettersStory("hxy")}
	some := letters
	some.Typed, some.Said, some.Letters, some.Found, some.More = "", "先按首字母", lettersStory("abcdefghjklmnpqrstwxyz"), nil, false
	many := letters
	many.Typed, many.Said, many.Found, many.More = "w", "找到 14 个", foundStory(8), true
	village := letters
	village.Mode, village.Village, village.Found, village.Said = "village", "柳沟村", foundStory(8), "柳沟村 31 个"
	village.Villages = choices("柳沟村", "柳沟村", "石坡村", "东沟村", "西申村", "南董村", "平家庄")
	phone := letters
	phone.Mode, phone.Pad, phone.Found, phone.Said = "phone", Pad{Field: "digits", Typed: "0421", Length: 4, Label: "电话后四位"}, foundStory(1), "找到 1 个"
	text := letters
	text.Mode, text.Writer, text.Found, text.Said = "text", writerStory("涵", WayHand, ""), foundStory(3), "找到 3 个"
	writing := text
	writing.Writing = true
	nothing := letters
	nothing.Found, nothing.Said = nil, "没有这样的名字"
	nothing.Note = &Note{Kind: "calm", Icon: "i-find", Bold: "没找到。", Text: "少按一个字母试试，或按村找。"}
	return []Story{
		{"find", "找宝宝", letters},
		{"find-start", "找宝宝，刚打开", some},
		{"find-many", "找宝宝，很多", many},
		{"find-none", "找宝宝，没有", nothing},
		{"find-village", "按村找", village},
		{"find-phone", "按电话找", phone},
		{"find-write", "写字找", writing},
		{"find-text", "写字找到的", text},
	}
}

func childStory() Child {
	c := Child{Frame: frame("王梓涵", "女 · 20 月龄 · 2025年3月12日生", "/find"), ID: "1a", Peg: Peg{"shi", 1},
		Alerts: []string{"鸡蛋过敏"}, Tags: []string{"在托"}, Came: "这两周来了 8 天",
		Facts: []Fact{
			{Word: "生日", Text: "2025年3月12日，农历二月十三", Href: "/child/1a/edit/birth"},
			{Word: "住哪", Text: "韩店街道 柳沟村", Href: "/child/1a/edit/village"},
			{Word: "入托", Text: "托小班 · 全日 · 9月1日起", Href: "/child/1a/enrol"},
			{Word: "小名", Text: "涵涵", Href: "/child/1a/edit/nick"}},
		Due:  []Link{{Href: "/child/1a/due", Text: "3 件事"}, {Href: "/child/1a/doses", Text: "接种表"}},
		Gaps: []Link{{Href: "/child/1a/edit/birth_no", Text: "出生证明号"}, {Href: "/consents/1a", Text: "签同意书"}},
		People: []Relative{
			{ID: "21", Kin: "奶奶", Name: "李秀英", Word: "平时带", Phone: "138****0421", Masked: true, Href: "/child/1a/person/21"},
			{ID: "23", Kin: "妈妈", Name: "王丽", Word: "监护人 · 在外务工", Href: "/child/1a/person/23"}},
		Ways: []Link{{Href: "/child/1a/family", Text: "兄弟姐妹", Icon: "i-people"}, {Href: "/child/1a/pickups", Text: "谁能接", Icon: "i-door"}, {Href: "/child/1a/history", Text: "谁改了什么", Icon: "i-clock"}, {Href: "/child/1a/leave", Text: "离托"}}}
	c.Days = daysStory()
	return c
}

func daysStory() []DayMark {
	var all []DayMark
	week := []string{"一", "二", "三", "四", "五"}
	days := []string{"9", "10", "11", "12", "13", "16", "17", "18", "19", "20"}
	states := []State{Here, Here, Leave, Here, Here, Here, Missing, Here, Here, Here}
	words := map[State]string{Here: "来了", Leave: "病假", Missing: "没来"}
	for i, d := range days {
		all = append(all, DayMark{Day: d, Week: week[i%5], State: states[i], Word: words[states[i]]})
	}
	return all
}

func foundStory(n int) []Found {
	names := []string{"王梓涵", "王梓轩", "王子墨", "吴佳怡", "魏一诺", "汪小满", "卫浩然", "王苗苗"}
	var all []Found
	for i := range n {
		all = append(all, Found{ID: "k" + strconv.Itoa(i), Name: names[i], Age: "20 月龄", Where: "柳沟村", Peg: PegNo(i)})
	}
	return all
}

func lettersStory(alive string) []Choice {
	var all []Choice
	for _, l := range "abcdefghjklmnopqrstwxyz" {
		on := false
		for _, a := range alive {
			on = on || a == l
		}
		all = append(all, Choice{Value: string(l), Text: string(l), Off: !on})
	}
	return all
}

func phoneConflictStory() Conflict {
	c := conflictStory()
	c.Title, c.Why = "电话写得不一样", "柳沟站写 138****1771，石坡站写 138****1717，用哪个？"
	for i, number := range []string{"138****1771", "138****1717"} {
		c.Versions[i].Value, c.Versions[i].How, c.Versions[i].Pick = number, "", "用 "+number
	}
	return c
}

// samePhonesStory is of two numbers whose ends are the same: they stand there whole.
func samePhonesStory() Conflict {
	c := phoneConflictStory()
	c.Why = "柳沟站写 138 0355 1717，石坡站写 138 0366 1717，用哪个？"
	for i, number := range []string{"138 0355 1717", "138 0366 1717"} {
		c.Versions[i].Value, c.Versions[i].How, c.Versions[i].Pick = number, "全号，看过，记下了", "用 "+number
	}
	return c
}

func conflictStory() Conflict {
	return Conflict{Frame: frame("生日写得不一样", "李沐阳 · 男 · 7 月龄", "/"), ID: "7c", Why: "柳沟站写 4月12日，石坡站写 4月21日，用哪个？", Other: &Link{Href: "/child/2c/edit/birth", Text: "都不对，重新写", Icon: "i-pen"},
		Versions: []Version{
			{Where: "柳沟站写", When: "11月20日 上午", Value: "4月12日", How: "2026年", Who: "张桂兰记", Pick: "用 4月12日", No: "0"},
			{Where: "石坡站写", When: "11月20日 下午", Value: "4月21日", How: "2026年", Who: "刘建平记", Pick: "用 4月21日", No: "1"}}}
}
