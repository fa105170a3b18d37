//go:build !release

package page

import "strings"

// formStories are sheets of any form: the menu, the list, steps, the whole sheet, a record
// with its workflow.
func formStories() []Story {
	at := "/forms/visitor"
	of := func(title, hint string) Frame { return frame(title, hint, at).with(func(f *Frame) { f.Help = "form" }) }
	door := func(text, word, icon string) Door { return Door{Href: at, Text: text, Word: word, Icon: icon} }
	menu := Menu{Frame: of("填表", ""), Doors: []Door{door("照护", "一日照护、喂药", "i-hand"), door("健康", "体检、转诊", "i-check-up"),
		door("安全", "来访登记、查消防", "i-lock"), door("机构", "备案、检查", "i-home"), door("员工", "培训、体检", "i-people"), door("家庭", "入户、指导", "i-people")}}
	list := FormList{Frame: of("来访登记", "生人进门先登记，再进屋。"), Prev: "/forms", Empty: "还没有填过。", Paper: at + "/paper", New: &Link{Href: at + "/new", Text: "填一张"}}
	empty := list
	for _, who := range []string{"李建国 · 修东西、送东西 · 8:10 · 9:05", "王大夫 · 卫生院 · 9:00 · 10:40", "陈家外公 · 孩子家里 · 15:20", "镇里 赵主任 · 镇里县里 · 10:00 · 11:30"} {
		list.Rows = append(list.Rows, FormRow{Bold: "今天", Text: who, Href: at + "/sheet/7c"}, FormRow{Bold: "11月20日", Text: who, Href: at + "/sheet/7c"})
	}
	list.Rows[3].Struck, list.Rows[3].Tag = true, "撤下了"
	list.Pages = []Choice{{Value: at + "?page=2", Text: "后面的"}}
	noted := list
	noted.Undo = &Undo{Mark: "好", Text: "记好了", Action: at + "/undo", Token: "9f"}
	yes := []Choice{{Value: "true", Text: "是", On: true}, {Value: "false", Text: "不是"}}
	step := FormStep{Frame: of("来访登记", "第 4 步，共 8 步"), Action: at + "/fill/7c/4", Prev: at + "/fill/7c/3", Next: "下一步", Asks: []FormAsk{
		{Field: "papers", Label: "看过证件", Choices: yes},
		{Field: "well", Label: "不咳嗽、不发热", Choices: []Choice{{Value: "true", Text: "是"}, {Value: "false", Text: "不是"}}},
		{Field: "people", Label: "一共几个人", Stepper: &Stepper{Field: "people", Name: "一共几个人（人）", Value: 2, Min: 1, Max: 50, Units: []Unit{{"u", "人", 1, 1}}}},
		{Field: "place", Label: "去哪里", Choices: choices("院子", "院子", "活动室", "厨房")},
		{Field: "why", Label: "来做什么", Help: "几个字就行", Text: "修水管", Href: at + "/fill/7c/4/why"}}}
	fault := step
	fault.Errors = Errors{"papers": "看过证件还空着，写上就能往下走。"}
	fault.Asks = append([]FormAsk{{Field: "papers", Label: "看过证件", Choices: []Choice{{Value: "true", Text: "是"}, {Value: "false", Text: "不是"}}}}, fault.Asks[1:3]...)
	big := step
	big.Frame.Text = "xl"
	many := FormMany{Frame: of("体温：一起填", "体温（度）"), Action: at + "/many", Prev: at, Next: "记下 4 个人的", Ways: choices("在托的", "在托的", "小班", "大班", "都看")}
	for i, name := range []string{"王梓涵", "陈雨桐", "马浩然", "李沐阳", "赵一诺", "刘子墨", "孙可欣", "郭子轩"} {
		row := FormManyRow{Name: name, Bad: i == 3, Cells: []FormCell{{Label: "体温", Href: at + "/many/1a/temp"}}}
		if i < 5 {
			row.Cells[0].Text, row.Cells[0].Noted = "36.5 度", i == 0
		}
		many.Rows = append(many.Rows, row)
	}
	letters := Menu{Frame: of("找一张表", ""), Typed: "lf", Del: "/forms?q=l", Doors: []Door{door("来访登记", "给本站填", "i-lock")}}
	for c := 'a'; c <= 'z'; c++ {
		letters.Letters = append(letters.Letters, Choice{Value: "/forms?q=lf" + string(c), Text: string(c), Off: c%5 != 0})
	}
	whose := Choose{Frame: of("孕期登记", ""), Action: at + "/whose", Question: "给谁填？", Field: "pick", Prev: at, Write: "没有她家，先登记"}
	for i, name := range []string{"周某", "王梓涵", "陈雨桐", "马浩然", "李沐阳"} {
		peg, small := PegNo(i), "柳沟村"
		if i == 0 {
			small = "还没生"
		}
		whose.Tiles = append(whose.Tiles, Choice{Value: name, Text: name, Small: small, Peg: &peg})
	}
	number := WriteName{Frame: of("健康档案首页", "第 1 步，共 9 步 · 王梓涵"), Action: at + "/fill/7c/1", Question: "健康档案编号？", Prev: at, Skip: "先空着", Next: "下一步", Writer: Writer{
		Label: "健康档案编号", Text: "1404A-20", Max: 20, Way: WayFigure, Figures: true, NoTiles: true, Cands: choices("", strings.Split("，。、：月日点分号度次元", "")...)}}
	return append([]Story{{"form-number", "填表：写号码", number}, {"form-whose", "填表：给谁填", whose}, {"forms-find", "填表：按字母找", letters}, {"form-many", "填表：一起填", many}, {"forms", "填表：目录", menu}, {"form-list", "填表：一种表", list}, {"form-list-empty", "填表：还没有", empty}, {"form-noted", "填表：记好了", noted},
		{"form-step", "填表：几样一起问", step}, {"form-step-fault", "填表：有一样空着", fault}, {"form-step-big", "填表：特大字", big}}, formSheetStories()...)
}

