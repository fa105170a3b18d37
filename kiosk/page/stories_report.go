//go:build !release

package page

// reportStories are the county's own tables, at the county and at a station.
func reportStories() []Story {
	f := CountyFrame{County: "上党区婴幼儿照护", Who: "赵敏", Tab: "reports", Hint: "12月3日 星期四", Request: storyRequest, Reports: true}
	titled := func(title string) CountyFrame { g := f; g.Title = title; return g }
	cells := func(figures int, texts ...string) (out []ReportGridCell) {
		for i, text := range texts {
			out = append(out, ReportGridCell{text, i >= len(texts)-figures})
		}
		return out
	}
	grid := ReportGrid{Heads: cells(3, "序号", "乡镇", "机构名称", "托位合计", "在托人数", "托位使用率"), Rows: []ReportGridRow{
		{Cells: cells(3, "1", "韩店街道", "柳沟村驿站", "20", "14", "70%")}, {Cells: cells(3, "2", "韩店街道", "石坡村驿站", "12", "9", "75%")},
		{Cells: cells(3, "", "", "韩店街道小计", "32", "23", "71.9%"), Sum: true}, {Cells: cells(3, "", "", "合计", "32", "23", "71.9%"), Sum: true}}}
	list := CountyReports{CountyFrame: titled("报表"), May: true, Ready: choices("", "托育服务月报表", "托育机构督导通报（季度）", "托育机构年度报告汇总表", "托育机构公示表（半年）"), Rows: []ReportTableRow{
		{"托育服务月报表", "每月", "2026年11月", "/reports/1/2026-11", "24 个站：锁定 12，等审核 3，说不对 1，没看 8", true, "/reports/plan/1", "第 2 版"},
		{"托育机构年度报告汇总表", "每年", "", "", "看过每一栏，点“定下来”", true, "/reports/plan/2", "第 1 版，还没定下来"}}}
	head := func(text string, columns, lines int) GridCell { return GridCell{text, columns, lines, "head"} }
	plan := CountyReportPlan{CountyFrame: titled("表的样子"), Prev: "/reports", Action: "/reports/plan/2", Name: "托育服务月报表", Every: choices("month", "每月", "每季度"), Days: "5", Line: "4", Room: "10", Total: "14", Sums: true,
		Groups:  []ReportGroup{{"站的情况", []Choice{{Value: "station", Text: "站的名字"}, {Value: "township", Text: "乡镇"}}}, {"期末那天的数", []Choice{{Value: "m.places", Text: "托位"}, {Value: "m.enrolled", Text: "在托的孩子"}}}},
		Cells:   []Choice{{Value: "filler", Text: "填表人"}},
		Columns: []PlanColumn{{Field: "c-0", Place: "A", Head: "机构名称", From: "station", Guessed: true}, {Field: "c-1", Place: "B", Head: "托位数", From: "m.places", Guessed: true}, {Field: "c-2", Place: "C", Head: "在托 合计", From: "m.enrolled", Guessed: true}, {Field: "c-3", Place: "D", Head: "停水停电几天", From: "typed.3", Typed: true}},
		Spots:   []PlanColumn{{Field: "s-0", Place: "A15", Head: "填表人：", From: "filler", Guessed: true}},
		Grid:    [][]GridCell{{{"托育服务月报表", 4, 1, ""}}, {head("机构名称", 1, 2), head("托位数", 1, 2), head("在托", 1, 1), head("停水停电几天", 1, 2)}, {head("合计", 1, 1)}, {{"", 1, 1, "data"}, {"", 1, 1, "data"}, {"", 1, 1, "data"}, {"", 1, 1, "data"}}, {{"填表人：", 2, 1, "spot"}, {"单位（盖章）：", 2, 1, "spot"}}},
		Look:    &grid, LookOf: "2026年11月"}
	period := CountyReportPeriod{CountyFrame: titled("托育服务月报表"), Prev: "/reports", Action: "/reports/1/2026-11", Period: "2026年11月", Lead: "3 个站：锁定 1，说不对 1，没看 1", Periods: choices("/reports/1/2026-10", "上一期"), Over: true, Again: true, Lock: 1, Unready: []string{"1 个站等今天夜里结了账再锁。"},
		Nudge: []ReportNudge{{"/report/3", "荫城镇", "横河村驿站", "0355 600 1218", "晚了 2 天", true, "9 天没报上来，可能还没收到"}},
		Waits: "1 个站还没点，没到期，先不用催：最早的12月8日到期，到那天还没点的才列在“催一催”里，带电话。",
		Rows:  []ReportStationRow{{"/report/1", "韩店街道", "柳沟村驿站", "锁定了", "12月2日", "", false, true}, {"/report/2", "韩店街道", "石坡村驿站", "站里说不对", "12月2日", "“在托人数”写的是 9，站里数是 10", true, false}, {"/report/3", "荫城镇", "横河村驿站", "等站里看", "12月1日", "", true, false}},
		Grid:  grid, File: "/reports/1/2026-11/table.xlsx", Paper: "/reports/1/2026-11/paper"}
	locked := CountyReportSheet{CountyFrame: titled("托育服务月报表"), Prev: "/reports/1/2026-11", Action: "/report/1", Station: "韩店街道 · 柳沟村驿站", Period: "2026年11月", State: "锁定了", Done: true, Changed: "锁定的不变；1 个数后来变了", Paper: "/report/1/paper",
		Figures: []ReportFigureRow{{Label: "托位合计", Said: "20", Today: "20"}, {Label: "在托人数", Said: "14", Today: "15", Apart: "多了 1", Causes: []Link{{Text: "后来才报到县里：马浩然 · 在托的孩子 · 11月30日", Href: "/child/1"}}}, {Label: "停水停电几天", Said: "2", Typed: true}},
		Facts:   []Fact{{Word: "填表（县里发）", Text: "赵敏 12月1日"}, {Word: "站里看过", Text: "张桂兰 12月1日"}, {Word: "审核", Text: "孙乡长 12月1日"}, {Word: "锁定", Text: "赵敏 12月2日"}, {Word: "结账", Text: "第 331 次，摘要 5173936920047712"}}}
	said := locked
	said.State, said.Done, said.Changed, said.Check, said.Back, said.Figures = "站里说对，等审核", false, "", true, true, locked.Figures[:1]
	turn := Frame{Title: "托育服务月报表", Hint: "2026年11月 · 站里的记录数的 · 12月8日以前看", Back: "/todo", Request: storyRequest, Help: "todo"}
	own := StationReport{Frame: turn, Action: "/report/1?page=1", Wrong: "/report/1/wrong", Prev: "/todo", First: true, Next: "/report/1?page=2", NextWord: "后面还有 3 个",
		Figures: []StationFigure{{"托位合计（个）", "20", "/settings/groups"}, {"乳儿班", "0", "/settings/groups"}, {"托小班", "10", "/settings/groups"}, {"托大班", "10", "/settings/groups"}, {"在托人数", "14", "/wall/morning"}, {"托位使用率", "74.3%", ""},
			{"当月到过的孩子", "13", "/wall/morning"}, {"入户指导", "6", "/forms/home-visit"}, {"健康检查", "12", "/forms/health-check"}, {"保育人员", "3", "/settings/staff"}, {"持健康证的", "3", "/settings/staff"}, {"整改没办完的", "0", "/forms/rectify"}}}
	last := StationReport{Frame: turn, Action: "/report/1?page=2", Wrong: "/report/1/wrong", Prev: "/report/1?page=1",
		Steppers: []Stepper{{Field: "n12", Name: "停水停电几天", Word: "站里数一数，按 − +，大的点中间写", Value: 2, Max: 9999999, Keys: "/report/1/number/12"}, {Field: "n13", Name: "村里常住人口", Word: "站里数一数，按 − +，大的点中间写", Value: 1234567, Max: 9999999, Keys: "/report/1/number/13"}, {Field: "n14", Name: "大扫除几回", Word: "站里数一数，按 − +，大的点中间写", None: true, Max: 9999999, Keys: "/report/1/number/14"}}}
	back := own
	back.Figures, back.NextWord = own.Figures[:8], "后面还有 7 个"
	back.Note = &Note{Kind: "calm", Icon: "i-pen", Bold: "镇里、县里退回来了：停电那天少算了。", Text: "改好记录，县里会重新算；已经对的，就再点“对”。"}
	return []Story{
		{"county-reports", "县：报表", list},
		{"county-report-plan", "县：表的样子", plan},
		{"county-report-period", "县：一期报表", period},
		{"county-report-sheet", "县：一个站的报表，锁定了", locked},
		{"county-report-check", "县：一个站的报表，等审核", said},
		{"county-report-paper", "县：报表打印", CountyReportPaper{CountyFrame: titled("托育服务月报表"), Prev: "/reports/1/2026-11", Head: "托育服务月报表", Lines: []string{"上党区　2026年11月"}, Grid: grid, Notes: []string{"24 个站，锁定 24 个；数字由各站的记录数出来，各站看过。"}, Sign: []string{"填表人：赵敏", "审核人：孙乡长", "负责人：赵敏", "单位（盖章）：", "日期：2026年12月2日"}}},
		{"station-report", "站：报表对不对", own},
		{"station-report-last", "站：报表的后一页，要填的数", last},
		{"station-report-back", "站：报表退回来了", back},
	}
}
