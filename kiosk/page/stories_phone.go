//go:build !release

package page

// phoneStories are a family's pages on its own phone.
func phoneStories() []Story {
	f := Frame{Title: "家庭卡"}
	child := PhoneChild{Frame: f, Child: "涵涵", Age: "20 月龄", Peg: zihan.Peg, Site: "柳沟村照护驿站", Tel: "03556001218", Call: "0355-600 1218",
		Today: &PhoneToday{Mark: "到", Text: "8:12 到了，奶奶送来的"},
		Facts: []Fact{{Word: "谁能接", Text: "奶奶、妈妈、爸爸"}, {Word: "体重", Text: "10.4 公斤，11月20日称的"}, {Word: "身长", Text: "82.5 厘米，11月20日量的"}},
		Asked: []PhoneAnswer{{"打电话、发短信提醒", "同意", "good"}, {"给孩子拍照片", "不同意", "care"}, {"镇里别的站也能看", "同意", "good"}, {"去掉名字做研究", "还没签", ""}}}
	today := func(mark, class, text, small string) PhoneChild {
		c := child
		c.Today = &PhoneToday{Mark: mark, Class: class, Text: text, Small: small}
		return c
	}
	told := child
	told.Told = []Fact{{Word: "午饭", Text: "吃了一半"}, {Word: "睡觉", Text: "睡了 85 分钟，睡得好"}, {Word: "户外", Text: "2 小时 10 分"}}
	told.Ways = []Choice{{Value: "day", Text: "今天的一天，做成一张图"}, {Value: "month", Text: "长了多少，做成一张图"}}
	home := child
	home.Today, home.Tel, home.Call = nil, "", ""
	home.Facts = []Fact{{Word: "谁能接", Text: "还没写，问站里"}}
	word := func(icon, head string, lines ...string) PhoneWord {
		return PhoneWord{Frame: f, Icon: icon, Head: head, Lines: lines}
	}
	return []Story{
		{"phone-scan", "手机：等扫卡", PhoneScan{Frame: f}},
		{"phone-child", "手机：到了", child},
		{"phone-told", "手机：今天的一天", told},
		{"phone-picture", "手机：给在外的爸爸妈妈", PhonePicture{Frame: f, Head: "11月23日 星期一", Source: "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="}},
		{"phone-went", "手机：接走了", today("走", "went", "16:40 走了，爷爷接的", "8:12 到了，奶奶送来的")},
		{"phone-leave", "手机：请假", today("假", "leave", "请假了，病假", "")},
		{"phone-missing", "手机：还没到", today("未", "ask", "还没到", "到了，这里就写上")},
		{"phone-elsewhere", "手机：在别的站扫的", today("", "", "今天到没到，这里还不知道", "问石坡村照护驿站")},
		{"phone-home", "手机：没入托的孩子", home},
		{"phone-out", "手机：卡停用了", word("i-warn", "这张卡停用了", "站里给家里换过新卡。孩子的记录都在。", "请拿新的那张来扫，这张剪掉。没有新的，到站里说一声。")},
		{"phone-other", "手机：打不开", word("i-find", "这张卡在这里打不开", "卡没有坏，孩子的记录也没有丢，只是这台机器上没有。", "请到给卡的那个站去扫。")},
		{"phone-busy", "手机：扫得太多", word("i-clock", "一下子扫得太多了", "歇一分钟，再扫一次。")},
	}
}
