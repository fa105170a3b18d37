//go:build !release

package page

import "yizhan/hub/words"

func countyStories() []Story {
	f := CountyFrame{Title: "站点", County: "上党区婴幼儿照护", Who: "赵敏", Tab: "stations", Hint: "11月22日 星期日", Export: true, Request: storyRequest}
	titled := func(title string) CountyFrame { g := f; g.Title = title; return g }
	login := f
	login.Who = ""
	kids := f
	kids.Tab, kids.Title = "children", "孩子"
	bad := login
	bad.Errors = Errors{"password": "名字和密码对不上，再试一次。"}
	stations := CountyStations{CountyFrame: f, Lead: "24 个站，412 个孩子，2 个站要看一看，排在前面",
		Todo: []Link{{Href: "/children?station=1", Text: "横河村照护驿站 8 天没联系，邻站知道还有 131 条"}},
		Towns: []TownRow{{"全部", "", "/stations", true, 24, 412, 2}, {"韩店街道", "140404001", "/stations?town=140404001", false, 12, 210, 0},
			{"荫城镇", "140404102", "/stations?town=140404102", false, 7, 112, 1}, {"苏店镇", "140404101", "/stations?town=140404101", false, 5, 90, 1}},
		Stations: []StationRow{
			{"断", "went bad", true, "荫城镇", "横河村照护驿站", "/children?station=1", "11月14日，8 天前", "邻站或 U 盘", "131", "县里", "18", "/sheets?station=1a"},
			{"缓", "ask", true, "苏店镇", "看寺村照护驿站", "/children?station=2", "11月21日，1 天前", "邻站或 U 盘", "46", "县里、邻站 1 份", "22", "/sheets?station=1a"},
			{"通", "", false, "韩店街道", "柳沟村照护驿站", "/children?station=3", "正连着", "直连", "3", "县里、邻站 2 份", "31", "/sheets?station=1a"},
			{"通", "", false, "韩店街道", "石坡村照护驿站", "/children?station=4", "16:38", "直连", "0", "县里、邻站 3 份", "12", "/sheets?station=1a"}}}
	none := stations
	none.Stations, none.Todo, none.Towns, none.Lead = nil, nil, nil, ""
	list := CountyChildren{CountyFrame: kids, Query: "wzh", Lead: "412 个孩子，这里是 1–50", Next: "/children?page=1", ManyTowns: true, Roster: "/roster.xlsx?town=140404001",
		Towns: choices("", "所有镇", "韩店街道"), Stations: choices("", "所有站", "柳沟村"), Kinds: choices("", "所有", "在托", "散居"),
		Rows: []CountyChildRow{{"/child/1a", "王梓涵", "女", "2025年3月12日", "20 月龄", "在托", "柳沟村", "韩店街道", "柳沟村照护驿站", "奶奶 李秀英", false}, {"/child/1b", "王梓轩", "男", "2025年3月12日", "20 月龄", "在托", "柳沟村", "韩店街道", "柳沟村照护驿站", "奶奶 李秀英", false}, {"/child/1f", "", "", "", "", "散居", "石坡村", "韩店街道", "石坡村照护驿站", "", true}}}
	empty := list
	empty.Rows, empty.Next, empty.Roster, empty.Lead = nil, "", "", "0 个孩子"
	one := childStory()
	child := CountyChild{CountyFrame: kids, Whole: "/child/1a/phone", Word: "女 · 20 月龄 · 柳沟村照护驿站", Tags: one.Tags, Facts: one.Facts, People: one.People, Days: one.Days, Came: one.Came, Prev: "/children", Siblings: []Link{{Href: "/child/1b", Text: "王梓轩 · 男 · 20 月龄"}}, History: []Row{{Bold: "生日", Text: "3月21日 → 3月12日", Small: "11月22日 9:14 张桂兰"}}}
	child.Title = "王梓涵"
	first := login
	first.Note = &Note{Icon: "i-lock", Bold: words.Say("county.nobody"), Text: words.Say("county.first")}
	return []Story{
		{"county-login-first", "县：还没有人能登录", CountyLogin{CountyFrame: first, Next: "/"}},
		{"county-login", "县：登录", CountyLogin{CountyFrame: login, Next: "/"}},
		{"county-login-bad", "县：登录不对", CountyLogin{CountyFrame: bad, Name: "赵敏", Next: "/"}},
		{"county-stations", "县：站点", stations},
		{"county-stations-alarm", "县：有站在报警", func() View {
			s := stations
			s.Calls = []Link{{Href: "/alarms", Text: "看寺村照护驿站 16:30，还没有人应"}}
			return s
		}()},
		{"county-alarms", "县：报警和演练", CountyAlarms{CountyFrame: stations.CountyFrame, Drilled: "24 个站里，22 个这个月试过了", Calls: []CountyCall{
			{Look: true, Mark: "警", Class: "went bad", When: "16:30", Town: "苏店镇", Station: "看寺村照护驿站", Phone: "0355 600 1218", State: "还没有人应", Words: []string{"16:32 120 打通了"}},
			{Mark: "练", Class: "went", When: "11月20日 10:00", Town: "韩店街道", Station: "柳沟村照护驿站", Phone: "0355 600 2231", State: "演练完了", Words: []string{"10:01 石坡村照护驿站这就过去"}},
			{Mark: "误", Class: "went", When: "11月3日 9:12", Town: "荫城镇", Station: "横河村照护驿站", State: "是误报"}},
			Undone: []CountyUndrilled{{"横河村照护驿站", "荫城镇", "", "10月12日"}, {"看寺村照护驿站", "苏店镇", "0355 600 1218", "没有试过"}}}},
		{"county-late", "县：过了期限没办的", CountyLate{CountyFrame: titled("过了期限没办的"), Lead: "2 张表过了期限没办，1 张归您管", Rows: []CountyLateRow{
			{Look: true, Href: "/late/complaint/1", Title: "意见投诉", State: "正在办", Town: "苏店镇", Station: "看寺村照护驿站", Phone: "0355 600 1218", Due: "11月10日", Late: "12 天", To: "县里"},
			{Href: "/late/incident/2", Title: "事故记录", State: "还要跟着看", Town: "韩店街道", Station: "柳沟村照护驿站", Due: "11月19日", Late: "3 天", To: "站长"}}}},
		{"county-sheet", "县：站里的一张表", CountySheet{CountyFrame: titled("事故记录"), Whose: "柳沟村照护驿站", Action: "/late/incident/1", Prev: "/late", From: "open", Moves: []CountyStep{{To: "done", Label: "了结了", Needs: []CountyNeed{{Field: "did", Label: "怎么办的"}}}}, Facts: []Fact{{Word: "几点出的事", Text: "10:30"}, {Word: "出了什么事", Text: "摔伤、磕伤、烫伤"}, {Word: "哪个孩子受伤", Text: "王梓涵"}, {Word: "怎么回事", Text: "从高处摔下来"}}}},
		{"county-sheets", "县：一个站填的表", CountySheets{CountyFrame: titled("门窗检查"), Lead: "柳沟村照护驿站", Heads: []string{"哪天的", "哪间屋", "到哪一步"}, Prev: "/sheets?station=1a", Rows: []CountySheetsRow{
			{Href: "/sheets/x/1", Cells: []string{"11月22日", "活动室", "办好了"}}, {Look: true, Href: "/sheets/x/2", Cells: []string{"11月1日", "睡房", "要办"}}}}},
		{"county-stations-none", "县：还没有站点", none},
		{"county-children", "县：孩子", list},
		{"county-children-none", "县：没有找到", empty},
		{"county-child", "县：一个孩子", child},
		{"county-audit", "县：谁看过", auditStory()},
		{"county-audit-none", "县：还没有人看过", CountyAudit{CountyFrame: f.tab("audit"), Lead: "2026年，0 个人，翻看 0 次"}},
		{"county-message", "县：一句话", CountyMessage{CountyFrame: f, Head: "没有这一页", Lines: []string{"回站点看看。"}, Ways: []Link{{Href: "/stations", Text: "回站点"}}}},
	}
}