func formSheetStories() []Story {
	at := "/forms/inspection"
	lines := []FormLine{{Field: "day", Label: "哪天", Text: "2026年11月23日"}, {Field: "who", Label: "谁来查的", Text: "镇里"}, {Field: "what", Label: "查了什么", Text: "消防、厨房、卫生"},
		{Field: "found", Label: "有没有要改的", Text: "是"}, {Field: "faults", Label: "要改的", Text: "灭火器过期 厨房；插座没有盖 活动室"}, {Field: "by", Label: "哪天前改好", Text: "2026年11月30日"},
		{Field: "note", Label: "备注", Text: "还空着", Gap: true}, {Field: "days", Label: "还有几天（算出来的）", Text: "7 天"}, {Field: "signed", Label: "签名", Strokes: []string{"M100 200L220 90L300 240L420 80", "M480 210L640 120L760 220"}}}
	sum := FormSheet{Frame: frame("来人检查：看一遍", "第 5 步，共 5 步", at).with(func(f *Frame) { f.Help = "form" }), Action: at + "/fill/7c", Prev: at + "/fill/7c/5", Next: "记下来"}
	for _, l := range lines {
		if l.Field != "days" {
			l.Href = at + "/fill/7c/1?mend=1"
		}
		sum.Lines = append(sum.Lines, l)
	}
	sum.Lines, lines = append(sum.Lines[:7:7], sum.Lines[8]), append(lines[:6:6], lines[7:]...)
	asked := sum
	asked.Sure, asked.Errors = "没错，就这样记", Errors{"by": "只有 7 天，来得及吗？"}
	asked.Note = &Note{Icon: "i-warn", Bold: "哪天前改好：", Text: "只有 7 天，来得及吗？", Link: &Link{Href: at + "/fill/7c/1?mend=1", Text: "去改"}}
	record := FormSheet{Frame: frame("来人检查", "", at).with(func(f *Frame) { f.Help = "form" }), Action: at + "/sheet/7c", Lead: "张桂兰 今天 10:20 记的", State: "在改", Since: "11月23日起，最晚 11月30日 办", Lines: lines,
		Prev: at, Ways: []Link{{Href: at + "/sheet/7c/mend", Text: "改", Icon: "i-pen"}, {Href: at + "/sheet/7c/away", Text: "作废"}}, Moves: []Choice{{Value: "done", Text: "改好了", On: true}}}
	late := record
	late.Late, late.Frame.Text = true, "xl"
	return []Story{{"form-sum", "填表：看一遍", sum}, {"form-sure", "填表：再问一声", asked}, {"form-record", "填表：一张记录", record}, {"form-record-late", "填表：过了期限，特大字", late}}
}
