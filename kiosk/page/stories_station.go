//go:build !release

package page

func stationStories() []Story {
	menu := func(title string, doors ...Door) Menu {
		m := Menu{Frame: frame(title, "", "/"), Doors: doors}
		return m
	}
	consents := Rows{Frame: frame("同意书", "3 家还没签", "/"), Action: "/consents", Ways: []Link{{Href: "/consents/print", Text: "一次印出来", Icon: "i-print"}}, Prev: "/todo", Rows: []Row{
		{Peg: &Peg{"yu", 3}, Bold: "陈雨桐", Text: "奶奶带 · 柳沟村", Small: "名册收进来的，等签", Href: "/consents/1c", Way: "问一声", Do: []Choice{{Value: "signed-1c", Text: "纸上签了", Icon: "i-check"}}},
		{Peg: &Peg{"niao", 4}, Bold: "马浩然", Text: "外婆带 · 石坡村", Small: "等爸爸电话确认", Href: "/consents/1d/call", Way: "打电话", Do: []Choice{{Value: "signed-1d", Text: "纸上签了", Icon: "i-check"}}},
		{Peg: &Peg{"ye", 5}, Bold: "秦朗", Text: "妈妈带 · 柳沟村", Small: "名册收进来的，等签", Href: "/consents/1e", Way: "问一声", Do: []Choice{{Value: "signed-1e", Text: "纸上签了", Icon: "i-check"}}}}}
	none := consents
	none.Rows, none.Empty, none.Hint = nil, "家家都签过了。", ""
	state := StationState{Frame: frame("记录在哪里", "今天 11月23日 星期一 · 版本 1.0", "/"),
		Facts: []Fact{{Word: "今天的记录", Text: "36 条，邻站存了 2 份"}, {Word: "已上报到", Text: "11月20日"}, {Word: "待报", Text: "3 条"}, {Word: "县里", Text: "3 天没连上，不要紧"}, {Word: "时间", Text: "上午 9:41，准"}, {Word: "备份", Text: "今天做好的"}},
		Peers: []PeerLine{{"东沟村照护驿站", false, "2 天没联系"}, {"石坡村照护驿站", true, "刚联系过"}, {"韩店街道卫生院", true, "1 分钟前"}}, Rest: "还有 2 站都通",
		Lower: []Fact{{Word: "还能存", Text: "21 GB", Href: "/state/files"}, {Word: "家里手机", Text: "开着"}, {Word: "话筒喇叭", Text: "没有插话筒，机内喇叭", Href: "/sound", Way: "试一试"}}}
	call := Call{Frame: frame("打电话问妈妈", "马浩然 · 王丽 139****7710", "/consents"), Action: "/consents/1d/call", Child: Person{ID: "1d", Name: "马浩然"}, Said: consentStory().Asked, Whom: choices("妈妈", "妈妈", "爸爸"), Witness: choices("", "刘建平", "申巧玲"), Prev: "/consents"}
	call.Errors = Errors{"witness": "还没点谁在旁边听见。"}
	return append([]Story{
		{"todo", "待办", Rows{Frame: frame("待办", storyToday, "/"), Rows: []Row{
			{Icon: "i-two", Bold: "生日两站写得不一样", Text: "李沐阳", Tag: "今天", Care: true, Href: "/conflict/7c", Way: "选一个"},
			{Icon: "i-phone", Bold: "等爸爸电话确认", Text: "马浩然", Tag: "3 天了", Care: true, Href: "/consents/1d/call", Way: "打电话"},
			{Icon: "i-pen", Bold: "3 家同意书没签", Text: "", Href: "/consents", Way: "去签"},
			{Icon: "i-add", Bold: "待补 5 项", Text: "王梓涵、秦朗", Href: "/gaps", Way: "去补"}}}},
		{"todo-undo", "待办很多，刚答了一件", Rows{Frame: frame("待办", storyToday, "/").with(func(f *Frame) {
			f.Undo = &Undo{Mark: "好", Text: "记好了", Action: "/todo/undo", Token: storyRequest}
		}), Prev: "/", Pages: []Choice{{Value: "/todo?page=1", Text: "前面的"}, {Value: "/todo?page=3", Text: "后面还有 12 条"}}, Rows: []Row{
			{Icon: "i-two", Bold: "王梓涵像是在别的站也登记了", Text: "石坡村照护驿站", Href: "/child/0a/same", Way: "看看"}}}},
		{"todo-none", "待办，没有", Rows{Frame: frame("待办", storyToday, "/"), Empty: "没有要办的，歇一会儿。"}},
		{"consents", "同意书名单", consents},
		{"consents-none", "同意书都签了", none},
		{"call", "电话问同意", call},
		{"state", "记录在哪里", state},
		{"state-alone", "记录只在本机", func() View {
			s := state
			s.Peers, s.Rest, s.Facts = nil, "", append([]Fact{{Word: "今天的记录", Text: "36 条，只有本机"}}, s.Facts[1:]...)
			s.Note = &Note{Icon: "i-warn", Bold: "两台设备用了同一张卡。", Text: "两边的记录都留着，请县里看一下。"}
			return s
		}()},
		{"sound-none", "喇叭没响", Message{Frame: frame("喇叭", "", "/state"), Icon: "i-warn", Kind: "bad", Head: "喇叭没响", Lines: []string{"没有插喇叭。报警的时候这台机器出不了声，屏幕上看得见，邻站照样响。插上喇叭，再试一次。"}, Post: []Post{{Action: "/sound", Field: "do", Value: "try", Text: "再试一次", Icon: "i-speak", Main: true}}}},
		{"safety", "安全状态", Rows{Frame: frame("安全状态", "", "/settings"), Prev: "/settings", Rows: []Row{
			{Icon: "i-check", Bold: "县里的证", Text: "认得，到 2028年9月"},
			{Icon: "i-lock", Bold: "来电就能用", Text: "没有防整台偷走", Small: "U 盘、邻站的机器丢了，看不到名字；这台整个被搬走，就看得到", Tag: "看一下", Care: true},
			{Icon: "i-check", Bold: "来路不明的记录", Text: "0 条"},
			{Icon: "i-people", Bold: "谁打得开孩子的记录", Text: "本机、荫城镇卫生院、上党区（县里）", Small: "还有家里人手上的家庭卡。邻站替存，打不开"}}}},
		{"more", "更多", menu("更多", Door{"/import", "收旧名册", "U 盘、表格都行", "i-stick", false}, Door{"/export", "存名册", "存到 U 盘", "i-print", false}, Door{"/consents", "同意书", "3 家没签", "i-pen", true}, Door{"/state", "记录在哪里", "邻站 2 份", "i-online", false}, Door{"/settings", "设置", "同事、字大小、县里", "i-more", false}, Door{"/out", "先离开", "回封面", "i-lock", false})},
		{"settings", "设置", menu("设置", Door{"/settings/staff", "谁在这里做", "4 个人", "i-people", false}, Door{"/settings/display", "字大小", "现在是平常大小", "i-pen", false}, Door{"/settings/county", "接县里", "还没接", "i-online", true}, Door{"/settings/groups", "班和托位", "35 个托位", "i-home", false}, Door{"/safety", "安全状态", "有 1 样要看", "i-lock", true})},
		{"settings-staff", "谁在这里做", Rows{Frame: frame("谁在这里做", "", "/settings"), Prev: "/settings", Last: true, Ways: []Link{{Href: "/settings/staff/new", Text: "添一个人", Icon: "i-add"}}, Rows: []Row{
			{Peg: &zhang.Peg, Bold: "张桂兰", Text: "站长", Href: "/settings/staff/0a", Way: "看看"}, {Peg: &liu.Peg, Bold: "刘建平", Text: "保育师", Href: "/settings/staff/0b", Way: "看看"}, {Peg: &shen.Peg, Bold: "申巧玲", Text: "保育师", Href: "/settings/staff/0c", Way: "看看"}, {Peg: &wang.Peg, Bold: "王医生", Text: "卫生院", Small: "今天由张桂兰放进来", Href: "/settings/staff/0d", Way: "看看"}}}},
		{"staff-person", "一个同事", StaffPerson{Frame: frame("刘建平", "", "/settings/staff"), Person: liu, Lines: []Fact{{Word: "来这里", Text: "2026年3月1日"}, {Word: "电话", Text: "137****2208"}}, Roles: choices("保育师", "站长", "保育师", "卫生院"), Prev: "/settings/staff"}},
		{"prefs", "字大小", Prefs{Frame: frame("字大小", "", "/settings"), Sizes: []Choice{{Value: "", Text: "平常", On: true}, {Value: "l", Text: "大"}, {Value: "xl", Text: "特大"}}, Looks: []Choice{{Value: "plain", Text: "平常", On: true}, {Value: "contrast", Text: "黑白分明", Small: "太阳底下看"}}}},
		{"settings-county", "接县里", SetupCounty{Frame: frame("接县里", "", "/settings"), Action: "/settings/county", Now: "已经接上：上党区卫健局，9月1日起。", Prev: "/settings"}},
		{"help", "帮助", HelpFor("register-birth", frame("帮助", "", "/register/birth"), "/register/birth")},
		{"message-lost", "页面不在", Message{Frame: frame("没有这一页", "", "/"), Icon: "i-find", Head: "没有这一页", Lines: []string{"可能是旧的地址。记录都在，回首页再点就行。"}, Ways: []Link{{Href: "/", Text: "回首页"}}}},
		{"message-full", "盘满了", Message{Frame: frame("存不下了", "", "/"), Icon: "i-warn", Kind: "bad", Head: "这台机器存满了", Lines: []string{"刚才那条没存上，前面的都在。", "把用完的录音删几段，或请县里来换盘。换好之前，先记在纸上。"}, Ways: []Link{{Href: "/", Text: "回首页"}, {Href: "/state", Text: "看还能存多少"}}}},
		{"message-readonly", "卡只能看", Message{Frame: frame("没办成", "", "/"), Icon: "i-lock", Head: "存储卡写不进去了，现在只能看", Lines: []string{"刚才这一下没有存上。以前存的都在，今天谁到了照样能看。", "新的到、走先写在纸上。关机，把存储卡拔下来重新插好，再开机；还是这样，打电话给县里换卡。"}, Ways: []Link{{Href: "/wall/morning", Text: "看今天的孩子", Icon: "i-people"}, {Href: "/", Text: "回首页", Icon: "i-home"}}}},
		{"message-forbidden", "不能看", Message{Frame: frame("要站长来", "", "/"), Icon: "i-lock", Head: "这一页要站长来开", Lines: []string{"请张桂兰登进来。已经写的都在。"}, Ways: []Link{{Href: "/pin", Text: "换个人用"}, {Href: "/", Text: "回首页"}}}},
		{"message-taken", "别人改过", Message{Frame: frame("有人先改了", "", "/"), Icon: "i-two", Head: "刚才有人先改了", Lines: []string{"石坡站 9:14 把住址改成了东沟村。你写的也在，看看用哪个。"}, Ways: []Link{{Href: "/conflict/7c", Text: "看看两边"}, {Href: "/", Text: "回首页"}}}},
	}, importStories()...)
}

