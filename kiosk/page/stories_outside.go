//go:build !release

package page

func outsideStories() []Story {
	f := CountyFrame{Title: "抄报", County: "上党区婴幼儿照护", Who: "赵敏", Tab: "outside", Hint: "11月23日 星期一", Export: true, Forms: true, Request: storyRequest}
	const at, city = "/outside/1a", "市级托育服务平台"
	systems := CountyOutsides{CountyFrame: f, MayMake: true, Abouts: choices("care", "在托的孩子", "站点", "工作人员"), Kinds: choices("nation", "国家备案平台", "市里平台"),
		Systems:  []OutsideRow{{Name: city, About: "在托的孩子", State: "在用", Todo: "要抄 12 个", Look: true, Href: at, Edit: at + "/edit"}, {Name: "公安的登记表", About: "工作人员", State: "还在做", Href: at, Edit: at + "/edit"}},
		Outlines: []OutlineRow{{"国家托育机构备案信息系统", "《托育机构登记和备案办法（试行）》", "/outside?like=nation"}}}
	first := systems
	first.Systems = nil
	groups := []SourceGroup{{"别的", choices("", "都写一样的", "第几行")}, {"孩子", choices("child.name", "孩子 · 名字", "孩子 · 生日")}, {"监护人", choices("", "监护人 · 电话")}}
	edit := CountyOutsideEdit{CountyFrame: f, Name: city, Made: true, State: "还在做", Lead: "5 栏，1 栏空着。机器只认了名字一样的几栏，一栏一栏看过再给站里用。", Groups: groups, Formats: choices("", "表格（xlsx）", "csv，逗号隔开"),
		Action: at + "/edit", Upload: at + "/heads", Prev: "/outside", Columns: []OutsideColumn{
			{N: 0, No: "1", Title: "序号"}, {N: 1, No: "2", Title: "幼儿姓名*", From: "child.name", Must: true},
			{N: 2, No: "3", Title: "出生日期", Days: choices("", "年-月-日，短横隔开", "八个数字连着写")},
			{N: 3, No: "4", Title: "性别", Codes: at + "/codes/3", CodeWord: "还有 2 个没对上", Look: true}, {N: 4, No: "5", Title: "区县", IsFixed: true, Fixed: "上党区"}}}
	begun := edit
	begun.Columns, begun.Lead = nil, ""
	codes := CountyOutsideCodes{CountyFrame: f, Head: "性别：那边怎么叫", Listed: "那边的代码表：2 行", Action: at + "/codes/3", One: at + "/codes/3/list", Two: at + "/codes/3/list", Prev: at + "/edit",
		Rows: []CodeRow{{0, "男", "1"}, {1, "女", "2"}, {2, "不知道", ""}}, List: []Choice{{Value: "1", Text: "男性"}, {Value: "2", Text: "女性"}}}
	lines := codes
	lines.Head, lines.Free, lines.Rows, lines.Lines = "村：那边怎么叫", true, nil, "柳沟村 = 140427103201"
	people := []OutsidePerson{
		{Stamp: "新", Class: "ask", Name: "王梓涵", Apart: "2024年3月生", Station: "柳沟村照护驿站", What: "写不了：与幼儿关系", Href: at + "/of/1a", Way: "抄"},
		{Stamp: "变", Class: "ask", Name: "李沐阳", Station: "柳沟村照护驿站", What: "变了：监护人电话", Number: "350012", Day: "11月1日", Href: at + "/of/2a", Way: "抄"},
		{Stamp: "离", Class: "ask", Name: "赵一诺", Station: "石坡照护驿站", What: "这里已经不在了", Number: "350007", Day: "10月8日", Href: at + "/of/3a", Way: "去掉", Look: true},
		{Stamp: "等", Class: "went", Name: "张子墨", Station: "石坡照护驿站", Day: "11月20日", Href: at + "/file/1a", Way: "看文件"},
		{Stamp: "好", Name: "刘思齐", Station: "石坡照护驿站", Number: "350003", Day: "10月8日", Href: at + "/of/5a", Way: "看看"}}
	list := CountyOutside{CountyFrame: f, Name: city, Lead: "要抄的 3 个，抄好的 1 个", Shows: []Choice{{Value: at, Text: "全部", On: true}, {Value: at + "?show=new", Text: "还没抄 1"}, {Value: at + "?show=changed", Text: "变了 1"}},
		Sites: choices("", "全部的站", "柳沟村照护驿站"), Rows: people, Files: true, Edit: at + "/edit", Action: at, Prev: "/outside",
		Batches: []Link{{Href: at + "/file/1a", Text: "11月20日做的文件，1 个，等那边的结果"}}}
	done := list
	done.Rows, done.Batches, done.Files, done.Report, done.Lead, done.Older = people[4:], nil, false, true, "要抄的 0 个，抄好的 1 个", at+"?from=100"
	sheet := CopySheet{System: city, Name: "李沐阳", Lead: "变了，后面还有 11 个", Old: true, Number: "350012", Seen: "00", Action: at + "/2a", Next: at + "/3a", Prev: at, Rows: []CopyRow{
		{ID: "v0", Head: "幼儿姓名*", Text: "李沐阳", From: "孩子 · 名字"},
		{ID: "v1", Head: "性别", Text: "1", Ours: "男", From: "孩子 · 男女"},
		{ID: "v2", Head: "出生日期", Text: "2025-03-12", From: "孩子 · 生日"},
		{ID: "v3", Head: "监护人联系电话", Text: "13800350421", From: "监护人 · 电话", Was: "13912345678", New: true},
		{ID: "v4", Head: "托育方式", Ours: "计时", From: "入托 · 托育方式", Lack: lackWords["code"]},
		{ID: "v5", Head: "备注"}}}
	left := sheet
	left.Left, left.Lead, left.Next, left.Fault = true, "要去掉", "", "那边退回来了：身份证号不对"
	batch := CountyOutsideBatch{CountyFrame: f, Head: city + "：11月20日做的文件，2 行", File: at + "/file/1a/table", Upload: at + "/file/1a/answer", Action: at + "/file/1a", Prev: at,
		Rows: []OutsidePerson{{Number: "1", Name: "张子墨", Station: "石坡照护驿站"}, {Number: "2", Name: "陈可欣", Station: "石坡照护驿站"}}}
	answer := CountyOutsideAnswer{CountyFrame: f, Head: "那边的结果", Taken: "收下了 1 个，退回 1 个，对不上 1 行；还有 0 个没有结果，接着等", May: true, Action: at + "/file/1a/answer/1", Prev: at + "/file/1a",
		Asks:    []AnswerAsk{{"key", "用它的哪一列找人", choices("", "幼儿姓名", "平台编号")}, {"number", "编号在", choices("", "平台编号", "没有编号")}},
		Refused: []Fact{{Word: "陈可欣", Text: "身份证号校验不通过"}}, Lost: []Fact{{Word: "第 4 行", Text: "这个文件里没有这个人"}},
		Columns: []string{"幼儿姓名", "平台编号", "失败原因"}, Sample: [][]string{{"张子墨", "350031", ""}, {"陈可欣", "", "身份证号校验不通过"}}}
	kiosk := Frame{Title: "李沐阳", Hint: city + "，变了，后面还有 11 个", Back: at, Request: storyRequest, Alarm: true}
	return []Story{
		{"county-outsides", "县：抄报", systems}, {"county-outsides-first", "县：抄报，还没有", first},
		{"county-outside-edit", "县：外面平台的样子", edit}, {"county-outside-begun", "县：外面平台，还没有栏目", begun},
		{"county-outside-codes", "县：那边怎么叫", codes}, {"county-outside-lines", "县：那边怎么叫，一行一个", lines},
		{"county-outside", "县：要抄的人", list}, {"county-outside-done", "县：都抄好了", done},
		{"county-outside-copy", "县：抄录单", CountyOutsideCopy{f, sheet}}, {"county-outside-left", "县：抄录单，要去掉", CountyOutsideCopy{f, left}},
		{"county-outside-batch", "县：等结果的文件", batch}, {"county-outside-answer", "县：那边的结果", answer},
		{"outside-copy", "抄录单", OutsideCopy{kiosk, sheet, false}}, {"outside-copy-left", "抄录单，要去掉", OutsideCopy{kiosk, left, false}}, {"outside-copy-keys", "抄录单，写编号", OutsideCopy{kiosk, sheet, true}},
	}
}
