//go:build !release

package page

func (f CountyFrame) tab(tab string) CountyFrame {
	f.Tab, f.Audit, f.Title = tab, true, "谁看过"
	return f
}

func auditStory() CountyAudit {
	f := CountyFrame{County: "上党区婴幼儿照护", Who: "赵敏", Hint: "11月22日 星期日", Export: true, Request: storyRequest}
	return CountyAudit{
		CountyFrame: f.tab("audit"), Lead: "2026年，4 个人，翻看 1322 次，2 个人要问一句，排在前面", File: "/audit.xlsx?year=2026",
		Years: []Choice{{Value: "/audit?year=2025", Text: "2025年"}, {Value: "/audit?year=2026", Text: "2026年", On: true}},
		People: []AuditRow{
			{Name: "李建国", Place: "横河村照护驿站", Children: 88, Most: 71, Looks: 240, Night: 6, Phones: 31, Taken: 1, Marks: []string{"一天多", "夜里"}},
			{Name: "刘建平", Place: "石坡村照护驿站", Children: 24, Most: 9, Looks: 310, Elsewhere: 2, Phones: 12, Marks: []string{"别站"}},
			{Name: "张桂兰", Place: "柳沟村照护驿站", Children: 31, Most: 14, Looks: 702, Phones: 40, Copies: 2, Taken: 3},
			{Name: "赵敏", Place: "县里", Children: 41, Most: 12, Looks: 70, Phones: 4, Taken: 2, No: 1}},
		Places: []AuditPlaceRow{{"县里", 1, 70, 0, 2, 1, 0}, {"柳沟村照护驿站", 1, 702, 2, 3, 0, 1}, {"横河村照护驿站", 1, 240, 0, 1, 0, 0}},
		Acts: []AuditActRow{{"11月20日 16:40", "张桂兰", "柳沟村照护驿站", "存成表格", "打针、体检对名单"}, {"11月18日 9:02", "张桂兰", "柳沟村照护驿站", "给家里抄一份", "家里要的"},
			{"11月2日 11:30", "赵敏", "县里", "没让看", ""}},
		Erased: []string{"删除令：家里要求：1 件", "县里下了删除令：1 件"},
		Rules:  []string{"一天多：同一天看过的不同孩子超过 60 个。", "夜里：22 点到第二天 6 点看过。"},
	}
}