func importStories() []Story {
	preview := ImportPreview{Frame: frame("一行一行看", "9月名册.xlsx", "/import"), Job: "j1", Counts: []Count{{"28", "新登记"}, {"3", "已经有"}, {"4", "收不了"}}, Take: "收进 28 个孩子",
		Pages: []Choice{{Value: "?from=0", Text: "收不了", On: true}, {Value: "?from=6", Text: "要看的"}, {Value: "?from=12", Text: "全部"}},
		Rows: []ImportRow{
			{Line: "第 9 行", Name: "李沐阳", Word: "男 · 2029年4月12日", Will: "收不了", Why: "生日在今天以后，看看是不是写错了年。", State: "care"},
			{Line: "第 14 行", Name: "马浩然", Word: "男", Will: "收不了", Why: "身份证号最后一位对不上，改了再收。", State: "care"},
			{Line: "第 21 行", Name: "孙可欣", Word: "女 · 2025年2月30日", Will: "收不了", Why: "2 月没有 30 日。", State: "care"},
			{Line: "第 35 行", Name: "合计", Word: "", Will: "收不了", Why: "像是合计那一行，不是孩子。", State: ""}}}
	nothing := preview
	nothing.Take, nothing.Counts = "", []Count{{"0", "新登记"}, {"31", "已经有"}, {"4", "收不了"}}
	columns := ImportColumns{Frame: frame("每一列是什么", "9月名册.xlsx", "/import"), Job: "j1", Pages: []Choice{{Value: "?from=0", Text: "1", On: true}, {Value: "?from=5", Text: "2"}}, Columns: []Column{
		{"0", "序号", "1、2、3", "不收", true, true}, {"1", "姓名", "王梓涵、李沐阳", "孩子名字", true, false}, {"2", "出生年月日", "2025.3.12、25/4/1", "生日", true, false}, {"3", "联系人", "李秀英、王丽", "家里人名字", false, false}, {"4", "联系方式", "1380355 0421", "电话", true, false}}}
	missing := columns
	missing.Missing = true
	missing.Columns = []Column{columns.Columns[0], {"1", "宝宝", "王梓涵、李沐阳", "不收", false, true}, columns.Columns[2]}
	return []Story{
		{"import-file", "收名册：选文件", ImportFile{Frame: frame("收旧名册", "", "/more"), Files: []Choice{{Value: "f1", Text: "9月名册.xlsx", Small: "U 盘 · 38 KB"}, {Value: "f2", Text: "柳沟村0-3岁.csv", Small: "U 盘 · 6 KB"}}}},
		{"import-none", "收名册：没有 U 盘", ImportFile{Frame: frame("收旧名册", "", "/more").with(func(f *Frame) {
			f.Errors = Errors{"file": "这个文件打不开，像是没拷完。再拷一次试试，本机的记录没有动。"}
		})}},
		{"import-columns", "收名册：认列", columns},
		{"import-columns-bad", "收名册：缺名字", missing},
		{"import-preview", "收名册：看每一行", preview},
		{"import-nothing", "收名册：没有新的", nothing},
		{"import-done", "收名册：收好了", ImportDone{Frame: frame("收好了", "9月名册.xlsx", "/more"), Job: "j1", Head: "收进 28 个孩子", Lines: []string{"3 个已经有，没有动。4 行收不了，原因写在表格里。", "同意书先记成待签，接孩子时签一下。"}, Bad: "/import/j1/bad.xlsx"}},
		{"import-undone", "收名册：退回了", ImportDone{Frame: frame("退回了", "9月名册.xlsx", "/more"), Job: "j1", Head: "这一批全退回了", Lines: []string{"28 个孩子从名单上拿掉了，别的记录没有动。"}, Undone: true}},
	}
}
