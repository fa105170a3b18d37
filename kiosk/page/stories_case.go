//go:build !release

package page

// caseStories are the cases at the county's desk and what hangs on its wall.
func caseStories() []Story {
	f := CountyFrame{County: "上党区婴幼儿照护", Who: "赵敏", Tab: "cases", Hint: "11月23日 星期一", Request: storyRequest}
	titled := func(title string) CountyFrame { g := f; g.Title = title; return g }
	stations := choices("", "所有站", "韩店街道 · 柳沟村驿站")
	list := CountyCases{CountyFrame: titled("案件"), Lead: "在办 4 件，轮到您 2 件，过期 1 件", Kinds: choices("", "所有的事", "登记和备案", "限期整改"), Stations: stations,
		Tabs: choices("/cases", "在办的", "轮到我的", "我经办的", "过期的", "办完的", "作废的"), Ways: []Link{{Href: "/ledger", Text: "工作台账"}, {Href: "/draws", Text: "双随机"}, {Href: "/cases/new", Text: "新开一件", Icon: "i-plus"}},
		Rows: []CountyCaseRow{
			{true, "/case/complaint/1", "投诉2026-00007", "投诉和意见", "县里在办", "苏店镇", "看寺村驿站", "11月19日", "晚了 2 个工作日", "县里（过期了）", "李强", "退费"},
			{false, "/case/filing/2", "", "登记和备案", "交了，等回执", "韩店街道", "柳沟村驿站", "11月30日", "还有 5 个工作日", "县里", "", "新办备案"},
			{false, "/case/rectify/3", "整改2026-00012", "限期整改", "通知站里改", "荫城镇", "横河村驿站", "12月13日", "还有 14 个工作日", "站长", "", "灭火器过期"}}}
	list.Leaves = taken("/list/cases")
	lacks := CaseAsk{Name: "f-lacks", Label: "要补什么", Type: "text", Most: 200, Options: choices("消防", "卫生评价", "人员证")}
	until := CaseAsk{Name: "f-until", Label: "最晚哪天补完", Type: "day", Fault: "先填“最晚哪天补完”，再走这一步。"}
	checked := CaseAsk{Name: "f-checked", Label: "县里看了怎样", Type: "text", Most: 200}
	one := CountyCase{CountyFrame: titled("登记和备案"), Number: "备案2026-00003", Code: "471108", Whose: "柳沟村驿站", State: "交了，等回执", Deadline: "11月30日以前，还有 5 个工作日", Turn: "等县里",
		Papers:   []Choice{{Text: "营业执照或法人证书", On: true}, {Text: "场地证明", On: true}, {Text: "消防合格证明"}, {Text: "食品经营许可证"}},
		Facts:    []Fact{{Word: "办什么", Text: "新办备案"}, {Word: "在哪里登记的", Text: "民政（非营利）"}, {Word: "哪天交的", Text: "2026年11月23日"}},
		Pictures: []CasePicture{{Label: "材料照片", Post: "/case/filing/1/photo/picture"}}, Links: []Link{{Href: "/case/rectify/3", Text: "开出了：限期整改 · 整改2026-00012 · 复查过了，改好了"}},
		History: []Row{{Bold: "交了，等回执", Small: "11月23日 10:12 张桂兰 · 柳沟村驿站"}, {Bold: "在备材料", Text: "办什么 新办备案", Small: "11月20日 16:40 张桂兰 · 柳沟村驿站"}},
		Clause:  "《托育机构登记和备案办法（试行）》", Main: &CaseMove{To: "done", Label: "核对过了，给回执", Asks: []CaseAsk{checked}},
		Moves:  []CaseMove{{To: "mend", Label: "不齐，限期整改", Asks: []CaseAsk{lacks, until}}, {To: "refused", Label: "不予备案", Asks: []CaseAsk{{Name: "f-why", Label: "为什么", Type: "text", Most: 200}}}, {To: "off", Label: "不办了"}},
		Action: "/case/filing/1", From: "sent", Edit: "/case/filing/1/edit", Receipt: "/case/filing/1/receipt", Paper: "/case/filing/1/paper", Prev: "/cases",
		Holder: "赵敏", Hand: "/case/filing/1/hand", Hands: choices("谁有空谁办", "赵敏 县级", "李强 县级"), Away: "/case/filing/1/away", Whys: choices("记错了", "记了两遍", "别的原因")}
	form := CountyCaseForm{CountyFrame: titled("检查和整改"), Whose: "柳沟村驿站", Help: "谁来查、查出什么、改了没有，一次一张。", Clause: "柳州市方案 三（五）11", Button: "开这一件", Action: "/cases/new/inspection", Blank: "/cases/new/inspection/paper", Prev: "/cases/new", Day: "2026-11-23", Least: "2025-11-22", Most: "2026-11-23",
		Asks: []CaseAsk{{Name: "f-who", Label: "谁来查的", Type: "choice", Must: true, Options: choices("县卫健", "镇里"), Fault: "这一项还没填。"},
			{Name: "f-areas", Label: "哪几样有问题", Help: "都好就空着", Type: "choices", Options: choices("办托条件", "安全保障")}, {Name: "f-until", Label: "最晚哪天改完", Type: "day", Value: "2026-12-23"}, {Name: "f-at", Label: "几点到的", Type: "time"}, {Name: "f-points", Label: "打多少分", Type: "number", Unit: "分"}, {Name: "f-again", Label: "复查的人看了", Type: "yes", Options: choices("是", "不是")},
			{Name: "f-found", Label: "要改什么", Type: "rows", Heads: []string{"什么要改", "哪天以前"}, Rows: [][]CaseAsk{{{Name: "f-found-0-what", Label: "什么要改", Type: "line", Value: "灭火器过期"}, {Name: "f-found-0-by", Label: "哪天以前", Type: "day"}}}}}, Sure: true}
	paper := CountyCasePaper{CountyFrame: titled("回执"), Head: "登记和备案回执", Number: "备案2026-00003", Code: "471108", Whose: "柳沟村驿站", Lines: []string{"编号：备案2026-00003　　查询码：471108", "以后要问办到哪里，报编号和查询码就行，不用报名字。"},
		Facts: one.Facts, Blank: []BlankLine{{Label: "哪几样有问题", Options: []string{"办托条件", "安全保障"}}, {Label: "怎么改的", Lines: 2}}, History: one.History, Clause: one.Clause, Sign: []string{"经办人：赵敏", "（盖章）"}, Prev: "/cases"}
	faster := one
	faster.Note = &Note{Kind: "bad", Icon: "i-warn", Bold: "别人刚才先办了，已经到「交了，等回执」。您写的没有存，看一看再定。"}
	faster.Unkept = []Fact{{Word: "要补什么", Text: "电线外露，二楼没有应急灯"}}
	return []Story{
		{"county-cases", "县：案件", list},
		{"county-case", "县：一件案件", one},
		{"county-case-faster", "县：别人先办了", faster},
		{"county-case-new", "县：新开一件", CountyCaseNew{CountyFrame: titled("新开一件"), Prev: "/cases", Stations: stations[1:], Kinds: []CaseKind{{"/cases/new/rectify", "限期整改", "一件一件改，改好拍照。", "连政办发〔2020〕53号 三（六）3", false}, {"/cases/new/meeting", "会议", "", "柳州市方案 三（一）1", true}}}},
		{"county-case-form", "县：案件的表", form},
		{"county-case-paper", "县：案件打印", paper},
		{"county-ledger", "县：工作台账", CountyLedger{CountyFrame: titled("工作台账 挂图作战"), Lead: "2 个项目，完成 0 个，过期 1 个", New: "/cases/new/project", Prev: "/cases", Cases: []LedgerCases{{"/cases?kind=filing", "登记和备案", 4, 1, true}},
			Projects: []LedgerRow{{true, "/case/project/1", "新增备案 67 个社区托育点", "普惠托育示范项目", "县卫健局", "在办", "11月20日", "晚了 1 个工作日", "41 / 67 件", 61, "三个社区没有场地"}, {false, "/case/project/2", "培训负责人", "", "县人社局", "还没动", "12月31日", "还有 28 个工作日", "0 / 300 件", 0, ""}}}},
		{"county-draw", "县：双随机的记录", CountyDraw{CountyFrame: titled("双随机抽取"), Prev: "/draws", Shown: &DrawShown{Day: "2026年11月23日", Seed: "314159", Thrown: "掷六次骰子", Witnesses: "王纪委、李公证", Method: "yizhan/draw/1、一个零字节、314159、一个零字节、代号", Out: "东坡村驿站（停业）", Pool: []DrawRank{{"石坡村驿站", "4f560c6331979c59fdc41f9ef4930125", "0b1e5c9d77aa3f10", true}, {"柳沟村驿站", "9c1d0c6331979c59fdc41f9ef4930188", "8fe25b1d01c4e7aa", false}}, Officers: "赵敏、孙强", Result: []Fact{{Word: "石坡村驿站", Text: "赵敏、孙强"}}, Same: true, Action: "/draws/1"}}},
		{"county-circle", "县：15 分钟圈", CountyCircle{CountyFrame: titled("15 分钟托育服务圈"), Prev: "/cases", Lead: "2 个村、小区里 1 个在 15 分钟以内；19 个孩子里 12 个", Rule: "按直线的 1.3 倍算路，走路一分钟 75 米。只量点到点，不是地图，没有边界。", Ways: choices("/circle", "走路", "骑电动车"),
			Rows: []CircleRow{{"1a", "石门", "7", "柳沟村驿站", "4904 米", "86 分钟", "36.0831, 113.0912", true}, {"1b", "上柳沟", "12", "柳沟村驿站", "740 米", "13 分钟", "36.0590, 113.0550", false}}, Stations: []CircleStation{{"柳沟村驿站", "韩店街道", "36.0531, 113.0512", false}, {"石坡村驿站", "韩店街道", "", true}}, Sites: stations[1:]}},
	}
}
