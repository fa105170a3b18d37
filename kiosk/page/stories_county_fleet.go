//go:build !release

package page

// countyFleetStories are who does not report, and what the county sent.
func countyFleetStories() []Story {
	f := CountyFrame{Title: "谁没报", County: "上党区婴幼儿照护", Who: "赵敏", Tab: "stations", Hint: "11月22日 星期日", Export: true, Forms: true, Lessons: true, Fleet: true, Request: storyRequest}
	silent := CountySilent{CountyFrame: f, Lead: "24 个站，6 个一天多没有消息", Rows: []SilentRow{
		{"停", "went bad", true, "荫城镇", "横河村照护驿站", "0355 600 1218", "11月14日，8 天前", "多半停电或关机", "西坡村照护驿站、东坡村照护驿站也没见到它，上一次是11月13日；10月30日送过 U 盘", "打电话问站里有没有电", ""},
		{"钟", "went bad", true, "苏店镇", "看寺村照护驿站", "0355 600 2231", "11月20日，2 天前", "钟不对", "它自己11月20日说的", "打电话，请站里在首页点“今天是几号”", ""},
		{"网", "ask", false, "苏店镇", "南董村照护驿站", "", "11月20日，2 天前", "机器开着，连不上县里", "看寺村照护驿站昨天还见过它", "打电话，请站里看看网；要紧就请看寺村照护驿站带 U 盘过来", ""},
		{"积", "ask", false, "韩店街道", "柳沟村照护驿站", "0355 600 3310", "11月20日，2 天前", "有 131 条没送到，石坡村照护驿站手里有", "邻站的回执", "请石坡村照护驿站连上网，或者插一下 U 盘带来", ""},
		{"初", "ask", false, "韩店街道", "石坡村照护驿站", "", "还没有消息", "从来没连过", "发过邀请，机器没来过", "打电话问装好没有", ""},
		{"休", "", false, "韩店街道", "东呈村照护驿站", "", "11月20日，2 天前", "放假，没开门", "放假安排和站里的开门日", "不用管，开门那天再看", ""}},
		Blank: []SilentRow{{Town: "苏店镇", Name: "西申家庄照护驿站", Phone: "0355 600 8812", Why: "12 个孩子在托，11月15日以来 5 个开门日，没有记过一个孩子到"}}}
	all := silent
	all.Rows, all.Blank, all.Lead = nil, nil, "24 个站，0 个一天多没有消息"
	f.Title, f.Tab = "发出去的", "sent"
	sent := CountySent{CountyFrame: f, Rows: []SentRow{
		{"/sent/bulletin/1", "县里的通知", "明天停电，提前充好电", "11月22日 9:12", "赵敏", 21, 24, []string{"横河村照护驿站", "看寺村照护驿站", "石坡村照护驿站"}, "", false},
		{"/sent/holidays/2", "放假和调休", "2027 年", "11月20日 16:40", "赵敏", 12, 24, []string{"横河村照护驿站", "看寺村照护驿站", "石坡村照护驿站"}, "等 12 个站", false},
		{"/sent/pack/3", "县里发的课", "夏天防痱子 第 2 版", "11月3日 10:05", "命令行", 24, 24, nil, "", true}},
		Versions: []VersionRow{{"1.6.2", []string{"柳沟村照护驿站", "石坡村照护驿站", "南董村照护驿站"}, nil}, {"1.4.0", []string{"看寺村照护驿站"}, []string{"看寺村照护驿站 2 张"}}, {"还没说过", []string{"横河村照护驿站"}, nil}}}
	none := sent
	none.Rows, none.Versions = nil, nil
	one := CountySentOne{CountyFrame: f, Kind: "县里的通知", Lead: "11月22日 9:12 赵敏发的，3 个站里 2 个到了，1 个看过；放到11月29日", Prev: "/sent", Confirm: true, Recall: "/notices/1/recall",
		Lines: []string{"明天 8 点到 18 点全镇停电检修。今天下班前把机器的电池充满，停电也能用四个钟头。"},
		Stations: []SentStation{{true, "荫城镇", "横河村照护驿站", "没到", "多半停电或关机；打电话问站里有没有电", ""},
			{true, "苏店镇", "看寺村照护驿站", "到了", "", "还没点看过"}, {false, "韩店街道", "柳沟村照护驿站", "到了", "", "11月22日看过了"}}}
	one.Title = "明天停电，提前充好电"
	write := CountyNotice{CountyFrame: f, Head: "明天停电", Body: "明天 8 点到 18 点全镇停电检修。", Towns: choices("", "全县各站", "苏店镇"), Until: "2026-11-29", Confirm: true, Prev: "/sent"}
	write.CountyFrame.Title = "写一条通知"
	bad := write
	bad.Head, bad.Errors = "", Errors{"title": "还没有题目。写几个字，站里一眼看得懂是什么事。"}
	return []Story{
		{"county-silent", "县：谁没报", silent},
		{"county-silent-none", "县：都报了", all},
		{"county-sent", "县：发出去的，到了哪里", sent},
		{"county-sent-none", "县：还没有发过什么", none},
		{"county-sent-one", "县：一条通知，谁看过", one},
		{"county-notice", "县：写一条通知", write},
		{"county-notice-bad", "县：通知没有题目", bad},
	}
}
