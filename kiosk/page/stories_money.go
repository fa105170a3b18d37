//go:build !release

package page

// moneyStories are the county's subsidies, from the list to what stands behind a line.
func moneyStories() []Story {
	f := CountyFrame{County: "上党区婴幼儿照护", Who: "赵敏", Tab: "money", Hint: "11月23日 星期一", Request: storyRequest, Money: true}
	titled := func(title string) CountyFrame { g := f; g.Title = title; return g }
	rates := []MoneyRate{
		{"7月1日", "一个孩子一个月 600 元，来满 10 天算一个月，来满 5 天算半个月，不满三岁，备过案的，县里认定普惠的", "上政办〔2026〕3号 第五条", "文件里写着这个数", "6月20日"},
		{"1月1日", "一个孩子一个月 500 元，来满 10 天算一个月，不满三岁", "上政办〔2025〕19号", "文件里写着这个数", "2025年12月28日"}}
	list := CountyMoney{CountyFrame: titled("补贴"), Book: "/fund",
		Programmes: []MoneyRow{{"/money/of/1", "按实际入托补助", "按孩子按月", rates[0].What, "7月1日", "第 3 期，2026年10月", "试算，在核对", "86,400", true}, {"/money/of/2", "房租减免", "房租按比例", "租金的 30%，一个托位最多算 8 平方米", "1月1日", "", "", "", false}},
		Funds:      []FundLine{{"普惠托育示范资金（2026年）", "1,000,000", "262,300.50", "737,699.50", false}},
		Examples: []MoneyExample{{"/money/rate?example=place", "托位运营补助", "按托位按月", "一个托位一个月 300 元，备过案的，县里认定普惠的", "苏州是一个托位一个月 300 到 800 元，给备过案的社会办普惠机构。这里先填最低的。", "苏州市卫健委《实施意见》实施情况评估报告（2023年12月12日）三（一）"},
			{"/money/rate?example=use", "托位使用率奖", "达到了给一次奖", "托位使用率到 60%，没有写多少元", "方案写了使用率 60% 以上，没有写奖多少。", "《长治市普惠托育服务发展示范项目实施方案》项目5"}}}
	rate := CountyRate{CountyFrame: titled("改标准：按实际入托补助"), Programme: "1", Rule: "month", RuleWord: "按孩子按月", Stop: true, Before: rates, Prev: "/money/of/1",
		Asks: []CaseAsk{{Name: "title", Label: "叫什么", Type: "line", Value: "按实际入托补助", Must: true}, {Name: "from", Label: "从哪天起", Help: "这天以前的，照以前的标准", Type: "day", Value: "2026-12-01", Must: true},
			{Name: "amount", Label: "标准", Unit: "元", Type: "number", Must: true, Help: "一个孩子一个月", Fault: "写多少元，小数点后面最多两位，要比零大。"}, {Name: "modes", Label: "哪几种托育方式", Type: "choices", Options: choices("full", "全日、延时", "半日")},
			{Name: "filed", Label: "只给备过案的", Type: "yes", Options: choices("yes", "是", "不是")}, {Name: "source", Label: "凭哪个文件", Type: "line", Value: "上政办〔2026〕3号 第五条", Must: true}}}
	programme := CountyProgramme{CountyFrame: titled("按实际入托补助"), Rule: "按孩子按月", Rates: rates, Change: "/money/rate?programme=1", Prev: "/money",
		Runs: []RunRow{{"/money/run/2", "第 2 期", "2026年7月—9月", "发放了", "81,000", "−1,200", "79,800", false}, {"/money/run/1", "第 1 期", "2026年1月—6月", "发放了", "96,500", "0", "96,500", false}},
		New:  &RunNew{"/money/of/1", "2026-10", "2026-10", choices("41", "11月22日结的账（第 41 次）"), ""}}
	award := CountyProgramme{CountyFrame: titled("前三名奖"), Rule: "达到了给一次奖", Rates: rates[:1], Prev: "/money", Lead: "按托位使用率排全县前 3 名，并列的都算；2026年10月，按11月22日结账时知道的算",
		Standings: []Standing{{"1", "石坡驿站", "韩店镇", "在托 18 / 托位 20，90.0%", "/children?station=1", true}, {"2", "柳沟驿站", "韩店镇", "在托 12 / 托位 20，60.0%", "/children?station=2", true}, {"2", "看寺驿站", "苏店镇", "在托 6 / 托位 10，60.0%", "/children?station=3", true}, {"4", "横河驿站", "荫城镇", "在托 5 / 托位 10，50.0%", "", false}}}
	doubt := RunDoubt{"1", "/money/run/3/site/1/4", "柳沟驿站 第 4 行", "十月全家在太原，怎么来了十二天？", "孙乡长 · 11月22日", "", true}
	towns := []RunTown{{"韩店镇", []RunStation{{"/money/run/3/site/1", "柳沟驿站", "600 元", 14, 13, "7,800", "−600", "7,200", "7,500", "", 1, ""}, {"/money/run/3/site/2", "石坡驿站", "600 元", 18, 18, "10,800", "0", "10,800", "10,200", "", 0, ""}}, "18,000"},
		{"荫城镇", []RunStation{{"/money/run/3/site/4", "横河驿站", "600 元", 5, 5, "3,000", "1,200", "4,200", "2,400", "600", 0, ""}}, "4,200"}}
	total := RunStation{Children: 37, Months: 36, Own: "21,600", Corrected: "600", Sum: "22,200", Former: "20,100", Struck: "600"}
	run := CountyRun{CountyFrame: titled("按实际入托补助 第 3 期"), State: "试算，在核对", Lead: "22,200 元", People: true, Towns: towns, Total: total, Former: "第 2 期（元）#", Doubts: []RunDoubt{doubt}, AgainOf: "/money/run/3?again=1",
		Facts:  []Fact{{Word: "哪几个月", Text: "2026年10月"}, {Word: "按", Text: "11月22日结的账（第 41 次）知道的"}, {Word: "试算", Text: "赵敏 · 11月23日"}},
		Action: "/money/run/3", LockWhy: "这一期是您算的，请另一位登录进来核对、锁定。", Drop: true, Table: "/money/run/3/table.xlsx", Names: "/money/run/3/names.xlsx", Paper: "/money/run/3/paper", Prev: "/money/of/1"}
	locked := run
	answered := doubt
	answered.Answer, answered.Ask = "照发：问过站长，是记错了人（钱敏）", false
	locked.State, locked.Good, locked.Doubts, locked.LockWhy, locked.Drop = "锁定了，等发放", true, []RunDoubt{answered}, "", false
	locked.Digest, locked.Whole, locked.Again = "072149 501873 384920 110284 773610 029945 518823 640071 229385 900146 337102 558204 190577", true, "再算了一遍，每一行都一样。"
	locked.Pay, locked.PayDay, locked.Funds = true, "2026-11-23", []Choice{{Value: "2026 普惠托育示范资金", Text: "普惠托育示范资金（2026年），还剩 737,699.50 元"}}
	return []Story{
		{"county-money", "县：补贴", list},
		{"county-rate", "县：补贴的标准", rate},
		{"county-programme", "县：一项补贴", programme},
		{"county-programme-award", "县：谁达到了奖", award},
		{"county-run", "县：一期补贴，在核对", run},
		{"county-run-locked", "县：一期补贴，锁定了", locked},
		{"county-run-site", "县：一个站的补贴", CountyRunSite{CountyFrame: titled("按实际入托补助 第 3 期"), Name: "柳沟驿站", Lead: "按实际入托补助 第 3 期，4 行，1,200 元", Prev: "/money/run/3", Heads: []string{"第几行", "谁的", "哪个月", "凭什么", "标准", "金额（元）#", "说明"},
			Lines: []RunLine{{"/money/run/3/site/1/1", "1", "王梓涵", "2026年10月", "来了 17 天 · 全日", "600 元", "600", "", false}, {"/money/run/3/site/1/2", "2", "李浩宇", "2026年10月", "来了 12 天 · 全日", "600 元", "600", "疑问：十月全家在太原", true}, {"/money/run/3/site/1/3", "3", "王梓涵", "2026年9月", "来了 9 天 · 全日", "600 元", "−300", "更正：原来 600 元，现在 300 元；后来更正，少了", false}, {"/money/run/3/site/1/4", "4", "已经删除的孩子", "2026年10月", "来了 8 天 · 全日", "600 元", "300", "", false}}}},
		{"county-run-line", "县：一行补贴凭什么", CountyRunLine{CountyFrame: titled("按实际入托补助 第 3 期"), Name: "王梓涵", Amount: "600 元", Prev: "/money/run/3/site/1", Action: "/money/run/3/site/1/1",
			Facts: []Fact{{Word: "站", Text: "柳沟驿站"}, {Word: "哪个月", Text: "2026年10月"}, {Word: "凭什么", Text: "来了 4 天 · 全日"}, {Word: "标准", Text: rates[0].What}, {Word: "凭哪个文件", Text: rates[0].Source}},
			Days:  []RunDay{{"10月9日", true}, {"10月12日", true}, {"10月13日", true}, {"10月14日", false}}, Records: []Link{{Href: "/child/1", Text: "孩子的记录"}}, Doubts: []RunDoubt{answered}}},
		{"county-run-paper", "县：补贴汇总表", CountyRunPaper{CountyFrame: titled("打印"), Head: "上党区婴幼儿照护　按实际入托补助　第 3 期（2026年10月）发放汇总表", Towns: towns, Total: total, Count: "人数", Prev: "/money/run/3",
			Notes: []string{"标准：" + rates[0].What + "。凭：" + rates[0].Source, "锁定时的摘要：" + locked.Digest}, Sign: []string{"制表：赵敏", "审核：钱敏", "单位（盖章）：", "日期："}}},
		{"county-fund", "县：专款台账", CountyFund{CountyFrame: titled("专款台账"), Prev: "/money",
			Books: []FundBook{{"普惠托育示范资金（2026年）", "/fund.xlsx", []FundRow{{Day: "3月1日", What: "拨进来", Paper: "财社〔2026〕7号", In: "1,000,000", Left: "1,000,000"}, {Day: "11月8日", What: "按实际入托补助 第 2 期", Paper: "记-12", Out: "7,500", Left: "992,500", Site: "柳沟驿站", Arrived: "11月10日", Used: "发工资"}}, FundRow{In: "1,000,000", Out: "7,500", Left: "992,500"}}},
			Asks:  []CaseAsk{{Name: "fund", Label: "哪笔钱", Type: "line", Most: 60, Must: true}, {Name: "amount", Label: "拨进来多少", Unit: "元", Type: "number", Must: true}}}},
		{"county-fund-empty", "县：专款台账，还没有", CountyFund{CountyFrame: titled("专款台账"), Prev: "/money"}},
	}
}
